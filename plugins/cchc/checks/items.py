"""Whole items and items against each other: addresses, titles, dates, codes, empty texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from cchc.content.items import Item, PlainPage
from cchc.content.kinds import ACTIVITIES, NEWS
from cchc.content.library import Library
from cchc.content.links import link_map
from cchc.content.paths import DOCS, place_of
from cchc.content.schema import DocumentFields, ProcedureFields
from cchc.dates import long_date
from cchc.problems import Problem, make_problem
from cchc.publishing import FAR_AHEAD
from cchc.text import name_key

LONG_AGO = date(1990, 1, 1)
_RESERVED = ("luu-tru/", "linh-vuc/", "loai/", "thong-ke/", "search/", "assets/stylesheets/", "assets/javascripts/")


def check_items(library: Library, now: datetime) -> Iterator[Problem]:
    """Find problems of items that need no look at their texts' insides."""
    yield from _same_address(library)
    yield from _same_title(library)
    yield from _same_text(library)
    yield from _same_number(library)
    yield from _same_code(library)
    yield from _old_addresses(library)
    for item in library.items:
        yield from _dates(item, now)
        if item.section is ACTIVITIES and item.form is None and not item.fields.draft:
            yield _at(item, "CCHC610", "title")
        if item.text.is_blank and not item.fields.draft and not item.fields.withdrawn:
            yield _at(item, "CCHC608", "title")


def _at(item: Item, code: str, *path: str | int, **values: object) -> Problem:
    line, column = item.place(*path)
    return make_problem(code, f"{DOCS}/{item.source}", line, column, **values)


def _same_address(library: Library) -> Iterator[Problem]:
    first: dict[str, str] = {}
    texts: list[Item | PlainPage] = [*library.pages, *library.items]
    lists = link_map(library).lists
    for text in texts:
        if text.address in lists or text.address.startswith(_RESERVED):
            yield make_problem(
                "CCHC601", f"{DOCS}/{text.source}", address=text.address, other="trang danh sách của bộ công cụ"
            )
        other = first.setdefault(text.address, text.source)
        if other != text.source:
            yield make_problem("CCHC601", f"{DOCS}/{text.source}", address=text.address, other=f"{DOCS}/{other}")


def _same_title(library: Library) -> Iterator[Problem]:
    first: dict[tuple[date, str, str], Item] = {}
    for item in library.items:
        other = first.setdefault((item.day, item.section.folder, item.title_key), item)
        if other is not item:
            yield _at(item, "CCHC602", "title", other=f"{DOCS}/{other.source}")


def _same_text(library: Library) -> Iterator[Problem]:
    """Find copies of news, published again on another day with nothing changed."""
    of_title: dict[str, list[Item]] = {}
    for item in library.items:
        if item.section is NEWS and not item.text.is_blank:
            of_title.setdefault(item.title_key, []).append(item)
    # Texts are packed: they are compared only where the titles are the same.
    for alike in of_title.values():
        first: dict[str, Item] = {}
        for item in alike if len(alike) > 1 else ():
            other = first.setdefault(item.text.body.strip(), item)
            if other is not item and other.day != item.day:
                yield _at(item, "CCHC612", "title", other=f"{DOCS}/{other.source}")


def _same_number(library: Library) -> Iterator[Problem]:
    first: dict[tuple[str, date, str], Item] = {}
    for item in library.items:
        fields = item.fields
        if not isinstance(fields, DocumentFields) or not fields.so_ky_hieu or fields.ngay_ban_hanh is None:
            continue
        key = name_key(fields.so_ky_hieu), fields.ngay_ban_hanh.day, name_key(fields.co_quan_ban_hanh)
        other = first.setdefault(key, item)
        if other is not item:
            yield _at(item, "CCHC611", "so_ky_hieu", value=fields.so_ky_hieu, other=f"{DOCS}/{other.source}")


def _same_code(library: Library) -> Iterator[Problem]:
    first: dict[str, Item] = {}
    for item in library.items:
        code = item.fields.ma if isinstance(item.fields, ProcedureFields) else None
        if code and (other := first.setdefault(code[:8], item)) is not item:
            yield _at(item, "CCHC607", "ma", value=code, other=f"{DOCS}/{other.source}")


def _old_addresses(library: Library) -> Iterator[Problem]:
    links = link_map(library)
    taken: dict[str, str] = {}
    for item in library.items:
        for index, alias in enumerate(item.fields.aliases):
            address = f"{alias}/"
            owner = links.addresses.get(address)
            other = f"{DOCS}/{owner.source}" if owner else "trang danh sách" if address in links.lists else ""
            claimed = taken.setdefault(address, item.source)
            if not other and claimed != item.source:
                other = f"{DOCS}/{claimed}"
            if other:
                yield _at(item, "CCHC606", "aliases", index, address=address, other=other)


def _dates(item: Item, now: datetime) -> Iterator[Problem]:
    if item.moment > now + FAR_AHEAD:
        yield _at(item, "CCHC603", "date", date=long_date(item.day))
    elif item.day < LONG_AGO:
        yield _at(item, "CCHC604", "date", date=long_date(item.day))
    folder = place_of(item.source).folder_date
    if folder and folder != (item.day.year, item.day.month)[: len(folder)]:
        name = "/".join(f"{part:02d}" for part in folder)
        yield _at(item, "CCHC605", "date", folder=name, date=long_date(item.day))
    expires = item.fields.expires
    if expires is not None and expires.moment < item.moment:
        yield _at(item, "CCHC609", "expires", key="hết hạn đăng", value=expires, date=item.fields.date)
    withdrawn = item.fields.withdrawn
    if withdrawn is not None and withdrawn.date.day < item.day:
        yield _at(item, "CCHC609", "withdrawn", "date", key="gỡ bài", value=withdrawn.date, date=item.fields.date)


def check_counted(item: Item) -> Iterator[Problem]:
    """Find a `counted` that says the opposite of what is done."""
    fields, withdrawn = item.fields, item.fields.withdrawn
    if withdrawn is None and not fields.counted and _is_written(item, "counted"):
        yield _at(item, "CCHC613", "counted", why="bài chưa gỡ thì luôn được đếm")
    if withdrawn is not None and fields.counted and not withdrawn.counted and _is_written(item, "withdrawn", "counted"):
        why = "bài đã ghi counted: true nên vẫn được đếm"
        yield _at(item, "CCHC613", "withdrawn", "counted", why=why)


def _is_written(item: Item, *path: str) -> bool:
    return item.mapping.find(path) is not item.mapping.find(path[:-1])
