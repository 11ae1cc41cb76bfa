"""Which files the desk may touch: those below docs/, whatever a request asks for."""

from __future__ import annotations

import re
from pathlib import Path

from cchc.content.paths import is_ignored
from cchc.text import nfc, slugify

_LONGEST = 400
# Windows takes these names for devices, with any ending and in any case.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(?:\..*)?", re.IGNORECASE)
# `:` would name a stream beside the file on Windows; the others no Windows file can have.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')
TEXT_SUFFIX = ".md"


class PlaceError(ValueError):
    """A path that the desk does not touch."""


def safe_path(docs: Path, source: str) -> Path:
    """Return the file `source` (path below docs/, with `/`). Raises PlaceError for whatever leads elsewhere."""
    parts = source.split("/")
    if not source or len(source) > _LONGEST or is_ignored(source) or not all(map(_is_name, parts)):
        raise PlaceError(source)
    root = docs.resolve()
    path = docs.joinpath(*parts).resolve()
    if not path.is_relative_to(root) or path == root:
        raise PlaceError(source)
    return path


def text_path(docs: Path, source: str) -> Path:
    """Return the file of a text (`.md`). Raises PlaceError for any other."""
    if not source.lower().endswith(TEXT_SUFFIX):
        raise PlaceError(source)
    return safe_path(docs, source)


def _is_name(part: str) -> bool:
    if not part or part in (".", "..") or part.endswith((".", " ")) or part.startswith(" "):
        return False
    return _FORBIDDEN.search(part) is None and _DEVICE.fullmatch(part) is None


def safe_name(written: str, suffix: str) -> str:
    """Return a name for an uploaded file: ASCII, no path, with the ending `suffix` (`.jpg`)."""
    stem = nfc(written).replace("\\", "/").rsplit("/", 1)[-1]
    stem = stem.rsplit(".", 1)[0] if "." in stem else stem
    name = slugify(stem, "tep")[:80].strip("-") or "tep"
    return f"tep-{name}{suffix}" if _DEVICE.fullmatch(name) else f"{name}{suffix}"


def free_name(folder: Path, name: str) -> str:
    """Return `name`, or the first `name-2`, `name-3`… that no file of the folder has, whatever the case."""
    taken = {path.name.casefold() for path in folder.iterdir()} if folder.is_dir() else set()
    stem, dot, suffix = name.rpartition(".")
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{stem}-{number}{dot}{suffix}"
    return free
