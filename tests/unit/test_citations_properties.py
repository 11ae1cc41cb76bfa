"""Properties of citations: what holds for every text and every citation."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cchc.citations import KINDS, Citation, CitationWarning, find_citations, parse_citation

STATE_KINDS = sorted(symbol for symbol, kind in KINDS.items() if kind.state)
PARTY_KINDS = sorted(symbol for symbol, kind in KINDS.items() if kind.party)
AGENCIES = st.sampled_from(
    ["CP", "TTg", "UBND", "HĐND", "SKHCN", "BNV", "BGDĐT", "BNV-BTC", "SKH&CN", "TTNCUĐ", "VPCP"]
)
PARTY = st.sampled_from(["TW", "TU", "HU", "BTCTW", "ĐU"])
LETTERS = st.sampled_from(["SKHCN-VP", "STTTT-TTBCXB", "VPCP-KSTT", "UBND-NC"])
NUMBERS = st.builds(
    "{}{}".format,
    st.one_of(st.integers(1, 99999).map(lambda number: f"{number:02}"), st.just("66.18")),
    st.sampled_from(["", "", "a", "c", "đ"]),
)
YEARS = st.integers(1945, 2045)
DAYS = st.dates(dt.date(1945, 9, 2), dt.date(2045, 12, 31))

state = st.builds(
    lambda number, year, kind, agency: f"{number}/{year}/{kind}-{agency}" if year else f"{number}/{kind}-{agency}",
    NUMBERS,
    st.none() | YEARS,
    st.sampled_from(STATE_KINDS),
    AGENCIES,
)
party = st.builds("{}-{}/{}".format, NUMBERS, st.sampled_from(PARTY_KINDS), PARTY)
letter = st.builds("{}/{}".format, NUMBERS, LETTERS)
assembly = st.builds("{}/{}/{}".format, NUMBERS, YEARS, st.sampled_from(["QH14", "UBTVQH15", "PL-UBTVQH11"]))
unnumbered = st.builds("Số: /{}-{}".format, st.sampled_from(STATE_KINDS), AGENCIES)
symbols = st.one_of(state, party, letter, assembly, unnumbered)
dates = st.one_of(
    st.just(""),
    DAYS.map(lambda day: f" ngày {day.day:02}/{day.month}/{day.year}"),
    DAYS.map(lambda day: f", ngày {day.day} tháng {day.month} năm {day.year}"),
    YEARS.map(lambda year: f" năm {year}"),
)
words = st.sampled_from(["", "Nghị định số ", "Kế hoạch ", "số ", "công văn số ", "Chương trình hành động số "])
noise = st.one_of(
    st.text(alphabet="Ssố:/-.,0123456789QĐKHTUCPND–‐\u200b\u0323\u0301 \n*()aơđ&", max_size=30),
    st.sampled_from(["http://a.vn/", "ngày 24/2018", "VP UBND/HĐND", " và ", "; ", "\n\n", "ISO 9001:2015", "./."]),
)
pieces = st.lists(st.one_of(noise, st.builds("{}{}{}".format, words, symbols, dates)), max_size=12).map("".join)
typing = st.sampled_from(
    [
        ("/", " / "),
        ("-", "\u2011"),
        ("-", "\u2013"),
        ("Đ", "\u00d0"),
        ("QĐ-", "QD-"),
        ("NĐ-", "ND-"),
        ("TTg", "TTG"),
        (" ", "\u00a0"),
    ]
)


@given(pieces)
@settings(deadline=None)
def test_spans_are_ordered_apart_and_slice_to_their_text(text: str) -> None:
    end = 0
    for citation in find_citations(text):
        assert end <= citation.start < citation.end <= len(text)
        assert text[citation.start : citation.end] == citation.text
        end = citation.end


@given(symbols, words, dates)
@settings(deadline=None)
def test_what_is_written_is_read(symbol: str, word: str, date: str) -> None:
    (citation,) = find_citations(f"Căn cứ {word}{symbol}{date}; báo cáo như sau")
    assert citation.text == symbol


@given(symbols, dates)
@settings(deadline=None)
def test_parse_print_parse(symbol: str, date: str) -> None:
    first = parse_citation(symbol + date)
    assert first is not None
    second = parse_citation(first.printed())
    assert second is not None
    assert second.printed() == first.printed()
    assert (second.kind, second.agency, second.year) == (first.kind, first.agency, first.year)
    assert second.key == replace(first, date=None, date_year=None).key


@given(symbols, dates)
@settings(deadline=None)
def test_cite_and_parse_again(symbol: str, date: str) -> None:
    first = parse_citation(symbol + date)
    assert first is not None
    # "Văn bản" is no type word.
    assume(first.kind_name != "Văn bản")
    second = parse_citation(first.cited())
    assert second is not None
    assert (second.key, second.date, second.date_year) == (first.key, first.date, first.date_year)
    assert CitationWarning.OTHER_TYPE_WORD not in second.warnings


@given(symbols, st.lists(typing, max_size=4, unique=True), dates)
@settings(deadline=None)
def test_typing_that_readers_forgive_changes_no_identity(
    symbol: str, changes: list[tuple[str, str]], date: str
) -> None:
    typed = symbol
    for right, wrong in changes:
        typed = typed.replace(right, wrong)
    good, bad = parse_citation(symbol + date), parse_citation(typed + date)
    assert good is not None
    assert bad is not None
    assert bad.key == good.key
    assert bad.printed() == good.printed()
    # A space that does not break is good typography.
    if typed.replace("\u00a0", " ") != symbol:
        assert set(bad.warnings) - set(good.warnings)


def without_place(citation: Citation) -> Citation:
    kept = tuple(warning for warning in citation.warnings if warning is not CitationWarning.UNUSUAL_CHARACTERS)
    return replace(citation, text=unicodedata.normalize("NFC", citation.text), start=0, end=1, warnings=kept)


@given(pieces.map(lambda text: unicodedata.normalize("NFC", text)))
@settings(deadline=None)
def test_decomposed_text_gives_the_same_citations(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    found = find_citations(decomposed)
    assert [without_place(citation) for citation in found] == [without_place(one) for one in find_citations(text)]
    assert all(decomposed[citation.start : citation.end] == citation.text for citation in found)


HOSTILE = [
    "1",
    "1/",
    "12/QĐ",
    "-QĐ",
    "A",
    "12/AB-",
    "a.",
    "số ",
    ".",
    " ",
    "\u0301",
    "a\u0323\u0301",
    "http://",
    "a.b/",
    "12/QĐ-UBND ngày 1",
    "Kế hoạch ",
    "05-NQ/",
    "Số" + " ." * 31,
    "2019/",
    "12/QĐ-UBND ngày 01/01/",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_texts_are_read(unit: str) -> None:
    """A fifth of a million characters of each.

    Nothing is timed: with a pattern whose work grows with the square of the text, one of these alone would take hours,
    and the run would not end. That no pattern can do so is shown in `test_citations.py` on the patterns themselves.
    """
    size = 200_000
    text = "12/QĐ" + unit * (size // len(unit)) + "\n13/QĐ-UBND"
    assert find_citations(text)[-1].printed() == "13/QĐ-UBND"


@given(st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=5), st.integers(1, 3000))
@settings(deadline=None, max_examples=30)
def test_hostile_mixtures_are_read(units: list[str], times: int) -> None:
    text = "".join(units) * times
    for citation in find_citations(text):
        assert text[citation.start : citation.end] == citation.text
