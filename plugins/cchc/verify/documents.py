"""Reads the files of a site that are no pages: feeds, lists of feeds, sitemaps, the search index, style sheets."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from lxml import etree

from cchc.problems import Finding, finding
from cchc.verify.addresses import SiteAddress
from cchc.verify.facts import (
    Facts,
    FeedDocument,
    FeedItem,
    MapLine,
    SearchManifest,
    SearchTerms,
    SearchText,
    SiteMap,
)
from cchc.verify.marks import marks_of, marks_of_html, packed
from cchc.verify.styles import css_addresses

_ATOM = "{http://www.w3.org/2005/Atom}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_JSON_FEED = "https://jsonfeed.org/version/1"
# No entities, no network: a file of the site is read as it is.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def read_xml(path: str, data: bytes, site: SiteAddress) -> Facts:
    """Return what is known of an XML file: a feed, a list of feeds or a sitemap by its root element."""
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        return Facts(findings=(finding("CCHC919", line, reason=f"XML viết sai ({error.msg})"),))
    match root.tag:
        case "rss":
            return _feed(path, "rss", list(_rss_items(root)), list(_rss_lacks(root)), _rss_links(root), root, site)
        case tag if tag == f"{_ATOM}feed":
            return _feed(path, "atom", list(_atom_items(root)), list(_atom_lacks(root)), _atom_links(root), root, site)
        case "opml":
            return _opml(path, root, site)
        case tag if tag in (f"{_MAP}urlset", f"{_MAP}sitemapindex"):
            return _sitemap(root)
        case _:
            return Facts(marks=_marks(root))


def read_json(path: str, data: bytes, site: SiteAddress) -> Facts:
    """Return what is known of a JSON file: a feed, a part of the search index, or data."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError) as error:
        return Facts(findings=(finding("CCHC919", getattr(error, "lineno", 1), reason=f"JSON viết sai ({error})"),))
    try:
        if path.startswith("search/texts/"):
            return _search_text(found)
        if path.startswith("search/terms/"):
            return _search_terms(found)
        if path == "search/manifest.json":
            return _manifest(found)
        if isinstance(found, dict) and str(found.get("version", "")).startswith(_JSON_FEED):
            return _json_feed(path, found, site)
    except (KeyError, TypeError, ValueError, IndexError):
        return Facts(findings=(finding("CCHC919", 1, reason="thiếu phần bắt buộc hoặc phần đó có dạng lạ"),))
    return Facts(marks=marks_of(_strings(found)))


def read_css(path: str, data: bytes, site: SiteAddress) -> Facts:
    """Return what a style sheet loads."""
    links: set[str] = set()
    findings: list[Finding] = []
    for written in css_addresses(data.decode("utf-8", "replace")):
        target = site.inside(path, written)
        if target is None:
            findings.append(finding("CCHC925", 1, shown=written))
        else:
            links.add(target.partition("#")[0])
    return Facts(findings=tuple(findings), links="\n".join(sorted(links)), link_count=len(links))


def read_text(data: bytes) -> Facts:
    """Return the sentences of a file of plain text."""
    return Facts(marks=marks_of([data.decode("utf-8", "replace")]))


def _feed(
    path: str,
    form: str,
    items: list[FeedItem],
    lacks: list[tuple[int, str]],
    links: Iterator[str],
    root: Any,
    site: SiteAddress,
) -> Facts:
    inside = [target for written in links if (target := site.inside(path, written)) is not None]
    return Facts(
        findings=tuple(finding("CCHC919", line, reason=reason) for line, reason in lacks),
        links="\n".join(sorted(set(inside))),
        marks=_marks(root),
        link_count=len(inside),
        detail=FeedDocument(form, tuple(items)),
    )


def _marks(root: Any) -> bytes:
    texts = (element.text for element in root.iter(tag=etree.Element) if element.text and len(element.text) > 20)
    return packed(mark for text in texts for mark in marks_of_html(text))


def _text(element: Any, tag: str) -> str:
    return (element.findtext(tag) or "").strip()


def _rss_items(root: Any) -> Iterator[FeedItem]:
    for item in root.iterfind("channel/item"):
        published = _text(item, "pubDate")
        yield FeedItem(_text(item, "link"), _text(item, "title"), published, "", item.sourceline)


def _rss_lacks(root: Any) -> Iterator[tuple[int, str]]:
    """Yield what RSS 2.0 requires and is not there."""
    channel = root.find("channel")
    if channel is None:
        yield root.sourceline, "nguồn tin RSS thiếu phần channel"
        return
    for name in ("title", "link", "description"):
        if not _text(channel, name):
            yield channel.sourceline, f"nguồn tin RSS thiếu {name}"
    for item in channel.iterfind("item"):
        for name in ("title", "link", "guid", "pubDate"):
            if not _text(item, name):
                yield item.sourceline, f"một mục của nguồn tin RSS thiếu {name}"


def _rss_links(root: Any) -> Iterator[str]:
    for item in root.iterfind("channel/item"):
        yield from (element.get("url", "") for element in item.iterfind("enclosure"))
        yield from (element.get("url", "") for element in item.iterfind(f"{_MEDIA}thumbnail"))
    yield from (element.get("href", "") for element in root.iterfind(f"channel/{_ATOM}link"))
    yield _text(root, "channel/link")


