"""What must not be published: personal numbers (a warning) and documents marked secret (an error).

Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; Luật Bảo vệ bí mật nhà nước 117/2025/QH15. Numbers are never repeated
whole in a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc.content.items import Item, PlainPage
from cchc.content.paths import DOCS
from cchc.problems import Problem, make_problem
from cchc.text import fold, name_key

# Only texts with one of these are looked through: digits enough for a paper; for an account, and a word before it.
_DIGITS = re.compile(r"\d{9}|\d{3} \d{3} \d{3}")
_ACCOUNT_DIGITS = re.compile(r"\d{3} ?\d{3}")
_ACCOUNT_WORDS = ("tài khoản", "stk", "số tk")
# The start of "mật" in each case: only texts with one of these are looked through.
_SECRET_STARTS = ("mậ", "Mậ", "mẬ", "MẬ")
_ADDRESS = re.compile(r"https?://[^\s<>()]+|\]\([^()\n]*\)")
_TWELVE = re.compile(r"(?<![\d.,/_-])(?:\d{12}|0\d{2} \d{3} \d{3} \d{3})(?![\d_]|[.,/-]\d)")
_NINE = re.compile(r"(?<![\d.,/_-])\d{9}(?![\d_]|[.,/-]\d)")
_ACCOUNT = re.compile(r"(?:số tài khoản|tài khoản số|stk|số tk)\D{0,25}?(?P<number>\d[\d .-]{5,22}\d)", re.IGNORECASE)
_SECRET_LINE = re.compile(
    r"^[\s*_#>|()\[\]]*(?P<mark>TUYỆT MẬT|TỐI MẬT|MẬT|(?:TÀI LIỆU )?LƯU HÀNH NỘI BỘ)[\s*_#>|()\[\].]*$", re.MULTILINE
)
_SECRET_FIELD = re.compile(r"độ mật\s*[:：]\s*\**\s*(?P<mark>tuyệt mật|tối mật|mật)\b", re.IGNORECASE)
_SECRET_VALUES = {"mat", "toi mat", "tuyet mat", "luu hanh noi bo"}


def check_privacy(text: Item | PlainPage) -> Iterator[Problem]:
    """Look through a text and what stands above it."""
    path = f"{DOCS}/{text.source}"
    yield from _in_lines(path, text.text.body, text.text.body_line)
    if isinstance(text, Item):
        yield from _in_front_matter(path, text)


def _in_front_matter(path: str, item: Item) -> Iterator[Problem]:
    entries = item.mapping.value
    if not isinstance(entries, dict):
        return
    for key, node in entries.items():
        if isinstance(node.value, str) and name_key(key) == "do mat" and fold(node.value) in _SECRET_VALUES:
            yield make_problem("CCHC704", path, node.line, node.column, shown=f"{key}: {node.value}")
        if key == "ma":
            continue
        for child in node.walk():
            if isinstance(child.value, str):
                yield from _in_lines(path, child.value, child.line, child.column)


def _in_lines(path: str, text: str, first_line: int, first_column: int = 1) -> Iterator[Problem]:
    for code, offset, number in personal_numbers(text):
        line, column = _place(text, offset, first_line, first_column)
        yield make_problem(code, path, line, column, shown=_masked(number))
    if "NỘI BỘ" in text or any(start in text for start in _SECRET_STARTS):
        for pattern in (_SECRET_LINE, _SECRET_FIELD):
            for match in pattern.finditer(text):
                line, column = _place(text, match.start("mark"), first_line, first_column)
                yield make_problem("CCHC704", path, line, column, shown=match["mark"])


def personal_numbers(text: str) -> Iterator[tuple[str, int, str]]:
    """Yield (code of the problem, offset, number) of what looks like the number of an account or of a person's papers.

    Numbers in addresses are none.
    """
    folded = text.casefold()
    announced = any(word in folded for word in _ACCOUNT_WORDS) and _ACCOUNT_DIGITS.search(text)
    if not announced and not _DIGITS.search(text):
        return
    blanked = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    if announced:
        for match in _ACCOUNT.finditer(blanked):
            yield "CCHC703", match.start("number"), match["number"]
        blanked = _ACCOUNT.sub(lambda match: " " * len(match[0]), blanked)
    for code, pattern in (("CCHC701", _TWELVE), ("CCHC702", _NINE)):
        for match in pattern.finditer(blanked):
            yield code, match.start(), match[0]


def _masked(number: str) -> str:
    return number[:4] + "*" * (len(number) - 4)


def _place(text: str, offset: int, first_line: int, first_column: int) -> tuple[int, int]:
    line = text.count("\n", 0, offset)
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return first_line + line, column + (first_column - 1 if line == 0 else 0)
