"""Marks of sentences: numbers by which a sentence is found again in any file, whatever its markup.

A mark is made of the first words of a sentence, so that a sentence cut short has the mark of the whole one.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from itertools import islice
from zlib import crc32

# Fewer words are in some text by chance, or in the words that every page of a kind has.
LEAST_WORDS = 8
_WORDS = 8
_INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u)(?:\s[^>]*)?>"
)
_TAG = re.compile(r"<[^>]*>")
_COMMENT = re.compile(r"<!--|-->")
_SCRIPT = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")
# Words of one letter with one sign between them.
_SHORTEST = 2 * LEAST_WORDS - 1
_END = re.compile(r"[.!?…;:\n]+")
_MARKDOWN_TARGET = re.compile(r"\]\([^)\n]*\)|\]\[[^\]\n]*\]|\{[^}\n]*\}|^ {0,3}\[[^\]\n]+\]:.*$", re.MULTILINE)


def sentences_of(text: str) -> Iterator[str]:
    """Yield the first words of each sentence of a plain text that has words enough, folded for comparing."""
    for part in _END.split(text.casefold()):
        if len(part) < _SHORTEST:
            continue
        words = [match[0] for match in islice(_WORD.finditer(part), _WORDS)]
        if len(words) >= LEAST_WORDS:
            yield " ".join(words)


def mark_of(sentence: str) -> int:
    """Return the mark of a sentence from `sentences_of`."""
    return crc32(sentence.encode("utf-8", "surrogatepass"))


def marks_of(texts: Iterable[str]) -> bytes:
    """Return the marks of plain texts, packed."""
    return packed(mark_of(sentence) for text in texts for sentence in sentences_of(text))


@lru_cache(maxsize=4096)
def marks_of_html(html: str) -> tuple[int, ...]:
    """Return the marks of a piece of HTML; many feeds hold the same ones."""
    return tuple({mark_of(sentence) for sentence in sentences_of(plain_of_html(html))})


def packed(marks: Iterable[int]) -> bytes:
    """Return marks, each once, as bytes."""
    return array("I", sorted(set(marks))).tobytes()


def unpacked(marks: bytes) -> array[int]:
    """Return packed marks as numbers."""
    numbers = array("I")
    numbers.frombytes(marks)
    return numbers


def plain_of_html(html: str) -> str:
    """Return the words of HTML: inline markup leaves no gap, all other markup ends a sentence; comments are words."""
    if "<" not in html:
        return unescape(html)
    if "<!--" in html:
        html = _COMMENT.sub("\n", html)
    if "<s" in html:
        html = _SCRIPT.sub("\n", html)
    return unescape(_TAG.sub("\n", _INLINE.sub("", html)))


def plain_of_markdown(text: str) -> str:
    """Return the words of Markdown as a page would show them."""
    return plain_of_html(_MARKDOWN_TARGET.sub(" ", text).replace("*", "").replace("`", ""))
