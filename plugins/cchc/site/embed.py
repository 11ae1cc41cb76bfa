"""The news box that portals put on their own pages: HTML fragments, JSON, framed pages, and the page on how to.

A box holds the newest listed items of all topics or of one. Fragments and JSON have full addresses: they stand on
pages of another origin. Nothing here walks all items for one box: the lists are made once (`Site.in_topic`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from cchc.content.items import Item
from cchc.site.full_address import full_address
from cchc.site.lists import HOME
from cchc.site.model import Site
from cchc.site.plans import FilePlan
from cchc.site.views import Card, EmbedView, FrameView, Link, PageView

EMBED = "nhung/"
FRAMES = "nhung/khung/"
# Numbers of items to choose from; the first is the usual one.
NUMBERS = (5, 10)
_MOST = max(NUMBERS)
_ALL = "tat-ca"


@dataclass(frozen=True, slots=True)
class Box:
    """What one box shows: `id` names its files, `address` is the page with everything."""

    id: str
    label: str
    address: str
    cards: tuple[Card, ...]


def boxes(site: Site) -> Iterator[Box]:
    """Yield the box of the whole site, then one for each topic, empty ones too: there may be items later."""
    agency = site.edition.library.vocabulary.agency
    yield Box(_ALL, agency.site_name or "Cải cách hành chính", "", _cards(site, site.edition.listed))
    for topic in site.edition.library.vocabulary.topics.values():
        yield Box(topic.id, topic.label, f"chu-de/{topic.id}/", _cards(site, site.in_topic.get(topic.id, [])))


def _cards(site: Site, items: Sequence[Item]) -> tuple[Card, ...]:
    return tuple(site.cards[item.source] for item in items[:_MOST])


def embed_plans(site: Site, site_url: str) -> Iterator[FilePlan]:
    """Yield the plan of each box's files."""
    for box in boxes(site):
        yield FilePlan(f"{EMBED}{box.id}", partial(site.digests.of, box), partial(_files, box, site_url))


def _files(box: Box, site_url: str) -> Iterator[tuple[str, bytes]]:
    for number in NUMBERS:
        yield fragment_path(box.id, number), fragment(box, number, site_url).encode()
    yield f"{EMBED}{box.id}.json", box_json(box, site_url)


def fragment_path(box: str, number: int) -> str:
    """Return the path of the fragment with at most `number` items."""
    return f"{EMBED}{box}.html" if number == NUMBERS[0] else f"{EMBED}{box}-{number}.html"


def fragment(box: Box, number: int, site_url: str) -> str:
    """Return a box as plain HTML to be put into a page: no script, no style of its own, full addresses."""
    items = "".join(
        f'<li><a href="{escape(full_address(site_url, card.address))}">{escape(card.title)}</a> '
        f'<time datetime="{escape(card.iso)}">{escape(card.date)}</time></li>\n'
        for card in box.cards[:number]
    )
    rest = f'<p><a href="{escape(full_address(site_url, box.address))}">Xem tất cả: {escape(box.label)}</a></p>\n'
    listed = f"<ul>\n{items}</ul>\n" if items else "<p>Chưa có nội dung nào.</p>\n"
    name = escape(box.label)
    return f'<section class="cchc-tin" lang="vi" aria-label="{name}">\n{listed}{rest}</section>\n'


def box_json(box: Box, site_url: str) -> bytes:
    """Return a box for programs."""
    items = [
        {
            "title": card.title,
            "url": full_address(site_url, card.address),
            "date": card.iso,
            "kind": card.kind_label,
            "topic": card.topic.label if card.topic else None,
            "summary": card.description,
        }
        for card in box.cards
    ]
    data = {"title": box.label, "url": full_address(site_url, box.address), "items": items}
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def embed_pages(site: Site) -> Iterator[PageView]:
    """Yield the framed pages, and the page where an editor of a portal gets the code for a box."""
    made = tuple(boxes(site))
    for box in made:
        yield PageView(
            f"{FRAMES}{box.id}/",
            "cchc/embed_frame.html",
            box.label,
            "",
            FrameView(Link(box.label, box.address), box.cards, NUMBERS[0]),
            indexed=False,
        )
    whole = made[0]
    yield PageView(
        EMBED,
        "cchc/embed.html",
        "Nhúng tin",
        "Lấy mã để đưa tin mới của chuyên mục lên trang khác: khung, đoạn HTML hoặc JSON.",
        EmbedView(tuple((box.id, box.label) for box in made), NUMBERS, Link(whole.label, f"{FRAMES}{whole.id}/")),
        section=EMBED,
        breadcrumbs=(HOME,),
        feeds=site.site_feeds[:1],
    )
