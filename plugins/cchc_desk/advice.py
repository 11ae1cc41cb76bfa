"""What may fit a text: topics, with the reasons, and other texts to link to."""

from __future__ import annotations

from typing import Any

from cchc.authoring import TextIndex, suggest_topics
from cchc.content.library import Library
from cchc.content.paths import relative
from cchc.text import name_key
from cchc_desk import listing
from cchc_desk.shelf import Shelf

_LINKS, _TOPICS = 12, 4
# Comparing reads every word: two milliseconds an item.
_COMPARED, _MANY = 800, 20
# So many newest ones are looked at for words in their title.
_NEWEST = 200


class Advice:
    """Finds what fits among the content."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._made: tuple[Library, TextIndex] | None = None

    def index(self) -> TextIndex:
        """Return the newest items, ready to be compared with; made again when many have come or topics changed."""
        library = self._shelf.state.library
        known = self._made
        if known is None or not _nearly_same(known[0], library):
            newest = sorted(library.items, key=lambda item: (item.moment, item.source))[-_COMPARED:]
            known = self._made = (library, TextIndex.of(newest))
        return known[1]

    def topics(self, source: str, title: str, text: str) -> list[dict[str, Any]]:
        """Return topics that may fit a text, with the reasons."""
        library = self._shelf.state.library
        found = suggest_topics(
            title, text, library.vocabulary, library, index=self.index(), without=source, most=_TOPICS
        )
        return [{"id": one.topic_id, "reasons": list(one.reasons)} for one in found]

    def links(self, source: str, words: str) -> list[dict[str, Any]]:
        """Return texts to link to from `source`, found by words, newest first."""
        asked = listing.Question(words=words)
        rows = [row for row in listing.found(self._shelf.state.rows, asked) if row.source != source and row.address]
        exact = sorted(rows[:_NEWEST], key=lambda row: name_key(words) not in name_key(row.title))
        return [{**listing.as_json(row), "link": relative(row.source, source)} for row in exact[:_LINKS]]


def _nearly_same(old: Library, new: Library) -> bool:
    return old.vocabulary is new.vocabulary and abs(len(old.items) - len(new.items)) <= _MANY
