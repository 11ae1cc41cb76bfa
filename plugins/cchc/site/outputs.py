"""Files of the site that are no pages: sitemap, search index, robots.txt, open data. All deterministic."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from urllib.parse import urljoin
from xml.sax.saxutils import escape as xml_escape

from cchc.site.feed_files import feed_files
from cchc.site.model import Site
from cchc.site.search_files import search_files
from cchc.statistics import csv_of, json_of


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
    yield from search_files(site)
    yield "thong-ke.json", json_of(site.edition).encode()
    # Excel on Windows takes a CSV without a byte order mark for an old code page.
    yield "thong-ke.csv", csv_of(site.edition).encode("utf-8-sig")
    yield from feed_files(site, site_url)
