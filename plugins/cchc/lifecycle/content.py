"""The bytes of docs/ that a change works on, and the change itself: computed first, then written by `apply`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from cchc.content.kinds import DATA_FOLDER
from cchc.content.library import Library, Sources, library_from, scan, sources_from
from cchc.content.links import LinkMap, link_map
from cchc.content.paths import is_ignored
from cchc.content.reading import Reading, read_source

_PAGE = ".md"


class RefusedError(Exception):
    """The change can't be made, or not with certainty; the message is a Vietnamese sentence for the editor."""


class WrongUsageError(RefusedError):
    """What was asked for names nothing that is there, or does not say enough: the content has nothing to do with it."""


@dataclass(frozen=True)
class Content:
    """Everything in docs/: texts and the vocabulary's files as bytes, other files by size; paths below docs/."""

    texts: Mapping[str, bytes]
    data: Mapping[str, bytes]
    assets: Mapping[str, int]
    # Content that has been read and is mostly the same: what has not changed is not read again.
    like: Content | None = field(default=None, compare=False, repr=False)

    @cached_property
    def sources(self) -> Sources:
        """The same as the Library's reader takes it."""
        texts, assets = dict(sorted(self.texts.items())), dict(sorted(self.assets.items()))
        if self.like is not None and self.like.data == self.data:
            return replace(self.like.sources, texts=texts, assets=assets)
        return sources_from(self.data, texts, assets)

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """What each text says, by path."""
        vocabulary, known = self.sources.vocabulary, dict[str, Reading]()
        if self.like is not None and self.like.sources.vocabulary is vocabulary:
            like = self.like
            known = {path: like.readings[path] for path, data in self.texts.items() if like.texts.get(path) == data}
        return {
            path: known.get(path) or read_source(path, data, vocabulary) for path, data in self.sources.texts.items()
        }

    @cached_property
    def library(self) -> Library:
        """What it says."""
        return library_from(self.sources, self.readings.values())

    @cached_property
    def links(self) -> LinkMap:
        """What links inside it lead to."""
        return link_map(self.library)

    def has(self, path: str) -> bool:
        """Say whether there is a file or folder at `path`."""
        start = f"{path}/"
        known = (self.texts, self.data, self.assets)
        return any(path in files or any(name.startswith(start) for name in files) for files in known)


@dataclass(frozen=True)
class Change:
    """What is to be done in docs/. `before` is what was there, for the one who writes.

    `writes`: path → new bytes; `moves`: old → new path of files whose bytes stay (also of texts in `writes`, which
    are there by their new path).
    """

    before: Content
    writes: Mapping[str, bytes] = field(default_factory=dict)
    moves: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def after(self) -> Content:
        """What docs/ holds when it is done."""
        content = self.before
        parts: dict[str, dict[str, bytes]] = {
            name: {self.moves.get(path, path): data for path, data in getattr(content, name).items()}
            for name in ("texts", "data")
        }
        for path, data in self.writes.items():
            parts["data" if path.startswith(f"{DATA_FOLDER}/") else "texts"][path] = data
        assets = {self.moves.get(path, path): size for path, size in content.assets.items()}
        return Content(parts["texts"], parts["data"], assets, content)


def content_of(files: Mapping[str, bytes]) -> Content:
    """Return the content of files in memory: path below docs/ → bytes."""
    texts, data, assets = dict[str, bytes](), dict[str, bytes](), dict[str, int]()
    for path, read in files.items():
        if path.startswith(f"{DATA_FOLDER}/"):
            data[path] = read
        elif path.lower().endswith(_PAGE) and not is_ignored(path):
            texts[path] = read
        else:
            assets[path] = len(read)
    return Content(texts, data, assets)


def read_content(docs: Path) -> Content:
    """Read docs/. Raises OSError."""
    texts, data, assets = dict[str, bytes](), dict[str, bytes](), dict[str, int]()
    for file in scan(docs)[0]:
        if file.source.startswith(f"{DATA_FOLDER}/"):
            data[file.source] = Path(file.path).read_bytes()
        elif file.source.lower().endswith(_PAGE):
            texts[file.source] = Path(file.path).read_bytes()
        else:
            assets[file.source] = file.size
    return Content(texts, data, assets)
