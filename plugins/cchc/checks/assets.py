"""Files beside the texts, by their names."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.content.library import Library
from cchc.content.live_files import is_live
from cchc.content.paths import DOCS
from cchc.problems import Problem, make_problem


def check_assets(library: Library) -> Iterator[Problem]:
    """Find files that would run in a reader's browser or on the server; these are not published."""
    for path in library.assets:
        if is_live(path):
            yield make_problem("CCHC517", f"{DOCS}/{path}", 1, 1, target=path.rsplit("/", 1)[-1])
