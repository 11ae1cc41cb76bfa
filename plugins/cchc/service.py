"""Open a department's content: read, checked, and as it is at a moment. What every command starts with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cchc.checks import check_library
from cchc.content.items import Item, PlainPage
from cchc.content.library import Library, Progress, Sources, load_sources
from cchc.content.links import LinkMap, link_map
from cchc.content.live_files import is_live
from cchc.media.reading import media_problems, read_media
from cchc.media.shown import media_shown
from cchc.problems import Problem
from cchc.publishing import Edition, State, edition_of
from cchc.store import Store
from cchc.texts.library import Texts, read_texts
from cchc.texts.records import Dialect


@dataclass(frozen=True)
class Opened:
    """Content at a moment. `data_digest` tells two vocabularies apart; `published_assets` are the files of docs/ that
    belong on the site.
    """

    data_digest: bytes
    texts: Texts
    edition: Edition
    links: LinkMap
    problems: tuple[Problem, ...]
    published_assets: frozenset[str]

    @property
    def library(self) -> Library:
        """Everything in docs/."""
        return self.texts.library


def open_content(
    docs: Path,
    now: datetime,
    dialect: Dialect,
    progress: Progress | None = None,
    store: Store | None = None,
    preparing: bool = False,
) -> Opened:
    """Read and check everything below `docs` as of `now`; `preparing`: also render the texts."""
    return opened(load_sources(docs), now, dialect, progress, store, preparing)


def opened(
    sources: Sources,
    now: datetime,
    dialect: Dialect,
    progress: Progress | None = None,
    store: Store | None = None,
    preparing: bool = False,
    meanwhile: Callable[[], object] | None = None,
) -> Opened:
    """Read and check what `sources` hold as of `now`; `meanwhile`: what may be done while other processes read."""
    texts = read_texts(sources, dialect, store or Store(None), preparing, progress, meanwhile)
    library = texts.library
    edition, links = edition_of(library, now), link_map(library)
    media = read_media(media_shown(library, links), sources.files, texts.store)
    links = replace(links, media=media)

    def anchors(text: Item | PlainPage) -> frozenset[str]:
        return texts.prepared(text.source).rendering.anchors

    problems = {*library.problems, *check_library(library, edition, links, anchors, now)}
    problems.update(problem for record in texts.records.values() for problem in record.problems)
    problems.update(media_problems(media))
    return Opened(sources.data_digest, texts, edition, links, tuple(sorted(problems)), _published_assets(edition))


def _published_assets(edition: Edition) -> frozenset[str]:
    """Return all assets but those that would run, and those in the folders of items without a public text (drafts,
    scheduled, removed).
    """
    hidden = tuple(
        f"{item.source.removesuffix('index.md')}"
        for item in edition.library.items
        if item.source.endswith("/index.md") and edition.state(item) not in (State.PUBLISHED, State.EXPIRED)
    )
    return frozenset(path for path in edition.library.assets if not path.startswith(hidden) and not is_live(path))
