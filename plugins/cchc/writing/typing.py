"""Slips of the hand: a word twice, a space before a comma, none behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc.problems import Finding
from cchc.writing.places import Places

# Words that are never doubled on purpose, as “luôn luôn” or “xanh xanh” are.
_TWICE = re.compile(
    r"(?<!\w)(?P<word>của|và|là|các|được|cho|trong|với|tại|từ|về|theo|để|những|một|này|đã|sẽ|khi|do|bởi)"
    r"[ \t]+(?P=word)(?!\w)",
    re.IGNORECASE,
)
_SPACE_BEFORE = re.compile(r"(?<=[^\W\d_])[ \t]+(?P<sign>[,;:!?.])(?=\s|$)")
_NONE_BEHIND = re.compile(r"(?<=[^\W\d_])(?P<sign>[,;])(?=[^\W\d_])")


def slips(words: str, places: Places) -> Iterator[Finding]:
    """Yield a hint at each slip."""
    for found in _TWICE.finditer(words):
        yield places.hint("CCHC007", found.start(), word=found["word"])
    for found in _SPACE_BEFORE.finditer(words):
        yield places.hint("CCHC008", found.start("sign"), sign=found["sign"], what="thừa dấu cách trước")
    for found in _NONE_BEHIND.finditer(words):
        yield places.hint("CCHC008", found.start("sign"), sign=found["sign"], what="thiếu dấu cách sau")
