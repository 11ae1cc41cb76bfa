"""A result that goes into a file: written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from cchc.cli.console import messages
from cchc.disk import reason_of, replace_all


def write_whole(path: Path, data: bytes) -> bool:
    """Write `data` to `path`; where that is not possible, say so and return false."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_all({path: data})
    except OSError as error:
        messages().print(f"Không ghi được {path}: {reason_of(error)}. Tệp cũ (nếu có) giữ nguyên.", markup=False)
        return False
    return True
