"""A list of feeds to subscribe to, as an OPML 2.0 document (http://opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from lxml import etree

from cchc.feeds.normal import clean, uri

OpmlFeed: TypeAlias = tuple[str, str, str]
"""Title, address of the HTML page, address of the feed."""
OpmlGroup: TypeAlias = tuple[str, Sequence[OpmlFeed]]
"""Title of the group, its feeds. The feeds of a group without title stand by themselves."""


def opml(title: str, groups: Iterable[OpmlGroup]) -> bytes:
    """Return the feeds in their groups as an OPML document (UTF-8), the same bytes for the same feeds."""
    root = etree.Element("opml", {"version": "2.0"})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = clean(title)
    body = etree.SubElement(root, "body")
    for group_title, feeds in groups:
        _add_group(body, clean(group_title), feeds)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _add_group(body: etree._Element, title: str, feeds: Iterable[OpmlFeed]) -> None:
    parent = etree.SubElement(body, "outline", {"text": title, "title": title}) if title else body
    for feed_title, html_url, xml_url in feeds:
        text = clean(feed_title)
        values = {"type": "rss", "text": text, "title": text, "htmlUrl": uri(html_url), "xmlUrl": uri(xml_url)}
        etree.SubElement(parent, "outline", values)
