"""All checks: of each text by itself, and of the whole library."""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import datetime

from cchc.checks.assets import check_assets
from cchc.checks.items import check_counted, check_items
from cchc.checks.links import Anchors, check_links
from cchc.checks.privacy import check_privacy
from cchc.checks.procedures import check_procedures
from cchc.checks.tags import check_tags
from cchc.content.items import Item, PlainPage
from cchc.content.library import Library
from cchc.content.links import LinkMap
from cchc.problems import Problem
from cchc.publishing import Edition


def check_text(text: Item | PlainPage, allowed_tags: Set[str]) -> Iterator[Problem]:
    """Find the problems of a text that can be seen without looking at anything else."""
    yield from check_privacy(text)
    yield from check_tags(text, allowed_tags)
    if isinstance(text, Item):
        yield from check_counted(text)
        yield from check_procedures(text)


def check_library(
    library: Library, edition: Edition, links: LinkMap, anchors: Anchors, now: datetime
) -> Iterator[Problem]:
    """Find the problems of texts with each other at `now`. `anchors` are the ids that links to a text can name."""
    yield from check_assets(library, links)
    yield from check_items(library, now)
    yield from check_links(library, edition, links, anchors)
