"""All that is verified of a site, in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cchc.problems import Problem
from cchc.service import Opened
from cchc.store import Store
from cchc.verify.addresses import SiteAddress
from cchc.verify.counts import check_counts
from cchc.verify.facts import Page, SearchText, SiteMap
from cchc.verify.feeds import check_feeds
from cchc.verify.files import Asked, read_site
from cchc.verify.leaks import check_leaks
from cchc.verify.links import check_links
from cchc.verify.lists import check_lists
from cchc.verify.looking import Looking
from cchc.verify.pages import check_pages
from cchc.verify.report import Report
from cchc.verify.search import check_search
from cchc.verify.sitemap import check_sitemap

_CHECKS: tuple[Callable[[Looking], Iterator[Problem]], ...] = (
    check_pages,
    check_lists,
    check_feeds,
    check_search,
    check_sitemap,
    check_counts,
    check_links,
    check_leaks,
)
# A path as short as `/docs` may well stand in a text.
_SHORTEST_FOLDER = 10


def verify(
    site_dir: Path,
    opened: Opened,
    *,
    site_url: str,
    feed_limit: int = 50,
    store: Store | None = None,
    trusting_times: bool = False,
    folders: Sequence[Path] = (),
) -> Report:
    """Compare the built site below `site_dir`, whatever built it, with the content `opened` as of its moment.

    `site_url` is where the site is served; `feed_limit` how many items a feed holds. `store` keeps what was learnt of
    the files; with `trusting_times` a file of the same size and time as then is not read again. No file of the site
    may name one of `folders` (those of the department on this machine). Raises OSError when a file can't be read.
    """
    site = SiteAddress.of(site_url)
    named = tuple(str(folder).encode() for folder in folders if len(str(folder)) >= _SHORTEST_FOLDER)
    store = store or Store(None)
    files = read_site(site_dir, Asked(site, named), store, trusting_times)
    looking = Looking(files, opened, site, feed_limit, store)
    problems = {
        finding.at(f"{site_dir.name}/{path}") for path, facts in files.facts.items() for finding in facts.findings
    }
    for check in _CHECKS:
        problems.update(check(looking))
    details = [facts.detail for facts in files.facts.values()]
    return Report(
        problems=tuple(sorted(problems)),
        items=len(opened.edition.paged),
        pages=sum(isinstance(detail, Page) for detail in details),
        links=sum(facts.link_count for facts in files.facts.values()),
        feeds=len(looking.feeds),
        searched=sum(isinstance(detail, SearchText) for detail in details),
        mapped=sum(len(detail.lines) for detail in details if isinstance(detail, SiteMap)),
    )
