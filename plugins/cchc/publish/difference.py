"""What changes from one version of a site to the next, and in which order it may be put in place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from cchc.publish.manifest import Manifest

_PAGE = ".html"
_HOME = "index.html"
_LATE = ("search/", "sitemap.", "feeds.", "rss.", "atom.", "feed.")
_LATE_NAMES = ("rss.xml", "atom.xml", "feed.json", "robots.txt")


class Rank(IntEnum):
    """When a file is put in place: what others lead to goes before what leads there."""

    ASSET = 0
    ITEM = 1
    LIST = 2
    HOME = 3
    INDEX = 4  # search, feeds, sitemap: they name all the others


@dataclass(frozen=True, slots=True)
class Difference:
    """Paths, sorted: `new` are on the target for the first time."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    old: Manifest
    fresh: Manifest

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.removed)

    @property
    def bytes(self) -> int:
        """How much is to be sent."""
        return sum(self.fresh.files[path].size for path in (*self.new, *self.changed))

    @property
    def removed_share(self) -> Fraction:
        """The share of the old site's pages that goes; pages, as a theme may replace hundreds of its files at once."""
        pages = sum(path.endswith(_PAGE) for path in self.old.files)
        return Fraction(sum(path.endswith(_PAGE) for path in self.removed), pages or 1)


def difference(old: Manifest | None, fresh: Manifest) -> Difference:
    """Compare two versions by content."""
    before = old or Manifest({})
    return Difference(
        tuple(sorted(fresh.files.keys() - before.files.keys())),
        tuple(
            sorted(p for p, file in fresh.files.items() if p in before.files and before.files[p].digest != file.digest)
        ),
        tuple(sorted(before.files.keys() - fresh.files.keys())),
        before,
        fresh,
    )


def rank_of(path: str, manifest: Manifest) -> Rank:
    """Return when a file of `manifest` goes into place."""
    if path.startswith(_LATE) or path.rpartition("/")[2] in _LATE_NAMES:
        return Rank.INDEX
    if not path.endswith(_PAGE):
        return Rank.ASSET
    if path == _HOME:
        return Rank.HOME
    return Rank.ITEM if manifest.files[path].title else Rank.LIST


def in_order(paths: Iterable[str], manifest: Manifest) -> list[str]:
    """Return paths in the order in which they go into place."""
    return sorted(paths, key=lambda path: (rank_of(path, manifest), path))
