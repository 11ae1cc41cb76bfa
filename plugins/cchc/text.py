"""Vietnamese text: normal form, folding, slugs, sort order.

Everything here is a pure function on `str`.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_NOT_NAME = re.compile(r"[\W_]+")
MAIN_ID = "noi-dung"
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def nfc(text: str) -> str:
    """Return `text` in Unicode normal form C (TCVN 6909:2001 texts are stored composed)."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    """Return one line of NFC text: invisible characters removed, runs of white space made one space."""
    text = nfc(text)
    # No invisible character is printable: most texts need not be gone through for each of them.
    return " ".join((text if text.isprintable() else text.translate(_INVISIBLE)).split())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return `text` lower-cased and without diacritics, đ as d; idempotent."""
    folded = _fold_once(text)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(text: str) -> str:
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.casefold())
    # Few different characters make up a text: each is asked once, and taken out as a whole.
    for char in set(folded):
        if unicodedata.combining(char):
            folded = folded.replace(char, "")
    return folded.replace("đ", "d").replace("Đ", "d")


@lru_cache(maxsize=65536)
def name_key(text: str) -> str:
    """Return the key under which a name is looked up: folded, punctuation made one space."""
    return _NOT_NAME.sub(" ", fold(text)).strip()


def slugify(text: str, fallback: str = "muc") -> str:
    """Return an ASCII address part: `Đơn giản hóa TTHC` → `don-gian-hoa-tthc`; `fallback` when nothing is left."""
    if _SLUG.fullmatch(text):
        return text
    return _NOT_WORD.sub("-", fold(text)).strip("-") or fallback


def heading_slug(text: str, separator: str = "-") -> str:
    """Slug function with the signature that Python-Markdown's toc extension calls."""
    slug = slugify(text)
    # The frame of every page has this id, and a link to it leads to the first of two.
    return f"{slug}-1" if slug == MAIN_ID else slug.replace("-", separator)


@lru_cache(maxsize=65536)
def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Return a key that sorts in the order of the Vietnamese alphabet.

    Letters first (a ă â … d đ …), then tones (ngang, huyền, hỏi, ngã, sắc, nặng), then the text itself.
    """
    letters: list[int] = []
    tones: list[int] = []
    for char in nfc(text).casefold():
        parts = unicodedata.normalize("NFD", char)
        tone = next((_TONES[p] for p in parts if p in _TONES), 0)
        base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES))
        position = _LETTERS.find(base)
        letters.append(100 + position if position >= 0 else min(ord(base[0]), 99) if base else 0)
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def plural_free_count(number: int) -> str:
    """Return a number as an office writes it: thousands separated by dots (`12.345`)."""
    return f"{number:,}".replace(",", ".")


def percent(share: Fraction) -> str:
    """Return a share in the Vietnamese way: `83,3 %`, without a decimal where it is whole."""
    tenths = round(share * 1000)
    whole, tenth = divmod(tenths, 10)
    return f"{plural_free_count(whole)},{tenth} %" if tenth else f"{plural_free_count(whole)} %"


def file_size(size: int) -> str:
    """Return a size in bytes for readers: `640 byte`, `12 KB`, `1,4 MB`."""
    if size < 1024:
        return f"{size} byte"
    if size < 1024 * 1024:
        return f"{round(size / 1024)} KB"
    return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")
