"""A server over FTP, encrypted (explicit FTPS) unless the settings say otherwise, by ftplib.

Guarantee: that of `staged`. A server that does not rename onto a file that is there lacks each changed file for a
moment; FTP knows no exclusive creation, so of two machines that start at the same moment one stops before anything
changes (see `PlaceLock`).
"""

from __future__ import annotations

import ftplib
import io
import posixpath
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from cchc.publish.errors import PublishError, TroubleError
from cchc.publish.transport import Content, Transport, open_content

_WAIT = 30.0  # seconds
_NOT_THERE = ("550", "450")


@dataclass(frozen=True, slots=True)
class FtpServer:
    """An account on a server. The password never shows when this is printed."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    encrypted: bool = True
    ca_file: Path | None = None
    passive: bool = True


class _Encrypted(ftplib.FTP_TLS):
    """FTPS whose data connections go on with the session of the control connection, as many servers ask."""

    def ntransfercmd(self, cmd: str, rest: int | str | None = None) -> tuple[socket.socket, int | None]:
        plain, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        session = self.sock.session if isinstance(self.sock, ssl.SSLSocket) else None
        return self.context.wrap_socket(plain, server_hostname=self.host, session=session), size


class FtpPlace(Transport):
    """See `Transport`: a folder of an FTP server."""

    def __init__(self, server: FtpServer, root: str) -> None:
        self._server, self._root = server, root
        self._open: ftplib.FTP | None = None
        self._folders: set[str] = set()

    def connect(self) -> None:
        """Connect and log in. A certificate that does not stand the test is refused."""
        self.close()
        server = self._server
        with self._words(server.host):
            ftp = self._new()
            ftp.connect(server.host, server.port, _WAIT)
            ftp.login(server.user, server.password)
            if isinstance(ftp, ftplib.FTP_TLS):
                ftp.prot_p()
            ftp.set_pasv(server.passive)
            self._open = ftp

    def close(self) -> None:
        """Disconnect."""
        if self._open is not None:
            self._open.close()
        self._open = None
        self._folders.clear()

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes."""
        data = io.BytesIO()
        with self._words(path):
            try:
                self._ftp.retrbinary(f"RETR {self._at(path)}", data.write)
            except ftplib.error_perm as error:
                # 550 says "not there" and "may not" alike; what is there has a size.
                if error.args[0][:3] in _NOT_THERE and not self.exists(path):
                    return None
                raise
        return data.getvalue()

    def write(self, path: str, content: Content, like: str = "") -> None:
        """Write a file."""
        with self._words(path), open_content(content) as source:
            self._make_folder(posixpath.dirname(self._at(path)))
            self._ftp.storbinary(f"STOR {self._at(path)}", source)

    def create(self, path: str, data: bytes) -> bool:
        """Write a file unless it is there: FTP can't do this in one step, whoever locks reads it again."""
        if self.exists(path):
            return False
        self.write(path, data)
        return True

    def move(self, source: str, target: str) -> None:
        """Rename; where the server does not rename onto a file that is there, remove that first."""
        with self._words(target):
            place = self._at(target)
            self._make_folder(posixpath.dirname(place))
            try:
                self._ftp.rename(self._at(source), place)
            except ftplib.error_perm:
                if not self.exists(source) or not self.exists(target):
                    raise
                self._ftp.delete(place)
                self._ftp.rename(self._at(source), place)

    def remove(self, path: str) -> None:
        """Remove a file."""
        with self._words(path):
            try:
                self._ftp.delete(self._at(path))
            except ftplib.error_perm:
                if self.exists(path):
                    raise

    def remove_folder(self, path: str) -> None:
        """Remove an empty folder."""
        with self._words(path):
            try:
                self._ftp.rmd(self._at(path))
            except ftplib.error_perm:
                return
            self._folders.clear()

    def sizes(self, folder: str) -> dict[str, int]:
        """Return what is in a folder; file by file where the server does not know MLSD (RFC 3659)."""
        with self._words(folder):
            try:
                entries = list(self._ftp.mlsd(self._at(folder)))
            except ftplib.error_perm as error:
                return {} if error.args[0][:3] in _NOT_THERE else self._sizes_one_by_one(folder)
            return {name: int(facts.get("size", 0)) for name, facts in entries if facts.get("type") == "file"}

    def _sizes_one_by_one(self, folder: str) -> dict[str, int]:
        try:
            names = self._ftp.nlst(self._at(folder))
        except ftplib.error_perm:
            return {}
        # Some servers give whole paths, some names.
        found = {name: self._size(f"{folder}/{name}") for name in {posixpath.basename(name) for name in names}}
        return {name: size for name, size in found.items() if size is not None}

    def exists(self, path: str) -> bool:
        """Say whether there is a file."""
        with self._words(path):
            return self._size(path) is not None

    def _size(self, path: str) -> int | None:
        # Listings switch to text, in which many servers do not tell sizes.
        self._ftp.voidcmd("TYPE I")
        try:
            return self._ftp.size(self._at(path))
        except ftplib.error_perm:
            return None

    @property
    def _ftp(self) -> ftplib.FTP:
        if self._open is None:
            raise TroubleError(f"Mất kết nối với {self._server.host}.")
        return self._open

    def _new(self) -> ftplib.FTP:
        if not self._server.encrypted:
            return ftplib.FTP(encoding="utf-8")
        ca_file = self._server.ca_file
        context = ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
        return _Encrypted(context=context, encoding="utf-8")

    def _at(self, path: str) -> str:
        return posixpath.join(self._root, path)

    def _make_folder(self, folder: str) -> None:
        if folder in ("", "/", ".") or folder in self._folders:
            return
        try:
            self._ftp.mkd(folder)
        except ftplib.error_perm:
            # It is there, or its own folder is not.
            parent = posixpath.dirname(folder)
            if parent not in ("", "/", ".") and parent not in self._folders:
                self._make_folder(parent)
                with suppress(ftplib.error_perm):
                    self._ftp.mkd(folder)
        self._folders.add(folder)

    @contextmanager
    def _words(self, path: str) -> Iterator[None]:
        host = self._server.host
        try:
            yield
        except ssl.SSLCertVerificationError as error:
            raise PublishError(
                f"Chứng thư của máy chủ {host} không được tin cậy ({error.verify_message}). Máy chủ nội bộ thì ghi "
                "chứng thư gốc vào mục ca_file."
            ) from error
        except ftplib.error_perm as error:
            reply = str(error)
            if reply[:3] == "530":
                raise PublishError(f"Máy chủ {host} không nhận tài khoản “{self._server.user}” này.") from error
            raise PublishError(f"Máy chủ {host} không cho đọc, ghi “{path}”: {reply}") from error
        except (ftplib.Error, EOFError, OSError) as error:
            raise TroubleError(f"Kết nối với {host} bị gián đoạn: {str(error) or 'máy chủ đóng kết nối'}.") from error
