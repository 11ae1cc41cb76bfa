"""The border to MkDocs: the one file that touches its Files, Config and Navigation."""

from __future__ import annotations

import os
from copy import copy
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader
from jinja2.bccache import Bucket, BytecodeCache
from markupsafe import Markup
from mkdocs import __version__

from cchc.content.links import outside
from cchc.store import Store
from cchc.text import plural_free_count
from cchc_markdown import MarkdownDialect
from cchc_markdown.policy import Sanitizer
from cchc_mkdocs.addresses import marked

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.theme import Theme


_OWN = ("cchc", "partials/cchc")


@dataclass(frozen=True, slots=True)
class ThemePage:
    """What Material's templates ask of the page in a frame: nothing that differs from page to page."""

    url: str = ""
    meta: dict[str, Any] = field(default_factory=dict)
    toc: tuple[object, ...] = ()
    is_homepage: bool = False


class _VisibleTemplates(FileSystemLoader):
    """Finds all templates; lists those in folders that are not hidden."""

    def list_templates(self) -> list[str]:
        """See BaseLoader."""
        found: set[str] = set()
        for top in self.searchpath:
            for folder, folders, files in os.walk(top, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                place = Path(folder).relative_to(top)
                found.update((place / name).as_posix() for name in files)
        return sorted(found)


def without_hidden(theme: Theme) -> Theme:
    """Return the theme with an environment that lists no hidden templates: each build asks for all of them and leaves
    out the hidden ones, which in Material are 14,000 icons.
    """
    kind = type(theme)

    def get_env(self: Theme) -> jinja2.Environment:
        env = kind.get_env(self)
        env.loader = _VisibleTemplates(self.dirs)
        return env

    quick = copy(theme)
    quick.__class__ = type(kind.__name__, (kind,), {"get_env": get_env})
    return quick


def take_over(files: Files, docs_dir: str) -> None:
    """Take all of docs/ out of MkDocs' hands: pages are made from the Library, and what is published is copied."""
    for file in list(files):
        if file.src_dir == docs_dir:
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


def portal_html(written: str) -> Markup:
    """Return HTML that the department wrote for the frame of all pages, made safe as a text is. Addresses are from the
    site's root and marked; pictures from elsewhere are left out: no page asks another site for anything.
    """

    def resolve(address: str, is_picture: bool) -> str | None:
        return None if is_picture and outside(address) is not None else marked(address)

    return Markup(Sanitizer(resolve).clean(written))


def own_templates(config: MkDocsConfig) -> tuple[str, ...]:
    """Return the names of the kit's own templates: pages and their parts."""
    names = {
        path.relative_to(folder).as_posix()
        for folder in map(Path, config.theme.dirs)
        for part in _OWN
        for path in (folder / part).glob("*.html")
    }
    return tuple(sorted(names))


class CompiledTemplates(BytecodeCache):
    """Compiled templates among kept values; `save` keeps those that were compiled since."""

    def __init__(self, store: Store, kind: str) -> None:
        self._store, self._kind = store, kind
        self._fresh: list[tuple[bytes, bytes]] = []

    def load_bytecode(self, bucket: Bucket) -> None:
        """See BytecodeCache."""
        kept = self._store.get(self._kind, bucket.key.encode())
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """See BytecodeCache."""
        self._fresh.append((bucket.key.encode(), bucket.bytecode_to_string()))

    def save(self) -> None:
        """Keep all at once: each saving waits for the disk."""
        if self._fresh:
            self._store.put_many(self._kind, self._fresh)
            self._fresh = []


def keep_compiled(env: jinja2.Environment, store: Store, name: str) -> CompiledTemplates:
    """Let the templates of an environment be compiled once, for all sites that use this `store`. `name` stands for its
    way of escaping.
    """
    known = [*env.filters.items(), *env.tests.items()]
    # A filter may be anything that can be called: a method of `str` has no module.
    made = sorted(f"{key}={getattr(one, '__module__', '')}.{getattr(one, '__qualname__', '')}" for key, one in known)
    digest = blake2b(repr((sorted(env.extensions), made)).encode(), digest_size=8).hexdigest()
    cache = CompiledTemplates(store, f"template:{name}:{digest}")
    env.bytecode_cache = cache
    return cache


def dialect_of(config: MkDocsConfig) -> MarkdownDialect:
    """Return how Markdown is written on the site of a configuration."""
    return MarkdownDialect(tuple(config.markdown_extensions), config.mdx_configs)
