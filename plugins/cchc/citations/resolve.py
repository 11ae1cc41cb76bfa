"""Citations → the documents of the library, and the likely typing errors of those that lead nowhere.

A link to the wrong document is worse than none: a document is only taken for the cited one when its year agrees, as
1063/QĐ-UBND exists every year and in every province.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from cchc.citations.agencies import is_national
from cchc.citations.model import Citation, Key
from cchc.citations.parse import parse_citation
from cchc.content.items import Item
from cchc.content.schema import DocumentFields
from cchc.suggest import nearest

_MOST_SUGGESTIONS = 3
# As like as 834 and 843: two digits of three in their order.
_TWO_OF_THREE = 66.0


class Reason(StrEnum):
    """Why a document may be the one that is meant; `text` says it in Vietnamese."""

    NO_YEAR = "no-year"
    SEVERAL = "several"
    OTHER_DATE = "other-date"
    OTHER_KIND = "other-kind"
    OTHER_AGENCY = "other-agency"
    OTHER_NUMBER = "other-number"

    @property
    def text(self) -> str:
        """A phrase for editors."""
        return _TEXTS[self]


_TEXTS: dict[Reason, str] = {
    Reason.NO_YEAR: "cùng số, ký hiệu nhưng chưa rõ năm ban hành",
    Reason.SEVERAL: "nhiều văn bản cùng số, ký hiệu và năm; cần ghi rõ ngày ban hành",
    Reason.OTHER_DATE: "cùng số, ký hiệu nhưng khác ngày ban hành",
    Reason.OTHER_KIND: "cùng số và cơ quan nhưng khác loại văn bản",
    Reason.OTHER_AGENCY: "cùng số và loại văn bản nhưng khác cơ quan",
    Reason.OTHER_NUMBER: "cùng loại văn bản và cơ quan nhưng khác số",
}


class Suggestion(NamedTuple):
    """A document that may be meant, and why."""

    item: Item
    reason: Reason


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a citation leads to.

    `item` is the cited document, `None` when that is not certain. `likely` is the library's only document with this
    number, when the year of one of the two is not known. `suggestions` are empty when `item` is found.
    """

    citation: Citation
    item: Item | None = None
    likely: Item | None = None
    suggestions: tuple[Suggestion, ...] = ()


class _Symbol(NamedTuple):
    kind: str
    number: str
    agency: str


@dataclass(frozen=True, slots=True)
class _Entry:
    item: Item
    citation: Citation
    key: Key


