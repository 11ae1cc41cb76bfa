"""What may fit a text: topics, with the reasons, and other texts to link to."""

from __future__ import annotations

from typing import Any

from cchc.authoring import TextIndex, suggest_topics
from cchc.content.paths import relative
from cchc.text import name_key
from cchc_desk import listing
from cchc_desk.shelf import Shelf

_LINKS, _TOPICS = 12, 4
# So many newest ones are looked at for words in their title.
_NEWEST = 200


class Advice:
    """Finds what fits among the content."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._index: tuple[int, TextIndex] | None = None

    def topics(self, source: str, title: str, text: str) -> list[dict[str, Any]]:
        """Return topics that may fit a text, with the reasons."""
        state = self._shelf.state
        if self._index is None or self._index[0] != state.number:
            self._index = (state.number, TextIndex.of(state.library.items))
        vocabulary, library = state.library.vocabulary, state.library
        found = suggest_topics(title, text, vocabulary, library, index=self._index[1], without=source, most=_TOPICS)
        return [{"id": one.topic_id, "reasons": list(one.reasons)} for one in found]

    def links(self, source: str, words: str) -> list[dict[str, Any]]:
        """Return texts to link to from `source`, found by words, newest first."""
        asked = listing.Question(words=words)
        rows = [row for row in listing.found(self._shelf.state.rows, asked) if row.source != source and row.address]
        exact = sorted(rows[:_NEWEST], key=lambda row: name_key(words) not in name_key(row.title))
        return [{**listing.as_json(row), "link": relative(row.source, source)} for row in exact[:_LINKS]]
