"""A branch of a git repository that holds the built site, by the program git: arguments as a list, never a shell.

Guarantee: a push changes the branch in one step, so who serves the branch serves the old or the new version, whole. A
branch that someone else has changed meanwhile is not overwritten. Nothing is lost with the repository on
this machine: one that a cut run has left locked or damaged is made afresh.
"""

from __future__ import annotations

import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, TypeVar

from cchc.publish.errors import ChangedMeanwhileError, PublishError, TroubleError
from cchc.publish.manifest import MANIFEST, Manifest, manifest_from
from cchc.publish.staged import Contents, Told
from cchc.publish.surroundings import Surroundings
from cchc.publish.targets.model import Served

T = TypeVar("T")
_OLD, _NEW = "refs/heads/old", "refs/heads/new"
_AUTHOR = "cchc publish <cchc@localhost>"
_CHANGED = "Nhánh vừa được người khác thay đổi. Chạy lại lệnh cchc publish."
# By what git says: who or what is at fault.
_DAMAGE = ("is corrupt", "object file", "unable to read", "bad object")
_CHANGED_BY_OTHERS = ("stale info", "[rejected]", "fetch first")
_REFUSED, _LOCKED = "[remote rejected]", "cannot lock ref"
_TROUBLE = (
    *("Could not resolve", "Connection", "Failed to connect", "Couldn't connect", "unable to connect", "timed out"),
    *("hung up", "early EOF", "returned error: 5"),
)
_NO_ACCOUNT = ("Authentication failed", "Permission denied", "could not read Username", "could not read Password")
_FAR = (_REFUSED, "unable to access", "Could not read from remote")
# GitHub Pages and its like leave out names that begin with `_` without this file.
_NO_JEKYLL = ".nojekyll"


class _LocalError(PublishError):
    """Git can't go on, and the repository on this machine may be at fault."""


