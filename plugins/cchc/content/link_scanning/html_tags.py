"""HTML tags: which ones make blocks, what their attributes say, and the links in raw HTML."""

from __future__ import annotations

import re

from cchc.content.link_scanning.lines import Run
from cchc.content.link_scanning.model import Finds

# The elements that Python-Markdown takes for blocks, and those of them whose text is words or never Markdown.
BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "canvas",
        "center",
        "colgroup",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "group",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "iframe",
        "legend",
        "li",
        "main",
        "map",
        "math",
        "menu",
        "nav",
        "noscript",
        "object",
        "ol",
        "option",
        "output",
        "p",
        "pre",
        "progress",
        "script",
        "section",
        "style",
        "summary",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "video",
    ]
)
WORD_TAGS = frozenset(
    ["address", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "li", "p", "summary", "td", "th"]
)
RAW_TAGS = frozenset(["canvas", "math", "option", "pre", "script", "style", "textarea"])
SCRIPT_TAGS = frozenset(["script", "style"])

START_TAG = re.compile(
    r"<(?P<name>[A-Za-z][^\s/<>`]*+)(?P<attributes>(?:[^\"'<>]++|\"[^\"]*+\"|'[^']*+'){0,64}+)>", re.DOTALL
)

_HIDDEN = re.compile(
    r"<!--.*?(?:--!?>|\Z)|<(?P<hidden>script|style|textarea|title|iframe|xmp)\b[^<>]*>.*?(?:</(?P=hidden)\b|\Z)",
    re.DOTALL | re.IGNORECASE,
)

_ATTRIBUTE = re.compile(
    r"(?P<name>[A-Za-z_:][-\w:.]*)(?:\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'<>=]+)))?"
)


def attributes_of(text: str) -> dict[str, str | None]:
    """Return the attributes of a tag; one without a value has `None`, and of two of a name the first counts."""
    found: dict[str, str | None] = {}
    for match in _ATTRIBUTE.finditer(text):
        value = next((match[group] for group in "abc" if match[group] is not None), None)
        found.setdefault(match["name"].lower(), value)
    return found


def read_html(run: Run, start: int, end: int, finds: Finds) -> None:
    """Find the links, pictures and tags of raw HTML."""
    position = start
    while (at := run.text.find("<", position, end)) >= 0:
        tag = START_TAG.match(run.text, at, end)
        if tag:
            read_tag(tag["name"].lower(), tag["attributes"], run, at, finds)
        hidden = _HIDDEN.match(run.text, at, end)
        position = hidden.end() if hidden else tag.end() if tag else at + 1


def read_tag(name: str, attributes: str, run: Run, at: int, finds: Finds) -> None:
    """Report a tag, and the link or picture that it is."""
    finds.tag(name, run, at)
    if name == "a":
        given = attributes_of(attributes)
        if "href" in given:
            finds.link(given["href"] or "", run.place(at))
    elif name == "img":
        given = attributes_of(attributes)
        if "src" in given:
            finds.link(given["src"] or "", run.place(at), (given.get("alt") or "").strip())
