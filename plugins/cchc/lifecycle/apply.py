"""Writes a change into docs/: all of it, or nothing. Touches files; asks nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cchc.lifecycle.content import Change, RefusedError

_NEW, _OLD = ".cchc-moi~", ".cchc-cu~"


def apply(docs: Path, change: Change) -> None:
    """Write `change`; where a step fails, everything is put back and the OSError goes on.

    Raises RefusedError when a file is no longer what the change was made from.
    """
    back = {new: old for old, new in change.moves.items()}
    _still_the_same(docs, change, back)
    undo: list[Callable[[], object]] = []
    spare: list[Path] = []
    try:
        for path, data in change.writes.items():
            _write(docs / path, data, undo)
        for old, new in change.moves.items():
            if new in change.writes:
                _set_aside(docs / old, undo, spare)
            else:
                _step(docs / old, docs / new, undo)
        for path in change.writes:
            if path not in back and (docs / path).exists():
                _set_aside(docs / path, undo, spare)
            _step(_beside(docs / path, _NEW), docs / path, undo)
    except OSError:
        for step in reversed(undo):
            with suppress(OSError):
                step()
        raise
    for aside in spare:
        with suppress(OSError):
            aside.unlink()
    for old in change.moves:
        _remove_empty((docs / old).parent, docs)


def _still_the_same(docs: Path, change: Change, back: dict[str, str]) -> None:
    known = {**change.before.texts, **change.before.data}
    for path in change.writes:
        was = back.get(path, path)
        there = (docs / was).read_bytes() if (docs / was).is_file() else None
        if there != known.get(was):
            raise RefusedError(f"Tệp docs/{was} vừa được sửa ở nơi khác nên chưa đổi gì. Chạy lại lệnh.")
    for new in change.moves.values():
        # A name that differs only in case is the same file to Windows and macOS.
        if (docs / new).exists() and not _is_one_of(docs / new, docs, change):
            raise RefusedError(f"Đã có docs/{new} nên chưa đổi gì. Chọn tên khác.")


def _is_one_of(place: Path, docs: Path, change: Change) -> bool:
    return any((docs / old).exists() and place.samefile(docs / old) for old in change.moves)


def _beside(path: Path, mark: str) -> Path:
    return path.with_name(f".{path.name}{mark}")


def _write(path: Path, data: bytes, undo: list[Callable[[], object]]) -> None:
    """Write the new bytes beside their place, safe on the disk."""
    _make_folder(path.parent, undo)
    fresh = _beside(path, _NEW)
    undo.append(lambda: fresh.unlink(missing_ok=True))
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _set_aside(path: Path, undo: list[Callable[[], object]], spare: list[Path]) -> None:
    aside = _beside(path, _OLD)
    _step(path, aside, undo)
    spare.append(aside)


def _step(old: Path, new: Path, undo: list[Callable[[], object]]) -> None:
    _make_folder(new.parent, undo)
    old.replace(new)
    undo.append(lambda: new.replace(old))


def _make_folder(folder: Path, undo: list[Callable[[], object]]) -> None:
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir()
        undo.append(one.rmdir)


def _remove_empty(folder: Path, docs: Path) -> None:
    while folder != docs and docs in folder.parents:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
