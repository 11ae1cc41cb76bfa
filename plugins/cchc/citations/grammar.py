"""The patterns of numbers, for text in the normal form of `normal.py`.

Every quantifier has a bound except the tail of a web address, which takes all it meets; so one pass over a text costs
time in proportion to its length, whatever it holds.
"""

from __future__ import annotations

import re
from functools import cache

from cchc.citations.kinds import PARTY_SYMBOLS, STATE_SYMBOLS
from cchc.citations.model import Form


def _any_of(symbols: tuple[str, ...]) -> str:
    return "|".join(re.escape(symbol) for symbol in sorted(symbols, key=len, reverse=True))


_UPPER = "A-ZĐƯƠÔÂÊĂ"
# A colon is a time, a ratio or an address, except after "số"; a comma is a decimal one, except after a letter. Looked
# at after the first digit: a pattern that begins with a character is skipped fastest where it does not apply.
_FREE = r"(?:(?<![\w/.,:&-].)|(?<=[Ss][ốỐ]:.)|(?<=[^\W\d_],.))"
_NUMBER = rf"(?P<number>[0-9]{_FREE}[0-9]{{0,4}}(?:\.[0-9]{{1,3}})?[a-zđ]?)"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_TAIL = rf"[A-Za-zĐđƯƠÔÂÊĂ]{{0,14}}(?:&[{_UPPER}][A-Za-zĐđƯƠÔÂÊĂ]{{0,10}})?[0-9]{{0,2}}"
_PART = rf"[{_UPPER}]{_TAIL}"
_OFFICE = rf"[{_UPPER}]{{2}}{_TAIL}"
_SLASH = r" {0,2}/ {0,2}"
# With a space at the hyphen only two capitals make an agency: "3/BC - Trung tâm" is no number of a report.
_HYPHEN = rf"(?:-|(?: {{0,2}}- {{1,2}}| {{1,2}}-)(?=[{_UPPER}]{{2}}))"
_AFTER = r"(?![\w/&]|-\w|\.[a-z][a-z0-9]{1,3}\b)"
_STATE_SYMBOL = rf"(?P<kind>{_any_of(STATE_SYMBOLS)})"
_PARTY_SYMBOL = rf"(?P<kind>{_any_of(PARTY_SYMBOLS)})"
_STATE_TAIL = rf"{_STATE_SYMBOL}{_HYPHEN}(?P<agency>{_PART}(?:-{_PART}){{0,5}})"
_PARTY_TAIL = rf"{_PARTY_SYMBOL}{_SLASH}(?P<agency>{_PART}(?:-{_PART})?)"
_LETTER_TAIL = rf"(?P<agency>{_OFFICE}(?:-{_PART}){{1,3}})"
_TO_BE_NUMBERED = r"[Ss](?<![\w/].)[ốỐo] {0,9}:?[ ._…*]{0,60}"

_ASSEMBLY = r"(?:(?P<kind>[A-ZĐ]{1,4})-)?(?P<agency>(?:QH|UBTVQH)[0-9]{1,2})"

_FORMS: tuple[tuple[Form, str], ...] = (
    (Form.ASSEMBLY, rf"{_NUMBER}{_SLASH}{_YEAR}{_SLASH}{_ASSEMBLY}{_AFTER}"),
    (Form.STATE, rf"{_NUMBER}{_SLASH}(?:{_YEAR}{_SLASH})?{_STATE_TAIL}{_AFTER}"),
    (Form.PARTY, rf"{_NUMBER}(?:-| -|- ){_PARTY_TAIL}{_AFTER}"),
    (Form.LETTER, rf"{_NUMBER} ?/ ?{_LETTER_TAIL}{_AFTER}"),
    (Form.UNNUMBERED, rf"{_TO_BE_NUMBERED}/ ?(?:{_YEAR}{_SLASH})?{_STATE_TAIL}{_AFTER}"),
    (Form.UNNUMBERED, rf"{_TO_BE_NUMBERED}-{_PARTY_TAIL}{_AFTER}"),
    (Form.UNNUMBERED, rf"{_TO_BE_NUMBERED}/ ?{_LETTER_TAIL}{_AFTER}"),
)

_ADDRESS_TAIL = r"[^\s<>\"'`()\[\]{}|]*"
_WEB = r"[A-Za-z](?<![A-Za-z0-9].)[A-Za-z0-9+.-]{1,10}://"
_DOMAIN = r"[A-Za-z0-9](?<![\w.@-].)[A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){0,5}\.[a-z]{2,10}/"


def _unnamed(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


@cache
def scanner() -> re.Pattern[str]:
    """Return what finds citations; made when it is first asked for, as it takes longer than to count a site.

    Tried at each place in this order, so an address hides what it holds and spans never overlap.
    """
    return re.compile(
        f"(?P<address>(?:{_WEB}|{_DOMAIN}){_ADDRESS_TAIL})|"
        + "|".join(f"(?P<reader{index}>{_unnamed(pattern)})" for index, (_, pattern) in enumerate(_FORMS))
    )


@cache
def readers() -> tuple[tuple[Form, re.Pattern[str]], ...]:
    """Return the forms of citations, each with the pattern that reads its parts."""
    return tuple((form, re.compile(pattern)) for form, pattern in _FORMS)


def reader_of(match: re.Match[str]) -> tuple[Form, re.Pattern[str]] | None:
    """Return the form that the scanner met and the pattern that reads its parts, or `None` for a web address."""
    name = str(match.lastgroup)
    return readers()[int(name.removeprefix("reader"))] if name.startswith("reader") else None
