"""The pictures that a site makes: smaller ones of the pictures that it shows, share cards of items without one."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import partial
from pathlib import Path

from cchc.content.items import Item
from cchc.content.links import Leads
from cchc.dates import long_date
from cchc.media.cache import MediaCache, name_of
from cchc.media.facts import MediaFacts, Variant
from cchc.media.reading import made_from
from cchc.media.share_card import CARD_SIZE, ShareCard, draw
from cchc.site.cards import topic_link
from cchc.site.model import Site
from cchc.site.plans import PicturePlan, Piece
from cchc.site.views import ShareView

_SLICE = 32


def share_of(site: Site, item: Item) -> ShareView | None:
    """Return the picture that is shown where an item's page is shared: its own, else its card.

    `None` for a removed item, and where cards are turned off.
    """
    if not site.edition.has_text(item):
        return None
    image, own = item.fields.image, _own(site, item)
    if image is not None and own is not None:
        return ShareView(own.address, own.width, own.height, image.alt or item.title, "image/jpeg")
    if not site.share_cards:
        return None
    return ShareView(_card(site, item).path, *CARD_SIZE, item.title, "image/png")


def _own(site: Site, item: Item) -> Variant | None:
    """Return the part of an item's own picture that is shown where it is shared."""
    image = item.fields.image
    target = site.links.target(item.source, image.src) if image is not None else None
    facts = site.links.media.get(target.path) if target is not None and target.leads is Leads.ASSET else None
    return facts.share if facts is not None else None


def _card(site: Site, item: Item) -> ShareCard:
    vocabulary = site.edition.library.vocabulary
    topic = topic_link(vocabulary, item.topic).label if item.topic else item.kind_label
    return ShareCard(item.address, item.title, topic, vocabulary.agency.name, long_date(item.day))


def card_pieces(site: Site) -> list[Piece]:
    """Return the work of drawing the share cards of items that have one: keeping them would take as long."""
    if not site.share_cards:
        return []
    return [partial(_cards, site, start) for start in range(0, len(site.edition.paged), _SLICE)]


def _cards(site: Site, start: int) -> Iterator[PicturePlan]:
    for item in site.edition.paged[start : start + _SLICE]:
        if site.edition.has_text(item) and _own(site, item) is None:
            yield _card_plan(_card(site, item))


def _card_plan(card: ShareCard) -> PicturePlan:
    path = card.path

    def files() -> Iterator[tuple[str, bytes]]:
        yield path, draw(card)

    return PicturePlan(path, lambda: b"", files)


def picture_plans(site: Site, docs: Path, published: Set[str], cache: MediaCache) -> list[Piece]:
    """Return the work of making smaller pictures of each that is shown and `published`, once for the same bytes."""
    shared = _shared(site)
    first: dict[str, str] = {}
    for path, facts in site.links.media.items():
        if facts.scaled and path in published:
            first.setdefault(facts.digest, path)
    sharing = {site.links.media[path].digest for path in shared if path in site.links.media}
    return [
        partial(_plan, docs / path, site.links.media[path], digest in sharing, cache) for digest, path in first.items()
    ]


def _shared(site: Site) -> set[str]:
    """Return the paths of the pictures that are shown where pages are shared."""
    found = set()
    for item in site.edition.paged:
        if item.fields.image is not None:
            found.add(site.links.target(item.source, item.fields.image.src).path)
    return found


def _plan(file: Path, facts: MediaFacts, sharing: bool, cache: MediaCache) -> Iterator[PicturePlan]:
    wanted = [one.address for one in facts.variants]
    if sharing and facts.share is not None:
        wanted.append(facts.share.address)

    def files() -> Iterator[tuple[str, bytes]]:
        kept = {address: cache.get(name_of(address)) for address in wanted}
        if None in kept.values():
            kept = dict(made_from(file.read_bytes(), facts, sharing))
            for address, data in kept.items():
                cache.put(name_of(address), data or b"")
        for address, data in kept.items():
            yield address, data or b""

    yield PicturePlan(wanted[0], lambda: b"share" if sharing else b"", files)
