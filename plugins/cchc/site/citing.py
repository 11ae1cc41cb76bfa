"""Which documents the texts of the site cite, and where each document is cited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

from cchc.citations import Citation, DocumentIndex, Key, Resolution, parse_citation
from cchc.content.items import Item, PlainPage
from cchc.content.links import Leads, LinkMap, outside
from cchc.content.paths import relative
from cchc.publishing import Edition


class Citing:
    """The citations of an edition. A document without a page (a draft, a withdrawn one) is not linked."""

    def __init__(
        self,
        edition: Edition,
        links: LinkMap,
        citations: Callable[[str], tuple[Citation, ...]],
        suggesting: bool = False,
    ) -> None:
        """`citations`: the source of a text → what it cites. `suggesting`: also find what else may be meant, for which
        each citation is compared with many documents.
        """
        self.edition, self.links, self._suggesting = edition, links, suggesting
        self._citations = citations
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
            citation, target = parse_citation(written), outside(entry.url)
            if target is None or target.leads is not Leads.OUT:
                continue
            if citation is not None and citation.key is not None and citation.key.year is not None:
                found[citation.key] = entry.url
        return found

    def of(self, item: Item) -> tuple[Resolution, ...]:
        """Return what the text and the legal grounds of an item cite, in their order; the item itself is left out."""
        return tuple(one for one in self.all_of(item) if one.item is not item)

    def all_of(self, text: Item | PlainPage) -> tuple[Resolution, ...]:
        """Return all citations of a text, resolved once."""
        if text.source not in self._read:
            found = self._citations(text.source)
            resolved = self.index.resolve_all(found, self._suggesting) if found else ()
            if any(one.item is None and one.likely is not None for one in resolved):
                # The editor's own link to the only document of that number says which one is meant.
                linked = self._linked(text)
                resolved = tuple(
                    replace(one, item=one.likely) if one.likely is not None and one.likely.source in linked else one
                    for one in resolved
                )
            self._read[text.source] = resolved
        return self._read[text.source]

    def _linked(self, text: Item | PlainPage) -> frozenset[str]:
        targets = (self.links.target(text.source, link.target) for link in text.text.links)
        return frozenset(target.text.source for target in targets if target.text is not None)

    def leads(self, source: str, address: str) -> Callable[[str], tuple[str | None, str] | None]:
        """Return the function that says where a citation of the text `source` leads to on the page at `address`:
        its words → (address or `None`, full name), or `None` for a document's own number in its own text.
        """
        owner = self.edition.library.by_source[source]
        known: dict[str, Resolution] = {}

        def lead(words: str) -> tuple[str | None, str] | None:
            if not known:
                known.update((one.citation.text, one) for one in self.all_of(owner))
            one = known[words]
            if one.item is owner:
                return None
            if one.item is not None:
                return relative(one.item.address, address), one.item.title
            key = one.citation.key
            return (self._official.get(key) if key is not None else None), one.citation.full_name()

        return lead
