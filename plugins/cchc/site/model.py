"""The site of one edition: its texts rendered, its items grouped once. What all pages are made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from cchc.citations import Citation
from cchc.content.items import Item, PlainPage, Text
from cchc.content.links import Leads, LinkMap
from cchc.content.paths import relative
from cchc.publishing import Edition
from cchc.search import KeptIndex
from cchc.site.cards import Cards
from cchc.site.citing import Citing
from cchc.site.digests import Digests
from cchc.site.pictures import TextMedia
from cchc.site.relations import Pairs, Relations, pairs_of
from cchc.site.surface import surface_of
from cchc.site.text_keys import TextKeys
from cchc.site.views import (
    FeedLink,
    Link,
    TocEntry,
    TopicGroupView,
)
from cchc.statistics import PublicStatistics, Query, count, public_statistics, years_of
from cchc.texts.prepare import Prepared
from cchc.texts.rendering import Heading, filled

_PAIRS = "pairs"
T = TypeVar("T")
RSS_TYPE, ATOM_TYPE, JSON_TYPE = "application/rss+xml", "application/atom+xml", "application/feed+json"


class SiteTexts(Protocol):
    """What the pages ask of the texts."""

    def prepared(self, source: str) -> Prepared: ...

    def index(self, sources: Sequence[str]) -> KeptIndex: ...

    def citations(self, source: str) -> tuple[Citation, ...]: ...

    def digest(self, source: str) -> bytes: ...

    def head(self, source: str) -> bytes: ...

    @property
    def surface(self) -> bytes: ...

    def once(self, kind: str, key: bytes, of: type[T], make: Callable[[], T]) -> T: ...


@dataclass(frozen=True, slots=True)
class TextOnPage:
    """A text as one page shows it."""

    html: str
    toc: tuple[Heading, ...]
    text: str


@dataclass
class Site:
    """The pages of one edition."""

    edition: Edition
    links: LinkMap
    texts: SiteTexts
    feed_limit: int = 50
    share_cards: bool = True

    def rendered(self, text: Text, address: str) -> TextOnPage:
        """Return a text for the page at `address`."""
        rendering = self.texts.prepared(text.source).rendering
        html = filled(
            rendering,
            self.resolver(text.source, address),
            self.citing.leads(text.source, address),
            TextMedia(self.links, text.source, address),
        )
        return TextOnPage(html, rendering.toc, rendering.text)

    @cached_property
    def digests(self) -> Digests:
        """What tells two views of this site apart."""
        return Digests(lambda item: self.texts.digest(item.source))

    @cached_property
    def count_key(self) -> bytes:
        """What tells two counts of the items apart: all that stands above the texts, and what is public."""
        states = self.edition.states
        return self.digests.of(tuple((self.texts.head(source), state) for source, state in states.items()))

    @cached_property
    def statistics(self) -> PublicStatistics:
        """The numbers of everything that counts."""
        return public_statistics(self.edition)

    @cached_property
    def years(self) -> tuple[str, ...]:
        """The reporting years that have counted items, newest first."""
        return years_of(self.edition)

    @cached_property
    def text_keys(self) -> TextKeys:
        """What tells two showings of an item's text apart."""
        return TextKeys(self.edition, self.links, lambda: self.citing, self.texts.digest)

    @cached_property
    def citing(self) -> Citing:
        """The citations of the site's texts."""
        return Citing(self.edition, self.links, self.texts.citations)

    @cached_property
    def relations(self) -> Relations:
        """What belongs together."""
        edition, links = self.edition, self.links
        # All texts are looked at: not again for a text of which others show nothing new.
        pairs = self.texts.once(_PAIRS, self.surface, Pairs, lambda: pairs_of(edition, links, self.citing))
        return Relations(edition, pairs)

    @cached_property
    def surface(self) -> bytes:
        """What tells apart all that pages show of other texts than their own."""
        return surface_of(self.edition, self.texts.surface)

    @cached_property
    def translations(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """By address, plain pages that stand in several languages: (language, address), Vietnamese first."""
        found: dict[str, dict[str, str]] = {}
        for page in self.edition.pages:
            origin = self.edition.library.by_source.get(page.fields.translates.removeprefix("docs/"))
            if page.fields.lang == "vi" or not isinstance(origin, PlainPage) or not self.edition.has_page(origin):
                continue
            found.setdefault(origin.address, {"vi": origin.address}).setdefault(page.fields.lang, page.address)
        return {address: tuple(same.items()) for same in found.values() for address in same.values()}

    @staticmethod
    def intro(intros: Mapping[str, PlainPage], key: str) -> PlainPage | None:
        """Return an introduction unless it is a draft."""
        found = intros.get(key)
        return None if found is None or found.fields.draft else found

    def resolver(self, source: str, address: str) -> Callable[[str, bool], str | None]:
        """Return the function that prints the addresses of a text on the page `address`."""

        def resolve(written: str, is_picture: bool) -> str | None:
            target = self.links.target(source, written)
            if target.leads is Leads.OUT:
                return None if is_picture else target.address
            if target.leads is Leads.ANCHOR:
                return written
            if target.leads in (Leads.ASSET, Leads.LIST, Leads.TEXT):
                text = target.text
                if target.leads is Leads.TEXT and (text is None or not self.edition.has_page(text)):
                    return None
                # A notice has none of the places that its text had.
                gone = text is not None and not self.edition.has_text(text)
                anchor = f"#{target.anchor}" if target.anchor and not gone else ""
                return relative(target.address, address) + anchor
            return None

        return resolve

    @cached_property
    def cards(self) -> Cards:
        """Cards of all listed items by source."""
        return Cards(self.edition.listed, self.links)

    @cached_property
    def in_section(self) -> dict[str, list[Item]]:
        """Listed items by section, newest first."""
        return self._grouped(lambda item: (item.section.folder,))

    @cached_property
    def in_topic(self) -> dict[str, list[Item]]:
        """Listed items by each of their topics."""
        return self._grouped(lambda item: item.topics)

    @cached_property
    def by_primary_topic(self) -> dict[str, list[Item]]:
        """Listed items by primary topic."""
        return self._grouped(lambda item: item.topics[:1])

    @cached_property
    def in_kind(self) -> dict[str, list[Item]]:
        """Listed items by kind."""
        return self._grouped(lambda item: (item.kind,))

    @cached_property
    def in_field(self) -> dict[str, list[Item]]:
        """Listed items by the field of their primary topic."""
        topics = self.edition.library.vocabulary.topics
        return self._grouped(lambda item: (topics[item.topics[0]].field_id,) if item.topics else ())

    @cached_property
    def in_series(self) -> dict[str, list[Item]]:
        """Listed items by series."""
        return self._grouped(lambda item: (item.series,) if item.series else ())

    @cached_property
    def in_unit(self) -> dict[str, list[Item]]:
        """Listed items by unit."""
        return self._grouped(lambda item: (item.unit,) if item.unit else ())

    @cached_property
    def in_month(self) -> dict[tuple[int, int], list[Item]]:
        """Listed items by calendar month."""
        months: dict[tuple[int, int], list[Item]] = defaultdict(list)
        for item in self.edition.listed:
            months[item.day.year, item.day.month].append(item)
        return months

    @cached_property
    def topic_counts(self) -> dict[str | None, int]:
        """What the statistics say of each topic."""
        counted = count(self.edition.counted, self.edition.library.vocabulary, Query(("topic",)))
        return {row.keys[0]: row.count for row in counted.rows}

    @cached_property
    def groups(self) -> tuple[TopicGroupView, ...]:
        """Fields and topics with the counted number of each."""
        vocabulary = self.edition.library.vocabulary
        groups = []
        for entry in vocabulary.fields:
            topics = tuple(
                Link(topic.label, f"chu-de/{topic.id}/", self.topic_counts.get(topic.id, 0))
                for topic in vocabulary.topics.values()
                if topic.field_id == entry.id and (not topic.entry.merged_into or self.topic_counts.get(topic.id))
            )
            total = sum(topic.count or 0 for topic in topics)
            groups.append(TopicGroupView(Link(entry.label, f"linh-vuc/{entry.id}/", total), topics))
        return tuple(groups)

    def _grouped(self, keys: Callable[[Item], Sequence[str]]) -> dict[str, list[Item]]:
        groups: dict[str, list[Item]] = defaultdict(list)
        for item in self.edition.listed:
            for key in keys(item):
                groups[key].append(item)
        return groups

    def feed_title(self, name: str = "") -> str:
        """Return the title of the whole site's feeds or of one of their parts."""
        agency = self.edition.library.vocabulary.agency
        title = f"{agency.site_name or 'Cải cách hành chính'} – {agency.short_name or agency.name}"
        return f"{title}: {name}" if name else title

    @cached_property
    def site_feeds(self) -> tuple[FeedLink, ...]:
        """Feeds of the whole site."""
        title = self.feed_title()
        return (
            FeedLink(f"{title} (RSS)", "rss.xml", RSS_TYPE),
            FeedLink(f"{title} (Atom)", "atom.xml", ATOM_TYPE),
            FeedLink(f"{title} (JSON Feed)", "feed.json", JSON_TYPE),
        )

    def part_feeds(self, folder: str, name: str) -> tuple[FeedLink, ...]:
        """Feeds of a topic or kind."""
        title = self.feed_title(name)
        return (
            FeedLink(f"{title} (RSS)", f"{folder}rss.xml", RSS_TYPE),
            FeedLink(f"{title} (Atom)", f"{folder}atom.xml", ATOM_TYPE),
        )


def toc_of(rendered: TextOnPage) -> tuple[TocEntry, ...]:
    """Return the headings of a rendered text."""

    def entry(heading: Heading) -> TocEntry:
        return TocEntry(heading.id, heading.title, heading.level, tuple(entry(child) for child in heading.children))

    return tuple(entry(heading) for heading in rendered.toc)