def _atom_items(root: Any) -> Iterator[FeedItem]:
    for entry in root.iterfind(f"{_ATOM}entry"):
        link = next(
            (
                one.get("href", "")
                for one in entry.iterfind(f"{_ATOM}link")
                if one.get("rel", "alternate") == "alternate"
            ),
            "",
        )
        title, published = _text(entry, f"{_ATOM}title"), _text(entry, f"{_ATOM}published")
        yield FeedItem(link, title, published, _text(entry, f"{_ATOM}updated"), entry.sourceline)


def _atom_lacks(root: Any) -> Iterator[tuple[int, str]]:
    """Yield what Atom (RFC 4287) requires and is not there, and ids that stand twice."""
    for name in ("id", "title", "updated"):
        if not _text(root, f"{_ATOM}{name}"):
            yield root.sourceline, f"nguồn tin Atom thiếu {name}"
    seen: set[str] = set()
    for entry in root.iterfind(f"{_ATOM}entry"):
        for name in ("id", "title", "updated"):
            if not _text(entry, f"{_ATOM}{name}"):
                yield entry.sourceline, f"một mục của nguồn tin Atom thiếu {name}"
        id_ = _text(entry, f"{_ATOM}id")
        if id_ in seen:
            yield entry.sourceline, f"mã “{id_}” của nguồn tin Atom dùng cho hai mục"
        seen.add(id_)


def _atom_links(root: Any) -> Iterator[str]:
    for link in root.iter(f"{_ATOM}link"):
        if link.get("rel") != "alternate" or link.getparent() is root:
            yield link.get("href", "")
    yield from (element.get("url", "") for element in root.iter(f"{_MEDIA}thumbnail"))


def _json_feed(path: str, data: Any, site: SiteAddress) -> Facts:
    lacks = [f"nguồn tin JSON Feed thiếu {name}" for name in ("title", "items") if name not in data]
    links: list[str] = [data.get("home_page_url", ""), data.get("feed_url", "")]
    items: list[FeedItem] = []
    for item in data.get("items", []):
        if not item.get("id") or not (item.get("content_html") or item.get("content_text")):
            lacks.append("một mục của nguồn tin JSON Feed thiếu id hoặc nội dung")
        links += [item.get("image", ""), *(file.get("url", "") for file in item.get("attachments", []))]
        url, title = item.get("url", ""), item.get("title", "")
        items.append(FeedItem(url, title, item.get("date_published", ""), item.get("date_modified", ""), 1))
    inside = [target for written in links if written and (target := site.inside(path, written)) is not None]
    return Facts(
        findings=tuple(finding("CCHC919", 1, reason=reason) for reason in lacks),
        links="\n".join(sorted(set(inside))),
        marks=packed(mark for text in _strings(data) for mark in marks_of_html(text)),
        link_count=len(inside),
        detail=FeedDocument("json", tuple(items)),
    )


def _opml(path: str, root: Any, site: SiteAddress) -> Facts:
    findings: list[Finding] = []
    links: set[str] = set()
    count = 0
    if not root.get("version") or root.find("body") is None:
        findings.append(finding("CCHC919", root.sourceline, reason="danh sách nguồn tin OPML thiếu version hoặc body"))
    for outline in root.iter("outline"):
        if not outline.get("text"):
            findings.append(finding("CCHC919", outline.sourceline, reason="một dòng OPML thiếu text"))
        if outline.get("type") == "rss" and not outline.get("xmlUrl"):
            findings.append(finding("CCHC919", outline.sourceline, reason="một dòng OPML thiếu xmlUrl"))
        for written in (outline.get("xmlUrl", ""), outline.get("htmlUrl", "")):
            target = site.inside(path, written) if written else None
            if target is not None:
                count += 1
                links.add(target)
    return Facts(findings=tuple(findings), links="\n".join(sorted(links)), link_count=count)


def _sitemap(root: Any) -> Facts:
    lines = tuple(
        MapLine(_text(line, f"{_MAP}loc"), _text(line, f"{_MAP}lastmod"), line.sourceline)
        for line in root
        if isinstance(line.tag, str)
    )
    return Facts(detail=SiteMap(lines))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def _search_text(data: Any) -> Facts:
    detail = SearchText(data["u"], data["t"], data.get("d", ""))
    return Facts(marks=marks_of([data["t"], data["x"]]), detail=detail)


def _manifest(data: Any) -> Facts:
    filters = tuple(len(one["documents"]) for one in data["filters"].values())
    return Facts(detail=SearchManifest(int(data["documents"]), tuple(data["shards"]), filters))


def _search_terms(data: Any) -> Facts:
    """Return the first term and the documents of a file of terms; postings are steps from one number to the next."""
    documents: set[int] = set()
    for forms in data.values():
        for _, steps, weights in forms:
            if len(steps) != len(weights):
                raise ValueError
            documents.update(accumulate(steps))
    first = next(iter(data), "")
    return Facts(detail=SearchTerms(first, array("I", sorted(documents)).tobytes()))
