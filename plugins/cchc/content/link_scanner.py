"""Find links and pictures in a Markdown text with their places, without rendering it.

The rules are those of Python-Markdown with the extensions of the site (`cchc_markdown.render.DIALECT`), in its order:
fenced code is set aside, then blocks of raw HTML, then the blocks are taken apart (lists, quotations, notes, tables,
footnotes, definitions of addresses, indented code), then each run of words is read. A link is found if and only if
the page has it; that is tested against the renderer. Every step cuts the text without moving it: a fragment knows its
line and column in the source. The steps are in `cchc.content.link_scanning`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cchc.content.link_scanning.blocks import Blocks
from cchc.content.link_scanning.fences import without_fences
from cchc.content.link_scanning.html_blocks import HtmlBlocks
from cchc.content.link_scanning.lines import read_lines
from cchc.content.link_scanning.model import Finds, FoundLink, FoundTag
from cchc.content.link_scanning.plain import plain_paragraphs
from cchc.content.link_scanning.words import read_words

_MARKUP = re.compile(r"<[^ \t]")

__all__ = ["FoundLink", "FoundTag", "scan_links", "scan_tags"]


def scan_links(body: str) -> list[FoundLink]:
    """Return the links and pictures of a Markdown text in their order: those that its page has."""
    return list(_scan(body)[0]) if "](" in body or "]:" in body or _may_have_markup(body) else []


def scan_tags(body: str) -> Iterator[FoundTag]:
    """Yield the raw HTML tags of a Markdown text in their order."""
    if _may_have_markup(body):
        yield from _scan(body)[1]


def _may_have_markup(body: str) -> bool:
    """Say whether there is a `<` that is more than "less than": neither tags nor addresses start with a space."""
    return "<" in body and _MARKUP.search(body) is not None


@lru_cache(maxsize=16)
def _scan(body: str) -> tuple[tuple[FoundLink, ...], tuple[FoundTag, ...]]:
    """Return links and tags: a text is asked for both, one after the other."""
    blocks = Blocks()
    paragraphs = plain_paragraphs(body)
    if paragraphs is not None:
        finds = Finds(body.split("\n"))
        for words in paragraphs:
            read_words(words, blocks, finds)
        return finds.sorted_links(), finds.sorted_tags()
    source, lines = read_lines(body)
    finds = Finds(source)
    if "```" in body or "~~~" in body:
        lines, blocks.fences = without_fences(lines)
    if "<" in body:
        html = HtmlBlocks(lines)
        html.report(finds)
        lines, blocks.elements = html.lines, html.elements
    blocks.read(lines)
    for words in blocks.words():
        read_words(words, blocks, finds)
    return finds.sorted_links(), finds.sorted_tags()
