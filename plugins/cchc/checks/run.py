"""All checks of a library in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from cchc.checks.items import check_items
from cchc.checks.links import check_links
from cchc.checks.privacy import check_privacy
from cchc.checks.procedures import check_procedures
from cchc.content.items import Text
from cchc.content.library import Library
from cchc.content.links import LinkMap
from cchc.problems import Problem
from cchc.publishing import Edition


@dataclass(frozen=True, slots=True)
class Reader:
    """What checks must know of how texts are rendered: the anchors of a text, the HTML tags that are kept."""

    anchors: Callable[[Text], frozenset[str]]
    tags: frozenset[str]


def check_library(library: Library, edition: Edition, links: LinkMap, reader: Reader, now: datetime) -> list[Problem]:
    """Return every problem of the content at `now`, those of reading it included, in the order of the files."""

    def all_problems() -> Iterator[Problem]:
        yield from library.problems
        yield from check_items(library, now)
        yield from check_links(library, edition, links, reader.anchors, reader.tags)
        yield from check_privacy(library)
        yield from check_procedures(library)

    return sorted(set(all_problems()))
