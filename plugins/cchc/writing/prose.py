"""The words of a Markdown text where they stand: everything that is no prose is blanked, so that places stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
# What is for programs, not for readers: code, addresses, tags, the target of a link, an entity.
_SIGNS = re.compile(
    r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|<!--.*?-->"
    r"|</?[A-Za-z][^<>]*>"
    r"|(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"
    r"|(?<=\])\[[^\]\n]*\]"
    r"|^ {0,3}\[[^\]\n]+\]:.*$"
    r"|\{[:#.][^{}\n]*\}"
    r"|(?:https?://|www\.)[^\s<>]+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|&[A-Za-z#]\w*;",
    re.MULTILINE | re.DOTALL,
)
_ANYTHING = re.compile(r"[^\n]")
_BLANK = "\0"
_ENDS = re.compile(r"[.!?…]+[\"”’)\]]*(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*+>#|]|\d+[.)]\s))|\|")
_NUMBERED = re.compile(r"(?:^|\s)(?:\d+|[IVXLC]+|[A-Za-z]|TP|Tp|tp|ThS|TS|GS|PGS|Ths|Đ/c)$")


def prose(body: str) -> str:
    """Return `body` with code, addresses and HTML blanked: same length, same lines.

    What stands within a line becomes a sign that is neither letter nor space: “[Luật](a.md), …” has no space too many.
    """
    lines: list[str] = []
    fence = ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        inside = bool(fence)
        if mark and not fence:
            fence, inside = mark[1], True
        elif mark and fence and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        lines.append(" " * len(line) if inside else line)
    return _SIGNS.sub(lambda found: _ANYTHING.sub(_BLANK, found[0]), "\n".join(lines))


def sentences(words: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of prose with the position where each begins; a list item or table cell ends one, too."""
    start = 0
    for end in _ENDS.finditer(words):
        # “1. Hồ sơ”, “TP. Hồ Chí Minh”: a point that ends nothing.
        if end[0].startswith(".") and _NUMBERED.search(words, start, end.start()):
            continue
        yield from _sentence(words, start, end.end())
        start = end.end()
    yield from _sentence(words, start, len(words))


def _sentence(words: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    whole = words[start:end]
    bare = whole.strip(" \t\n-*+>#|_")
    if bare:
        yield start + whole.index(bare[0]), bare
