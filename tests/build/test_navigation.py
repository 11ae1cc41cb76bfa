"""Series, units and the way through a topic, held against the Library."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from cchc.content.items import Item

_LINK = re.compile(r"<a [^>]*?href=\"([^\"]*)\"[^>]*>")
_AROUND = re.compile(r'<a class="c-around__\w+" rel="(prev|next)" href="([^"]*)">')
_TILE = re.compile(r'<li><a href="([^"]*)"><span class="c-tiles__label">(.*?)</span>.*?c-tiles__count">([\d.]+) mục')


def page_of(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def from_root(address: str, href: str) -> str:
    """Return where a link on the page at `address` leads, from the site's root."""
    return urljoin(f"/{address}", href).removeprefix("/")


def grouped(items: Any, key: Any) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if key(item):
            groups[key(item)].append(item)
    return groups


def listed_on(site: Path, address: str) -> list[str]:
    """Return the addresses of the cards on all pages of a list."""
    found: list[str] = []
    number = 1
    while True:
        here = address if number == 1 else f"{address}trang/{number}/"
        if not (site / here / "index.html").exists():
            return found
        titles = re.findall(r'<h2 class="c-card__title"><a href="([^"]*)">', page_of(site, here))
        found += [from_root(here, href) for href in titles]
        number += 1


def test_previous_and_next_are_the_neighbours_in_the_primary_topic(example: Any) -> None:
    for items in grouped(example.opened.edition.listed, lambda item: item.topic).values():
        for index, item in enumerate(items):
            around = {
                rel: from_root(item.address, unescape(href))
                for rel, href in _AROUND.findall(page_of(example.site, item.address))
            }
            expected = {"prev": items[index + 1 :][:1], "next": items[max(0, index - 1) : index]}
            assert around == {rel: found[0].address for rel, found in expected.items() if found}, item.source


def test_series_pages_hold_their_items_in_the_order_of_the_library(example: Any) -> None:
    edition = example.opened.edition
    in_series = grouped(edition.listed, lambda item: item.series)
    tiles = {
        from_root("chuyen-de/", href): int(count.replace(".", ""))
        for href, _, count in _TILE.findall(page_of(example.site, "chuyen-de/"))
    }
    declared = edition.library.vocabulary.series
    assert tiles == {f"chuyen-de/{series}/": len(in_series[series]) for series in declared}
    assert any(tiles.values())
    for series in declared:
        assert listed_on(example.site, f"chuyen-de/{series}/") == [item.address for item in in_series[series]]
        for item in in_series[series]:
            links = {from_root(item.address, href) for href in _LINK.findall(page_of(example.site, item.address))}
            assert f"chuyen-de/{series}/" in links, item.source


def test_units_pages_count_what_the_library_lists(example: Any) -> None:
    in_unit = grouped(example.opened.edition.listed, lambda item: item.unit)
    tiles = {
        from_root("don-vi/", href): int(count.replace(".", ""))
        for href, _, count in _TILE.findall(page_of(example.site, "don-vi/"))
    }
    assert tiles == {f"don-vi/{unit}/": len(items) for unit, items in in_unit.items()}
    for unit, items in in_unit.items():
        assert listed_on(example.site, f"don-vi/{unit}/") == [item.address for item in items]


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_item_changes_only_the_pages_of_its_neighbours(cchc: Any, example: Any, tmp_path: Path) -> None:
    for name in ("docs", "overrides", "mkdocs.yml"):
        source = example.root / name
        shutil.copytree(source, tmp_path / name) if source.is_dir() else shutil.copy(source, tmp_path / name)
    edition = example.opened.edition
    topic, items = max(grouped(edition.listed, lambda item: item.topic).items(), key=lambda group: len(group[1]))
    added = tmp_path / "docs/tin-tuc/2026/11/bai-moi.md"
    added.parent.mkdir(parents=True, exist_ok=True)
    added.write_text(
        f"---\ntitle: Bài mới nhất\ndate: 2026-11-21\ntags: [{topic}]\n---\n\nNội dung.\n", encoding="utf-8"
    )
    cchc("build", "-C", tmp_path, "--now", example.now)
    pages = {item.address for item in edition.paged}
    changed = {address for address in pages if page_of(tmp_path / "site", address) != page_of(example.site, address)}
    # The newest of the topic gets a follower; those near in time have it among the related ones.
    assert items[0].address in changed
    assert changed < {item.address for item in items}
    assert len(changed) <= 5
    # No other document of the search has another number.
    before, after = (files_below(site / "search/texts") for site in (example.site, tmp_path / "site"))
    assert before.items() < after.items()
    assert len(after) == len(before) + 1
