"""Reads one HTML page of a site."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import lxml.html
from lxml import etree

from cchc.problems import Finding, finding
from cchc.verify.addresses import ABOVE, INDEX, SiteAddress
from cchc.verify.facts import Facts, Number, Page, ShownTable, Thing
from cchc.verify.json_ld import check_things, things_of
from cchc.verify.marks import marks_of, plain_of_html
from cchc.verify.personal import personal_in
from cchc.verify.styles import css_addresses

# What an expression gives depends on the expression.
_XPATH: Any = etree.XPath
_IDS = _XPATH("//@id | //a/@name")
_LOADING = _XPATH("//*[@src or @srcset or @poster or @data or @action]")
_ENTRIES = _XPATH(
    "//main//article//*[self::h2 or self::h3 or self::h4]//a[1]/@href"
    " | //main//li[contains(@class, 'c-line')]/a[1]/@href"
)
_BESIDE = _XPATH("//main//*[contains(concat(' ', @class, ' '), ' c-count ')]")
_TOTAL = _XPATH("//main//*[contains(concat(' ', @class, ' '), ' c-total ')]")
_LABELLED = _XPATH("//main//dl[contains(concat(' ', @class, ' '), ' c-counts ')]/div")
_TABLES = _XPATH("//main//table[contains(concat(' ', @class, ' '), ' c-numbers ')]")
_STYLES = _XPATH("//style/text() | //@style")
# What only a whole page has; a piece of one, for the page of another site, begins otherwise.
_WHOLE = re.compile(rb"<!doctype|<html|<head|<body", re.IGNORECASE)
_BEGINNING = 1000
_CLOSING = b"</html>"
_DIGITS = re.compile(r"\d[\d.]*")
# Links in a head that make a browser fetch something, or that it may follow by itself.
_FETCHING = frozenset(
    [
        "stylesheet",
        "icon",
        "preload",
        "modulepreload",
        "prefetch",
        "preconnect",
        "dns-prefetch",
        "manifest",
        "apple-touch-icon",
        "mask-icon",
    ]
)
_REDIRECT = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_HEAD_TEXT = re.compile(rb"<title>.*?</title>|<meta [^>]*content=\"[^\"]*\"", re.DOTALL)
_TITLE = re.compile(rb"<h1\b[^>]*>\s*([^<]+)")


@dataclass(frozen=True)
class Frame:
    """The part of a page outside its head and its `<main>`: where it leads, what it names, what is wrong with it."""

    links: str
    anchors: frozenset[str]
    ids: tuple[str, ...]
    headings: int
    count: int
    findings: tuple[Finding, ...]


@dataclass
class Frames:
    """Frames that have been read: thousands of pages have the same, but for their own title."""

    known: dict[tuple[int, bytes], Frame] = field(default_factory=dict)

    def of(self, path: str, data: bytes, title: bytes, site: SiteAddress) -> Frame:
        """Return the frame of the page `path`; `data` is what is left of it without its head and its main part."""
        key = path.count("/"), hashlib.blake2b(data.replace(title, b"") if title else data, digest_size=16).digest()
        found = self.known.get(key)
        if found is None:
            found = _frame(path, data, site)
            # Where a link climbs less than to the root, it leads elsewhere from another page.
            if _frame("\1/" * key[0] + INDEX, data, site).links == found.links:
                self.known[key] = found
        return found


def _frame(path: str, data: bytes, site: SiteAddress) -> Frame:
    root = parsed(data)
    if root is None:
        return Frame("", frozenset(), (), 0, 0, ())
    found = _Found(path, site)
    found.add_links(root)
    headings = sum(1 for _ in root.iter("h1"))
    ids = tuple(str(id_) for id_ in _IDS(root))
    return Frame(
        "\n".join(sorted(found.links)), frozenset(found.anchors), ids, headings, found.count, tuple(found.findings)
    )


def read_page(path: str, data: bytes, site: SiteAddress, frames: Frames) -> Facts:
    """Return what is known of the page in the file `path`."""
    whole = _WHOLE.search(data, 0, _BEGINNING) is not None
    if not data.strip() or (whole and data.rstrip()[-len(_CLOSING) :].lower() != _CLOSING):
        return Facts(findings=(finding("CCHC919", 1, reason="trang HTML bị cụt, không có thẻ đóng </html>"),))
    head, start, end = data.find(b"</head>"), data.find(b"<main"), data.rfind(b"</main>")
    if not 0 < head < start < end:
        return _Reader(path, data, data, site, Frame("", frozenset(), (), 0, 0, ())).facts()
    end += len(b"</main>")
    title = _TITLE.search(data, start, end)
    frame = frames.of(path, data[head:start] + b"<main></main>" + data[end:], title[1].strip() if title else b"", site)
    # Every element of the rest stays on its line.
    own = data[:head] + b"</head><body>" + b"\n" * data.count(b"\n", head, start) + data[start:end] + b"</body></html>"
    return _Reader(path, own, data[start:end], site, frame).facts()


def parsed(data: bytes) -> Any:
    """Return the tree of a page, `None` where there is nothing."""
    try:
        return lxml.html.document_fromstring(data, parser=lxml.html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:
        return None


def links_of(root: Any, path: str, site: SiteAddress) -> Iterator[tuple[Any, str, str, bool]]:
    """Yield (element, what is written, what it leads to, whether a browser fetches it) of all links into the site."""
    for element, written, fetched in _written(root):
        target = site.inside(path, written)
        if target is not None:
            yield element, written, target, fetched


def _written(root: Any) -> Iterator[tuple[Any, str, bool]]:
    """Yield (element, what is written, whether a browser fetches it)."""
    for element in root.iter("a", "area"):
        written = element.get("href")
        if written is not None:
            yield element, written, False
    for element in root.iter("link"):
        yield element, element.get("href", ""), not _FETCHING.isdisjoint(element.get("rel", "").lower().split())
    yield from _loading(root)
    for element in root.iter("meta"):
        written = element.get("content", "")
        if "://" in written and element.get("property", element.get("name", ""))[:3] in ("og:", "twi"):
            yield element, written, False


def _loading(root: Any) -> Iterator[tuple[Any, str, bool]]:
    """Yield what pictures, scripts, frames and forms name."""
    for element in _LOADING(root):
        for name in ("src", "poster", "data"):
            if element.get(name) and (name != "data" or element.tag == "object"):
                yield element, element.get(name), True
        for candidate in element.get("srcset", "").split(","):
            if candidate.strip():
                yield element, candidate.split()[0], True
        if element.get("action"):
            yield element, element.get("action"), False


class _Found:
    """Gathers where the links of a part of a page lead; notes what is loaded from elsewhere."""

    def __init__(self, path: str, site: SiteAddress) -> None:
        self.path, self.site = path, site
        self.links: set[str] = set()
        self.anchors: set[str] = set()
        self.anchor_places: dict[str, int] = {}
        self.count = 0
        self.findings: list[Finding] = []

    def add_links(self, root: Any) -> None:
        """Look through a part; links to a place of the same page become anchors."""
        inside, path = self.site.inside, self.path
        here = f"{inside(path, '')}#"
        for element, written, fetched in _written(root):
            target = inside(path, written)
            if target is None:
                if fetched and not written.startswith(("data:", "blob:")):
                    self.findings.append(finding("CCHC925", element.sourceline or 1, shown=written))
                continue
            self.count += 1
            if target.startswith(here):
                self.anchors.add(target[len(here) :])
                self.anchor_places.setdefault(target[len(here) :], element.sourceline or 1)
            else:
                self.links.add(target)
        for style in _STYLES(root):
            for written in css_addresses(str(style)):
                target = inside(path, written)
                if target is None:
                    self.findings.append(finding("CCHC925", 1, shown=written))
                else:
                    self.links.add(target)


class _Reader:
    """Reads one page: `data` is the page without its frame, `words` the part with its own words."""

    def __init__(self, path: str, data: bytes, words: bytes, site: SiteAddress, frame: Frame) -> None:
        self.path, self.data, self.words, self.site, self.frame = path, data, words, site, frame
        self.root = parsed(data)
        self.is_whole = _WHOLE.search(data, 0, _BEGINNING) is not None
        self.findings: list[Finding] = []

    def facts(self) -> Facts:
        own = [str(id_) for id_ in _IDS(self.root)]
        ids = {*own, *self.frame.ids, "top"}
        found = _Found(self.path, self.site)
        found.add_links(self.root)
        for anchor in (self.frame.anchors | found.anchors) - ids:
            line = found.anchor_places.get(anchor, 1)
            self.findings.append(finding("CCHC922", line, shown=f"#{anchor}"))
        redirect = self._redirect()
        detail = self._page(redirect)
        if not redirect and self.is_whole:
            self._skeleton([*self.frame.ids, *own])
        plain = plain_of_html(self._text())
        return Facts(
            findings=(*self.findings, *found.findings, *self.frame.findings),
            frame=self.frame.links,
            links="\n".join(sorted(found.links)),
            frame_ids="\n".join(self.frame.ids),
            ids="\n".join(own),
            marks=marks_of([plain]),
            personal=personal_in(plain),
            link_count=found.count + self.frame.count,
            detail=detail,
        )

    def _text(self) -> str:
        """Return the words of head and main part; an attribute's text is a text as well."""
        head = b"\n".join(_HEAD_TEXT.findall(self.data, 0, max(self.data.find(b"</head>"), 0)))
        return (head.replace(b'content="', b">").replace(b'"', b"<x>") + self.words).decode("utf-8", "replace")

    def _page(self, redirect: str) -> Page:
        root, words = self.root, self.words
        canonical = next((link.get("href", "") for link in root.iter("link") if link.get("rel") == "canonical"), "")
        metas = {meta.get("name", ""): meta.get("content", "") for meta in root.iter("meta")}
        entries = (self.site.inside(self.path, str(written)) for written in _ENTRIES(root))
        things = self._things()
        heading = next((_words(h1) for h1 in root.iter("h1")), "")
        return Page(
            heading=heading,
            canonical=canonical,
            hidden=not self.is_whole or "noindex" in metas.get("robots", ""),
            redirect=redirect,
            issued=metas.get("dcterms.issued", ""),
            entries="\n".join(entry for entry in entries if entry),
            total=self._total() if b"c-total" in words else None,
            beside=tuple(self._beside()) if b"c-count" in words else (),
            labelled=tuple(self._labelled()) if b"c-counts" in words else (),
            labelled_of=self._labelled_of() if b"c-counts" in words else "",
            tables=tuple(self._tables()) if b"c-numbers" in words else (),
            things=things,
        )

    def _redirect(self) -> str:
        for meta in self.root.iter("meta"):
            if meta.get("http-equiv", "").lower() == "refresh":
                match = _REDIRECT.search(meta.get("content", ""))
                target = self.site.inside(self.path, match[1]) if match else None
                return ABOVE if target is None else target or "./"
        return ""

    def _things(self) -> tuple[Thing, ...]:
        found: list[Thing] = []
        for element in self.root.iter("script"):
            if element.get("type") != "application/ld+json":
                continue
            try:
                data = json.loads(element.text or "")
            except ValueError as error:
                self._note("CCHC918", element, reason=f"không phải JSON ({error})")
                continue
            for reason in check_things(data):
                self._note("CCHC918", element, reason=reason)
            found += things_of(data)
        return tuple(found)

    def _skeleton(self, ids: list[str]) -> None:
        """Note what every page must have, once each: language, title, heading, ids that differ."""
        if self.root.get("lang", "")[:2] not in ("vi", "en"):
            self._note("CCHC926", self.root, reason="thẻ html không ghi ngôn ngữ (lang)")
        titles = self.root.findall("head/title")
        if len(titles) != 1 or not (titles[0].text or "").strip():
            self._note("CCHC926", self.root, reason="không có đúng một tiêu đề (thẻ title) có chữ")
        headings = list(self.root.iter("h1"))
        number = len(headings) + self.frame.headings
        if number != 1 or (headings and not _words(headings[0])):
            self._note("CCHC926", self.root, reason=f"có {number} đề mục lớn nhất (thẻ h1), phải có đúng một")
        for id_, number in Counter(ids).items() if len(set(ids)) < len(ids) else ():
            if number > 1:
                last = self.root.xpath("(//*[@id=$id or @name=$id])[last()]", id=id_)
                reason = f"mã “{id_}” (id) dùng {number} lần"
                self._note("CCHC926", last[0] if last else self.root, reason=reason)

    def _total(self) -> Number | None:
        for element in _TOTAL(self.root):
            match = _DIGITS.search(_words(element))
            return Number("", match[0].rstrip("."), element.sourceline) if match else None
        return None

    def _beside(self) -> Iterator[Number]:
        for element in _BESIDE(self.root):
            link = next(iter(element.xpath("preceding-sibling::a[1]/@href | ancestor::a[1]/@href")), None)
            target = self.site.inside(self.path, str(link)) if link is not None else None
            if target is not None:
                yield Number(target, _words(element), element.sourceline)

    def _labelled(self) -> Iterator[Number]:
        for element in _LABELLED(self.root):
            label, number = element.find("dt"), element.find("dd")
            if label is not None and number is not None:
                yield Number(_words(label), _words(number), element.sourceline)

    def _labelled_of(self) -> str:
        """Return where the heading of the labelled numbers leads to."""
        links = self.root.xpath(
            "//main//dl[contains(concat(' ', @class, ' '), ' c-counts ')]/ancestor::section[1]"
            "/*[not(self::dl)]//a[contains(@href, 'thong-ke/')]/@href"
        )
        return next((target for link in links if (target := self.site.inside(self.path, str(link)))), "")

    def _tables(self) -> Iterator[ShownTable]:
        for table in _TABLES(self.root):
            heading = next(iter(table.xpath("preceding::*[self::h2 or self::h3][1]/@id")), "")
            rows = tuple(tuple(_words(cell) for cell in row if cell.tag in ("th", "td")) for row in table.iter("tr"))
            yield ShownTable(str(heading), table.sourceline, rows)

    def _note(self, code: str, element: Any, **values: object) -> None:
        self.findings.append(finding(code, element.sourceline or 1, 1, **values))


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
