"""Reads the files of a built site; what was learnt of a file is kept, and used again while the file is the same.

This module reads the files of a folder, and the store.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

from cchc.problems import Finding, finding
from cchc.processes import processes_for, shared
from cchc.store import Store
from cchc.texts.library import dump, load
from cchc.verify.addresses import SiteAddress
from cchc.verify.documents import read_css, read_json, read_text, read_xml
from cchc.verify.facts import NOTHING, Facts
from cchc.verify.html_page import Frames, read_page

_KIND = "verified"
_BATCH = 40
_BOARDS = 32
_READ = frozenset([".html", ".xml", ".opml", ".json", ".css", ".csv", ".txt", ".js"])
# Places on the machine of an editor, which nobody else can follow; what each begins with is looked for first.
_HOMES = ("home", "Users", "root", "mnt")
_LOCAL_STARTS = (b"file:///", b":\\", *(f"/{name}/".encode() for name in _HOMES))
_LOCAL = re.compile(
    rb"file:///|\b[A-Za-z]:\\{1,2}(?:Users|Documents)\\|(?<![\w/.:-])/(?:home|Users|root|mnt/[a-z])/[\w.-]+/"
)


@dataclass(frozen=True)
class Kept:
    """A file as it was read: its size and time, the digest of its bytes, what is known of it."""

    size: int
    time: int
    digest: bytes
    facts: Facts


@dataclass(frozen=True, slots=True)
class Asked:
    """What files are looked at for: the site's address, and folders of this machine that no file may name."""

    site: SiteAddress
    folders: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """All files of a site by path, and their sizes; `facts` of those that can be read."""

    folder: Path
    sizes: Mapping[str, int]
    facts: Mapping[str, Facts]


@dataclass(frozen=True, slots=True)
class _There:
    path: str
    size: int
    time: int


def read_site(folder: Path, asked: Asked, store: Store, trusting_times: bool) -> SiteFiles:
    """Read all files below `folder`.

    A file whose bytes are those of the last time is not read apart again; with `trusting_times`, nor are the bytes
    read of one with the same size and time (for the build, which goes by them as well). Raises OSError.
    """
    there = list(_below(str(folder), ""))
    shelf = _Shelf(store, blake2b(f"{folder}\0{asked}".encode("utf-8", "surrogateescape"), digest_size=16).digest())
    known = shelf.read()
    kept: dict[str, Kept] = {}
    unknown: list[_There] = []
    for file in there:
        if _suffix(file.path) not in _READ:
            continue
        before = known.get(file.path)
        if trusting_times and before is not None and (before.size, before.time) == (file.size, file.time):
            kept[file.path] = before
        else:
            unknown.append(file)
    work = _Work(str(folder), asked, {file.path: known[file.path] for file in unknown if file.path in known}, Frames())
    batches = [unknown[start : start + _BATCH] for start in range(0, len(unknown), _BATCH)]
    with shared(work, processes_for(len(unknown))) as together:
        for found in together.each(batches):
            kept.update((path, shelf.shared(one)) for path, one in found)
    changed = {file.path for file in unknown} | (known.keys() - kept.keys())
    del known, work
    shelf.write(kept, changed)
    return SiteFiles(folder, {file.path: file.size for file in there}, {path: one.facts for path, one in kept.items()})


class _Shelf:
    """What is known of files, in as many values as there are boards: writing all in one takes as much memory again."""

    def __init__(self, store: Store, key: bytes) -> None:
        self._store = store
        self._keys = [key + bytes([board]) for board in range(_BOARDS)]
        self._texts: dict[str, str] = {}

    def read(self) -> dict[str, Kept]:
        """Return what was known the last time."""
        known: dict[str, Kept] = {}
        for key in self._keys:
            found = self._store.get(_KIND, key)
            known.update((path, self.shared(one)) for path, one in (load(found, dict) if found else {}).items())
        return known

    def write(self, kept: Mapping[str, Kept], changed: Set[str]) -> None:
        """Keep what is known now; only boards with `changed` files are written."""
        boards: dict[int, dict[str, Kept]] = {_board(path): {} for path in changed}
        for path, one in kept.items() if boards else ():
            if (board := boards.get(_board(path))) is not None:
                board[path] = one
        self._store.keep_only(_KIND, self._keys)
        for number, board in boards.items():
            self._store.put_many(_KIND, [(self._keys[number], dump(board))])

    def shared(self, one: Kept) -> Kept:
        """Return facts whose frame is one object with that of all pages that have the same: held once."""
        frame, ids = (self._texts.setdefault(text, text) for text in (one.facts.frame, one.facts.frame_ids))
        return replace(one, facts=replace(one.facts, frame=frame, frame_ids=ids))


def _board(path: str) -> int:
    return crc32(path.encode("utf-8", "surrogateescape")) % _BOARDS


@dataclass(frozen=True, slots=True)
class _Work:
    """Reads some files; picklable, for processes that are not forked."""

    folder: str
    asked: Asked
    known: Mapping[str, Kept]
    frames: Frames

    def __call__(self, files: Sequence[_There]) -> list[tuple[str, Kept]]:
        return [(file.path, self._read(file)) for file in files]

    def _read(self, file: _There) -> Kept:
        data = Path(self.folder, file.path).read_bytes()
        digest = blake2b(data, digest_size=16).digest()
        before = self.known.get(file.path)
        if before is not None and before.digest == digest:
            return Kept(file.size, file.time, digest, before.facts)
        return Kept(file.size, file.time, digest, facts_of(file.path, data, self.asked, self.frames))


def facts_of(path: str, data: bytes, asked: Asked, frames: Frames) -> Facts:
    """Return what is known of a file by itself."""
    facts = _facts_by_kind(path, data, asked.site, frames)
    local = list(_local_places(data, asked.folders))
    if not local:
        return facts
    return replace(facts, findings=(*facts.findings, *local))


def _facts_by_kind(path: str, data: bytes, site: SiteAddress, frames: Frames) -> Facts:
    match _suffix(path):
        case ".html":
            return read_page(path, data, site, frames)
        case ".xml" | ".opml":
            return read_xml(path, data, site)
        case ".json":
            return read_json(path, data, site)
        case ".css":
            return read_css(path, data, site)
        case ".js":
            return NOTHING
        case _:
            return read_text(data)


def _local_places(data: bytes, folders: Sequence[bytes]) -> Iterator[Finding]:
    known = any(start in data for start in _LOCAL_STARTS)
    places = [match.start() for match in _LOCAL.finditer(data)] if known else []
    places += [place for folder in folders if (place := data.find(folder)) >= 0]
    for place in sorted(places)[:1]:
        shown = data[place : place + 60].decode("utf-8", "replace").split('"')[0].split("<")[0].split("\n")[0]
        yield finding("CCHC928", data.count(b"\n", 0, place) + 1, shown=shown)


def _suffix(path: str) -> str:
    name = path.rpartition("/")[2]
    return f".{name.rpartition('.')[2].lower()}" if "." in name else ""


def _below(folder: str, prefix: str) -> Iterator[_There]:
    for entry in os.scandir(f"{folder}/{prefix}"):
        if entry.is_dir(follow_symlinks=False):
            yield from _below(folder, f"{prefix}{entry.name}/")
        else:
            found = entry.stat()
            yield _There(f"{prefix}{entry.name}", found.st_size, found.st_mtime_ns)
