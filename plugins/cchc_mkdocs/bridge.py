"""The border to MkDocs: the one file that touches its Files, Config and Navigation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from mkdocs import __version__
from mkdocs.utils import get_relative_url

from cchc.site.structured import script_text, structured_data
from cchc.site.views import Link, PageView, TocEntry
from cchc.text import plural_free_count

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation


@dataclass(frozen=True, slots=True)
class ThemePage:
    """What Material's templates ask of a page."""

    title: str
    url: str
    canonical_url: str
    is_homepage: bool
    toc: tuple[TocEntry, ...]
    meta: dict[str, Any]
    content: str = ""
    ancestors: tuple[object, ...] = ()
    previous_page: None = None
    next_page: None = None
    edit_url: None = None
    file: None = None
    parent: None = None
    active: bool = True
    children: tuple[object, ...] = field(default=())


def keep_only(files: Files, docs_dir: str, published: frozenset[str]) -> None:
    """Take out of MkDocs' hands every text (our pages are made from the Library) and what is not published."""
    for file in list(files):
        if file.src_dir != docs_dir:
            continue
        if file.is_documentation_page() or file.src_uri not in published:
            files.remove(file)


def escaping(env: jinja2.Environment) -> jinja2.Environment:
    """Return the theme's environment with every text escaped unless a template says `safe`; MkDocs' escapes none."""
    safe = env.overlay(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    safe.filters = {**env.filters, "number": plural_free_count}
    return safe


def theme_page(page: PageView, site_url: str) -> ThemePage:
    """Return the page as the theme sees it."""
    meta: dict[str, Any] = {"description": page.description, "hide": [] if page.toc else ["toc"]}
    return ThemePage(
        title=page.title,
        url=page.address,
        canonical_url=urljoin(site_url, page.address),
        is_homepage=page.address == "",
        toc=page.toc,
        meta=meta,
    )


def page_context(
    page: PageView, config: MkDocsConfig, nav: Navigation, shared: dict[str, Any], menu: tuple[Link, ...]
) -> dict[str, Any]:
    """Return the template context of a page of ours."""
    return {
        "config": config,
        "nav": nav,
        "pages": (),
        "base_url": get_relative_url(".", page.address),
        "mkdocs_version": __version__,
        "extra_css": config.extra_css,
        "extra_javascript": config.extra_javascript,
        "page": theme_page(page, config.site_url or ""),
        "pageview": page,
        "view": page.view,
        "menu": menu,
        "structured": script_text(structured_data(page, shared["agency"], config.site_url or "")),
        **shared,
    }
