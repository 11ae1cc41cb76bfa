"""Golden cases of citations.yml: what is found in texts, how it is printed and named, what is not a citation."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from cchc.citations import KINDS, Citation, CitationWarning, find_citations, parse_citation
from cchc.citations.grammar import readers, scanner

GOLDEN: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "golden/citations.yml").read_text(encoding="utf-8")
)


def the_one(text: str) -> Citation:
    (citation,) = find_citations(text)
    return citation


def facts(citation: Citation) -> dict[str, object]:
    return {
        "text": citation.text,
        "form": str(citation.form),
        "word": citation.word,
        "kind": citation.kind,
        "number": citation.number,
        "year": citation.year,
        "agency": citation.agency,
        "date": citation.date_text,
        "warnings": [str(warning) for warning in citation.warnings],
    }


def test_the_seeds_hold_54_citations_of_47_documents() -> None:
    found = [citation for case in GOLDEN["seeds"] for citation in case["citations"]]
    assert len(found) == 54
    assert len({citation["text"].removeprefix("Số: ").removeprefix("số ") for citation in found}) == 47


@pytest.mark.parametrize("case", GOLDEN["seeds"], ids=[f"{case['seed']}-{case['line']}" for case in GOLDEN["seeds"]])
def test_seeds(case: dict[str, Any]) -> None:
    assert [facts(citation) for citation in find_citations(case["sentence"])] == case["citations"]


@pytest.mark.parametrize("case", GOLDEN["printed"], ids=[case["text"] for case in GOLDEN["printed"]])
@pytest.mark.parametrize("around", ["{}", "Theo {}, {}; ({}).", "**{}** của UBND tỉnh./."])
def test_printed(case: dict[str, Any], around: str) -> None:
    text = around.replace("{}", case["text"])
    found = find_citations(text)
    assert [citation.printed() for citation in found] == [case["printed"]] * around.count("{}")
    assert all(text[citation.start : citation.end] == citation.text == case["text"] for citation in found)
    for citation in found:
        warnings = [str(warning) for warning in citation.warnings if warning is not CitationWarning.NO_DATE]
        assert warnings == case["warnings"]


@pytest.mark.parametrize("case", GOLDEN["dates"], ids=[case["text"] for case in GOLDEN["dates"]])
def test_dates(case: dict[str, Any]) -> None:
    citation = the_one(case["text"])
    assert (citation.date_text, [str(warning) for warning in citation.warnings]) == (case["date"], case["warnings"])


@pytest.mark.parametrize("case", GOLDEN["words"], ids=[case["text"] for case in GOLDEN["words"]])
def test_names(case: dict[str, Any]) -> None:
    citation = the_one(case["text"])
    assert citation.full_name() == case["name"]
    assert sorted(map(str, citation.warnings)) == sorted(case["warnings"])


@pytest.mark.parametrize("text", GOLDEN["none"])
@pytest.mark.parametrize("around", ["{}", "Căn cứ {} của cơ quan.", "({})", "- {}\n- {}"])
def test_what_is_no_citation(text: str, around: str) -> None:
    assert find_citations(around.replace("{}", text)) == ()


def test_an_address_hides_only_itself() -> None:
    text = "Xem (http://vbpl.vn/12/QĐ-UBND) và 13/QĐ-UBND; <https://vbpl.vn/14/QĐ-UBND>: 15/QĐ-UBND"
    assert [citation.printed() for citation in find_citations(text)] == ["13/QĐ-UBND", "15/QĐ-UBND"]


def test_a_number_right_after_its_colon_or_a_comma() -> None:
    found = find_citations("Số:12/KH-UBND; Quyết định 13/QĐ-UBND,14/QĐ-UBND")
    assert [citation.number for citation in found] == ["12", "13", "14"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.state], ids=lambda kind: str(kind.symbol))
def test_every_kind_is_found_and_named(kind: Any) -> None:
    citation = the_one(f"{kind.name} số 12/{kind.symbol}-SKHCN ngày 01/02/2026")
    assert (citation.kind, citation.kind_name, citation.warnings) == (kind.symbol, kind.name, ())
    assert citation.cited() == f"{kind.name} số 12/{kind.symbol}-SKHCN ngày 01/02/2026"


def test_identity_needs_the_year_and_not_the_typing() -> None:
    same = "05-NQ/TU ngày 28/9/2021", "05/NQ-TU ngày 28/9/2021", "5 -NQ/TU năm 2021"
    assert len({the_one(text).key for text in same}) == 1
    assert the_one("1063/QĐ-UBND ngày 07/6/2019").key != the_one("1063/QĐ-UBND ngày 07/6/2020").key
    assert the_one("61/2018/NĐ-CP").key == the_one("61/2018/ND-CP ngày 23/4/2018").key
    assert the_one("Số: /KH-SKHCN").key is None


@pytest.mark.parametrize(
    "text",
    [
        "61/2018/NĐ-CP",
        " Số: 61/2018/NĐ-CP ",
        "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018",
        "nghị định 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018\n",
    ],
)
def test_one_whole_string(text: str) -> None:
    citation = parse_citation(text)
    assert citation is not None
    assert citation.printed() == "61/2018/NĐ-CP"
    assert text[citation.start : citation.end] == citation.text == "61/2018/NĐ-CP"


@pytest.mark.parametrize(
    "text",
    ["", "số", "Nghị định", "12/QĐ-UBND của tỉnh", "12/QĐ-UBND, 13/QĐ-UBND", "Theo 12/QĐ-UBND", "/", "-"],
)
def test_no_whole_citation(text: str) -> None:
    assert parse_citation(text) is None


def test_a_number_not_issued_stands_alone() -> None:
    citation = parse_citation("  /KH-SKHCN ngày 09/5/2022")
    assert citation is not None
    assert (citation.text, citation.start, citation.end) == ("/KH-SKHCN", 2, 11)
    assert citation.date_text == "2022-05-09"


def test_every_warning_has_a_sentence() -> None:
    for warning in CitationWarning:
        assert warning.text.endswith(".")


def test_a_citation_is_a_value() -> None:
    citation = the_one("12/QĐ-UBND")
    assert hash(citation) == hash(the_one("12/QĐ-UBND"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        citation.number = "13"  # type: ignore[misc]


def test_no_quantifier_is_without_bound_but_the_tail_of_an_address() -> None:
    """Why the time is linear: with bounds on all that repeats, the work at one place cannot grow with the text."""
    unbounded = re.compile(r"(?<!\\)[*+](?![^\[]*\])|\{[0-9]+,\}")
    for _, reader in readers():
        assert unbounded.search(reader.pattern) is None, reader.pattern
    tails = unbounded.findall(scanner().pattern)
    assert tails == ["*"]
    assert ")[^\\s<>\\\"'`()\\[\\]{}|]*)|" in scanner().pattern
