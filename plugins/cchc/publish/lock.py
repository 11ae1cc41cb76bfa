"""One run at a time: a lock on this machine, and one on the target for other machines."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from cchc.publish.errors import LockedError, PublishError, TroubleError
from cchc.publish.transport import Files

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class PlaceLock:
    """A file on the target that names the folder (by a chance number, nobody's name) whose run is at work.

    A lock of the same folder is one that a run which was cut has left: `local_lock` keeps two runs of one folder apart.
    Where a server knows no exclusive creation (FTP, some S3), the file is read again before anything changes.
    """

    def __init__(self, place: Files, path: str, owner: str, now: datetime, take_over: bool) -> None:
        self._place, self._path, self._take_over = place, path, take_over
        self._data = json.dumps({"owner": owner, "since": now.isoformat(timespec="minutes")}).encode()
        self._owner = owner

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; a run that is cut leaves it to the next run of the same folder. Raises LockedError."""
        if not self._place.create(self._path, self._data):
            self._refuse(self._place.read(self._path))
            self._place.write(self._path, self._data)
        self._take_over = False
        self.check()
        try:
            yield
        except PublishError as error:
            if not isinstance(error, LockedError | TroubleError):
                self._place.remove(self._path)
            raise
        self._place.remove(self._path)

    def check(self) -> None:
        """Raise LockedError when another run has taken the lock meanwhile."""
        self._refuse(self._place.read(self._path))

    def _refuse(self, data: bytes | None) -> None:
        try:
            found: Any = json.loads(data or b"{}")
            owner, since = found.get("owner", self._owner), str(found.get("since", ""))
        except (ValueError, AttributeError):
            # A run that was cut while it wrote the lock.
            return
        if owner != self._owner and not self._take_over:
            when = f" từ {since.replace('T', ' ')[:16]}" if since else ""
            raise LockedError(f"Một lần đưa trang khác (từ máy khác hoặc thư mục khác) đang chạy{when}.")


@contextmanager
def local_lock(path: Path) -> Iterator[None]:
    """Hold a lock file for as long as the process lives. Raises LockedError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        try:
            if sys.platform == "win32":
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LockedError("Một lần đưa trang khác đang chạy trên máy này.") from error
        except OSError as error:
            if os.name == "nt":
                raise LockedError("Một lần đưa trang khác đang chạy trên máy này.") from error
        yield
