"""The border to MkDocs: the one file that touches its Files, Config and Navigation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mkdocs import __version__

from cchc.text import plural_free_count
from cchc_mkdocs.addresses import marked

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation


@dataclass(frozen=True, slots=True)
class ThemePage:
    """What Material's templates ask of the page in a frame: nothing that differs from page to page."""

    url: str = ""
    meta: dict[str, Any] = field(default_factory=dict)
    toc: tuple[object, ...] = ()
    is_homepage: bool = False


def keep_only(files: Files, docs_dir: str, published: frozenset[str]) -> None:
    """Take out of MkDocs' hands every text (our pages are made from the Library) and what is not published."""
    for file in list(files):
        if file.src_dir != docs_dir:
            continue
        if file.is_documentation_page() or file.src_uri not in published:
            files.remove(file)


def escaping(env: jinja2.Environment, config: MkDocsConfig, nav: Navigation) -> jinja2.Environment:
    """Return the theme's environment with every text escaped unless a template says `safe`; MkDocs' escapes none.

    Addresses are marked, not made relative: so a part of a page is the same wherever it stands, and macros need no
    context.
    """
    safe = env.overlay(autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False)
    safe.filters = {**env.filters, "number": plural_free_count, "url": marked}
    safe.globals = {
        **env.globals,
        "config": config,
        "nav": nav,
        "pages": (),
        "mkdocs_version": __version__,
        "extra_css": config.extra_css,
        "extra_javascript": config.extra_javascript,
    }
    return safe
