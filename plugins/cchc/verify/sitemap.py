"""The sitemap: a line for every page that search engines may show, none for any other, with true dates."""

from __future__ import annotations

import gzip
from datetime import date

from cchc.content.items import Item
from cchc.verify.addresses import address_of, file_at
from cchc.verify.facts import MapLine, SiteMap
from cchc.verify.looking import Looking, Problems

_FILE, _PACKED = "sitemap.xml", "sitemap.xml.gz"
_ERROR_PAGES = frozenset(["404.html"])


def check_sitemap(looking: Looking) -> Problems:
    """Yield what is wrong with the sitemap."""
    facts = looking.facts.get(_FILE)
    if facts is None or not isinstance(facts.detail, SiteMap):
        if _FILE not in looking.files.sizes:
            yield looking.problem("CCHC901", _FILE, what="sơ đồ trang")
        return
    mapped: set[str] = set()
    for path, detail in _parts(looking, facts.detail):
        for line in detail.lines:
            yield from _line(looking, path, line, mapped)
    for file, page in looking.pages.items():
        address = address_of(file)
        if not page.hidden and not page.redirect and address not in mapped and file not in _ERROR_PAGES:
            yield looking.problem("CCHC913", _FILE, title=page.heading or address, address=address)
    packed = looking.files.folder / _PACKED
    if _PACKED in looking.files.sizes and not _is_packed(
        packed.read_bytes(), (looking.files.folder / _FILE).read_bytes()
    ):
        yield looking.problem("CCHC915", _PACKED, shown=_PACKED, reason=f"bản nén khác {_FILE}")


def _line(looking: Looking, path: str, line: MapLine, mapped: set[str]) -> Problems:
    """Look at one line; `mapped` are the addresses of those before."""
    address = looking.site.inside(path, line.url)
    page = looking.pages.get(file_at(address)) if address is not None else None
    if address is None or page is None:
        yield looking.problem("CCHC914", path, line.line, shown=line.url, reason="không có trang này")
        return
    if looking.is_hidden(address) or page.hidden or page.redirect:
        reason = "trang này không dành cho máy tìm kiếm"
        yield looking.problem("CCHC914", path, line.line, shown=line.url, reason=reason)
    elif address in mapped:
        yield looking.problem("CCHC914", path, line.line, shown=line.url, reason="đã có một dòng")
    mapped.add(address)
    yield from _date(looking, path, line.line, line.modified, looking.items.get(address))


def _parts(looking: Looking, whole: SiteMap) -> list[tuple[str, SiteMap]]:
    """Return the sitemap, or those that it is an index of."""
    parts: list[tuple[str, SiteMap]] = []
    for line in whole.lines:
        path = looking.site.inside(_FILE, line.url)
        facts = looking.facts.get(path) if path else None
        if path and facts is not None and isinstance(facts.detail, SiteMap):
            parts.append((path, facts.detail))
    return parts or [(_FILE, whole)]


def _date(looking: Looking, path: str, line: int, written: str, item: Item | None) -> Problems:
    """Compare a date with those of the item; any true date lies in the past."""
    if not written:
        if item is not None:
            yield looking.problem("CCHC915", path, line, shown=item.address, reason="không ghi ngày")
        return
    try:
        day = date.fromisoformat(written[:10])
    except ValueError:
        yield looking.problem("CCHC915", path, line, shown=written, reason="không phải ngày")
        return
    if item is not None and day not in _days(item):
        right = max(_days(item)).isoformat()
        yield looking.problem("CCHC915", path, line, shown=written, reason=f"bài thay đổi lần cuối ngày {right}")
    elif day > looking.edition.now.date():
        yield looking.problem("CCHC915", path, line, shown=written, reason="ngày này chưa tới")


def _days(item: Item) -> frozenset[date]:
    """Return the last day that an item says of itself, with and without the history of its changes."""
    updated = max(item.day, item.fields.updated.day if item.fields.updated else item.day)
    return frozenset([updated, max([updated, *(change.date.day for change in item.fields.changes)])])


def _is_packed(packed: bytes, whole: bytes) -> bool:
    try:
        return gzip.decompress(packed) == whole
    except (OSError, EOFError):
        return False
