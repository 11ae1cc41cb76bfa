"""Publish to a place for files by way of a hidden folder there.

Everything is sent to `.cchc-staging/` first, under names made of path and content; nothing that is served is touched.
Only then the files get their final names, in an order in which no page ever leads to nothing: files that the old site
does not have, changed files from what others lead to up to the home page, lists' indexes, and at last the removals.

Guarantee. Cut before the first name is given: the old site, whole. Cut later: every page and file that a reader can
reach is, byte for byte, the old one or the new one, and no link leads to nothing that did not before. The next run, of
this or of another version, completes it. A server that can't rename onto an existing file (some FTP servers) lacks
each changed file for the moment between removing the old and renaming the new one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from cchc.publish.difference import in_order
from cchc.publish.manifest import MANIFEST, OWN_PREFIX, Manifest, manifest_from
from cchc.publish.transport import Files, Transport

STAGING = f"{OWN_PREFIX}staging"
JOURNAL = f"{OWN_PREFIX}journal.json"
_HOME = "index.html"

Told = Callable[[int, int], None]
Contents = Callable[[str], Path]


@dataclass(frozen=True, slots=True)
class Journal:
    """Written before the first name is given: what may be otherwise than the manifest says, should the run be cut.

    `placed` and `removed` also hold those of earlier runs that were cut.
    """

    to: str
    placed: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()

    def to_bytes(self) -> bytes:
        """Return the journal as it is kept."""
        whole = {"to": self.to, "placed": sorted(self.placed), "removed": sorted(self.removed)}
        return json.dumps(whole, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class PlaceState:
    """What is known of a place: the last version that was completed there, and the run that was cut since."""

    manifest: Manifest | None
    journal: Journal | None


@dataclass(frozen=True, slots=True)
class Steps:
    """What is to be done with a place, in this order: send, then give names, then remove."""

    placed: tuple[str, ...]
    removed: tuple[str, ...]


def read_state(place: Files) -> PlaceState:
    """Return what is known of a place."""
    manifest = manifest_from(place.read(MANIFEST))
    journal = _journal_from(place.read(JOURNAL))
    if journal is not None and manifest is not None and journal.to == manifest.id:
        # That run was cut after its last step.
        journal = None
    return PlaceState(manifest, journal)


def has_other_site(place: Files, state: PlaceState) -> bool:
    """Say whether a site is there that was not published by the kit."""
    return state.manifest is None and state.journal is None and place.exists(_HOME)


def steps_to(fresh: Manifest, state: PlaceState) -> Steps:
    """Return what is to be done for `fresh`, in its order."""
    before = state.manifest.files if state.manifest else {}
    journal = state.journal or Journal("")
    unsure = journal.placed | journal.removed
    placed = [
        path
        for path, file in fresh.files.items()
        if path in unsure or path not in before or before[path].digest != file.digest
    ]
    # What a run that was cut has removed may not be there: it goes first, like a new file, after the truly new.
    groups = (
        [path for path in placed if path not in before],
        [path for path in placed if path in before and path in journal.removed],
        [path for path in placed if path in before and path not in journal.removed],
    )
    removed = sorted((before.keys() | unsure) - fresh.files.keys())
    return Steps(tuple(path for group in groups for path in in_order(group, fresh)), tuple(removed))


def transfer(
    place: Transport, fresh: Manifest, contents: Contents, told: Told, before_switch: Callable[[], None]
) -> int:
    """Make `fresh` the site that is served from `place`; return how many bytes were sent.

    `contents` gives the file with a digest. `before_switch` may still raise: nothing that is served has changed yet.
    """
    state = read_state(place)
    steps = steps_to(fresh, state)
    if state.manifest is not None and state.journal is None and not steps.placed and not steps.removed:
        _clean(place)
        return 0
    staged = place.sizes(STAGING)
    # The run that was cut had all in the hidden folder: what is no longer there has its final name.
    goes_on = state.journal is not None and state.journal.to == fresh.id
    names = {path: _staged_name(path, fresh.files[path].digest) for path in steps.placed}
    there = {path for path, name in names.items() if staged.get(name) == fresh.files[path].size}
    placed = [path for path in steps.placed if path in there] if goes_on else list(steps.placed)
    total = 2 * len(placed) + len(steps.removed)
    sent = 0
    for done, path in enumerate(placed):
        told(done, total)
        if path not in there:
            place.write(f"{STAGING}/{names[path]}", contents(fresh.files[path].digest), path)
            sent += fresh.files[path].size
    before_switch()
    if not goes_on:
        _write_journal(place, steps, fresh, state)
    _clear_the_way(place, steps, fresh)
    for done, path in enumerate(placed, len(placed)):
        told(done, total)
        place.move(f"{STAGING}/{names[path]}", path)
    place.remove_all(steps.removed)
    told(total, total)
    _write_whole(place, MANIFEST, fresh.to_bytes())
    _remove_folders(place, steps.removed, fresh)
    _clean(place)
    return sent


def journal_of(steps: Steps, fresh: Manifest, state: PlaceState) -> Journal:
    """Return what must be known of a run before its first step that readers could see."""
    old = state.journal or Journal("")
    return Journal(fresh.id, old.placed | frozenset(steps.placed), old.removed | frozenset(steps.removed))


def _write_journal(place: Transport, steps: Steps, fresh: Manifest, state: PlaceState) -> None:
    _write_whole(place, JOURNAL, journal_of(steps, fresh, state).to_bytes())


def _write_whole(place: Transport, path: str, data: bytes) -> None:
    place.write(f"{STAGING}/{path}", data, path)
    # What this file says must not survive a loss of power that the files themselves do not.
    place.flush()
    place.move(f"{STAGING}/{path}", path)
    place.flush()


def in_the_way(steps: Steps, fresh: Manifest) -> list[str]:
    """Return what must be removed first: files whose name a folder needs now, and what is in a folder whose name a
    file needs. This is rare, and between this removal and the end a page may be missing.
    """
    folders = folders_of(fresh.files)
    return [
        path for path in steps.removed if path in folders or any(folder in fresh.files for folder in folders_of([path]))
    ]


def _clear_the_way(place: Transport, steps: Steps, fresh: Manifest) -> None:
    way = in_the_way(steps, fresh)
    place.remove_all(way)
    for folder in sorted(folders_of(way), key=len, reverse=True):
        place.remove_folder(folder)


def _remove_folders(place: Transport, removed: Iterable[str], fresh: Manifest) -> None:
    kept = folders_of(fresh.files)
    for folder in sorted(folders_of(removed) - kept, key=len, reverse=True):
        if folder not in fresh.files:
            place.remove_folder(folder)


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return the folders that hold these files, and those that hold them."""
    return {path[:index] for path in paths for index, sign in enumerate(path) if sign == "/"}


def _clean(place: Transport) -> None:
    """Remove what a finished run no longer needs."""
    place.remove(JOURNAL)
    place.remove_all([f"{STAGING}/{name}" for name in place.sizes(STAGING)])
    place.remove_folder(STAGING)


def _staged_name(path: str, digest: str) -> str:
    return sha256(f"{path}\0{digest}".encode()).hexdigest()[:40]


def _journal_from(data: bytes | None) -> Journal | None:
    try:
        whole: Any = json.loads(data or b"null")
        return Journal(whole["to"], frozenset(whole["placed"]), frozenset(whole["removed"]))
    except (ValueError, KeyError, TypeError):
        return None
