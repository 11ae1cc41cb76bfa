"""Put what a build has made beside a site into its place: whole files only, the unneeded ones last."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from filecmp import cmp
from pathlib import Path

from cchc.disk import replace_patiently
from cchc.site.built import FileStamp, stamp


def files_below(folder: str, prefix: str = "") -> Iterator[FileStamp]:
    """Yield the stamps of all files below a folder; nothing where there is no folder.

    A folder with nothing in it counts as a file whose name ends with `/`.
    """
    waiting = [prefix]
    while waiting:
        prefix = waiting.pop()
        try:
            entries = list(os.scandir(f"{folder}/{prefix}"))
        except (FileNotFoundError, NotADirectoryError):
            continue
        if prefix and not entries:
            yield FileStamp(prefix, 0, 0)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{prefix}{entry.name}/")
            else:
                found = entry.stat(follow_symlinks=False)
                yield FileStamp(f"{prefix}{entry.name}", found.st_size, found.st_mtime_ns)


def put_in_place(fresh: Path, target: Path, kept: Iterable[FileStamp]) -> tuple[FileStamp, ...]:
    """Move the files below `fresh` to `target`, then remove from there what is neither moved nor `kept`.

    Returns the stamps of the files that are not in `kept`. A file that is the same already is not touched. Where a file
    below `fresh` is not the one that is `kept` under its name, the site generator wrote it: it is left there.
    """
    wanted = {file.path: file for file in kept}
    if not target.exists():
        fresh.chmod(0o755)
        fresh.replace(target)
        return tuple(sorted((file for file in files_below(str(target)) if file.path not in wanted), key=_path))
    there = {file.path: file for file in files_below(str(target))}
    made = [file for file in files_below(str(fresh)) if wanted.get(file.path, file) == file and file.path[-1] != "/"]
    _clear_the_way(target, (*wanted, *(file.path for file in made)), there)
    others: list[FileStamp] = []
    for file in made:
        known = file.path in wanted
        if known or not _is_same(fresh / file.path, target / file.path, there.get(file.path), file):
            _move(fresh / file.path, target / file.path)
        placed = stamp(str(target), file.path)
        if not known and placed is not None:
            others.append(placed)
    unneeded = there.keys() - wanted.keys() - {file.path for file in others}
    for path in unneeded:
        _remove_file(target, path)
    _remove_empty({Path(path) if path[-1] == "/" else Path(path).parent for path in unneeded}, target)
    return tuple(sorted(others, key=_path))


def _clear_the_way(target: Path, paths: Iterable[str], there: Mapping[str, FileStamp]) -> None:
    """Remove files of the old site, and those made by hand, that stand where a folder belongs."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    for path in folders.intersection(there):
        _remove_file(target, path)


def _remove_file(folder: Path, path: str) -> None:
    """Remove a file of the old site; by now its folder may be gone, or a folder stand in its place."""
    place = folder / path
    if path[-1] != "/" and (place.is_symlink() or not place.is_dir()):
        with suppress(FileNotFoundError, NotADirectoryError):
            place.unlink()


def _path(file: FileStamp) -> str:
    return file.path


def _is_same(fresh: Path, old: Path, before: FileStamp | None, file: FileStamp) -> bool:
    return before is not None and before.size == file.size and cmp(fresh, old, shallow=False)


def _move(fresh: Path, place: Path) -> None:
    try:
        replace_patiently(fresh, place)
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
        _remove_file(folder, file.path)
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
