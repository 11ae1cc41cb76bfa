"""What a build may have to make: pages and files, each with a key that tells what it is made from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cchc.site.views import PageView


@dataclass(frozen=True, slots=True)
class PagePlan:
    """A page: `page` makes its view."""

    path: str
    key: Callable[[], bytes]
    page: Callable[[], PageView]


WITH_PAGES = "pages"


@dataclass(frozen=True, slots=True)
class FilePlan:
    """Files that are made together: `files` yields (path, bytes).

    `texts` are the sources of all texts of which the files show the words; `None` where that is not known. Files of one
    `group` are made by one process, which has what they share; those `WITH_PAGES` each with the pages of its texts.
    """

    name: str
    key: Callable[[], bytes]
    files: Callable[[], Iterator[tuple[str, bytes]]]
    texts: frozenset[str] | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class CopyPlan:
    """A picture or attachment that is put on the site as it is: `source` is its file."""

    path: str
    source: str

    def key(self) -> bytes:
        """Return what tells two versions of the file apart without reading it."""
        found = os.stat(self.source)  # noqa: PTH116 - there may be very many
        return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}".encode()


@dataclass(frozen=True, slots=True)
class PicturePlan:
    """Pictures that the kit makes, at addresses that say what they are made from. `path` is that of the first."""

    path: str
    key: Callable[[], bytes]
    files: Callable[[], Iterator[tuple[str, bytes]]]


Plan = PagePlan | FilePlan | CopyPlan | PicturePlan
# A piece of work: what is planned together is made by one process.
Piece = Callable[[], Iterator[Plan]]
