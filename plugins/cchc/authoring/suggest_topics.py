"""Suggested topics of a text, each with its reasons in words: a suggestion is for an editor to judge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cchc.authoring.similarity import TextIndex, folded_words
from cchc.citations import DocumentIndex, find_citations
from cchc.content.library import Library
from cchc.taxonomy.vocabulary import Topic, Vocabulary
from cchc.text import nfc, tidy

_IN_TITLE, _IN_TEXT, _AGAIN, _MOST_AGAIN = 3.0, 1.0, 0.25, 4
_CITED = 1.5
_ALIKE = 3.0
_NEAR = 0.35
_LEAST = 0.3
_SURE = 1.5
_LONGEST_TITLE = 70
_WORD = re.compile(r"[^\W_]+")
# A name of one syllable is part of too many other words to say anything.
_LEAST_SYLLABLES = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic that a text may be about; the higher the score, the surer. `reasons` are Vietnamese phrases."""

    topic_id: str
    score: float
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        """The reasons as one phrase, with a word of doubt where there is reason for it."""
        return "; ".join(self.reasons) + ("" if self.score >= _SURE else " (chưa chắc)")


@dataclass(frozen=True, slots=True)
class _Sign:
    topic: str
    score: float
    reason: str


def suggest_topics(
    title: str,
    text: str,
    vocabulary: Vocabulary,
    library: Library,
    *,
    index: TextIndex | None = None,
    day: date | None = None,
    without: str = "",
    most: int = 5,
) -> tuple[Suggestion, ...]:
    """Return the topics that a text may be about, best first.

    `text` is Markdown or plain words. `index` spares reading the library again; `day` leaves out topics that are not
    in use on it; `without` is the source of the text itself, which is like itself.
    """
    used = TextIndex.of(library.items) if index is None else index
    signs = [
        *_named(title, text, vocabulary),
        *_near(title, vocabulary),
        *_cited(f"{title}\n{text}", library, without),
        *_alike(title, text, used, without),
    ]
    found = []
    for topic in vocabulary.topics.values():
        if not in_use(topic, day):
            continue
        own = sorted((sign for sign in signs if sign.topic == topic.id), key=lambda sign: -sign.score)
        score = round(sum(sign.score for sign in own), 2)
        if score >= _LEAST:
            found.append(Suggestion(topic.id, score, tuple(dict.fromkeys(sign.reason for sign in own))[:4]))
    order = {topic: position for position, topic in enumerate(vocabulary.topics)}
    return tuple(sorted(found, key=lambda one: (-one.score, order[one.topic_id]))[:most])


def in_use(topic: Topic, day: date | None) -> bool:
    """Say whether a topic can be given to an item of `day` (`None`: whatever day)."""
    entry = topic.entry
    if entry.merged_into:
        return False
    if day is None:
        return True
    return not (
        (entry.valid_from is not None and day < entry.valid_from.day)
        or (entry.valid_to is not None and day > entry.valid_to.day)
    )


def _named(title: str, text: str, vocabulary: Vocabulary) -> Iterator[_Sign]:
    full = {entry.abbr: entry.full for entry in vocabulary.abbreviations}
    in_title, in_text = f" {_key(title, full)} ", f" {_key(text, full)} "
    capitals = f"{title}\n{text}"
    for topic in vocabulary.topics.values():
        seen: set[str] = set()
        for name in (topic.label, *topic.entry.aliases, *topic.entry.abbreviations):
            key = _key(name, full)
            if key in seen:
                continue
            seen.add(key)
            if len(key.split()) < _LEAST_SYLLABLES:
                yield from _abbreviated(topic.id, name, title, capitals)
                continue
            if f" {key} " in in_title:
                yield _Sign(topic.id, _IN_TITLE, f"tiêu đề có “{name}”")
            if times := in_text.count(f" {key} "):
                again = _AGAIN * min(times - 1, _MOST_AGAIN)
                yield _Sign(topic.id, _IN_TEXT + again, f"bài có “{name}”" + (f" {times} lần" if times > 1 else ""))


def _near(title: str, vocabulary: Vocabulary) -> Iterator[_Sign]:
    """A title that has most of a name's pairs of syllables, the rare ones above all: `kết quả cải cách` is near
    `kết quả thực hiện cải cách`; `cải cách hành chính` alone, which many names have, says little.
    """
    full = {entry.abbr: entry.full for entry in vocabulary.abbreviations}
    names = {
        topic.id: {_key(name, full): name for name in (topic.label, *topic.entry.aliases)}
        for topic in vocabulary.topics.values()
    }
    spread = Counter(pair for keys in names.values() for pair in {pair for key in keys for pair in _pairs(key)})
    key = _key(title, full)
    have = set(_pairs(key))
    for topic, keys in names.items():
        for name_key, name in keys.items():
            pairs = set(_pairs(name_key))
            weight = sum(1 / spread[pair] for pair in pairs)
            near = sum(1 / spread[pair] for pair in pairs & have) / weight if weight else 0.0
            if near >= _NEAR and f" {name_key} " not in f" {key} ":
                yield _Sign(topic, near, f"tiêu đề gần với “{name}”")


def _pairs(key: str) -> list[str]:
    return [" ".join(pair) for pair in pairwise(key.split())]


def _abbreviated(topic: str, name: str, title: str, text: str) -> Iterator[_Sign]:
    """A name of one word counts as it is written only, when it is an abbreviation: `PCTN`, not `pctn`."""
    if not name.isupper() or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is None:
        return
    in_title = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title) is not None
    yield _Sign(topic, _IN_TITLE if in_title else _IN_TEXT, f"có chữ viết tắt “{name}”")


def _key(text: str, full: dict[str, str]) -> str:
    """Return a text's folded words between single spaces, abbreviations written out."""
    return " ".join(folded_words(" ".join(full.get(word, word) for word in _WORD.findall(nfc(text)))))


def _cited(text: str, library: Library, without: str) -> Iterator[_Sign]:
    citations = find_citations(text)
    if not citations:
        return
    seen: set[str] = set()
    for resolution in DocumentIndex.of(library.items).resolve_all(citations, suggesting=False):
        item = resolution.item
        if item is None or item.topic is None or item.source in seen or item.source == without:
            continue
        seen.add(item.source)
        yield _Sign(item.topic, _CITED, f"dẫn {resolution.citation.cited()}, văn bản thuộc chủ đề này")


def _alike(title: str, text: str, index: TextIndex, without: str) -> Iterator[_Sign]:
    for alike in index.like(title, text, without=without):
        if alike.item.topic is not None:
            reason = f"giống bài “{_cut(alike.item.title)}” ({round(alike.likeness * 100)} %)"
            yield _Sign(alike.item.topic, _ALIKE * alike.likeness, reason)


def _cut(title: str) -> str:
    title = tidy(title)
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rsplit(' ', 1)[0]}…"
