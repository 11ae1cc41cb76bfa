"""What looks like data of a person: numbers of papers and accounts, mobile telephones, private mailboxes."""

from __future__ import annotations

import re

from cchc.checks.privacy import personal_numbers

# A run of digits first: few texts have one long enough.
_RUN = re.compile(r"\d[\d .-]{7,16}\d")
_MOBILE = re.compile(r"(?<![\d.,/_+-])(?:0|\+?84[ .]?)[35789]\d(?:[ .-]?\d){7}(?![\d_]|[.,/-]\d)")
_PRIVATE_MAIL = re.compile(
    r"[\w.+-]+@(?:gmail|yahoo|hotmail|outlook|icloud|live|zoho|proton(?:mail)?)\.[a-z.]{2,6}\b", re.IGNORECASE
)
_MOBILE_LABEL, _MAIL_LABEL = "số điện thoại di động", "hộp thư cá nhân"
_NUMBER_LABELS = {
    "CCHC701": "dãy 12 chữ số như số căn cước",
    "CCHC702": "dãy 9 chữ số như số chứng minh nhân dân",
    "CCHC703": "số tài khoản ngân hàng",
}
CONTACTS = frozenset([_MOBILE_LABEL, _MAIL_LABEL])


def personal_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return (what it is in words, the value with all but its beginning hidden) of what a text shows of persons."""
    found = [(_NUMBER_LABELS[code], masked(number)) for code, _, number in personal_numbers(text)]
    found += [(_MOBILE_LABEL, masked(match[0])) for match in _MOBILE.finditer(text)] if _RUN.search(text) else []
    if "@" in text:
        found += [(_MAIL_LABEL, masked(match[0])) for match in _PRIVATE_MAIL.finditer(text)]
    return tuple(dict.fromkeys(found))


def masked(value: str) -> str:
    """Return a value with all but its first four characters hidden, as in every message of the kit."""
    return value[:4] + "*" * (len(value) - 4)
