"""A server over SFTP (SSH), by paramiko. The server's key must be known; an unknown one is refused.

Guarantee: with a link (`Switched`) wholly old or wholly new at every moment; in a folder that was there before, that of
`staged`. Both need `posix-rename@openssh.com`, which OpenSSH and most others know; without it a changed file is missing
for the moment between removing the old and renaming the new one.
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import paramiko

from cchc.publish.errors import PublishError, TroubleError
from cchc.publish.transport import Content, Linking, open_content

_WAIT = 30.0  # seconds


@dataclass(frozen=True, slots=True)
class Server:
    """An account on a server. The password never shows when this is printed."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    key_file: Path | None = None
    known_hosts: Path | None = None


class _RefuseUnknown(paramiko.MissingHostKeyPolicy):
    """Refuses, and says how to accept."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:
        port = f"-p {self._server.port} " if self._server.port != 22 else ""
        place = self._server.known_hosts or "~/.ssh/known_hosts"
        raise PublishError(
            f"Chưa biết khóa của máy chủ {self._server.host} nên không kết nối. Khóa máy chủ đưa ra: {key.get_name()} "
            f"{fingerprint(key)}. Hỏi người quản trị máy chủ xem có đúng không; đúng thì ghi nhận bằng lệnh: "
            f"ssh-keyscan {port}{self._server.host} >> {place}"
        )


class SftpPlace(Linking):
    """See `Linking`: a folder of an SFTP server."""

    def __init__(self, server: Server, root: str) -> None:
        """`root` is absolute, or relative to the folder where the account starts."""
        self._server, self._root = server, root
        self._client: paramiko.SSHClient | None = None
        self._open: paramiko.SFTPClient | None = None
        self._folders: set[str] = set()

    def connect(self) -> None:
        """Connect; a key or an agent where there is one, else the password."""
        self.close()
        client = paramiko.SSHClient()
        server = self._server
        with self._words(server.host):
            client.load_system_host_keys()
            if server.known_hosts is not None:
                client.load_host_keys(str(server.known_hosts))
            client.set_missing_host_key_policy(_RefuseUnknown(server))
            client.connect(
                server.host,
                server.port,
                server.user,
                server.password or None,
                key_filename=str(server.key_file) if server.key_file else None,
                passphrase=server.password or None,
                # A password that is given is meant; keys lying about would use up the tries that a server allows.
                look_for_keys=server.key_file is None and not server.password,
                allow_agent=server.key_file is None and not server.password,
                timeout=_WAIT,
                banner_timeout=_WAIT,
                auth_timeout=_WAIT,
                channel_timeout=_WAIT,
            )
            self._client, self._open = client, client.open_sftp()
            channel = self._open.get_channel()
            if channel is not None:
                channel.settimeout(_WAIT)

    def close(self) -> None:
        """Disconnect."""
        if self._client is not None:
            self._client.close()
        self._client = self._open = None
        self._folders.clear()

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes."""
        with self._words(path):
            try:
                with self._sftp.open(self._at(path), "rb") as file:
                    file.prefetch()
                    return file.read()
            except FileNotFoundError:
                return None

    def write(self, path: str, content: Content, like: str = "") -> None:
        """Write a file; requests do not wait for each other."""
        with self._words(path), open_content(content) as source:
            self._make_folder(posixpath.dirname(self._at(path)))
            self._sftp.putfo(source, self._at(path), confirm=True)

    def create(self, path: str, data: bytes) -> bool:
        """Write a file unless it is there."""
        with self._words(path):
            self._make_folder(posixpath.dirname(self._at(path)))
            try:
                with self._sftp.open(self._at(path), "wx") as file:
                    file.write(data)
            except OSError:
                # A server says no more than "failure" of a file that is there.
                if self.exists(path):
                    return False
                raise
            return True

    def move(self, source: str, target: str) -> None:
        """Rename in one step where the server knows `posix-rename@openssh.com`, else remove the old file first."""
        with self._words(target):
            place = self._at(target)
            self._make_folder(posixpath.dirname(place))
            try:
                self._sftp.posix_rename(self._at(source), place)
            except FileNotFoundError:
                raise
            except OSError:
                self._folders.clear()
                self._make_folder(posixpath.dirname(place))
                with suppress(FileNotFoundError):
                    self._sftp.remove(place)
                self._sftp.rename(self._at(source), place)

    def remove(self, path: str) -> None:
        """Remove a file."""
        with self._words(path):
            try:
                self._sftp.remove(self._at(path))
            except OSError:
                # Not there, or a folder has the name by now.
                if self.exists(path):
                    raise

    def remove_folder(self, path: str) -> None:
        """Remove an empty folder."""
        with self._words(path):
            try:
                self._sftp.rmdir(self._at(path))
            except OSError:
                return
            self._folders.clear()

    def sizes(self, folder: str) -> dict[str, int]:
        """Return what is in a folder."""
        with self._words(folder):
            try:
                entries = self._sftp.listdir_attr(self._at(folder))
            except FileNotFoundError:
                return {}
            return {one.filename: one.st_size or 0 for one in entries if stat.S_ISREG(one.st_mode or 0)}

    def exists(self, path: str) -> bool:
        """Say whether there is a file."""
        with self._words(path):
            try:
                return stat.S_ISREG(self._sftp.stat(self._at(path)).st_mode or 0)
            except FileNotFoundError:
                return False

    def is_there(self, path: str) -> bool:
        """Say whether there is anything."""
        with self._words(path):
            try:
                self._sftp.lstat(self._at(path))
            except FileNotFoundError:
                return False
            return True

    def link_of(self, path: str) -> str | None:
        """Return where a link leads."""
        with self._words(path):
            try:
                found = self._sftp.lstat(self._at(path))
                return self._sftp.readlink(self._at(path)) if stat.S_ISLNK(found.st_mode or 0) else None
            except FileNotFoundError:
                return None

    def relink(self, path: str, to: str) -> bool:
        """Switch a link in one step; not where the server knows no links or no renaming in place of another."""
        fresh = self._at(f"{to}.link")
        with self._words(path):
            with suppress(FileNotFoundError):
                self._sftp.remove(fresh)
            try:
                self._sftp.symlink(to, fresh)
                self._sftp.posix_rename(fresh, self._at(path))
            except OSError:
                # A link that is served stays what it is: only before the first time there is another way.
                if self.is_there(path):
                    raise
                return False
            return True

    @property
    def _sftp(self) -> paramiko.SFTPClient:
        if self._open is None:
            raise TroubleError(f"Mất kết nối với {self._server.host}.")
        return self._open

    def _at(self, path: str) -> str:
        return posixpath.join(self._root, path)

    def _make_folder(self, folder: str) -> None:
        if folder in ("", "/", ".") or folder in self._folders:
            return
        try:
            self._sftp.stat(folder)
        except FileNotFoundError:
            self._make_folder(posixpath.dirname(folder))
            self._sftp.mkdir(folder)
        self._folders.add(folder)

    @contextmanager
    def _words(self, path: str) -> Iterator[None]:
        host = self._server.host
        try:
            yield
        except paramiko.BadHostKeyException as error:
            raise PublishError(
                f"Khóa của máy chủ {host} khác khóa đã ghi nhận trong known_hosts: có thể máy chủ bị giả mạo. "
                f"Không kết nối; hỏi người quản trị máy chủ."
            ) from error
        except paramiko.AuthenticationException as error:
            raise PublishError(f"Máy chủ {host} không nhận tài khoản “{self._server.user}” này.") from error
        except (paramiko.SSHException, EOFError, ConnectionError, TimeoutError) as error:
            raise TroubleError(f"Kết nối với {host} bị gián đoạn.") from error
        except OSError as error:
            if self._open is None:
                raise TroubleError(f"Không kết nối được với {host}: {error.strerror or error}.") from error
            raise PublishError(f"Máy chủ {host} không cho đọc, ghi “{path}”: {error.strerror or error}.") from error


def fingerprint(key: paramiko.PKey) -> str:
    """Return a key's fingerprint as `ssh` shows it."""
    digest = base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode().rstrip("=")
    return f"SHA256:{digest}"
