"""The theme's templates: a page is a frame, made once for all pages that look alike, and the page's own parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup, escape

from cchc.site.full_address import full_address
from cchc.site.structured import script_text, structured_data
from cchc.site.views import Link, PageView
from cchc_mkdocs.addresses import base_of, relative_to
from cchc_mkdocs.bridge import ThemePage

if TYPE_CHECKING:
    import jinja2

    from cchc.taxonomy.models import Agency

_FRAME = "main.html"
# Parts with macros that pages by the thousand use.
_MACROS = ("attachments", "card", "facts", "feed_links", "notices", "pager", "procedure", "tools", "topic_groups")
_SEARCH = "cchc/search.html"
# Pages that bring no frame: the whole file is in the template.
_WHOLE = frozenset(["cchc/redirect.html", "cchc/embed_frame.html"])
_STYLES: Mapping[str, tuple[str, ...]] = {
    "cchc/statistics.html": ("assets/stylesheets/thong-ke.css",),
    "cchc/statistics_year.html": ("assets/stylesheets/thong-ke.css",),
    "cchc/embed.html": ("assets/stylesheets/nhung-ma.css",),
}
_SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "cchc/catalogue.html": ("assets/javascripts/catalogue.js",),
    _SEARCH: ("assets/javascripts/search/results.js",),
    "cchc/embed.html": ("assets/javascripts/nhung-ma.js",),
}
# What shows that a page has pictures, players or previews of its own.
_ZOOM = 'class="c-zoom"'
_MEDIA = (_ZOOM, "c-player", "c-film", "c-figure", "c-gallery", "c-files__page")
_MEDIA_STYLES = ("assets/stylesheets/media.css",)
_GALLERY = ("assets/javascripts/gallery.js",)
_SLOTS = ("head", "title", "toc", "way", "content")
_SLOT = re.compile("\x00({})\x00".format("|".join(_SLOTS)))


class _Kind(NamedTuple):
    """What decides how a frame looks. `here` is the value of aria-current on the marked entry of the menu."""

    base: str
    section: str
    here: str
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    own_search: bool
    lang: str


# Cards whose HTML is held: those that stand near each other in time or in a list, each in several places.
_HELD = 1000


class _Once:
    """Calls a macro once for each view and way of showing it: a card stands beside many items, alike in each place."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[object, Markup]] = {}

    def __call__(self, macro: Callable[..., Markup], view: object, *values: object, **options: object) -> Markup:
        key = (macro, id(view), values, *options.items())
        known = self._known.get(key)
        # The view is kept beside its HTML, so that no other can have its id.
        if known is None:
            if len(self._known) >= _HELD:
                del self._known[next(iter(self._known))]
            known = self._known[key] = view, macro(view, *values, **options)
        return known[1]


class PageTemplates:
    """Renders the pages of one build. `env` escapes every text; `shared` is what each page shows."""

    def __init__(
        self,
        env: jinja2.Environment,
        names: Sequence[str],
        site_url: str,
        agency: Agency,
        menu: tuple[Link, ...],
        shared: Mapping[str, Any],
    ) -> None:
        """`names`: the templates of pages and of their parts."""
        self._names = (_FRAME, *names)
        self._env, self._site_url, self._agency, self._menu = env, site_url, agency, menu
        self._env.globals.update(shared, once=_Once())
        self._ways: dict[tuple[Link, ...], str] = {}
        self._frames: dict[_Kind, tuple[str, ...]] = {}

    def prepare(self, *, shared: bool) -> None:
        """Make the parts known; with `shared`, read all templates now: processes that are forked later have them.

        `parts.card.card` is the macro of a part: importing it for each page costs as much as a small page.
        """
        self._env.globals["parts"] = {
            name: self._env.get_template(f"partials/cchc/{name}.html").module for name in _MACROS
        }
        for name in self._names if shared else ():
            template = self._env.get_template(name)
            # Jinja chains two mappings, in Python, and walks them for each page and each part.
            template.globals = dict(template.globals)

    def menu(self, section: str) -> tuple[Link, ...]:
        """Return the main menu with the entry of `section` marked."""
        return tuple(Link(link.label, link.address, current=link.address == section) for link in self._menu)

    def html(self, page: PageView) -> str:
        """Return the whole file of a page."""
        context = {
            "pageview": page,
            "view": page.view,
            "canonical": full_address(self._site_url, page.address),
            "structured": script_text(structured_data(page, self._agency, self._site_url)),
        }
        content = self._env.get_template(page.template).render(context)
        if page.template in _WHOLE:
            return relative_to(content, page.address)
        parts = {
            "head": self._part("head", context),
            "title": str(escape(page.title)),
            "toc": self._part("toc_sidebar", context) if page.toc else "",
            "way": self._way(page.breadcrumbs, context),
            "content": content,
        }
        frame = self._frame(page, content)
        # Odd pieces of a frame are names of slots.
        pieces = [parts[piece] if number % 2 else piece for number, piece in enumerate(frame)]
        return relative_to("".join(pieces), page.address)

    def _way(self, breadcrumbs: tuple[Link, ...], context: Mapping[str, Any]) -> str:
        """Return the way to a page; thousands have the same."""
        if not breadcrumbs:
            return ""
        if breadcrumbs not in self._ways:
            self._ways[breadcrumbs] = self._part("breadcrumbs", context)
        return self._ways[breadcrumbs]

    def _part(self, name: str, context: Mapping[str, Any]) -> str:
        return self._env.get_template(f"partials/cchc/{name}.html").render(context)

    def _frame(self, page: PageView, content: str) -> tuple[str, ...]:
        kind = _Kind(
            base_of(page.address),
            page.section,
            "page" if page.address == page.section else "true",
            _STYLES.get(page.template, ()) + (_MEDIA_STYLES if any(mark in content for mark in _MEDIA) else ()),
            _SCRIPTS.get(page.template, ()) + (_GALLERY if _ZOOM in content else ()),
            page.template == _SEARCH,
            page.lang,
        )
        if kind not in self._frames:
            self._frames[kind] = self._new_frame(kind)
        return self._frames[kind]

    def _new_frame(self, kind: _Kind) -> tuple[str, ...]:
        slots = {**kind._asdict(), **{name: Markup(f"\x00{name}\x00") for name in _SLOTS}}
        context = {"page": ThemePage(), "base_url": kind.base, "menu": self.menu(kind.section), "slots": slots}
        return tuple(_SLOT.split(self._env.get_template(_FRAME).render(context)))
