"""Put what a build has made beside a site into its place: whole files only, the unneeded ones last."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from filecmp import cmp
from pathlib import Path

from cchc.site.built import FileStamp, stamp


def files_below(folder: str, prefix: str = "") -> Iterator[FileStamp]:
    """Yield the stamps of all files below a folder; nothing where there is no folder."""
    try:
        entries = list(os.scandir(f"{folder}/{prefix}"))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(folder, f"{prefix}{entry.name}/")
        else:
            found = entry.stat(follow_symlinks=False)
            yield FileStamp(f"{prefix}{entry.name}", found.st_size, found.st_mtime_ns)


def put_in_place(fresh: Path, target: Path, kept: Iterable[FileStamp]) -> tuple[FileStamp, ...]:
    """Move the files below `fresh` to `target`, then remove from there what is neither moved nor `kept`.

    Returns the stamps of the files that are not in `kept`. A file that is the same already is not touched.
    """
    there = {file.path: file for file in files_below(str(target))}
    wanted = {file.path for file in kept}
    others: list[FileStamp] = []
    for file in list(files_below(str(fresh))):
        known = file.path in wanted
        if known or not _is_same(fresh / file.path, target / file.path, there.get(file.path), file):
            _move(fresh / file.path, target / file.path)
        placed = stamp(str(target), file.path)
        if not known and placed is not None:
            others.append(placed)
    unneeded = there.keys() - wanted - {file.path for file in others}
    for path in unneeded:
        (target / path).unlink(missing_ok=True)
    _remove_empty({Path(path).parent for path in unneeded}, target)
    return tuple(sorted(others, key=lambda file: file.path))


def _is_same(fresh: Path, old: Path, before: FileStamp | None, file: FileStamp) -> bool:
    return before is not None and before.size == file.size and cmp(fresh, old, shallow=False)


def _move(fresh: Path, place: Path) -> None:
    try:
        fresh.replace(place)
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh.replace(place)
    except (IsADirectoryError, PermissionError):
        # A folder of the old site stands where a file belongs.
        if not place.is_dir():
            raise
        _remove_tree(place)
        fresh.replace(place)


def _remove_tree(folder: Path) -> None:
    for file in list(files_below(str(folder))):
        (folder / file.path).unlink()
    _remove_empty({path for path in folder.rglob("*") if path.is_dir()} | {folder}, folder.parent)


def _remove_empty(folders: Iterable[Path], root: Path) -> None:
    """Remove folders that are empty now, and those that only held them; paths may be relative to `root`."""
    for folder in sorted({root / folder for folder in folders}, key=lambda path: -len(path.parts)):
        current = folder
        while current != root and root in current.parents:
            try:
                current.rmdir()
            except OSError:
                break
            current = current.parent
