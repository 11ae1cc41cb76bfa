"""Files of the site that are no pages: sitemaps, search index, robots.txt, open data. All deterministic."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from html import escape
from itertools import takewhile
from urllib.parse import urljoin

from cchc.content.items import Item
from cchc.content.kinds import NEWS_KINDS
from cchc.publishing import FRESH
from cchc.site.corrections import correction_plan
from cchc.site.embed import embed_plans
from cchc.site.feed_files import feed_plans
from cchc.site.model import Site
from cchc.site.plans import FilePlan
from cchc.site.search_files import search_plans
from cchc.statistics import csv_of, json_of

NEWS_SITEMAP = "sitemap-news.xml"
_MOST_NEWS = 1000
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _escape(text: str) -> str:
    return escape(text, quote=False)


def sitemap(pages: Iterable[tuple[str, str]], site_url: str) -> bytes:
    """Return the sitemap of (address, ISO day or empty text) pairs (sitemaps.org protocol 0.9)."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<urlset xmlns="{_SITEMAP}">']
    for address, modified in pages:
        day = f"<lastmod>{modified}</lastmod>" if modified else ""
        lines.append(f"<url><loc>{_escape(urljoin(site_url, address))}</loc>{day}</url>")
    return "\n".join([*lines, "</urlset>", ""]).encode()


def news_sitemap(items: Iterable[Item], name: str, site_url: str) -> bytes:
    """Return the news sitemap of the publication `name` (the protocol of sitemaps.org with Google's news extension)."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<urlset xmlns="{_SITEMAP}" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">',
    ]
    publication = f"<news:name>{_escape(name)}</news:name><news:language>vi</news:language>"
    for item in items:
        moment = item.moment.isoformat() if item.fields.date.has_time else item.day.isoformat()
        lines.append(
            f"<url><loc>{_escape(urljoin(site_url, item.address))}</loc><news:news>"
            f"<news:publication>{publication}</news:publication>"
            f"<news:publication_date>{moment}</news:publication_date>"
            f"<news:title>{_escape(item.title)}</news:title></news:news></url>"
        )
    return "\n".join([*lines, "</urlset>", ""]).encode()


def robots(site_url: str) -> bytes:
    """Return robots.txt: everything may be read; where the sitemaps are."""
    maps = "".join(f"Sitemap: {urljoin(site_url, name)}\n" for name in ("sitemap.xml", NEWS_SITEMAP))
    return f"User-agent: *\nAllow: /\n{maps}".encode()


def file_plans(site: Site, site_url: str) -> list[FilePlan]:
    """Return the plans of all files that are no pages, the sitemap apart; the work of each is large."""
    return [
        *search_plans(site),
        *feed_plans(site, site_url),
        correction_plan(site, site_url),
        *embed_plans(site, site_url),
        _news_plan(site, site_url),
        _data_plan(site, site_url),
    ]


def _news_plan(site: Site, site_url: str) -> FilePlan:
    """Plan the news sitemap: news of the last two days, at most a thousand (the extension's own bound)."""
    since = site.edition.now - FRESH
    newest = takewhile(lambda item: item.moment > since, site.edition.listed)
    items = [item for item in newest if item.kind in NEWS_KINDS][:_MOST_NEWS]
    name = site.feed_title()

    def files() -> Iterator[tuple[str, bytes]]:
        yield NEWS_SITEMAP, news_sitemap(items, name, site_url)

    return FilePlan("news-sitemap", lambda: site.digests.of(items, name), files)


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
