"""Open a department's content: read, checked, and as it is at a moment. What every command starts with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from cchc.checks import Reader, check_library
from cchc.content.items import Text
from cchc.content.library import Library, Progress, load_library
from cchc.content.links import LinkMap, link_map
from cchc.problems import Problem
from cchc.publishing import Edition, State, edition_of
from cchc.site.model import RenderedText


class TextRenderer(Protocol):
    """What the domain asks of Markdown."""

    @property
    def allowed_tags(self) -> frozenset[str]: ...

    def render(self, body: str, resolve: Callable[[str, bool], str | None]) -> RenderedText: ...

    def anchors(self, body: str) -> frozenset[str]: ...


@dataclass(frozen=True)
class Opened:
    """Content at a moment. `published_assets` are the files of docs/ that belong on the site."""

    library: Library
    edition: Edition
    links: LinkMap
    problems: tuple[Problem, ...]
    published_assets: frozenset[str]


def open_content(docs: Path, now: datetime, renderer: TextRenderer, progress: Progress | None) -> Opened:
    """Read and check everything below `docs` as of `now`."""
    return opened(load_library(docs, progress), now, renderer)


def opened(library: Library, now: datetime, renderer: TextRenderer) -> Opened:
    """Check a library as of `now`."""
    edition, links = edition_of(library, now), link_map(library)

    def anchors(text: Text) -> frozenset[str]:
        return renderer.anchors(text.body)

    reader = Reader(anchors, renderer.allowed_tags)
    problems = check_library(library, edition, links, reader, now)
    return Opened(library, edition, links, tuple(problems), _published_assets(edition))


def _published_assets(edition: Edition) -> frozenset[str]:
    """Return all assets but those in the folders of items without a public text (drafts, scheduled, removed)."""
    hidden = tuple(
        f"{item.source.removesuffix('index.md')}"
        for item in edition.library.items
        if item.source.endswith("/index.md") and edition.state(item) not in (State.PUBLISHED, State.EXPIRED)
    )
    assets = edition.library.assets
    return frozenset(assets) if not hidden else frozenset(path for path in assets if not path.startswith(hidden))
