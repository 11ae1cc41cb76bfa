"""Quick tests before citations are looked for."""

from __future__ import annotations

import re

# Every citation has a slash before a capital, or between two; a text without one is not read.
_MAY_CITE = re.compile(r"[/⁄]\s?(?:(?:19|20)\d\d\s?/\s?)?[A-ZĐa-zđ]")
# Signs of Markdown between a number and its date: links and strong words are read as their words.
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_STRONG = re.compile(r"\*\*|__")


def may_cite(text: str) -> bool:
    """Say whether a text can hold a citation at all."""
    return _MAY_CITE.search(text) is not None


def words_of(body: str) -> str:
    """Return a Markdown text with the words of its links and without marks of emphasis."""
    return _STRONG.sub("", _LINK.sub(r"\1", body)) if may_cite(body) else body
