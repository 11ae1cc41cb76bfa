"""The list of items: one row a text, found by words, section, topic, state and problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from cchc.content.decode import decode
from cchc.content.field_types import is_true
from cchc.content.front_matter import read_front_matter
from cchc.content.items import Item, PlainPage
from cchc.content.kinds import SECTIONS
from cchc.content.library import Library
from cchc.content.paths import place_of
from cchc.content.schema import IntroFields, schema_of
from cchc.content.validation import known_keys, text_keys
from cchc.problems import Problem, Severity
from cchc.publishing import STATE_LABELS, State, state_of
from cchc.text import name_key, tidy

PAGES, PAGES_LABEL = "trang", "Trang khác"
DAMAGED, DAMAGED_LABEL = "hong", "chưa đọc được"
# A date at the end of time: damaged texts have none and stand first, where they are seen.
_FIRST = "9999"


@dataclass(frozen=True, slots=True)
class Row:
    """What the list shows of a text. `key` is what its words are looked up in; `order` sorts, newest last."""

    source: str
    title: str
    section: str
    kind: str
    date: str
    state: str
    topics: tuple[str, ...]
    errors: int
    warnings: int
    address: str
    key: str
    order: tuple[str, str]


class Glance(NamedTuple):
    """What a text that can't be read whole still says of itself."""

    title: str = ""
    draft: bool = False


def glance_at(source: str, data: bytes) -> Glance:
    """Return the title and the mark of a draft of a file with mistakes; empty where not even they can be read."""
    text, section = decode(data).text, place_of(source).section
    model = schema_of(section) if section else IntroFields
    head = read_front_matter(text, known_keys(model), text_keys(model)).mapping if text is not None else None
    if head is None:
        return Glance()
    said = head.plain()
    title = said.get("title", "") if isinstance(said, dict) else ""
    return Glance(tidy(title) if isinstance(title, str) else "", is_true(head.find(("draft",)).plain()))


def row_of(
    source: str, library: Library, problems: Sequence[Problem], now: datetime, glance: Callable[[], Glance] = Glance
) -> Row:
    """Return the row of the text `source` of the library; `glance` tells what one that is not in it says of itself."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    entry, place = library.by_source.get(source), place_of(source)
    section = place.section.folder if place.section else PAGES
    if entry is None:
        seen = glance()
        title, state = seen.title or source.rsplit("/", 1)[-1], State.DRAFT if seen.draft else DAMAGED
        key = name_key(f"{seen.title} {source}")
        return Row(source, title, section, "", "", state, (), errors, warnings, "", key, (_FIRST, source))
    if isinstance(entry, PlainPage):
        state = State.DRAFT if entry.fields.draft else State.PUBLISHED
        key = name_key(f"{entry.title} {source}")
        return Row(source, entry.title, section, "", "", state, (), errors, warnings, entry.address, key, ("", source))
    return Row(
        source,
        entry.title,
        section,
        entry.kind,
        str(entry.fields.date),
        state_of(entry, now),
        entry.topics,
        errors,
        warnings,
        entry.address,
        name_key(" ".join(_words_of(entry, library))),
        (entry.moment.isoformat(), source),
    )


def _words_of(item: Item, library: Library) -> Iterable[str]:
    yield item.title
    yield item.source
    yield item.kind_label
    yield from (library.vocabulary.topics[topic].label for topic in item.topics)
    yield from (str(getattr(item.fields, name, "") or "") for name in ("so_ky_hieu", "ma", "trich_yeu", "description"))


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for; an empty part says nothing. `problems`: only texts that have some."""

    words: str = ""
    section: str = ""
    topic: str = ""
    state: str = ""
    problems: bool = False


def found(rows: Iterable[Row], asked: Question) -> list[Row]:
    """Return the rows that answer a question, in their order; words in any order, with or without diacritics."""
    words = name_key(asked.words).split()
    return [
        row
        for row in rows
        if all(word in row.key for word in words)
        and asked.section in ("", row.section)
        and asked.state in ("", row.state)
        and (not asked.topic or asked.topic in row.topics)
        and (not asked.problems or row.errors or row.warnings)
    ]


def page_of(rows: Sequence[Row], asked: Question, start: int, most: int) -> dict[str, Any]:
    """Return a page of the list, and how many there are in each section and state when only that is left open."""
    answer = found(rows, asked)
    sections = Counter(row.section for row in found(rows, _without(asked, "section")))
    states = Counter(row.state for row in found(rows, _without(asked, "state")))
    troubled = sum(1 for row in answer if row.errors or row.warnings)
    return {
        "total": len(answer),
        "start": start,
        "rows": [as_json(row) for row in answer[start : start + most]],
        "sections": sections,
        "states": states,
        "troubled": troubled,
    }


def _without(asked: Question, part: str) -> Question:
    parts = {name: getattr(asked, name) for name in Question.__slots__ if name != part}
    return Question(**parts)


def as_json(row: Row) -> dict[str, Any]:
    """Return what the page needs of a row."""
    return {
        "source": row.source,
        "title": row.title,
        "section": row.section,
        "kind": row.kind,
        "date": row.date,
        "state": row.state,
        "topics": row.topics,
        "errors": row.errors,
        "warnings": row.warnings,
    }


def state_labels() -> dict[str, str]:
    """Return the labels of all states of the list, in the order of an item's life."""
    order = (State.DRAFT, State.SCHEDULED, State.PUBLISHED, State.EXPIRED, State.WITHDRAWN, State.ABOLISHED)
    return {**{state.value: STATE_LABELS[state] for state in order}, DAMAGED: DAMAGED_LABEL}


def section_labels() -> dict[str, str]:
    """Return the labels of all sections of the list."""
    return {**{folder: section.label for folder, section in SECTIONS.items()}, PAGES: PAGES_LABEL}