@dataclass(frozen=True, slots=True)
class DocumentIndex:
    """The documents of a library by identity. `unread` are those whose `so_ky_hieu` is no number of a document."""

    unread: tuple[Item, ...]
    _by_symbol: Mapping[_Symbol, Sequence[_Entry]]
    _by_number: Mapping[str, Sequence[_Entry]]
    _by_series: Mapping[tuple[str, str], Sequence[_Entry]]

    @classmethod
    def of(cls, items: Iterable[Item]) -> DocumentIndex:
        """Return the index of the documents (văn bản) among `items`; those without `so_ky_hieu` are left out."""
        by_symbol: dict[_Symbol, list[_Entry]] = defaultdict(list)
        by_number: dict[str, list[_Entry]] = defaultdict(list)
        by_series: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
        unread: list[Item] = []
        for item in items:
            if not isinstance(item.fields, DocumentFields) or not item.fields.so_ky_hieu:
                continue
            entry = _entry(item, item.fields)
            if entry is None:
                unread.append(item)
                continue
            by_symbol[_symbol(entry.key)].append(entry)
            by_number[entry.key.number].append(entry)
            by_series[entry.key.kind, entry.key.agency].append(entry)
        return cls(tuple(unread), dict(by_symbol), dict(by_number), dict(by_series))

    def resolve(self, citation: Citation, suggesting: bool = True) -> Resolution:
        """Return what a citation leads to, judged by itself alone; `suggesting`: also what else may be meant."""
        key = citation.key
        if key is None:
            return Resolution(citation)
        namesakes = self._by_symbol.get(_symbol(key), ())
        same = [entry for entry in namesakes if _is_same(citation, key, entry)]
        if len(same) > 1 and citation.date:
            same = [entry for entry in same if entry.citation.date == citation.date] or same
        if len(same) == 1:
            return Resolution(citation, same[0].item)
        unclear = len(namesakes) == 1 and None in (key.year, namesakes[0].key.year)
        found = list(self._suggestions(citation, key, namesakes, same)) if suggesting else []
        unique = {id(suggestion.item): suggestion for suggestion in reversed(found)}
        return Resolution(
            citation,
            likely=namesakes[0].item if unclear else None,
            suggestions=tuple(reversed(unique.values()))[:_MOST_SUGGESTIONS],
        )

    def resolve_all(self, citations: Iterable[Citation], suggesting: bool = True) -> tuple[Resolution, ...]:
        """Return what each citation of one text leads to; `suggesting`: also what else may be meant.

        A text gives the date at one mention and leaves it out at others: the only date it gives for a number holds for
        all mentions of that number in the text.
        """
        cited = tuple(citations)
        dates: dict[_Symbol, set[dt.date | int]] = defaultdict(set)
        for citation in cited:
            if citation.key and citation.date_year:
                dates[_symbol(citation.key)].add(citation.date or citation.date_year)
        return tuple(
            replace(self.resolve(_dated(citation, dates), suggesting), citation=citation) for citation in cited
        )

    def _suggestions(
        self, citation: Citation, key: Key, namesakes: Sequence[_Entry], same: Sequence[_Entry]
    ) -> Iterator[Suggestion]:
        for entry in namesakes:
            yield Suggestion(entry.item, _reason(key, entry, entry in same))
        for entry in self._by_number.get(key.number, ()):
            if (entry.key.kind == key.kind) != (entry.key.agency == key.agency) and _same_time(citation, entry):
                other_kind = entry.key.kind != key.kind
                yield Suggestion(entry.item, Reason.OTHER_KIND if other_kind else Reason.OTHER_AGENCY)
        series = [entry for entry in self._by_series.get((key.kind, key.agency), ()) if entry.key.number != key.number]
        for entry in series:
            if citation.date and entry.citation.date == citation.date:
                yield Suggestion(entry.item, Reason.OTHER_NUMBER)
        possible = [entry for entry in series if _may_be_same_time(citation, key, entry)]
        number = nearest(key.number, sorted({entry.key.number for entry in possible}), enough=_TWO_OF_THREE)
        for entry in possible:
            if entry.key.number == number:
                yield Suggestion(entry.item, Reason.OTHER_NUMBER)


def _entry(item: Item, fields: DocumentFields) -> _Entry | None:
    citation = parse_citation(fields.so_ky_hieu)
    if citation is None:
        return None
    if fields.ngay_ban_hanh:
        day = fields.ngay_ban_hanh.day
        citation = replace(citation, date=day, date_year=day.year)
    return _Entry(item, citation, citation.key) if citation.key else None


def _symbol(key: Key) -> _Symbol:
    return _Symbol(key.kind, key.number, key.agency)


def _is_same(citation: Citation, key: Key, entry: _Entry) -> bool:
    if key.year is None or key.year != entry.key.year:
        return False
    dates = citation.date, entry.citation.date
    if None in dates or dates[0] == dates[1]:
        return True
    # A number with its year is unique in the country, so a date that differs is only mistyped.
    return bool(citation.year) and is_national(citation.agency)


def _reason(key: Key, entry: _Entry, same: bool) -> Reason:
    if same:
        return Reason.SEVERAL
    return Reason.NO_YEAR if None in (key.year, entry.key.year) else Reason.OTHER_DATE


def _same_time(citation: Citation, entry: _Entry) -> bool:
    if citation.date and entry.citation.date:
        return citation.date == entry.citation.date
    return citation.year is not None and citation.year == entry.citation.year


def _may_be_same_time(citation: Citation, key: Key, entry: _Entry) -> bool:
    if citation.date and entry.citation.date:
        return citation.date == entry.citation.date
    return None in (key.year, entry.key.year) or key.year == entry.key.year


def _dated(citation: Citation, dates: Mapping[_Symbol, set[dt.date | int]]) -> Citation:
    if citation.key is None or citation.date_year:
        return citation
    given = dates.get(_symbol(citation.key), set())
    if len(given) != 1:
        return citation
    only = next(iter(given))
    if isinstance(only, int):
        return replace(citation, date_year=only)
    return replace(citation, date=only, date_year=only.year)
