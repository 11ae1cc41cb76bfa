"""Files of the site that are no pages: sitemap, search index, robots.txt, open data. All deterministic."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin
from xml.sax.saxutils import escape as xml_escape

from cchc.site.feed_files import feed_plans
from cchc.site.model import Site
from cchc.site.plans import FilePlan
from cchc.site.search_files import search_plans
from cchc.statistics import csv_of, json_of


def sitemap(pages: Iterable[tuple[str, str]], site_url: str) -> bytes:
    """Return the sitemap of (address, ISO day or empty text) pairs (sitemaps.org protocol 0.9)."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for address, modified in pages:
        day = f"<lastmod>{modified}</lastmod>" if modified else ""
        lines.append(f"<url><loc>{xml_escape(urljoin(site_url, address))}</loc>{day}</url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()


def robots(site_url: str) -> bytes:
    """Return robots.txt: everything may be read; where the sitemap is."""
    return f"User-agent: *\nAllow: /\nSitemap: {urljoin(site_url, 'sitemap.xml')}\n".encode()


def file_plans(site: Site, site_url: str) -> list[FilePlan]:
    """Return the plans of all files that are no pages, the sitemap apart; the work of each is large."""
    return [*search_plans(site), *feed_plans(site, site_url), _data_plan(site, site_url)]


def _data_plan(site: Site, site_url: str) -> FilePlan:
    def files() -> Iterator[tuple[str, bytes]]:
        yield "robots.txt", robots(site_url)
        yield "thong-ke.json", json_of(site.edition).encode()
        # Excel on Windows takes a CSV without a byte order mark for an old code page.
        yield "thong-ke.csv", csv_of(site.edition).encode("utf-8-sig")

    return FilePlan("data", lambda: site.count_key, files)


def sitemap_files(pages: Iterable[tuple[str, str]], site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the sitemap of (address, ISO day or empty text) pairs, in the order of the addresses."""
    mapped = sitemap(sorted(pages), site_url)
    yield "sitemap.xml", mapped
    yield "sitemap.xml.gz", gzip.compress(mapped, mtime=0)
