"""HTML that a page will not show."""

from __future__ import annotations

from collections.abc import Iterator, Set

from cchc.content.items import Item, PlainPage
from cchc.content.paths import DOCS
from cchc.problems import Problem, make_problem

# Left out without a word: the page has its own.
_HARMLESS = frozenset(["h1", "html", "body"])


def check_tags(text: Item | PlainPage, allowed: Set[str]) -> Iterator[Problem]:
    """Find raw HTML tags of a text that are not `allowed`."""
    for tag in text.text.tags:
        if tag.name not in allowed and tag.name not in _HARMLESS:
            line, column = tag.line + text.text.body_line - 1, tag.column
            yield make_problem("CCHC508", f"{DOCS}/{text.source}", line, column, tag=f"<{tag.name}>")
