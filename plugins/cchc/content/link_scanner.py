"""Find links and pictures in a Markdown text with their places, without rendering it.

Code is skipped (fences, indented code after a blank line, code spans); raw HTML is read for `href`, `src`
and `alt`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"(`+)(?!`)(?:(?!\1(?!`)).)*?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_INLINE = re.compile(
    r"(?P<bang>!?)\[(?P<text>(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*\])*)\]"
    r"\((?P<pad>\s*)(?:<(?P<angled>[^<>\n]*)>|(?P<plain>(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
)
_REFERENCE = re.compile(r"^ {0,3}\[(?P<id>[^\]^][^\]]*)\]:\s*(?:<(?P<angled>[^<>]*)>|(?P<plain>\S+))", re.MULTILINE)
_AUTOLINK = re.compile(r"<(?P<url>[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*)>")
_TAG = re.compile(r"<(?P<name>[A-Za-z][A-Za-z0-9]*)\b(?P<attributes>(?:\s+[^<>]*?)?)/?>", re.DOTALL)
_ATTRIBUTE = re.compile(r"(?P<name>[A-Za-z_:-]+)\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'>]+))")


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link or picture: `line` and `column` (from 1) are in the scanned text. `alt` is `None` for links."""

    target: str
    line: int
    column: int
    is_picture: bool = False
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class FoundTag:
    """A raw HTML tag."""

    name: str
    line: int
    column: int


def scan_links(body: str) -> list[FoundLink]:
    """Return the links and pictures of a Markdown text in their order."""
    if "](" not in body and "<" not in body and "]:" not in body:
        return []
    text = blank_code(body)
    places = _Places(text)
    found: list[FoundLink] = []
    _scan_inline(text, 0, places, found)
    for match in _REFERENCE.finditer(text):
        group = "angled" if match["angled"] is not None else "plain"
        found.append(FoundLink(match[group], *places.at(match.start(group))))
    found.extend(FoundLink(match["url"], *places.at(match.start("url"))) for match in _AUTOLINK.finditer(text))
    found.extend(_html_links(text, places))
    return sorted(found, key=lambda link: (link.line, link.column))


def scan_tags(body: str) -> Iterator[FoundTag]:
    """Yield the raw HTML tags of a Markdown text."""
    if "<" not in body:
        return
    text = blank_code(body)
    places = _Places(text)
    for match in _TAG.finditer(text):
        yield FoundTag(match["name"].lower(), *places.at(match.start()))


def blank_code(body: str) -> str:
    """Return the text with code and comments replaced by spaces; every other character keeps its place."""
    lines = body.split("\n")
    fence = ""
    previous_blank = True
    for index, line in enumerate(lines):
        match = _FENCE.match(line)
        if fence:
            if match and match[1][0] == fence[0] and len(match[1]) >= len(fence) and not line.strip(" `~"):
                fence = ""
            lines[index] = " " * len(line)
        elif match:
            fence = match[1]
            lines[index] = " " * len(line)
        elif (
            previous_blank
            and line.startswith(("    ", "\t"))
            and not line.lstrip().startswith(("-", "*", "+", "!", "["))
        ):
            lines[index] = " " * len(line)
            continue
        previous_blank = not line.strip()
    text = "\n".join(lines)
    if "<!--" in text:
        text = _COMMENT.sub(_blank, text)
    return _CODE_SPAN.sub(_blank, text) if "`" in text else text


def _blank(match: re.Match[str]) -> str:
    return "".join(char if char == "\n" else " " for char in match[0])


def _scan_inline(text: str, offset: int, places: _Places, found: list[FoundLink]) -> None:
    for match in _INLINE.finditer(text):
        start = match.start()
        if start and text[start - 1] == "\\":
            continue
        group = "angled" if match["angled"] is not None else "plain"
        line, column = places.at(offset + start)
        if match["bang"]:
            found.append(FoundLink(match[group], line, column, True, match["text"].strip()))
        else:
            found.append(FoundLink(match[group], line, column))
            _scan_inline(match["text"], offset + match.start("text"), places, found)


def _html_links(text: str, places: _Places) -> Iterator[FoundLink]:
    for match in _TAG.finditer(text):
        name = match["name"].lower()
        if name not in ("a", "img", "source", "video", "audio"):
            continue
        attributes = {
            attribute["name"].lower(): attribute["a"] or attribute["b"] or attribute["c"] or ""
            for attribute in _ATTRIBUTE.finditer(match["attributes"])
        }
        target = attributes.get("href") if name == "a" else attributes.get("src")
        if target is not None:
            alt = attributes.get("alt", "").strip() if name == "img" else None
            yield FoundLink(target, *places.at(match.start()), name == "img", alt)


class _Places:
    """Offsets → (line, column), both from 1."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
