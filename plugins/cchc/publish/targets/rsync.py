"""A server with rsync, over SSH or as a daemon, by the program rsync: arguments as a list, never a shell.

Guarantee: that of `staged` for a reader who follows links, and each pass (new files; changed pages; what names them)
puts its files in place at its end only (`--delay-updates`). rsync renames; there is no moment without a file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from cchc.publish.difference import Rank, rank_of
from cchc.publish.errors import PublishError, TroubleError
from cchc.publish.manifest import MANIFEST, Manifest
from cchc.publish.staged import (
    JOURNAL,
    Contents,
    Told,
    folders_of,
    has_other_site,
    in_the_way,
    journal_of,
    read_state,
    steps_to,
)
from cchc.publish.surroundings import Surroundings
from cchc.publish.targets.model import Served
from cchc.publish.targets.place import LOCK
from cchc.publish.transport import Content

_DAEMON = "rsync://"
_SOME_FAILED = 23
# Names that are not on this side: said also of the folders of what is to be removed there.
_VANISHED = 24
# Protocol, socket, time-outs, and ssh's own failure (rsync(1), EXIT VALUES).
_PASSING = (10, 12, 30, 35, 255)


@dataclass(frozen=True, slots=True)
class Remote:
    """A folder on a server. The password never shows when this is printed."""

    address: str
    user: str
    port: int
    path: str
    password: str = field(repr=False)
    key_file: Path | None = None
    known_hosts: Path | None = None

    @property
    def root(self) -> str:
        """The folder as rsync writes it, with `/` at the end."""
        user = f"{self.user}@" if self.user else ""
        if self.address.startswith(_DAEMON):
            port = f":{self.port}" if self.port else ""
            host, _, module = self.address.removeprefix(_DAEMON).partition("/")
            inside = "/".join(part.strip("/") for part in (module, self.path) if part.strip("/"))
            return f"{_DAEMON}{user}{host}{port}/{inside}/"
        host, _, path = self.address.partition(":")
        return f"{user}{host}:{(self.path or path).rstrip('/')}/"

    @property
    def shell(self) -> list[str]:
        """The arguments for a connection over SSH: unknown servers are refused, nobody is asked."""
        if self.address.startswith(_DAEMON):
            return []
        words = ["ssh", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes"]
        words += ["-p", str(self.port)] if self.port else []
        words += ["-i", str(self.key_file)] if self.key_file else []
        # rsync takes the words apart again, at spaces outside quotation marks.
        words += ["-o", f"UserKnownHostsFile={self.known_hosts}"] if self.known_hosts else []
        return ["-e", " ".join(f'"{word}"' if " " in word else word for word in words)]


class Rsync:
    """See `Target`."""

    def __init__(self, remote: Remote, work: Path, around: Surroundings) -> None:
        """`work` is a folder for what is about to be sent."""
        self._work, self._around = work, around
        self._files = _RsyncFiles(remote, work, around)

    def served(self) -> Served:
        """See Target."""
        state = read_state(self._files)
        return Served(state.manifest, state.journal is not None, has_other_site(self._files, state))

    def publish(self, fresh: Manifest, contents: Contents, told: Told, now: datetime) -> int:
        """See Target."""
        lock = self._around.locking(self._files, LOCK, now)
        with lock.held():
            state = read_state(self._files)
            steps = steps_to(fresh, state)
            before = state.manifest.files if state.manifest else {}
            gone = state.journal.removed if state.journal else frozenset()
            new = [path for path in steps.placed if path not in before or path in gone]
            changed = [path for path in steps.placed if path in before and path not in gone]
            pages = [path for path in changed if rank_of(path, fresh) < Rank.LIST]
            lists = [path for path in changed if rank_of(path, fresh) >= Rank.LIST]
            lock.check()
            self._files.write(JOURNAL, journal_of(steps, fresh, state).to_bytes())
            way = in_the_way(steps, fresh)
            self._remove(way, folders_of(way))
            done, total = 0, len(steps.placed) + len(steps.removed)
            for group in (new, pages, lists):
                self._files.send({path: contents(fresh.files[path].digest) for path in group})
                done += len(group)
                told(done, total)
            left = folders_of(steps.removed) - folders_of(fresh.files) - fresh.files.keys()
            self._remove([path for path in steps.removed if path not in way], left)
            told(total, total)
            self._files.write(MANIFEST, fresh.to_bytes())
            self._files.remove(JOURNAL)
        return sum(fresh.files[path].size for path in steps.placed)

    def _remove(self, files: Sequence[str], folders: set[str]) -> None:
        """Remove files, then those of the folders in which nothing is left, the deepest first."""
        self._files.remove_all(files)
        for depth in sorted({folder.count("/") for folder in folders}, reverse=True):
            self._files.remove_all([folder for folder in folders if folder.count("/") == depth])

    def close(self) -> None:
        """See Target."""
        shutil.rmtree(self._work, ignore_errors=True)


class _RsyncFiles:
    """See `Files`. rsync writes every file beside its place first: none is ever half written."""

    def __init__(self, remote: Remote, work: Path, around: Surroundings) -> None:
        self._remote, self._work, self._around = remote, work, around
        self._environment = {**around.environment, "RSYNC_PASSWORD": remote.password, "LC_ALL": "C"}
        if not remote.password:
            self._environment.pop("RSYNC_PASSWORD")

    def read(self, path: str) -> bytes | None:
        """See Files."""
        with self._folder() as folder:
            try:
                self._rsync([f"{self._remote.root}{path}", f"{folder}/"])
            except _MissingError:
                return None
            return (folder / path).read_bytes()

    def write(self, path: str, content: Content, like: str = "") -> None:
        """See Files."""
        with self._folder() as folder:
            place = folder / path
            place.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
            self._rsync(["--ignore-times", *_MODES, str(place), self._remote.root])

    def create(self, path: str, data: bytes) -> bool:
        """See Files: rsync can't do this in one step, whoever locks reads it again."""
        if self.exists(path):
            return False
        self.write(path, data)
        return True

    def remove(self, path: str) -> None:
        """See Files."""
        self.remove_all([path])

    def exists(self, path: str) -> bool:
        """See Files."""
        try:
            self._rsync(["--list-only", f"{self._remote.root}{path}"])
        except _MissingError:
            return False
        return True

    def send(self, contents: dict[str, Path]) -> None:
        """Send files, and put them in place at the end."""
        if not contents:
            return
        with self._folder() as folder:
            for path, content in contents.items():
                _link(content, folder / path)
            options = ["--recursive", "--ignore-times", "--delay-updates", *_MODES]
            self._rsync([*options, f"{folder}/", self._remote.root])

    def remove_all(self, paths: Iterable[str]) -> None:
        """Remove files, or folders with nothing in them: rsync is told of names that are not on this side."""
        names = sorted(paths)
        if not names:
            return
        with self._folder() as folder, self._folder() as lists:
            listed = lists / "removed"
            listed.write_bytes(b"".join(f"{name}\0".encode() for name in names))
            options = ["--dirs", "--no-implied-dirs", "--delete-missing-args", "--from0", f"--files-from={listed}"]
            self._rsync([*options, f"{folder}/", self._remote.root], _VANISHED)

    @contextmanager
    def _folder(self) -> Iterator[Path]:
        self._work.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self._work) as name:
            yield Path(name)

    def _rsync(self, arguments: Sequence[str], fine: int = 0) -> None:
        self._around.patiently(lambda: self._run(arguments, fine))

    def _run(self, arguments: Sequence[str], fine: int) -> None:
        program = shutil.which("rsync", path=self._environment.get("PATH"))
        if program is None:
            raise PublishError("Chưa cài chương trình rsync trên máy này.")
        result = subprocess.run(
            [program, "--secluded-args", "--timeout=60", *self._remote.shell, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=self._environment,
            check=False,
        )
        said = result.stderr.decode(errors="replace").strip()
        if result.returncode == _SOME_FAILED and "No such file" in said:
            raise _MissingError(said)
        if "Host key verification failed" in said:
            raise PublishError(
                "Chưa biết khóa của máy chủ nên không kết nối. Đăng nhập một lần bằng lệnh ssh, đối chiếu khóa với "
                "người quản trị máy chủ rồi trả lời yes."
            )
        if result.returncode in _PASSING and "auth failed" not in said and "Permission denied" not in said:
            raise TroubleError("Kết nối rsync bị gián đoạn.")
        if result.returncode not in (0, fine):
            raise PublishError(f"rsync báo lỗi {result.returncode}: {said}")


class _MissingError(PublishError):
    """What was asked for is not on the server."""


_MODES = ("--perms", "--chmod=D755,F644")


def _link(content: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(content, place)
    except OSError:
        shutil.copyfile(content, place)
