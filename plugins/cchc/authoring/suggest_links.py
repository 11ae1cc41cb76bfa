"""Pages that a text could lead to: documents it cites, procedures it names, earlier items like it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cchc.authoring.similarity import TextIndex, folded_words
from cchc.citations import DocumentIndex, find_citations
from cchc.content.items import Item
from cchc.content.kinds import PROCEDURES
from cchc.content.library import Library
from cchc.content.schema import ProcedureFields
from cchc.procedures.model import short_code

_LEAST_NAME = 12


class LinkReason(StrEnum):
    """Why a page is suggested."""

    CITED = "van-ban-duoc-dan"
    PROCEDURE = "thu-tuc-duoc-neu"
    ALIKE = "bai-giong"


@dataclass(frozen=True, slots=True)
class LinkSuggestion:
    """A page to link to: `text` is what stands in the text ("" for a page that is only alike), `source` the page's
    file below docs/, `why` a Vietnamese phrase; `score` from 0 to 1.
    """

    kind: LinkReason
    text: str
    source: str
    title: str
    score: float
    why: str


def suggest_links(
    title: str, text: str, library: Library, *, index: TextIndex | None = None, without: str = "", most: int = 12
) -> tuple[LinkSuggestion, ...]:
    """Return the pages, one suggestion each: first what the text names, in its order, then what is like it."""
    used = TextIndex.of(library.items) if index is None else index
    found: dict[str, LinkSuggestion] = {}
    for suggestion in (
        *_cited(text, library),
        *_procedures(f"{title}\n{text}", library),
        *_alike(title, text, used),
    ):
        if suggestion.source != without:
            found.setdefault(suggestion.source, suggestion)
    return tuple(found.values())[:most]


def _suggestion(kind: LinkReason, text: str, item: Item, score: float, why: str) -> LinkSuggestion:
    return LinkSuggestion(kind, text, item.source, item.title, score, why)


def _cited(text: str, library: Library) -> Iterator[LinkSuggestion]:
    citations = find_citations(text)
    if not citations:
        return
    for resolution in DocumentIndex.of(library.items).resolve_all(citations, suggesting=False):
        if resolution.item is not None:
            cited = resolution.citation
            why = f"{cited.cited()} có trang trong chuyên mục"
            yield _suggestion(LinkReason.CITED, cited.text, resolution.item, 1.0, why)


def _procedures(text: str, library: Library) -> Iterator[LinkSuggestion]:
    words = f" {' '.join(folded_words(text))} "
    for item in library.items:
        if item.section != PROCEDURES or not isinstance(item.fields, ProcedureFields):
            continue
        code = short_code(item.fields.ma) if item.fields.ma else ""
        if code and code in text:
            yield _suggestion(LinkReason.PROCEDURE, code, item, 1.0, f"bài nêu mã thủ tục {code}")
        elif len(name := " ".join(folded_words(item.title))) >= _LEAST_NAME and f" {name} " in words:
            yield _suggestion(LinkReason.PROCEDURE, item.title, item, 1.0, "bài nêu tên thủ tục này")


def _alike(title: str, text: str, index: TextIndex) -> Iterator[LinkSuggestion]:
    for alike in index.like(title, text):
        why = f"nội dung giống nhau {round(alike.likeness * 100)} %"
        yield _suggestion(LinkReason.ALIKE, "", alike.item, alike.likeness, why)
