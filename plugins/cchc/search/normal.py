"""The search's normal form of a Vietnamese syllable. `normal.js` says the same; golden cases hold the two together.

A form is the letters, lower case, with their shape (ă â đ ê ô ơ ư) and then the tone as a digit of the VNI typing
method (1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng). So where the tone is written does not matter (hoà, hòa → `hoa2`), and the
key of a form, its folded letters, is what a reader types without diacritics.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain, filterfalse, pairwise
from typing import TypeVar

TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
# i and y are both in use after these: kỹ/kĩ, lý/lí, mỹ/mĩ, sỹ/sĩ, tỷ/tỉ, quý/quí.
_SHORT_Y = re.compile(r"^([hklmstv]|qu)y$")
# Letters and digits with the signs that tie numbers and abbreviations: 1063/QĐ-UBND, 1.000123, KH&CN.
# Looked for where a word begins, and never taken back: a number of ten thousand digits is read once.
_JOINED = re.compile(r"(?<![^\W_])[^\W_]++(?:[./&\-\u2010-\u2013][^\W_]++)+")
_PART = re.compile(r"[^\W_]+")
_HYPHENS = re.compile(r"[\u2010-\u2013]")
K = TypeVar("K")
V = TypeVar("V")


@lru_cache(maxsize=65536)
def form_of(word: str) -> str:
    """Return the form of one word: `Hoà` → `hoa2`, `Quý` → `qui1`, `QĐ` → `qđ`."""
    tone = ""
    letters = []
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in TONES:
            tone = TONES[char]
        else:
            letters.append(char)
    base = unicodedata.normalize("NFC", "".join(letters))
    return _SHORT_Y.sub(r"\1i", base) + tone


@lru_cache(maxsize=65536)
def key_of(form: str) -> str:
    """Return the folded letters of a form: `thu3` → `thu`, `đôi3` → `doi`; a number stays whole."""
    letters = form[:-1] if form[-1:] in "12345" and not form[:-1].isdigit() and form[:-1].isalpha() else form
    decomposed = unicodedata.normalize("NFD", letters)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).replace("đ", "d")


def forms_of(text: str) -> list[str]:
    """Return the forms of all words of a text, those of numbers and codes part by part."""
    return forms_and_codes(text)[0]


def codes_of(text: str) -> list[str]:
    """Return the joined forms of all numbers and abbreviations of several parts."""
    return forms_and_codes(text)[1]


def forms_and_codes(text: str) -> tuple[list[str], list[str]]:
    """Return what `forms_of` and `codes_of` say of a text, read once."""
    pieces = unicodedata.normalize("NFC", text).split()
    forms = list(chain.from_iterable(map(_FORMS.__getitem__, pieces)))
    # A word alone is no code.
    return forms, list(chain.from_iterable(map(_CODES.__getitem__, filterfalse(str.isalnum, pieces))))


def pairs_of(forms: Iterable[str]) -> Iterator[str]:
    """Return each form with the one after it: `thu3 tuc5`."""
    return map(_PAIRS.__getitem__, pairwise(forms))


def code_of(chunk: str) -> str:
    """Return the joined form of a chunk that is a number or an abbreviation of several parts, else an empty text."""
    if chunk.isalnum() or not (any(char.isdigit() for char in chunk) or "&" in chunk or chunk.upper() == chunk):
        return ""
    joined = _HYPHENS.sub("-", chunk.lower())
    decomposed = unicodedata.normalize("NFD", joined)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).replace("đ", "d")


class _Memory(dict[K, V]):
    """What is made of a small thing, kept for when it comes again, which in a language is most of the time."""

    def __init__(self, make: Callable[[K], V], size: int) -> None:
        super().__init__()
        self.make, self.size = make, size

    def __missing__(self, key: K) -> V:
        if len(self) >= self.size:
            self.clear()
        value = self[key] = self.make(key)
        return value


def _forms_in(piece: str) -> tuple[str, ...]:
    return tuple(map(form_of, _PART.findall(piece)))


def _codes_in(piece: str) -> tuple[str, ...]:
    return tuple(filter(None, map(code_of, _JOINED.findall(piece))))


def forget_words() -> None:
    """Let go of the words that were met: when all texts have been read, their memory is wanted for pages."""
    for memory in (_FORMS, _CODES, _PAIRS):
        memory.clear()
    form_of.cache_clear()


# By the pieces of a text between two spaces, with their punctuation.
_FORMS = _Memory(_forms_in, 65536)
_CODES = _Memory(_codes_in, 65536)
_PAIRS: _Memory[tuple[str, str], str] = _Memory(" ".join, 131072)
