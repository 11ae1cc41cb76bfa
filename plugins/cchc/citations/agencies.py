"""Symbols of agencies whose names are the same everywhere, and who numbers documents in the Party's form."""

from __future__ import annotations

import re

from cchc.citations.spelling import Spelling, spellings

# Of these there is one in the country: number, kind and year identify a document without its date.
NATIONAL: dict[str, str] = {
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "VPCP": "Văn phòng Chính phủ",
    "TTCP": "Thanh tra Chính phủ",
    "CTN": "Chủ tịch nước",
    "QH": "Quốc hội",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "TW": "Trung ương Đảng",
    "BCA": "Bộ Công an",
    "BCT": "Bộ Công Thương",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BKHCN": "Bộ Khoa học và Công nghệ",
    "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội",
    "BNV": "Bộ Nội vụ",
    "BQP": "Bộ Quốc phòng",
    "BTC": "Bộ Tài chính",
    "BTP": "Bộ Tư pháp",
    "BTTTT": "Bộ Thông tin và Truyền thông",
    "BXD": "Bộ Xây dựng",
    "BYT": "Bộ Y tế",
}
LOCAL: dict[str, str] = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "TU": "Tỉnh ủy (Thành ủy)",
    "HU": "Huyện ủy",
    "ĐU": "Đảng ủy",
}
_NAMES = {**NATIONAL, **LOCAL}
_OTHER_SYMBOLS = ("SGDĐT", "SLĐTBXH", "HĐBT", "ThU", "ĐUK")
_SPELLINGS = spellings((*_NAMES, *_OTHER_SYMBOLS))
_PARTY = re.compile(r"(?:VP|BTC|BTG|BTGDV|BDV|BNC|UBKT|BTV|BCH)?(?:TW|TU|HU|QU|ThU|TXU|ĐU|ĐUK)")
_STATE = frozenset(NATIONAL.keys() - {"TW"} | {"UBND", "HĐND"})
_ASSEMBLY = re.compile(r"(QH|UBTVQH)([0-9]{1,2})")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def right_agency(typed: str) -> tuple[str, tuple[Spelling, ...]]:
    """Return an agency's symbol rightly spelt (`TTG` → `TTg`) and the spellings of its parts that were known."""
    parts = [_SPELLINGS.get(part, Spelling(part)) for part in typed.split("-")]
    return "-".join(part.symbol for part in parts), tuple(parts)


def is_party(agency: str) -> bool:
    """Say whether an agency is the Party's and numbers `05-NQ/TU`."""
    return _PARTY.fullmatch(agency) is not None


def is_state(agency: str) -> bool:
    """Say whether an agency is surely the State's and numbers `05/NQ-HĐND`."""
    return agency.split("-")[0] in _STATE


def is_national(agency: str) -> bool:
    """Say whether there is one such agency in the country."""
    return all(part in NATIONAL or _ASSEMBLY.fullmatch(part) for part in agency.split("-"))


def agency_name(agency: str) -> str:
    """Return the Vietnamese name behind a symbol (`QH14` → `Quốc hội khóa XIV`), or "" when a part is not known."""
    names = [_part_name(part) for part in agency.split("-")]
    return ", ".join(names) if all(names) else ""


def _part_name(part: str) -> str:
    if match := _ASSEMBLY.fullmatch(part):
        return f"{_NAMES[match[1]]} khóa {_roman(int(match[2]))}"
    return _NAMES.get(part, "")


def _roman(number: int) -> str:
    letters = ""
    for value, letter in _ROMAN:
        letters += letter * (number // value)
        number %= value
    return letters
