"""A short plain summary of a Markdown text, without rendering it."""

from __future__ import annotations

import re

_FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)
_SKIP = re.compile(r"^\s*(?:#|\||!\[|>|```|~~~|<|!!!|\?\?\?|\[\^|---|\*\*\*|- |\* |\+ |\d+[.)] )")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_MARKS = re.compile(r"[*_`]+|\[\^[^\]]+\]|<[^>]*>|\{[^}]*\}")
MAX_LENGTH = 220


def summary_of(body: str) -> str:
    """Return the first paragraph of a text as plain words, cut at a word to at most 220 characters."""
    for paragraph in _FENCE.sub("", body).split("\n\n"):
        if not paragraph.strip() or _SKIP.match(paragraph):
            continue
        words = _LINK.sub(r"\1", _PICTURE.sub("", paragraph))
        plain = " ".join(_MARKS.sub("", words).split())
        if plain:
            return shorten(plain)
    return ""


def shorten(text: str, length: int = MAX_LENGTH) -> str:
    """Return `text` cut at a word to at most `length` characters, with an ellipsis where something is left out."""
    if len(text) <= length:
        return text
    cut = text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–-")
    return f"{cut}…"
