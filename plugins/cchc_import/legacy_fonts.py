"""Texts in the fonts that came before Unicode: TCVN3 (ABC, fonts `.Vn…`) and VNI-Windows (fonts `VNI-…`).

The characters of such a text are Latin ones; only the font shows them as Vietnamese. TCVN 5712:1993 (VN3) fixes the
first table; the second is that of VNI Software: a base letter followed by its marks.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Encoding(StrEnum):
    """What the characters of a text mean."""

    UNICODE = ""
    TCVN3 = "TCVN3 (.Vn…)"
    VNI = "VNI"


_TCVN3_BYTES = {
    **dict(zip(range(0xA1, 0xAF), "ĂÂÊÔƠƯĐăâêôơưđ", strict=True)),
    **dict(zip(range(0xB5, 0xBA), "àảãáạ", strict=True)),
    **dict(zip((0xBB, 0xBC, 0xBD, 0xBE, 0xC6), "ằẳẵắặ", strict=True)),
    **dict(zip(range(0xC7, 0xCC), "ầẩẫấậ", strict=True)),
    **dict(zip((0xCC, 0xCE, 0xCF, 0xD0, 0xD1), "èẻẽéẹ", strict=True)),
    **dict(zip(range(0xD2, 0xD7), "ềểễếệ", strict=True)),
    **dict(zip((0xD7, 0xD8, 0xDC, 0xDD, 0xDE), "ìỉĩíị", strict=True)),
    **dict(zip((0xDF, 0xE1, 0xE2, 0xE3, 0xE4), "òỏõóọ", strict=True)),
    **dict(zip(range(0xE5, 0xEA), "ồổỗốộ", strict=True)),
    **dict(zip(range(0xEA, 0xEF), "ờởỡớợ", strict=True)),
    **dict(zip((0xEF, 0xF1, 0xF2, 0xF3, 0xF4), "ùủũúụ", strict=True)),
    **dict(zip(range(0xF5, 0xFA), "ừửữứự", strict=True)),
    **dict(zip(range(0xFA, 0xFF), "ỳỷỹýỵ", strict=True)),
}
_TCVN3 = str.maketrans({chr(code): char for code, char in _TCVN3_BYTES.items()})
# Word keeps characters of symbol-like fonts in the private area.
_PRIVATE = {code + 0xF000: code for code in range(0x20, 0x100)}

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_TONES = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_CIRCUMFLEXED = {
    "â": _CIRCUMFLEX,
    "á": _CIRCUMFLEX + _ACUTE,
    "à": _CIRCUMFLEX + _GRAVE,
    "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE,
    "ä": _CIRCUMFLEX + _DOT,
}
_BREVED = {
    "ê": _BREVE,
    "é": _BREVE + _ACUTE,
    "è": _BREVE + _GRAVE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
_VNI_MARKS = {
    "a": _TONES | _CIRCUMFLEXED | _BREVED,
    "e": _TONES | _CIRCUMFLEXED,
    "o": _TONES | _CIRCUMFLEXED,
    "u": _TONES,
    "y": _TONES,
    "ô": _TONES,
    "ö": _TONES,
}
_VNI_SINGLE = {"ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for base, marks in _VNI_MARKS.items():
        letter = _VNI_SINGLE.get(base, base)
        table |= {base + mark: unicodedata.normalize("NFC", letter + sign) for mark, sign in marks.items()}
    for typed, char in list(table.items()):
        table[typed.upper()] = char.upper()
        if len(typed) == 2:
            table[typed[0].upper() + typed[1]] = char.upper()
    return table


_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
VNI_MARKS = frozenset(mark for marks in _VNI_MARKS.values() for sign in marks for mark in (sign, sign.upper()))

# Signs that stand within Vietnamese words of such a text, and in no word of a Unicode text.
_TCVN3_TELLS = re.compile(
    r"(?<=[A-Za-z])[¨©ª«¬®\u00adµ¶·¸¹»¼½¾](?=[A-Za-z\s,.;:)]|$)|(?<![^\s(])[®¨©«¬](?=[A-Za-zµ-þ])"
)
_VNI_TELLS = re.compile(r"[aeouyôöAEOUYÔÖ][ùøûõïåäëüÙØÛÕÏÅÄËÜ]|[aeoAEO][âáàãÂÁÀÃ]|a[êéèú]")
_BEYOND_LATIN = re.compile(r"[ăĂđĐĩĨũŨơƠưƯ\u0300-\u036f\u1ea0-\u1ef9]")
_LEAST_TELLS = 2


def encoding_of_font(font: str) -> Encoding:
    """Return what a font's name says of the characters set in it."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return Encoding.TCVN3
    return Encoding.VNI if name.startswith("vni-") else Encoding.UNICODE


def is_capital_font(font: str) -> bool:
    """Say whether a TCVN3 font shows capitals for all letters: `.VnTimeH`."""
    return encoding_of_font(font) is Encoding.TCVN3 and font.strip().endswith("H")


def is_unicode(text: str) -> bool:
    """Say whether a text has Vietnamese letters that no legacy font has: then its font's name says nothing."""
    return _BEYOND_LATIN.search(text) is not None


def guessed(text: str) -> Encoding:
    """Return the encoding that a text betrays by itself, when its font was changed to one of Unicode."""
    if is_unicode(text):
        return Encoding.UNICODE
    if len(_TCVN3_TELLS.findall(text)) >= _LEAST_TELLS:
        return Encoding.TCVN3
    return Encoding.VNI if len(_VNI_TELLS.findall(text)) > _LEAST_TELLS else Encoding.UNICODE


def to_unicode(text: str, encoding: Encoding, capitals: bool = False) -> str:
    """Return a text in Unicode (NFC); `capitals`: as a font of capitals shows it."""
    if encoding is Encoding.TCVN3:
        text = text.translate(_PRIVATE).translate(_TCVN3)
    elif encoding is Encoding.VNI:
        text = _VNI_PATTERN.sub(lambda found: _VNI[found[0]], text.translate(_PRIVATE))
    return unicodedata.normalize("NFC", text.upper() if capitals else text)
