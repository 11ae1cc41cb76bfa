"""Which documents the texts of the site cite, and where each document is cited."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from cchc.citations import DocumentIndex, Key, Resolution, find_citations, parse_citation
from cchc.content.items import Item
from cchc.content.link_scanner import scan_links
from cchc.content.links import LinkMap
from cchc.content.schema import ProcedureFields
from cchc.publishing import Edition

# Every citation has a slash before a capital, or between two; a text without one is not read.
_MAY_CITE = re.compile(r"[/⁄]\s?(?:(?:19|20)\d\d\s?/\s?)?[A-ZĐa-zđ]")

# Signs of Markdown between a number and its date: links and strong words are read as their words.
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_STRONG = re.compile(r"\*\*|__")


@dataclass(frozen=True, slots=True)
class CitedSpan:
    """A citation in a run of text. `address` is written as a link in that text is; `title` is the full name."""

    start: int
    end: int
    address: str | None
    title: str


class Citing:
    """The citations of an edition. A document without a page (a draft, a withdrawn one) is not linked."""

    def __init__(self, edition: Edition, links: LinkMap) -> None:
        self.edition, self.links = edition, links
        self._read: dict[str, tuple[Resolution, ...]] = {}

    @cached_property
    def index(self) -> DocumentIndex:
        """The documents that have a page with their text."""
        return DocumentIndex.of(self.edition.listed)

    @cached_property
    def _official(self) -> Mapping[Key, str]:
        """Official addresses of documents that have no page here; a number without a year is no address."""
        found = {}
        for entry in self.edition.library.vocabulary.official_documents:
            day = entry.ngay_ban_hanh.day if entry.ngay_ban_hanh else None
            written = f"{entry.so_ky_hieu} ngày {day.day}/{day.month}/{day.year}" if day else entry.so_ky_hieu
            citation = parse_citation(written)
            if citation is not None and citation.key is not None and citation.key.year is not None:
                found[citation.key] = entry.url
        return found

    def of(self, item: Item) -> tuple[Resolution, ...]:
        """Return what the text and the legal grounds of an item cite, in their order; the item itself is left out."""
        return tuple(one for one in self._all_of(item) if one.item is not item)

    def _all_of(self, item: Item) -> tuple[Resolution, ...]:
        """Return all citations of an item, read once."""
        if item.source not in self._read:
            texts = [_words_of(item.text.body)]
            if isinstance(item.fields, ProcedureFields):
                texts += item.fields.can_cu
            found = [one for text in texts if _MAY_CITE.search(text) for one in find_citations(text)]
            resolved = self.index.resolve_all(found) if found else ()
            if any(one.item is None and one.likely is not None for one in resolved):
                # The editor's own link to the only document of that number says which one is meant.
                linked = self._linked(item)
                resolved = tuple(
                    replace(one, item=one.likely) if one.likely is not None and one.likely.source in linked else one
                    for one in resolved
                )
            self._read[item.source] = resolved
        return self._read[item.source]

    def _linked(self, item: Item) -> frozenset[str]:
        targets = (self.links.target(item.source, link.target) for link in scan_links(item.text.body))
        return frozenset(target.text.source for target in targets if target.text is not None)

    def spans(self, source: str) -> Callable[[str], tuple[CitedSpan, ...]]:
        """Return the function that finds the citations in a run of the text `source`, for the Markdown renderer."""
        item = self.edition.library.by_source.get(source)
        return self._known_spans(item) if isinstance(item, Item) else self._fresh_spans(source)

    def _known_spans(self, item: Item) -> Callable[[str], tuple[CitedSpan, ...]]:
        """Find in runs what has been read in the whole text: a date given once there holds for all mentions."""
        known = {one.citation.text: one for one in self._all_of(item)}
        if not known:
            return lambda _run: ()
        words = "|".join(re.escape(text) for text in sorted(known, key=len, reverse=True))
        pattern = re.compile(rf"(?<![\w/.,:&-])(?:{words})(?![\w/&]|-\w)")

        def find(run: str) -> tuple[CitedSpan, ...]:
            found = ((match, known[match[0]]) for match in pattern.finditer(run))
            # A document's own number in its own text leads nowhere.
            return tuple(
                self._span(match.start(), match.end(), one, item.source) for match, one in found if one.item is not item
            )

        return find

    def _fresh_spans(self, source: str) -> Callable[[str], tuple[CitedSpan, ...]]:
        """Find the citations of a text that is no item: an introduction, a plain page."""

        def find(run: str) -> tuple[CitedSpan, ...]:
            if not _MAY_CITE.search(run):
                return ()
            resolved = self.index.resolve_all(find_citations(run))
            return tuple(self._span(one.citation.start, one.citation.end, one, source) for one in resolved)

        return find

    def _span(self, start: int, end: int, one: Resolution, source: str) -> CitedSpan:
        key = one.citation.key
        if one.item is not None:
            address = posixpath.relpath(one.item.source, posixpath.dirname(source) or ".")
            return CitedSpan(start, end, address, one.item.title)
        return CitedSpan(start, end, self._official.get(key) if key is not None else None, one.citation.full_name())

    @cached_property
    def cited_by(self) -> Mapping[str, tuple[Item, ...]]:
        """By the source of a document: the listed items that cite it, newest first."""
        found: dict[str, dict[str, Item]] = {}
        for item in self.edition.listed:
            for one in self.of(item):
                if one.item is not None:
                    found.setdefault(one.item.source, {})[item.source] = item
        return {source: tuple(items.values()) for source, items in found.items()}


def _words_of(body: str) -> str:
    return _STRONG.sub("", _LINK.sub(r"\1", body)) if _MAY_CITE.search(body) else body
