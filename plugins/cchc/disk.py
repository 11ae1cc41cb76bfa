"""What may go wrong with a disk, in words, and a file put in its place though another program looks at it."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from time import sleep

_REASONS = {
    errno.ENOSPC: "đĩa đã đầy",
    errno.EDQUOT: "đã hết dung lượng được cấp",
    errno.EROFS: "đĩa hoặc thư mục chỉ cho đọc",
    errno.EACCES: "không có quyền, hoặc tệp đang mở ở chương trình khác (Word, Excel, phần mềm diệt vi-rút)",
    errno.EPERM: "không có quyền",
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENAMETOOLONG: "tên tệp quá dài",
    errno.EIO: "đĩa bị lỗi hoặc mất kết nối",
    errno.EMFILE: "có quá nhiều tệp đang mở",
}
# Seconds between tries: a scanner of viruses or an indexer holds a file for a moment (Windows: a sharing violation).
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)


def reason_of(error: OSError) -> str:
    """Return why a file could not be read or written, as a part of a sentence."""
    return _REASONS.get(error.errno or 0) or error.strerror or "lỗi đọc, ghi"


def replace_patiently(fresh: Path, place: Path) -> None:
    """Move a file to its place; where another program holds the old one, try again for a second and a half.

    Raises OSError.
    """
    for pause in _PAUSES:
        try:
            fresh.replace(place)
        except PermissionError:
            # A folder in the way does not go by waiting.
            if place.is_dir():
                raise
            sleep(pause)
        else:
            return
    fresh.replace(place)


def replace_all(files: Mapping[Path, bytes]) -> None:
    """Write files that belong together: all, or none when one of them can't be written. Raises OSError."""
    fresh = {place: place.with_name(f".{place.name}.moi~") for place in files}
    before: dict[Path, bytes | None] = {}
    try:
        for place, data in files.items():
            fresh[place].write_bytes(data)
        for place in files:
            before[place] = place.read_bytes() if place.is_file() else None
            replace_patiently(fresh[place], place)
    except OSError:
        for place, old in before.items():
            with suppress(OSError):
                if old is None:
                    place.unlink(missing_ok=True)
                elif place.read_bytes() != old:
                    place.write_bytes(old)
        raise
    finally:
        for one in fresh.values():
            with suppress(OSError):
                one.unlink(missing_ok=True)
