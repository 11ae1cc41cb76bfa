"""The pages of a site through the theme's templates, and what all pages show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc.content.kinds import ACTIVITIES, ANSWERS, DOCUMENTS, NEWS, PROCEDURES
from cchc.service import Opened
from cchc.site.built import Built, Made
from cchc.site.embed import EMBED
from cchc.site.fixed_pages import english_pages, statements
from cchc.site.gathered import indexes
from cchc.site.lists import HOME
from cchc.site.maker import SiteMaker
from cchc.site.model import Site
from cchc.site.views import Link, PageView
from cchc.store import store_of_environment
from cchc.version import version_of_kit
from cchc_mkdocs.bridge import escaping, keep_compiled, own_templates, portal_html
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
    """Renders each page with the theme's templates; what is made and when is decided by the domain."""

    def __init__(
        self,
        opened: Opened,
        docs: Path,
        env: jinja2.Environment,
        config: MkDocsConfig,
        nav: Navigation,
        feed_limit: int,
        share_cards: bool = True,
    ) -> None:
        self.site = Site(opened.edition, opened.links, opened.texts, feed_limit, share_cards)
        site_url = config.site_url or ""
        agency = opened.library.vocabulary.agency
        safe = escaping(env, config, nav)
        store = store_of_environment(version_of_kit())
        self._compiled = (keep_compiled(env, store, "theme"), keep_compiled(safe, store, "own"))
        self.templates = PageTemplates(safe, own_templates(config), site_url, agency, _MENU, self.shared())
        self._maker = SiteMaker(self.site, opened, docs, site_url, self.templates.html, self._prepare)

    def keep_from(self, before: Built, folder: Path, salt: str) -> None:
        """Leave alone what `before` says is in `folder` and would be made the same; `salt` stands for the theme, the
        configuration and the version of the kit.
        """
        everywhere = self.shared()
        own = self.site.digests.of(everywhere["footer_links"], everywhere["english_pages"])
        self._maker.keep_from(before, folder, salt.encode() + own)

    def page_html(self, page: PageView) -> str:
        """Return the whole file of one page."""
        return self.templates.html(page)

    def write(self, site_dir: Path) -> dict[str, Made]:
        """Write what has changed below `site_dir`; return all parts of the site."""
        made = self._maker.write(site_dir)
        self._save_compiled()
        return made

    def _prepare(self, *, shared: bool) -> None:
        """Make the templates ready; what is forked afterwards has none to save."""
        self.templates.prepare(shared=shared)
        self._save_compiled()

    def _save_compiled(self) -> None:
        for compiled in self._compiled:
            compiled.save()

    @property
    def made_from(self) -> tuple[dict[str, bytes], bytes]:
        """See `SiteMaker.made_from`."""
        return self._maker.made_from

    def shared(self) -> dict[str, Any]:
        """Return what every page shows."""
        library = self.site.edition.library
        written = (page for page in self.site.edition.pages if page.address and page.fields.lang == "vi")
        pages = tuple(Link(page.title, page.address) for page in written)
        more = (
            *indexes(self.site),
            Link("Lưu trữ", "luu-tru/"),
            Link("Theo dõi", "theo-doi/"),
            Link("Nhúng tin", EMBED),
        )
        links = (*pages, *statements(self.site), *more)
        english = english_pages(self.site)
        return {
            "agency": library.vocabulary.agency,
            "footer_links": links,
            "english_pages": english,
            "portal_header": portal_html(library.vocabulary.header_html),
            "portal_footer": portal_html(library.vocabulary.footer_html),
        }
