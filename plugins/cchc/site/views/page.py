"""What every page has, whatever it shows."""

from __future__ import annotations

from dataclasses import dataclass

from cchc.content.items import Item
from cchc.site.views.parts import FeedLink, Link, ShareView


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of the page."""

    id: str
    title: str
    level: int
    children: tuple[TocEntry, ...] = ()

    @property
    def url(self) -> str:
        """Address of the heading on its page, as Material's templates ask for it."""
        return f"#{self.id}"


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of the site. `template` is a file of the theme; `section` the address of its entry in the main menu."""

    address: str
    template: str
    title: str
    description: str
    view: object
    section: str = ""
    breadcrumbs: tuple[Link, ...] = ()
    toc: tuple[TocEntry, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    indexed: bool = True  # False: noindex, and not in the sitemap
    modified: str = ""  # ISO day for the sitemap
    share: ShareView | None = None
    item: Item | None = None  # what the page is about
    words: str = ""  # the item's text without markup
    lang: str = "vi"
    alternates: tuple[tuple[str, str], ...] = ()  # the same page in each language: (language, address)

    @property
    def path(self) -> str:
        """Path of the page's file below the site's folder."""
        return f"{self.address}index.html"
