"""Writes the pages and files of a site below its folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc.content.kinds import ACTIVITIES, ANSWERS, DOCUMENTS, NEWS, PROCEDURES
from cchc.service import Opened
from cchc.site.lists import HOME
from cchc.site.model import Site, page_title
from cchc.site.outputs import other_files
from cchc.site.pages import all_pages
from cchc.site.views import Link
from cchc_markdown import Renderer
from cchc_mkdocs.bridge import escaping
from cchc_mkdocs.templates import PageTemplates

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
        self.site_url = config.site_url or ""
        self.assets = opened.published_assets
        agency = opened.library.vocabulary.agency
        self.templates = PageTemplates(escaping(env, config, nav), self.site_url, agency, _MENU, self.shared())

    def write(self, site_dir: Path) -> int:
        """Write everything; return the number of pages."""
        mapped: list[tuple[str, str]] = []
        pages = 0
        for page in all_pages(self.site):
            _write(site_dir / page.path, self.templates.html(page).encode())
            pages += 1
            if page.indexed:
                mapped.append((page.address, page.modified))
        for path, data in other_files(self.site, self.site_url, mapped):
            # A file that the department put there itself (its own robots.txt) stays.
            if path not in self.assets:
                _write(site_dir / path, data)
        return pages

    def shared(self) -> dict[str, Any]:
        """Return what every page shows."""
        library = self.site.edition.library
        pages = tuple(Link(page_title(page), page.address) for page in self.site.edition.pages if page.address)
        more = (Link("Lưu trữ", "luu-tru/"), Link("Theo dõi", "theo-doi/"))
        return {"agency": library.vocabulary.agency, "footer_links": (*pages, *more)}


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
