"""Where the tone mark stands in oa, oe, uy: both ways are right, one text should keep to one of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cchc.problems import Finding
from cchc.writing.places import Places

# hòa, khỏe, thủy: on the first vowel; hoà, khoẻ, thuỷ: on the last. Only where no consonant follows, and not in “quý”.
_FIRST = re.compile(r"(?<!\w)\w*?(?<![qQ])(?:[òóỏõọÒÓỎÕỌ][aeAE]|[ùúủũụÙÚỦŨỤ][yY])(?!\w)")
_LAST = re.compile(r"(?<!\w)\w*?(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<![qQ])[uU][ỳýỷỹỵỲÝỶỸỴ])(?!\w)")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def mixed_tone_marks(words: str, places: Places) -> Iterator[Finding]:
    """Yield a hint at the first word whose mark stands as in fewer words of the text than the other way."""
    first, last = list(_FIRST.finditer(words)), list(_LAST.finditer(words))
    if not first or not last:
        return
    rare, usual = (first, last) if len(first) < len(last) else (last, first)
    word = rare[0][0]
    yield places.hint(
        "CCHC002", rare[0].start(), word=word, right=moved(word), others=usual[0][0], count=len(rare), usual=len(usual)
    )


def moved(word: str) -> str:
    """Return a syllable with its tone mark on the other of its last two vowels: hòa ↔ hoà."""
    head, pair = word[:-2], unicodedata.normalize("NFD", word[-2:])
    tone = next(sign for sign in pair if sign in _TONES)
    bare = unicodedata.normalize("NFC", "".join(sign for sign in pair if sign not in _TONES))
    on_first = any(sign in _TONES for sign in unicodedata.normalize("NFD", word[-2]))
    one, other = (bare[0], bare[1] + tone) if on_first else (bare[0] + tone, bare[1])
    return head + unicodedata.normalize("NFC", one + other)
