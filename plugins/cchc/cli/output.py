"""A result that goes into a file: written whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from cchc.cli.console import messages
from cchc.disk import reason_of, replace_patiently


def write_whole(path: Path, data: bytes) -> bool:
    """Write `data` to `path`; where that is not possible, say so and return false."""
    fresh = path.with_name(f".{path.name}.moi~")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(data)
        replace_patiently(fresh, path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        messages().print(f"Không ghi được {path}: {reason_of(error)}. Tệp cũ (nếu có) giữ nguyên.", markup=False)
        return False
    return True
