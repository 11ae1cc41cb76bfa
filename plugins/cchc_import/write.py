"""Writes an imported item: its text and its pictures, whole or not at all, over nothing that is there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from cchc.disk import reason_of
from cchc_import.model import WordError


def write_import(docs: Path, files: Mapping[str, bytes]) -> Path:
    """Write files (path below `docs` → bytes) and return the path of the last. Raises WordError; then none is there."""
    root = docs.resolve()
    paths = {root / name: data for name, data in files.items()}
    made: list[Path] = []
    folders: list[Path] = []
    try:
        for path, data in paths.items():
            if ".." in path.parts or not path.parent.resolve().is_relative_to(root):
                raise WordError(f"Không ghi ra ngoài thư mục docs: {path}.")
            _make_folders(path.parent, folders)
            # The mode refuses a file that is there, also one that came up just now.
            with path.open("xb") as file:
                made.append(path)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
    except (OSError, WordError) as error:
        _undo(made, folders)
        if isinstance(error, FileExistsError):
            raise WordError(
                f"Đã có tệp {error.filename}, giữ nguyên và chưa ghi gì. Chạy lại lệnh để chọn tên khác."
            ) from error
        if isinstance(error, OSError):
            raise WordError(f"Không ghi được {error.filename}: {reason_of(error)}. Chưa ghi gì.") from error
        raise
    return list(paths)[-1]


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir()
        made.append(one)


def _undo(made: list[Path], folders: list[Path]) -> None:
    for path in made:
        path.unlink(missing_ok=True)
    for folder in reversed(folders):
        if not any(folder.iterdir()):
            folder.rmdir()
