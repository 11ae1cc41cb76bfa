"""Writes the pages and files of a site below its folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc.content.kinds import ACTIVITIES, ANSWERS, DOCUMENTS, NEWS, PROCEDURES
from cchc.service import Opened
from cchc.site.lists import HOME
from cchc.site.model import Site, page_title
from cchc.site.outputs import other_files
from cchc.site.pages import all_pages
from cchc.site.views import Link, PageView
from cchc_markdown import Renderer
from cchc_mkdocs.bridge import page_context

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation

_MENU = (
    HOME,
    *(Link(section.label, f"{section.folder}/") for section in (NEWS, PROCEDURES, DOCUMENTS, ACTIVITIES, ANSWERS)),
    Link("Chủ đề", "chu-de/"),
    Link("Thống kê", "thong-ke/"),
)


class SiteWriter:
    """Renders each page with the theme's templates and writes it as soon as it is made."""

    def __init__(
        self,
        opened: Opened,
        renderer: Renderer,
        env: jinja2.Environment,
        config: MkDocsConfig,
        nav: Navigation,
        feed_limit: int,
    ) -> None:
        self.site = Site(opened.edition, opened.links, renderer.render, feed_limit)
        self.env, self.config, self.nav = env, config, nav
        self.assets = opened.published_assets

    def write(self, site_dir: Path) -> int:
        """Write everything; return the number of pages."""
        mapped: list[tuple[str, str]] = []
        shared, pages = self.shared(), 0
        for page in all_pages(self.site):
            _write(site_dir / page.path, self.render(page, shared).encode())
            pages += 1
            if page.indexed:
                mapped.append((page.address, page.modified))
        for path, data in other_files(self.site, self.config.site_url or "", mapped):
            # A file that the department put there itself (its own robots.txt) stays.
            if path not in self.assets:
                _write(site_dir / path, data)
        return pages

    def render(self, page: PageView, shared: dict[str, Any]) -> str:
        """Return the HTML of one page."""
        context = page_context(page, self.config, self.nav, shared, self.menu(page.section))
        return self.env.get_template(page.template).render(context)

    def shared(self) -> dict[str, Any]:
        """Return what every page shows."""
        library = self.site.edition.library
        pages = tuple(Link(page_title(page), page.address) for page in self.site.edition.pages if page.address)
        more = (Link("Lưu trữ", "luu-tru/"), Link("Theo dõi", "theo-doi/"))
        return {"agency": library.vocabulary.agency, "footer_links": (*pages, *more)}

    @cache  # noqa: B019 - a writer lives for one build, and there are as many menus as sections
    def menu(self, section: str) -> tuple[Link, ...]:
        """Return the main menu with the entry of `section` marked."""
        return tuple(Link(link.label, link.address, current=link.address == section) for link in _MENU)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
