"""One text: read, checked and shown as it is being written, saved, put back to an earlier version."""

from __future__ import annotations

from typing import Any

from cchc.content.paths import place_of
from cchc_desk import listing, moving
from cchc_desk.checking import Checker
from cchc_desk.core import Core, DeskError
from cchc_desk.moves import Moves
from cchc_desk.parts import digest_of, parts_of, text_of
from cchc_desk.places import text_path
from cchc_desk.placing import placed
from cchc_desk.showing import Showing
from cchc_desk.unsaved import Bases, Unsaved

_NO_VERSION = "Không còn bản cũ này."


class Texts:
    """What can be asked of one text."""

    def __init__(self, core: Core, checker: Checker, showing: Showing, moves: Moves) -> None:
        self._core, self._checker, self._showing, self._moves = core, checker, showing, moves
        self._keeper, self._bases = core.keeper, Bases(core.keeper)

    def item(self, source: str) -> dict[str, Any]:
        """Return all that is needed to edit a text. Raises PlaceError, DeskError."""
        return {**self._parts(source, self._core.there(source)), **self._around(source)}

    def current(self, source: str, data: bytes | None) -> dict[str, Any]:
        """Return what a file holds now, for an editor who started from another version."""
        return self._parts(source, data) if data is not None else {"source": source, "digest": "", "gone": True}

    def _parts(self, source: str, data: bytes) -> dict[str, Any]:
        self._bases.remember(data)
        parts, digest = parts_of(source, data), digest_of(data)
        told = {"source": source, "digest": digest, "problems": self._problems(source, data)}
        if parts is None:
            return {**told, "readable": False}
        return {
            **told,
            "readable": True,
            "form": parts.head is not None,
            "values": parts.head.values if parts.head else {},
            "body": parts.body,
            "body_line": parts.body_line,
            "text": text_of(data),
        }

    def _around(self, source: str) -> dict[str, Any]:
        row = next((row for row in self._core.shelf.state.rows if row.source == source), None)
        place = place_of(source)
        return {
            "row": listing.as_json(row) if row else None,
            "address": row.address if row else "",
            "section": place.section.folder if place.section else listing.PAGES,
            "has_folder": moving.has_folder(source),
        }

    def _problems(self, source: str, data: bytes) -> list[dict[str, Any]]:
        library = self._core.shelf.state.library
        return placed(source, data, *self._checker.found(library, source, data, self._core.clock()))

    def check(self, source: str, unsaved: Unsaved) -> dict[str, Any]:
        """Return the problems of a text as it is being written."""
        text_path(self._keeper.docs, source)
        return {"problems": self._problems(source, self._bases.made(source, unsaved))}

    def show(self, source: str, unsaved: Unsaved) -> dict[str, Any]:
        """Make the page of a text as it is being written."""
        text_path(self._keeper.docs, source)
        folder = f"{source.rpartition('/')[0]}/"
        beside = tuple(one for one in self._core.shelf.state.library.assets.items() if one[0].startswith(folder))
        return self._showing.unsaved(source, self._bases.made(source, unsaved), beside)

    def text(self, source: str, unsaved: Unsaved) -> dict[str, Any]:
        """Return the whole file as it would be."""
        text_path(self._keeper.docs, source)
        return {"text": text_of(self._bases.made(source, unsaved)) or ""}

    def save(self, source: str, unsaved: Unsaved, window: str) -> dict[str, Any]:
        """Save; raises ConflictError when the file is another one now."""
        data = self._bases.made(source, unsaved)
        self._keeper.save(source, unsaved.base, data)
        self._keeper.forget(source, window)
        self._core.took(source)
        return self.item(self._moves.refiled(source, data))

    def give_folder(self, source: str, unsaved: Unsaved) -> dict[str, Any]:
        """Give a text its own folder; return it, and what is unsaved with its links as they must now be."""
        target = self._moves.give_folder(source, unsaved.base)
        body = unsaved.body
        moved = body if body is None or target == source else moving.moved_body(body, source, target)
        return {**self.item(target), "unsaved_body": moved}

    def versions(self, source: str) -> list[dict[str, Any]]:
        """Return the earlier versions of a text."""
        return [{"id": one.id, "moment": one.moment, "size": one.size} for one in self._keeper.versions(source)]

    def version(self, source: str, id_: str) -> dict[str, Any]:
        """Return an earlier version as text."""
        return {"text": text_of(self._version(source, id_)) or ""}

    def restore(self, source: str, base: str, id_: str) -> dict[str, Any]:
        """Put an earlier version in place again; the present one becomes an earlier one."""
        self._keeper.save(source, base, self._version(source, id_))
        self._core.took(source)
        return self.item(source)

    def _version(self, source: str, id_: str) -> bytes:
        data = self._keeper.version(source, id_)
        if data is None:
            raise DeskError(_NO_VERSION)
        return data
