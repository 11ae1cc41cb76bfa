"""Writes the pages and files of a site below its folder: those that have changed since the last build, all cores at
work. A part is left as it is when what it is made from is the same and its files are as they were written.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc.content.kinds import ACTIVITIES, ANSWERS, DOCUMENTS, NEWS, PROCEDURES
from cchc.media.cache import MediaCache, name_of
from cchc.media.clean import cleaner_of
from cchc.processes import can_fork, processes_for, shared
from cchc.service import Opened
from cchc.site.built import NOTHING, Built, FileStamp, Made, copy_file, is_whole, write_file
from cchc.site.embed import EMBED
from cchc.site.fixed_pages import english_pages, statements
from cchc.site.gathered import indexes
from cchc.site.lists import HOME
from cchc.site.media_files import card_pieces, picture_plans
from cchc.site.model import Site
from cchc.site.outputs import file_plans, sitemap_files
from cchc.site.pages import page_pieces, text_pieces
from cchc.site.plans import CopyPlan, FilePlan, PicturePlan, Piece, Plan
from cchc.site.surface import surface_of
from cchc.site.views import Link, PageView
from cchc.store import MEDIA
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
    """Renders each page with the theme's templates and writes it as soon as it is made."""

    def __init__(
        self,
        opened: Opened,
        env: jinja2.Environment,
        config: MkDocsConfig,
        nav: Navigation,
        feed_limit: int,
        share_cards: bool = True,
    ) -> None:
        self.site = Site(opened.edition, opened.links, opened.texts, feed_limit, share_cards)
        self.site_url = config.site_url or ""
        self.assets = opened.published_assets
        self.docs_dir = config.docs_dir
        self._texts = opened.texts
        store = opened.texts.store.path
        self._pictures = MediaCache(store.parent / MEDIA if store else None)
        agency = opened.library.vocabulary.agency
        safe = escaping(env, config, nav)
        keep_compiled(env, opened.texts.store, "theme")
        keep_compiled(safe, opened.texts.store, "own")
        self.templates = PageTemplates(safe, own_templates(config), self.site_url, agency, _MENU, self.shared())
        self._salt = b""
        self._before, self._before_folder = NOTHING, ""

    def keep_from(self, before: Built, folder: Path, salt: str) -> None:
        """Leave alone what `before` says is in `folder` and would be made the same; `salt` stands for the theme, the
        configuration and the version of the kit.
        """
        self._before, self._before_folder = before, str(folder)
        self._salt = salt.encode() + self.site.digests.of(self.shared()["footer_links"], self.shared()["english_pages"])

    def page_html(self, page: PageView) -> str:
        """Return the whole file of one page."""
        return self.templates.html(page)

    def write(self, site_dir: Path) -> dict[str, Made]:
        """Write what has changed below `site_dir`; return all parts of the site."""
        site = self.site
        made = self._pages_of_same_surface()
        whole_before = bool(made)
        pieces: list[Piece] = [partial(_one, plan) for plan in file_plans(site, self.site_url)]
        if made:
            pieces += text_pieces(site, self._changed)
        else:
            pictures = picture_plans(site, Path(self.docs_dir), self.assets, self._pictures)
            pieces = [*pictures, *pieces, *page_pieces(site), *card_pieces(site, self._pictures)]
        pieces.append(self._copies)
        processes = processes_for(len(site.edition.paged) + len(site.links.media)) if can_fork() and not made else 1
        if not made:
            # Found once here, not in every process.
            _ = site.relations, site.cards, site.groups, site.in_month
        self.templates.prepare()

        def work(number: int) -> list[Made]:
            return [self._made(plan, str(site_dir)) for plan in pieces[number]()]

        with shared(work, processes) as together:
            for found in together.each(range(len(pieces))):
                made.update((one.name, one) for one in found)
        if not whole_before:
            self._pictures.keep_only(name_of(one.path) for part in made.values() for one in part.files)
        mapped = sorted((one.address, one.modified) for one in made.values() if one.address is not None)
        sitemap = FilePlan("sitemap", lambda: site.digests.of(mapped), lambda: sitemap_files(mapped, self.site_url))
        last = self._made(sitemap, str(site_dir))
        made[last.name] = last
        return made

    @cached_property
    def made_from(self) -> tuple[dict[str, bytes], bytes]:
        """What tells apart the texts by source, and what the pages show of other texts; the latter is empty when what
        the site looks like is not known.
        """
        texts = self._texts
        assets = ((plan.path, plan.key()) for plan in self._copies())
        surface = surface_of(self.site.edition, texts.surfaces, assets)
        return dict(texts.digests), blake2b(self._salt + surface, digest_size=16).digest() if self._salt else b""

    @cached_property
    def _changed(self) -> frozenset[str]:
        """The texts that are others than in the build before."""
        before, (texts, _) = self._before.texts, self.made_from
        return frozenset(source for source, digest in texts.items() if before.get(source) != digest)

    def _pages_of_same_surface(self) -> dict[str, Made]:
        """Return the pages of the build before that need no look: nothing is seen of the changed texts but their words.

        Empty when more has changed, or when a file is not as it was written.
        """
        _, surface = self.made_from
        if not surface or surface != self._before.surface:
            return {}
        changed = {f"{item.address}index.html" for item in self.site.edition.paged if item.source in self._changed}
        kept = {
            name: one
            for name, one in self._before.parts.items()
            if not name.startswith("\0") and name not in changed and name not in self.assets
        }
        return kept if is_whole(self._before_folder, (file for one in kept.values() for file in one.files)) else {}

    def _copies(self) -> Iterator[CopyPlan]:
        return (CopyPlan(path, f"{self.docs_dir}/{path}") for path in sorted(self.assets))

    def _made(self, plan: Plan, folder: str) -> Made:
        # No path can begin so: names and paths never meet.
        name = f"\0{plan.name}" if isinstance(plan, FilePlan) else plan.path
        key = blake2b(self._salt + plan.key(), digest_size=16).digest()
        before = self._before.parts.get(name)
        if before is not None and before.key == key and self._still_holds(plan, before):
            return before
        if isinstance(plan, FilePlan):
            return self._made_files(name, plan, key, folder)
        if isinstance(plan, PicturePlan):
            return Made(name, key, tuple(write_file(folder, path, data) for path, data in plan.files()))
        if isinstance(plan, CopyPlan):
            return Made(name, key, (self._copied(plan, folder),))
        page = plan.page()
        file = write_file(folder, page.path, self.templates.html(page).encode())
        return Made(name, key, (file,), page.address if page.indexed else None, page.modified)

    @staticmethod
    def _copied(plan: CopyPlan, folder: str) -> FileStamp:
        """Put a file of the department on the site, pictures without what they say beside what they show."""
        clean = cleaner_of(plan.path)
        if clean is None:
            return copy_file(plan.source, folder, plan.path)
        return write_file(folder, plan.path, clean(Path(plan.source).read_bytes()))

    def _still_holds(self, plan: Plan, before: Made) -> bool:
        """Say whether the files are as they were written, and still those that the department does not fill itself."""
        if isinstance(plan, FilePlan) and (
            not self.assets.issuperset(before.left) or any(file.path in self.assets for file in before.files)
        ):
            return False
        return is_whole(self._before_folder, before.files)

    def _made_files(self, name: str, plan: FilePlan, key: bytes, folder: str) -> Made:
        written: list[FileStamp] = []
        left: list[str] = []
        for path, data in plan.files():
            # A file that the department put there itself (its own robots.txt) stays.
            if path in self.assets:
                left.append(path)
            else:
                written.append(write_file(folder, path, data))
        return Made(name, key, tuple(written), left=tuple(left))

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


def _one(plan: FilePlan) -> Iterator[FilePlan]:
    yield plan
