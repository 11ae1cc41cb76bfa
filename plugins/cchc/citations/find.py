"""Every citation of a text, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc.citations.agencies import is_party, is_state, right_agency
from cchc.citations.context import Issued, agrees, date_after, word_before
from cchc.citations.grammar import reader_of, scanner
from cchc.citations.kinds import KIND_SPELLINGS, KINDS
from cchc.citations.model import Citation, CitationWarning, Form
from cchc.citations.normal import HYPHENS, NormalText, normal_text, plain_signs
from cchc.citations.spelling import Spelling


@dataclass(frozen=True, slots=True)
class Found:
    """A citation with its surroundings in the normal text: from the type word to the end of the date."""

    citation: Citation
    outer_start: int
    outer_end: int


def find_citations(text: str) -> tuple[Citation, ...]:
    """Return the citations of a text in order; spans never overlap and count in `text` as it was given.

    Typing that readers forgive is accepted and named in `warnings`. Nothing is found inside web addresses.
    The grammar is that of NĐ 30/2020/NĐ-CP (numbers of the State) and of the Party's rules on documents.
    """
    return tuple(found.citation for found in found_in(text, normal_text(text)))


def found_in(given: str, normal: NormalText) -> Iterator[Found]:
    """Yield the citations of `given`, whose normal form is `normal`."""
    for hit in scanner().finditer(normal.text):
        reader = reader_of(hit)
        if reader is None:
            continue
        form, pattern = reader
        match = pattern.match(normal.text, hit.start())
        if match is not None:
            yield _found(given, normal, form, match)


def _found(given: str, normal: NormalText, form: Form, match: re.Match[str]) -> Found:
    parts: dict[str, str] = match.groupdict(default="")
    typed = parts.get("kind", "")
    kind = KIND_SPELLINGS.get(typed, Spelling(""))
    agency, agency_parts = right_agency(parts["agency"] if kind.symbol or not typed else f"{typed}-{parts['agency']}")
    year = int(parts["year"]) if parts.get("year") else None
    word, outer_start = word_before(normal.text, match.start())
    issued = date_after(normal.text, match.end())
    start, end = normal.place(*match.span())
    text = given[start:end]
    warnings = {
        *_issue_warnings(form, year, issued),
        *_spacing_warnings(match[0]),
        *_character_warnings(text, match[0]),
        *_spelling_warnings((kind, *agency_parts)),
        *_form_warnings(form, kind.symbol, agency, year),
    }
    if not agrees(word, kind.symbol):
        warnings.add(CitationWarning.OTHER_TYPE_WORD)
    citation = Citation(
        text=text,
        start=start,
        end=end,
        form=form,
        kind=kind.symbol,
        number=parts.get("number", ""),
        year=year,
        agency=agency,
        word=word,
        date=issued.date,
        date_year=issued.year,
        warnings=tuple(warning for warning in CitationWarning if warning in warnings),
    )
    return Found(citation, outer_start, issued.end)


def _issue_warnings(form: Form, year: int | None, issued: Issued) -> Iterator[CitationWarning]:
    if form is Form.UNNUMBERED:
        yield CitationWarning.NOT_ISSUED
    if issued.malformed:
        yield CitationWarning.MALFORMED_DATE
    if issued.year is None:
        yield CitationWarning.NO_DATE
    elif year and year != issued.year:
        yield CitationWarning.OTHER_YEAR


def _spacing_warnings(text: str) -> Iterator[CitationWarning]:
    number = text[_number_start(text) :]
    if " /" in number:
        yield CitationWarning.SPACE_BEFORE_SLASH
    if "/ " in number:
        yield CitationWarning.SPACE_AFTER_SLASH
    if " -" in number or "- " in number:
        yield CitationWarning.SPACE_AT_HYPHEN


def _number_start(text: str) -> int:
    # "Số: /KH-SKHCN": the blank is where the number will stand, no wrong space.
    return 0 if text[0].isdigit() else min(position for sign in "/-" if (position := text.find(sign)) >= 0)


def _character_warnings(given: str, normal: str) -> Iterator[CitationWarning]:
    if any(hyphen in given for hyphen in HYPHENS):
        yield CitationWarning.UNUSUAL_HYPHEN
    if plain_signs(given) != normal:
        yield CitationWarning.UNUSUAL_CHARACTERS


def _spelling_warnings(parts: tuple[Spelling, ...]) -> Iterator[CitationWarning]:
    if any(part.no_diacritics for part in parts):
        yield CitationWarning.NO_DIACRITICS
    if any(part.upper_case for part in parts):
        yield CitationWarning.UPPER_CASE


def _form_warnings(form: Form, kind: str, agency: str, year: int | None) -> Iterator[CitationWarning]:
    if not kind or not KINDS[kind].party or not KINDS[kind].state:
        return
    if form is Form.STATE and is_party(agency) and year is None:
        yield CitationWarning.PARTY_IN_STATE_FORM
    if form is Form.PARTY and is_state(agency):
        yield CitationWarning.STATE_IN_PARTY_FORM
