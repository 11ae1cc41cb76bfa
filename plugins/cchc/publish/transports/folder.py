"""A folder of this machine or a network drive, as a place for files.

Guarantee: with a link (`Switched`) wholly old or wholly new at every moment; in a folder that was there before, that of
`staged`: a rename replaces a file in one step.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Literal

from cchc.disk import reason_of
from cchc.publish.errors import PublishError, TroubleError
from cchc.publish.transport import Content, Linking, open_content

# The drive is away for a moment; on Windows, another program has the file open.
_PASSING: tuple[type[OSError], ...] = (BlockingIOError, InterruptedError, TimeoutError, ConnectionError)
if sys.platform == "win32":
    _PASSING = (*_PASSING, PermissionError)


class FolderPlace(Linking):
    """See `Transport`. The root is made when it is needed."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes."""
        with _words(path):
            try:
                return (self._root / path).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return None

    def write(self, path: str, content: Content, like: str = "") -> None:
        """Write a file."""
        with _words(path), open_content(content) as source, self._opened(path, "wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)

    def create(self, path: str, data: bytes) -> bool:
        """Write a file unless it is there."""
        with _words(path):
            try:
                with self._opened(path, "xb") as target:
                    target.write(data)
            except FileExistsError:
                return False
            return True

    def move(self, source: str, target: str) -> None:
        """Rename, in one step."""
        place = self._root / target
        with _words(target):
            place.parent.mkdir(parents=True, exist_ok=True)
            (self._root / source).replace(place)

    def remove(self, path: str) -> None:
        """Remove a file."""
        with _words(path), suppress(FileNotFoundError, NotADirectoryError):
            # A folder may have the name by now.
            if not (self._root / path).is_dir():
                (self._root / path).unlink()

    def remove_folder(self, path: str) -> None:
        """Remove an empty folder."""
        with suppress(OSError):
            (self._root / path).rmdir()

    def sizes(self, folder: str) -> dict[str, int]:
        """Return what is in a folder."""
        with _words(folder):
            try:
                entries = list(os.scandir(self._root / folder))
            except (FileNotFoundError, NotADirectoryError):
                return {}
            return {entry.name: entry.stat().st_size for entry in entries if entry.is_file(follow_symlinks=False)}

    def exists(self, path: str) -> bool:
        """Say whether there is a file."""
        return (self._root / path).is_file()

    def is_there(self, path: str) -> bool:
        """Say whether there is anything."""
        return os.path.lexists(self._root / path)

    def link_of(self, path: str) -> str | None:
        """Return where a link leads."""
        place = self._root / path
        return str(place.readlink()) if place.is_symlink() else None

    def relink(self, path: str, to: str) -> bool:
        """Switch a link. Windows lets only some people make one."""
        fresh = self._root / f"{to}.link"
        fresh.unlink(missing_ok=True)
        try:
            fresh.symlink_to(to, target_is_directory=True)
        except (OSError, NotImplementedError):
            if not self.is_there(path):
                return False
            raise PublishError(f"Không đổi được lối tắt “{path}” sang bản mới; trang cũ được giữ nguyên.") from None
        with _words(path):
            fresh.replace(self._root / path)
        return True

    def flush(self) -> None:
        """Have the system write out what it still holds."""
        if hasattr(os, "sync"):
            os.sync()

    def connect(self) -> None:
        """Nothing to connect to."""

    def close(self) -> None:
        """Nothing to let go of."""

    def _opened(self, path: str, mode: Literal["wb", "xb"]) -> BinaryIO:
        place = self._root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        return place.open(mode)


@contextmanager
def _words(path: str) -> Iterator[None]:
    """Say in Vietnamese what the system says of a file."""
    try:
        yield
    except _PASSING as error:
        raise TroubleError(f"Chưa ghi được “{path}”: {reason_of(error)}.") from error
    except OSError as error:
        raise PublishError(f"Không đọc, ghi được “{path}”: {reason_of(error)}.") from error
