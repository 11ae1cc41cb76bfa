"""Capital letters where Nghị định 30/2020/NĐ-CP, Phụ lục II leaves no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc.problems import Finding
from cchc.writing.places import Places

_KINDS = (
    "hiến pháp|bộ luật|luật|pháp lệnh|lệnh|nghị quyết liên tịch|nghị quyết|nghị định|quyết định|thông tư liên tịch"
    "|thông tư|chỉ thị|kế hoạch|công văn|báo cáo|tờ trình|hướng dẫn|chương trình|thông báo|công điện|đề án"
)
# A certain document: its kind stands before its number.
_DOCUMENT = re.compile(rf"(?<![\w/])(?P<word>{_KINDS})(?=\s+(?:số:?\s+)?\d+[a-z]?(?:/\d{{4}})?[/-][A-ZĐ])")
# Phần, chương, mục, tiểu mục, điều of a certain document; khoản and điểm stay small.
_PART = re.compile(
    rf"(?<!\w)(?P<word>tiểu mục|điều|chương|phần)(?=\s+(?:\d+[a-zđ]?|[IVXLC]+)\s+(?:của\s+)?(?:{_KINDS})\b)",
    re.IGNORECASE,
)
_FEAST = re.compile(
    r"(?<!\w)(?P<word>(?:[Tt]ết )(?:nguyên đán|trung thu|nguyên tiêu|đoan ngọ)"
    r"|(?<=ngày )(?:quốc khánh|quốc tế (?:lao động|phụ nữ|thiếu nhi)))(?!\w)"
)
_AGENCY = re.compile(
    r"(?<!\w)(?P<word>ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân)"
    r"(?=\s+(?:tỉnh|thành phố|xã|phường|đặc khu)\s+[A-ZĐ])"
)


def small_letters(words: str, places: Places) -> Iterator[Finding]:
    """Yield a hint at each word that should begin with a capital letter."""
    for pattern in (_DOCUMENT, _PART, _FEAST, _AGENCY):
        for found in pattern.finditer(words):
            written = found["word"]
            right = _right(written)
            if written != right:
                yield places.hint("CCHC003", found.start("word"), word=written, right=right)


def _right(written: str) -> str:
    head, space, rest = written.partition(" ")
    if head.casefold() == "tết" and rest:
        # The name of the feast: both its syllables.
        return f"Tết {' '.join(part.capitalize() for part in rest.split())}"
    return head[0].upper() + head[1:] + space + rest
