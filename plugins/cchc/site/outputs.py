"""Files of the site that are no pages: sitemap, search index, robots.txt, open data. All deterministic."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from html import escape
from urllib.parse import urljoin
from xml.sax.saxutils import escape as xml_escape

from cchc.site.feed_files import feed_files
from cchc.site.model import Site, page_title
from cchc.statistics import csv_of, json_of

# Material's worker reads these. "en" and an empty pipeline: lunr's Vietnamese trimmer cuts "thủ" to "th".
_SEARCH_CONFIG = {
    "lang": ["en"],
    "separator": r"[\s\-/,.:;()“”\"]+",
    "pipeline": [],
    "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
}


def search_index(site: Site) -> bytes:
    """Return Material's search index of all listed items and plain pages."""
    vocabulary = site.edition.library.vocabulary
    docs: list[dict[str, object]] = []
    for item in site.edition.listed:
        rendered = site.rendered(item.text, item.address)
        docs.append(
            {
                "location": item.address,
                "title": escape(item.title, quote=False),
                "text": escape(rendered.text, quote=False),
                "tags": [vocabulary.topics[topic].label for topic in item.topics],
            }
        )
    for page in site.edition.pages:
        if page.address:
            rendered = site.rendered(page.text, page.address)
            docs.append(
                {
                    "location": page.address,
                    "title": escape(page_title(page), quote=False),
                    "text": escape(rendered.text, quote=False),
                }
            )
    data = {"config": _SEARCH_CONFIG, "docs": docs}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def sitemap(pages: list[tuple[str, str]], site_url: str) -> bytes:
    """Return the sitemap of (address, ISO day or empty text) pairs (sitemaps.org protocol 0.9)."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for address, modified in pages:
        day = f"<lastmod>{modified}</lastmod>" if modified else ""
        lines.append(f"<url><loc>{xml_escape(urljoin(site_url, address))}</loc>{day}</url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()


def robots(site_url: str) -> bytes:
    """Return robots.txt: everything may be read; where the sitemap is."""
    return f"User-agent: *\nAllow: /\nSitemap: {urljoin(site_url, 'sitemap.xml')}\n".encode()


def other_files(site: Site, site_url: str, indexed: list[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of every file that is no page. `indexed` are the pages of the sitemap."""
    mapped = sitemap(indexed, site_url)
    yield "sitemap.xml", mapped
    yield "sitemap.xml.gz", gzip.compress(mapped, mtime=0)
    yield "robots.txt", robots(site_url)
    yield "search/search_index.json", search_index(site)
    yield "thong-ke.json", json_of(site.edition).encode()
    # Excel on Windows takes a CSV without a byte order mark for an old code page.
    yield "thong-ke.csv", csv_of(site.edition).encode("utf-8-sig")
    yield from feed_files(site, site_url)
