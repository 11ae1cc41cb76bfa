"""Pagination of lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from cchc.site.views import Link, Pager

T = TypeVar("T")


def pages_of(items: Sequence[T], address: str, size: int) -> Iterator[tuple[Pager, Sequence[T]]]:
    """Yield (pager, items of the page); an empty list has one empty page."""
    total = max(1, -(-len(items) // size))
    for number in range(1, total + 1):
        yield _pager(number, total, address), items[(number - 1) * size : number * size]


def page_link(address: str, number: int, current: bool = False) -> Link:
    """Return the link to one page of the list at `address`."""
    return Link(str(number), address if number == 1 else f"{address}trang/{number}/", current=current)


def _pager(number: int, total: int, address: str) -> Pager:
    shown = sorted({1, total, *range(max(1, number - 2), min(total, number + 2) + 1)})
    links: list[Link] = []
    last = 0
    for page in shown:
        if page > last + 1:
            links.append(Link("…", ""))
        links.append(page_link(address, page, page == number))
        last = page
    return Pager(
        number,
        total,
        page_link(address, number - 1) if number > 1 else None,
        page_link(address, number + 1) if number < total else None,
        tuple(links),
    )
