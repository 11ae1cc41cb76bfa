"""Plain text of a list as Markdown that shows exactly that text."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"([\\`*_\[\]<>|~])")
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s)|={2,}\s*$|-{2,}\s*$|:(?=\s))")
_ITEM = re.compile(r"^(?:[-+•–]|\d{1,2}[.)])\s+")


def escaped(text: str) -> str:
    """Return one line of text with the signs that Markdown would take for its own made plain."""
    plain = _SIGNS.sub(r"\\\1", text).replace("&", "&amp;")
    return _LINE_START.sub(r"\1\\\2", plain)


def as_text(text: str) -> str:
    """Return several lines as paragraphs; lines that start like items of a list stay one list."""
    out: list[str] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        item = _ITEM.match(line)
        mark = "" if item is None else item[0].replace("•", "-").replace("–", "-")
        written = mark + escaped(line if item is None else line[item.end() :])
        if out and not (item and _ITEM.match(out[-1])):
            out.append("")
        out.append(written)
    return "\n".join(out)
