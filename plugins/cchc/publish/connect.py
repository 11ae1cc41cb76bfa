"""publish.yml's entries → targets, opened. Libraries for a protocol are loaded when it is used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from cchc.publish.surroundings import Surroundings
from cchc.publish.targets.model import Target
from cchc.publish.targets.place import InPlace, place_target
from cchc.taxonomy.targets import PublishTarget


def open_target(settings: PublishTarget, around: Surroundings) -> Target:
    """Connect to a target. Raises PublishError."""
    return _OPENERS[settings.type](settings, around)


def local_path(written: str, root: Path) -> Path:
    """Return a path of this machine as written in the settings: below the site's folder unless it is absolute."""
    return root / Path(written).expanduser()


def _open_folder(settings: PublishTarget, around: Surroundings) -> Target:
    from cchc.publish.transports.folder import FolderPlace

    path = local_path(settings.path, around.root)
    bare = FolderPlace(path.parent)
    beside = (around.retrying(bare), bare) if settings.switch == "auto" else None
    return place_target(lambda: around.retrying(FolderPlace(path)), beside, path.name, around.locking)


def _open_zip(settings: PublishTarget, around: Surroundings) -> Target:
    from cchc.publish.targets.archive import Archive

    return Archive(local_path(settings.path, around.root), settings.id)


def _open_sftp(settings: PublishTarget, around: Surroundings) -> Target:
    from cchc.publish.transports.sftp import Server, SftpPlace

    server = Server(
        settings.address,
        settings.port or 22,
        settings.user,
        around.password,
        Path(settings.key_file).expanduser() if settings.key_file else None,
        Path(settings.known_hosts).expanduser() if settings.known_hosts else None,
    )
    path = PurePosixPath(settings.path)
    beside = None
    if settings.switch == "auto" and path.name:
        bare = SftpPlace(server, str(path.parent))
        beside = (around.retrying(bare), bare)
    return place_target(lambda: around.retrying(SftpPlace(server, str(path))), beside, path.name, around.locking)


def _open_ftp(settings: PublishTarget, around: Surroundings) -> Target:
    from cchc.publish.transports.ftp import FtpPlace, FtpServer

    server = FtpServer(
        settings.address,
        settings.port or 21,
        settings.user,
        around.password,
        settings.security == "tls",
        Path(settings.ca_file).expanduser() if settings.ca_file else None,
        not settings.active,
    )
    return InPlace(around.retrying(FtpPlace(server, settings.path)), around.locking)


def _open_s3(settings: PublishTarget, around: Surroundings) -> Target:
    from cchc.publish.transports.s3 import Bucket, S3Place

    bucket = Bucket(
        settings.bucket,
        settings.address,
        settings.region,
        settings.user,
        around.password,
        Path(settings.ca_file).expanduser() if settings.ca_file else None,
    )
    return InPlace(around.retrying(S3Place(bucket, settings.path, settings.unchanged_for)), around.locking)


def _open_git(settings: PublishTarget, around: Surroundings) -> Target:
    from cchc.publish.targets.git import GitBranch

    repository = around.work / "git" / f"{settings.id}.git"
    return GitBranch(settings.address, settings.branch, settings.path, repository, around)


def _open_rsync(settings: PublishTarget, around: Surroundings) -> Target:
    from cchc.publish.targets.rsync import Remote, Rsync

    remote = Remote(
        settings.address,
        settings.user,
        settings.port,
        settings.path,
        around.password,
        Path(settings.key_file).expanduser() if settings.key_file else None,
        Path(settings.known_hosts).expanduser() if settings.known_hosts else None,
    )
    return Rsync(remote, around.work / "rsync" / settings.id, around)


_OPENERS: dict[str, Callable[[PublishTarget, Surroundings], Target]] = {
    "folder": _open_folder,
    "zip": _open_zip,
    "sftp": _open_sftp,
    "ftp": _open_ftp,
    "s3": _open_s3,
    "git": _open_git,
    "rsync": _open_rsync,
}
