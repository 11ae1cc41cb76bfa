"""Real servers on this machine for the tests of publishing: SFTP, FTP, FTPS, S3, an rsync daemon."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import paramiko
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from paramiko import ServerInterface, SFTPAttributes, SFTPServer, SFTPServerInterface

USER, PASSWORD = "cchc", "m@t-khau bi mat"
HOST = "127.0.0.1"


class _Login(ServerInterface):
    def check_auth_password(self, username: str, password: str) -> int:
        right = (username, password) == (USER, PASSWORD)
        return paramiko.AUTH_SUCCESSFUL if right else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED

    def get_allowed_auths(self, username: str) -> str:
        return "password"


class _Handle(paramiko.SFTPHandle):
    def stat(self) -> Any:
        return SFTPAttributes.from_stat(os.fstat(self.readfile.fileno()))


class _Files(SFTPServerInterface):
    root: Path

    def _at(self, path: str) -> Path:
        return self.root / path.lstrip("/")

    def _done(self, work: Any) -> int:
        try:
            work()
        except OSError as error:
            return SFTPServer.convert_errno(error.errno or 0)
        return paramiko.SFTP_OK

    def list_folder(self, path: str) -> Any:
        try:
            names = [place.name for place in self._at(path).iterdir()]
        except OSError as error:
            return SFTPServer.convert_errno(error.errno or 0)
        return [SFTPAttributes.from_stat((self._at(path) / name).lstat(), name) for name in names]

    def _stat(self, path: str, follow: bool) -> Any:
        try:
            return SFTPAttributes.from_stat(self._at(path).stat(follow_symlinks=follow))
        except OSError as error:
            return SFTPServer.convert_errno(error.errno or 0)

    def stat(self, path: str) -> Any:
        return self._stat(path, True)

    def lstat(self, path: str) -> Any:
        return self._stat(path, False)

    def open(self, path: str, flags: int, attr: Any) -> Any:
        try:
            descriptor = os.open(self._at(path), flags, 0o644)
        except OSError as error:
            return SFTPServer.convert_errno(error.errno or 0)
        handle = _Handle(flags)
        file = os.fdopen(descriptor, "wb" if flags & os.O_WRONLY else "r+b" if flags & os.O_RDWR else "rb")
        handle.readfile = handle.writefile = file  # type: ignore[assignment]
        return handle

    def remove(self, path: str) -> int:
        return self._done(self._at(path).unlink)

    def rename(self, oldpath: str, newpath: str) -> int:
        if self._at(newpath).exists():
            return paramiko.SFTP_FAILURE
        return self._done(lambda: self._at(oldpath).rename(self._at(newpath)))

    def posix_rename(self, oldpath: str, newpath: str) -> int:
        return self._done(lambda: self._at(oldpath).replace(self._at(newpath)))

    def mkdir(self, path: str, attr: Any) -> int:
        return self._done(self._at(path).mkdir)

    def rmdir(self, path: str) -> int:
        return self._done(self._at(path).rmdir)

    def symlink(self, target_path: str, path: str) -> int:
        # paramiko gives a relative target as if it were below the root of the server.
        return self._done(lambda: self._at(path).symlink_to(target_path.rpartition("/")[2]))

    def readlink(self, path: str) -> Any:
        return str(self._at(path).readlink())


@contextmanager
def sftp_server(root: Path) -> Iterator[tuple[int, Path]]:
    """Serve `root`; give the port and a file of known hosts."""
    key = paramiko.ECDSAKey.generate()
    files = type("Files", (_Files,), {"root": root})
    listener = socket.create_server((HOST, 0))
    port = listener.getsockname()[1]
    transports: list[paramiko.Transport] = []

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                transport = paramiko.Transport(connection)
                transports.append(transport)
                transport.add_server_key(key)
                transport.set_subsystem_handler("sftp", SFTPServer, files)
                with suppress(paramiko.SSHException, EOFError):
                    transport.start_server(server=_Login())

    threading.Thread(target=serve, daemon=True).start()
    known = root.parent / "known_hosts"
    known.write_text(f"[{HOST}]:{port} {key.get_name()} {key.get_base64()}\n")
    yield port, known
    listener.close()
    for transport in transports:
        transport.close()


@contextmanager
def ftp_server(root: Path, overwrites: bool = True) -> Iterator[int]:
    """Serve `root` over plain FTP; give the port. `overwrites`: renaming onto a file is allowed, as on Unix."""
    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.filesystems import AbstractedFS
    from pyftpdlib.handlers import FTPHandler
    from pyftpdlib.ioloop import IOLoop
    from pyftpdlib.servers import FTPServer

    class Careful(AbstractedFS):  # type: ignore[misc]
        def rename(self, src: str, dst: str) -> None:
            if Path(dst).exists():
                raise FileExistsError(17, "exists")
            super().rename(src, dst)

    authorizer = DummyAuthorizer()
    authorizer.add_user(USER, PASSWORD, str(root), perm="elradfmwMT")
    members = {"authorizer": authorizer} | ({} if overwrites else {"abstracted_fs": Careful})
    loop = IOLoop()
    server = FTPServer((HOST, 0), type("Handler", (FTPHandler,), members), ioloop=loop)
    stopped = threading.Event()

    def serve() -> None:
        while not stopped.is_set():
            server.serve_forever(timeout=0.05, blocking=False)
        server.close_all()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield server.socket.getsockname()[1]
    stopped.set()
    thread.join(10)


def certificate(folder: Path) -> tuple[Path, Path]:
    """Write a key and a certificate for this machine; give the certificate and both in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
        .add_extension(x509.BasicConstraints(True, None), True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    secret = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    public = made.public_bytes(serialization.Encoding.PEM)
    (folder / "ca.pem").write_bytes(public)
    (folder / "server.pem").write_bytes(secret + public)
    return folder / "ca.pem", folder / "server.pem"


class _FtpsSession(threading.Thread):
    """One connection of a small FTPS server (RFC 959, 3659, 4217): it asks for encryption of both channels."""

    def __init__(self, connection: socket.socket, root: Path, context: ssl.SSLContext) -> None:
        super().__init__(daemon=True)
        self.control, self.root, self.context = connection, root, context
        self.private = self.logged_in = False
        self.source = ""
        self.listener: socket.socket | None = None

    def run(self) -> None:
        with suppress(OSError):
            self.say("220 ready")
            while line := self.line():
                word, _, argument = line.partition(" ")
                work = getattr(self, f"do_{word.upper()}", None)
                if work is None or not (self.logged_in or word.upper() in ("AUTH", "PBSZ", "PROT", "USER", "PASS")):
                    self.say("502 unknown" if self.logged_in else "530 log in first")
                    continue
                try:
                    work(argument)
                except OSError as error:
                    self.say(f"550 {error.strerror}")
        self.control.close()

    def line(self) -> str:
        data = b""
        while not data.endswith(b"\n") and (more := self.control.recv(1)):
            data += more
        return data.decode().strip()

    def say(self, words: str) -> None:
        self.control.sendall(f"{words}\r\n".encode())

    def at(self, path: str) -> Path:
        return self.root / path.strip("/")

    def data(self, sent: bytes | None) -> bytes:
        assert self.listener is not None
        self.say("150 go on")
        plain, _ = self.listener.accept()
        connection = self.context.wrap_socket(plain, server_side=True)
        received = b""
        if sent is not None:
            connection.sendall(sent)
        else:
            while more := connection.recv(65536):
                received += more
        with suppress(OSError):
            connection = connection.unwrap()  # type: ignore[assignment]
        connection.close()
        self.listener.close()
        self.say("226 done")
        return received

    def do_AUTH(self, _: str) -> None:  # noqa: N802 - the words of the protocol
        self.say("234 go on")
        self.control = self.context.wrap_socket(self.control, server_side=True)

    def do_PBSZ(self, _: str) -> None:  # noqa: N802
        self.say("200 ok")

    def do_PROT(self, _: str) -> None:  # noqa: N802
        self.private = True
        self.say("200 ok")

    def do_USER(self, _: str) -> None:  # noqa: N802
        self.say("331 password" if isinstance(self.control, ssl.SSLSocket) else "530 encrypt first")

    def do_PASS(self, argument: str) -> None:  # noqa: N802
        self.logged_in = argument == PASSWORD
        self.say("230 ok" if self.logged_in else "530 no")

    def do_TYPE(self, _: str) -> None:  # noqa: N802
        self.say("200 ok")

    def do_PASV(self, _: str) -> None:  # noqa: N802
        self.listener = socket.create_server((HOST, 0))
        port = self.listener.getsockname()[1]
        self.say(f"227 at ({HOST.replace('.', ',')},{port >> 8},{port & 255})")

    def do_SIZE(self, argument: str) -> None:  # noqa: N802
        self.say(f"213 {self.at(argument).stat().st_size}" if self.at(argument).is_file() else "550 no file")

    def do_STOR(self, argument: str) -> None:  # noqa: N802
        self.at(argument).write_bytes(self.data(None))

    def do_RETR(self, argument: str) -> None:  # noqa: N802
        self.data(self.at(argument).read_bytes())

    def do_MLSD(self, argument: str) -> None:  # noqa: N802
        kinds = {True: "dir", False: "file"}
        lines = [
            f"type={kinds[one.is_dir()]};size={one.stat().st_size}; {one.name}" for one in self.at(argument).iterdir()
        ]
        self.data("".join(f"{line}\r\n" for line in lines).encode())

    def do_RNFR(self, argument: str) -> None:  # noqa: N802
        self.source = argument
        self.say("350 go on")

    def do_RNTO(self, argument: str) -> None:  # noqa: N802
        self.at(self.source).replace(self.at(argument))
        self.say("250 ok")

    def do_DELE(self, argument: str) -> None:  # noqa: N802
        self.at(argument).unlink()
        self.say("250 ok")

    def do_MKD(self, argument: str) -> None:  # noqa: N802
        self.at(argument).mkdir()
        self.say(f'257 "{argument}"')

    def do_RMD(self, argument: str) -> None:  # noqa: N802
        self.at(argument).rmdir()
        self.say("250 ok")


@contextmanager
def ftps_server(root: Path) -> Iterator[tuple[int, Path]]:
    """Serve `root` over FTPS; give the port and the certificate to trust."""
    ca, both = certificate(root.parent)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    listener = socket.create_server((HOST, 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                _FtpsSession(listener.accept()[0], root, context).start()

    threading.Thread(target=serve, daemon=True).start()
    yield listener.getsockname()[1], ca
    listener.close()


@contextmanager
def s3_server() -> Iterator[str]:
    """Serve S3; give its address."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(HOST, 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    # What servers of this process hold is held in common.
    urllib.request.urlopen(urllib.request.Request(f"http://{host}:{port}/moto-api/reset", method="POST")).close()
    yield f"http://{host}:{port}"
    server.stop()


@contextmanager
def rsync_daemon(root: Path) -> Iterator[int]:
    """Serve `root` as the module `trang`, with a password; give the port."""
    program = shutil.which("rsync")
    assert program is not None
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    secrets = root.parent / "rsync.secrets"
    secrets.write_text(f"{USER}:{PASSWORD}\n")
    secrets.chmod(0o600)
    config = root.parent / "rsyncd.conf"
    config.write_text(
        f"use chroot = no\n[trang]\npath = {root}\nread only = no\nauth users = {USER}\nsecrets file = {secrets}\n"
        + ("uid = root\ngid = root\n" if os.geteuid() == 0 else "")
    )
    arguments = [program, "--daemon", "--no-detach", f"--port={port}", f"--address={HOST}", f"--config={config}"]
    server = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(100):
        with suppress(OSError):
            socket.create_connection((HOST, port)).close()
            break
        time.sleep(0.02)
    yield port
    server.terminate()
    server.wait(10)
