"""A citation of an official document as a value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cchc.citations.agencies import agency_name, is_party, is_state
from cchc.citations.kinds import KINDS, NO_SYMBOL, OFFICIAL_LETTER, TYPE_WORDS


class Form(StrEnum):
    """How a number is put together."""

    ASSEMBLY = "quoc_hoi"  # 12/2017/QH14
    STATE = "nha_nuoc"  # 61/2018/NĐ-CP, 107/KH-UBND
    PARTY = "dang"  # 60-NQ/TU
    LETTER = "cong_van"  # 922/STTTT-TTBCXB
    UNNUMBERED = "chua_cap_so"  # Số: /KH-SKHCN


class CitationWarning(StrEnum):
    """What an editor should look at in a citation; `text` says it in Vietnamese. The order is that of reports."""

    NOT_ISSUED = "number-not-issued"
    SPACE_BEFORE_SLASH = "space-before-slash"
    SPACE_AFTER_SLASH = "space-after-slash"
    SPACE_AT_HYPHEN = "space-at-hyphen"
    UNUSUAL_HYPHEN = "unusual-hyphen"
    UNUSUAL_CHARACTERS = "unusual-characters"
    NO_DIACRITICS = "no-diacritics"
    UPPER_CASE = "upper-case-symbol"
    PARTY_IN_STATE_FORM = "party-number-in-state-form"
    STATE_IN_PARTY_FORM = "state-number-in-party-form"
    OTHER_TYPE_WORD = "type-word≠symbol"
    NO_DATE = "no-date"
    MALFORMED_DATE = "malformed-date"
    OTHER_YEAR = "year≠date"

    @property
    def text(self) -> str:
        """One sentence for editors."""
        return _TEXTS[self]


_TEXTS: dict[CitationWarning, str] = {
    CitationWarning.NOT_ISSUED: "Văn bản chưa được cấp số.",
    CitationWarning.SPACE_BEFORE_SLASH: "Thừa dấu cách trước dấu gạch chéo.",
    CitationWarning.SPACE_AFTER_SLASH: "Thừa dấu cách sau dấu gạch chéo.",
    CitationWarning.SPACE_AT_HYPHEN: "Thừa dấu cách cạnh dấu gạch nối.",
    CitationWarning.UNUSUAL_HYPHEN: "Dùng dấu gạch khác dấu gạch nối thông thường (-).",
    CitationWarning.UNUSUAL_CHARACTERS: "Có ký tự không theo Unicode dựng sẵn hoặc ký tự ẩn; nên gõ lại.",
    CitationWarning.NO_DIACRITICS: "Ký hiệu viết thiếu dấu (ví dụ ND thay vì NĐ).",
    CitationWarning.UPPER_CASE: "Ký hiệu viết hoa không đúng (ví dụ TTG thay vì TTg).",
    CitationWarning.PARTY_IN_STATE_FORM: "Văn bản của Đảng ghi theo thể thức số-LOẠI/CƠ QUAN, ví dụ 05-NQ/TU.",
    CitationWarning.STATE_IN_PARTY_FORM: "Văn bản của Nhà nước ghi theo thể thức số/LOẠI-CƠ QUAN, ví dụ 05/NQ-HĐND.",
    CitationWarning.OTHER_TYPE_WORD: (
        "Tên loại đứng trước không khớp với ký hiệu; vẫn đúng khi văn bản được ban hành kèm theo quyết định."
    ),
    CitationWarning.NO_DATE: "Không ghi ngày ban hành.",
    CitationWarning.MALFORMED_DATE: "Ngày ban hành ghi sai hoặc thiếu phần.",
    CitationWarning.OTHER_YEAR: "Năm trong số, ký hiệu khác năm của ngày ban hành.",
}


class Key(NamedTuple):
    """What makes two citations mean the same document. `year` is the number's own, else that of the date."""

    kind: str
    number: str
    year: int | None
    agency: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation found in a text.

    `text` is what stands at `start` to `end` of the text as it was given. `kind` is a symbol of `KINDS`, "" for công
    văn and for the National Assembly's numbers; `agency` is rightly spelt; `word` is the type word before the number as
    written. `date` is the day of issue; `date_year` its year, known alone in "30c/NQ-CP năm 2011".
    """

    text: str
    start: int
    end: int
    form: Form
    kind: str
    number: str
    year: int | None
    agency: str
    word: str = ""
    date: dt.date | None = None
    date_year: int | None = None
    warnings: tuple[CitationWarning, ...] = ()

    @property
    def key(self) -> Key | None:
        """Identity, or `None` when there is no number yet.

        Without a year in the number only the date's year tells one year's 1063/QĐ-UBND from the next.
        """
        if not self.number:
            return None
        return Key(self.kind, self.number.lstrip("0") or "0", self.year or self.date_year, self.agency)

    @property
    def kind_name(self) -> str:
        """Vietnamese name of the kind: `Nghị định`; for a number that does not tell it, what the word before says."""
        if self.kind:
            return KINDS[self.kind].name
        name, symbols = TYPE_WORDS.get(self.word.casefold(), ("", frozenset[str]()))
        if self.form is Form.ASSEMBLY and NO_SYMBOL in symbols:
            return name
        return "Văn bản" if self.form is Form.ASSEMBLY else OFFICIAL_LETTER

    @property
    def agency_name(self) -> str:
        """Vietnamese name of the agency, or "" when the symbol alone does not tell it."""
        return agency_name(self.agency)

    @property
    def date_text(self) -> str:
        """Date of issue in ISO form, the year alone, or ""."""
        return self.date.isoformat() if self.date else str(self.date_year or "")

    def printed(self) -> str:
        """Return the number as it should stand in print: `07/KH-SKHCN`, `05-NQ/TU`, `/KH-SKHCN` when not issued.

        A number under 10 is written with a zero before it (NĐ 30/2020/NĐ-CP, Phụ lục I).
        """
        number = _two_digits(self.number)
        if self.kind and _in_party_form(self):
            return f"{number}-{self.kind}/{self.agency}"
        year = f"{self.year}/" if self.year else ""
        return f"{number}/{year}{self.kind}{'-' if self.kind else ''}{self.agency}"

    def cited(self) -> str:
        """Return the citation as a text writes it: `Kế hoạch số 107/KH-UBND ngày 09/5/2022`."""
        when = f" ngày {_day_in_print(self.date)}" if self.date else f" năm {self.date_year}" if self.date_year else ""
        return f"{self.kind_name} số {self.printed()}{when}"

    def full_name(self) -> str:
        """Return `cited()` with the agency's name where the symbol tells it: what a tooltip shows."""
        return f"{self.cited()} của {self.agency_name}" if self.agency_name else self.cited()


def _in_party_form(citation: Citation) -> bool:
    if not KINDS[citation.kind].party or citation.year:
        return False
    if citation.form is Form.PARTY:
        return not is_state(citation.agency) or not KINDS[citation.kind].state
    return is_party(citation.agency)


def _two_digits(number: str) -> str:
    if not number or "." in number:
        return number
    digits = number.lstrip("0")
    bare = digits.rstrip("abcdefghijklmnopqrstuvwxyzđ")
    return f"0{digits}" if len(bare) < 2 else digits


def _day_in_print(day: dt.date) -> str:
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"
