"""Drafts that were deleted: moved out of docs/ whole, with their pictures, and put back when the editor wants."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from cchc.content.items import Item
from cchc.content.reading import read_source
from cchc.publishing import State, state_of
from cchc.taxonomy.vocabulary import Vocabulary
from cchc_desk.core import DeskError
from cchc_desk.keeping import ConflictError, Keeper, write_whole
from cchc_desk.parts import digest_of
from cchc_desk.places import text_path

_NOTE = "bai.json"
_FILES = "docs"
_INDEX = "/index.md"
_STAMP = "%Y%m%d-%H%M%S"
_NOT_PUBLIC = (State.DRAFT, State.SCHEDULED)


class Deleted:
    """Below `keeper`'s own folder. `site` is the built site for readers, `vocabulary` what texts are read by."""

    def __init__(self, keeper: Keeper, site: Path, vocabulary: Callable[[], Vocabulary]) -> None:
        self._keeper, self._site, self._vocabulary = keeper, site, vocabulary

    def was_public(self, source: str, address: str, now: datetime) -> bool:
        """Say whether a text is on the built site, or a version that was kept could have been."""
        if address and (self._site / address / "index.html").is_file():
            return True
        for version in self._keeper.versions(source):
            data = self._keeper.version(source, version.id)
            entry = read_source(source, data, self._vocabulary()).entry if data is not None else None
            if isinstance(entry, Item) and state_of(entry, now) not in _NOT_PUBLIC:
                return True
        return False

    def delete(self, source: str, base: str, title: str, now: datetime) -> list[str]:
        """Move a text whose digest was `base` out of docs/, its own folder too; return the files (below docs/).

        Raises ConflictError when it is another one now, OSError.
        """
        path = text_path(self._keeper.docs, source)
        data = self._keeper.read(source)
        if data is None or digest_of(data) != base:
            raise ConflictError(data)
        whole = path.parent if source.endswith(_INDEX) else path
        files = [one for one in whole.rglob("*") if one.is_file()] if whole.is_dir() else [path]
        place = self._free(now)
        note = {"source": source, "title": title, "moment": now.strftime("%Y-%m-%d %H:%M:%S")}
        # First the note: what has no note was not deleted, and what has one but no files is still in docs/.
        write_whole(place / _NOTE, json.dumps(note, ensure_ascii=False).encode())
        kept = place / _FILES / whole.relative_to(self._keeper.docs)
        kept.parent.mkdir(parents=True)
        whole.replace(kept)
        return [one.relative_to(self._keeper.docs).as_posix() for one in files]

    def listed(self) -> list[dict[str, Any]]:
        """Return what was deleted: `id`, `title`, `source`, `moment`, newest first."""
        found = [{"id": place.name, **note} for place in self._top().glob("*") if (note := _note_of(place))]
        return sorted(found, key=lambda one: str(one["id"]), reverse=True)

    def bring_back(self, id_: str) -> tuple[str, list[str]]:
        """Put what was deleted back; return its text and its files. Raises DeskError, PlaceError, OSError."""
        place = next((one for one in self._top().glob("*") if one.name == id_), None)
        note = _note_of(place) if place is not None else None
        if place is None or note is None:
            raise DeskError("Không còn bài đã xóa này.")
        source = note["source"]
        path = text_path(self._keeper.docs, source)
        whole = path.parent if source.endswith(_INDEX) else path
        if whole.exists():
            raise DeskError("Nay đã có bài khác ở đúng chỗ cũ. Hãy đổi tên bài ấy trước, rồi khôi phục lại.")
        whole.parent.mkdir(parents=True, exist_ok=True)
        (place / _FILES / whole.relative_to(self._keeper.docs)).replace(whole)
        with suppress(OSError):
            shutil.rmtree(place)
        files = [one for one in whole.rglob("*") if one.is_file()] if whole.is_dir() else [whole]
        return source, [one.relative_to(self._keeper.docs).as_posix() for one in files]

    def _top(self) -> Path:
        return self._keeper.own_folder() / "deleted"

    def _free(self, now: datetime) -> Path:
        stamp, number = now.strftime(_STAMP), 1
        while (place := self._top() / f"{stamp}-{number:03d}").exists():
            number += 1
        return place


def _note_of(place: Path) -> dict[str, str] | None:
    """Return what was noted of something deleted; `None` when it is damaged or its files have been put back."""
    try:
        note = json.loads((place / _NOTE).read_bytes())
    except (OSError, ValueError):
        return None
    names = ("source", "title", "moment")
    if not isinstance(note, dict) or not all(isinstance(note.get(name), str) for name in names):
        return None
    return note if (place / _FILES / note["source"]).is_file() else None
