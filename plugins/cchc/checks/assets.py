"""Files beside the texts, by their names."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.content.kinds import SECTIONS
from cchc.content.library import Library
from cchc.content.links import LinkMap, addresses_in
from cchc.content.live_files import is_live
from cchc.content.paths import DOCS
from cchc.problems import Problem, make_problem

_TEXTS_OF_OTHERS = (".docx", ".doc", ".odt", ".rtf", ".txt", ".markdown", ".htm", ".html")


def check_assets(library: Library, links: LinkMap) -> Iterator[Problem]:
    """Find files that would run in a reader's browser or on the server, which are not published, and files that an
    editor may take for published items.
    """
    for path in library.assets:
        if is_live(path):
            yield make_problem("CCHC517", f"{DOCS}/{path}", 1, 1, target=path.rsplit("/", 1)[-1])
    strays = [path for path in library.assets if _may_be_meant_as_item(path)]
    if strays:
        known = _bundles(library), _attached(library, links)
        yield from (make_problem("CCHC106", f"{DOCS}/{path}") for path in strays if not _belongs(path, *known))


def _may_be_meant_as_item(path: str) -> bool:
    return path.split("/", 1)[0] in SECTIONS and path.lower().endswith(_TEXTS_OF_OTHERS)


def _belongs(path: str, bundles: frozenset[str], attached: frozenset[str]) -> bool:
    """Say whether a file is in the folder of an item, or one that a text names."""
    parts = path.split("/")
    return path in attached or any("/".join(parts[:depth]) in bundles for depth in range(2, len(parts)))


def _bundles(library: Library) -> frozenset[str]:
    return frozenset(source.rpartition("/")[0] for source in library.sources if source.endswith("/index.md"))


def _attached(library: Library, links: LinkMap) -> frozenset[str]:
    return frozenset(
        links.target(text.source, written).path for text in library.by_source.values() for written in addresses_in(text)
    )