class GitBranch:
    """A branch. The objects that it shares with the last push stay in a bare repository on this machine."""

    def __init__(self, address: str, branch: str, prefix: str, repository: Path, around: Surroundings) -> None:
        """`prefix` is the folder of the site on the branch; what else is there stays."""
        self._address, self._branch, self._repository = address, branch, repository
        self._around = around
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        # The commit that all is compared with, empty without a branch; unknown before the first look.
        self._tip: str | None = None
        # Nobody sits there to be asked for a password, and messages are read by their English words.
        self._environment = {**around.environment, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}

    def served(self) -> Served:
        """See Target."""
        return self._afresh_if_at_fault(self._served)

    def _served(self) -> Served:
        if not self._fetch():
            return Served(None)
        manifest_path, home = f"{self._prefix}{MANIFEST}", f"{self._prefix}index.html"
        listed = self._git("ls-tree", "-z", "--name-only", _OLD, "--", manifest_path, home).split(b"\0")
        there = manifest_path.encode() in listed
        manifest = manifest_from(self._git("cat-file", "blob", f"{_OLD}:{manifest_path}") if there else None)
        return Served(manifest, False, manifest is None and home.encode() in listed)

    def publish(self, fresh: Manifest, contents: Contents, told: Told, now: datetime) -> int:
        """See Target."""
        return self._afresh_if_at_fault(lambda: self._publish(fresh, contents, told, now))

    def _publish(self, fresh: Manifest, contents: Contents, told: Told, now: datetime) -> int:
        there = self._fetch()
        with tempfile.TemporaryFile() as stream:
            self._write_commit(stream, fresh, contents, told, now, there)
            size = stream.tell()
            stream.seek(0)
            self._git("fast-import", "--quiet", "--force", "--done", given=stream)
        lease = f"--force-with-lease=refs/heads/{self._branch}:{self._tip}"
        self._git("push", "--quiet", lease, self._address, f"{_NEW}:refs/heads/{self._branch}")
        self._tip = self._commit_of(_NEW)
        return size

    def close(self) -> None:
        """See Target."""

    def _write_commit(
        self, stream: IO[bytes], fresh: Manifest, contents: Contents, told: Told, now: datetime, there: bool
    ) -> None:
        """Write a commit in git's own form for imports; every path and byte is given with its length."""
        when = f"{int(now.timestamp())} {now:%z}"
        words = f"Đăng trang {now:%d/%m/%Y %H:%M}\n\nPhiên bản {fresh.id[:12]}\n".encode()
        stream.write(f"commit {_NEW}\ncommitter {_AUTHOR} {when}\ndata {len(words)}\n".encode() + words)
        if there:
            stream.write(f"from {_OLD}^0\n".encode())
        stream.write(f'D "{self._prefix.rstrip("/")}"\n'.encode() if self._prefix else b"deleteall\n")
        for done, (path, file) in enumerate(sorted(fresh.files.items()), 1):
            self._write_file(stream, path, contents(file.digest).read_bytes())
            told(done, len(fresh.files))
        self._write_file(stream, MANIFEST, fresh.to_bytes())
        if not self._prefix and _NO_JEKYLL not in fresh.files:
            self._write_file(stream, _NO_JEKYLL, b"")
        stream.write(b"done\n")

    def _write_file(self, stream: IO[bytes], path: str, data: bytes) -> None:
        name = f"{self._prefix}{path}".replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        stream.write(f'M 100644 inline "{name}"\ndata {len(data)}\n'.encode() + data + b"\n")

    def _afresh_if_at_fault(self, work: Callable[[], T]) -> T:
        """Do the work, once more with a new repository when git can't go on with the one on this machine."""
        try:
            return work()
        except _LocalError:
            _remove(self._repository)
            return work()

    def _fetch(self) -> bool:
        """Get the branch's last commit; say whether there is such a branch. Raises ChangedMeanwhileError when it is
        another one than at the first look.
        """
        if not (self._repository / "HEAD").is_file():
            self._repository.parent.mkdir(parents=True, exist_ok=True)
            self._git("init", "--quiet", "--bare", str(self._repository), inside=False)
        for name in (_OLD, _NEW):
            self._git("update-ref", "-d", name)
        remote = f"refs/heads/{self._branch}"
        listed = self._git("ls-remote", "--heads", self._address, remote, inside=False).decode().split()
        if not listed:
            self._expect("")
            return False
        self._git("fetch", "--quiet", "--depth=1", "--force", self._address, f"{remote}:{_OLD}")
        self._expect(self._commit_of(_OLD))
        return True

    def _expect(self, tip: str) -> None:
        if self._tip is not None and tip != self._tip:
            raise ChangedMeanwhileError(_CHANGED)
        self._tip = tip

    def _commit_of(self, name: str) -> str:
        return self._git("rev-parse", name).decode().strip()

    def _git(self, *arguments: str, given: IO[bytes] | None = None, inside: bool = True) -> bytes:
        """Run git; a command without input is tried again when the network is in trouble."""
        if given is not None:
            return self._run(arguments, given, inside)
        return self._around.patiently(lambda: self._run(arguments, None, inside))

    def _run(self, arguments: Sequence[str], given: IO[bytes] | None, inside: bool) -> bytes:
        program = shutil.which("git", path=self._environment.get("PATH"))
        if program is None:
            raise PublishError("Chưa cài chương trình git trên máy này.")
        where = [f"--git-dir={self._repository}"] if inside else []
        result = subprocess.run(
            [program, *where, *arguments],
            stdin=given if given is not None else subprocess.DEVNULL,
            capture_output=True,
            env=self._environment,
            check=False,
        )
        if result.returncode:
            raise _error(result.stderr.decode(errors="replace"), self._address, inside)
        return result.stdout


def _remove(repository: Path) -> None:
    """Remove a repository; Windows removes no file that is read-only, as git's are."""
    for path in repository.rglob("*"):
        with suppress(OSError):
            if path.is_file():
                path.chmod(stat.S_IREAD | stat.S_IWRITE)
    shutil.rmtree(repository, ignore_errors=True)


def _error(said: str, address: str, inside: bool) -> PublishError:
    """Return what git said, in words; `inside`: it worked with the repository on this machine. Addresses in
    publish.yml hold no password.
    """

    def has(words: Sequence[str]) -> bool:
        return any(one in said for one in words)

    if inside and has(_DAMAGE):
        return _LocalError(_words(said))
    if has(_CHANGED_BY_OTHERS) or (_REFUSED in said and _LOCKED in said):
        return ChangedMeanwhileError(_CHANGED)
    if has(_TROUBLE):
        return TroubleError(f"Không kết nối được với {address}.")
    if has(_NO_ACCOUNT):
        return PublishError(f"Kho {address} không nhận tài khoản này.")
    return (_LocalError if inside and not has(_FAR) else PublishError)(_words(said))


def _words(said: str) -> str:
    return f"git báo lỗi: {said.strip()}"
