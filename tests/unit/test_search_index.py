"""The normaliser and the index of the search, on the Python side."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.search import Facet, SearchDocument, build_index
from cchc.search.abbreviations import Abbreviations, expand
from cchc.search.index import WEIGHTS
from cchc.search.normal import code_of, codes_of, form_of, forms_of, key_of

GOLDEN = json.loads((Path(__file__).parents[1] / "golden/search-normal.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("word", "form", "key"), GOLDEN["forms"])
def test_form_and_key(word: str, form: str, key: str) -> None:
    assert (form_of(word), key_of(form_of(word))) == (form, key)


@pytest.mark.parametrize(("text", "chunks"), GOLDEN["chunks"])
def test_chunks(text: str, chunks: list[str]) -> None:
    assert forms_of(text) == [form_of(part) for chunk in chunks for part in re.findall(r"[^\W_]+", chunk)]
    assert codes_of(text) == [code for chunk in chunks if (code := code_of(chunk))]


@pytest.mark.parametrize(("chunk", "code"), GOLDEN["codes"])
def test_codes(chunk: str, code: str) -> None:
    assert code_of(chunk) == code


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậớờởỡợ", min_size=1, max_size=8))
def test_a_word_typed_without_marks_has_the_same_key(word: str) -> None:
    form = form_of(word)
    assert key_of(form_of(key_of(form))) == key_of(form)


# Abbreviations

KNOWN = Abbreviations.of({"TTHC": "thủ tục hành chính", "KH&CN": "khoa học và công nghệ"})


def test_an_abbreviation_stands_for_its_words_and_back() -> None:
    words, pairs = expand(forms_of("cải cách TTHC năm"), KNOWN)
    assert words == ["thu3", "tuc5", "hanh2", "chinh1"]
    assert ("cach1", "thu3") in pairs
    assert ("chinh1", "năm") in pairs
    words, pairs = expand(forms_of("cải cách thủ tục hành chính năm"), KNOWN)
    assert words == ["tthc"]
    assert pairs == [("cach1", "tthc"), ("tthc", "năm")]


def test_an_abbreviation_of_two_parts() -> None:
    words, pairs = expand(forms_of("Sở KH&CN tỉnh"), KNOWN)
    assert words == ["khoa", "hoc5", "va2", "công", "nghê5"]
    assert pairs[0] == ("sơ3", "khoa")
    assert expand(forms_of("khoa học và công nghệ"), KNOWN)[0] == ["kh", "cn"]


# Index


def files_of(documents: list[SearchDocument], abbreviations: dict[str, str] | None = None) -> dict[str, Any]:
    return {path: json.loads(data) for path, data in build_index(documents, abbreviations or {})}


def terms_of(files: dict[str, Any]) -> dict[str, Any]:
    return {key: entries for path, data in files.items() if path.startswith("terms/") for key, entries in data.items()}


def postings(entries: list[Any], form: str) -> list[tuple[int, str]]:
    steps, weights = next((entry[1], entry[2]) for entry in entries if entry[0] == form)
    number, found = 0, []
    for step, weight in zip(steps, weights, strict=True):
        number += step
        found.append((number, weight))
    return found


def document(text: str, title: str = "Tin", **fields: Any) -> SearchDocument:
    return SearchDocument("tin/", title, text, **fields)


def test_forms_stand_under_the_key_of_what_is_typed_without_marks() -> None:
    terms = terms_of(files_of([document("thủ tục"), document("thứ hai"), document("thu hoạch")]))
    assert [entry[0] for entry in terms["thu"]] == ["thu", "thu3", "thư1"]
    assert [number for number, _ in postings(terms["thu"], "thu3")] == [0]
    assert [number for number, _ in postings(terms["thu tuc"], "thu3 tuc5")] == [0]


def test_a_word_of_the_title_weighs_more_than_one_of_the_text_and_repetition_less_and_less() -> None:
    terms = terms_of(files_of([document("x", "Thủ tục"), document("thủ"), document("thủ thủ"), document("thủ " * 9)]))
    weights = [WEIGHTS.index(weight) for _, weight in postings(terms["thu"], "thu3")]
    title, once, twice, often = weights
    assert once < twice < often
    assert once < title
    assert often - twice < 9 * (twice - once)


def test_numbers_are_found_whole_and_in_parts() -> None:
    terms = terms_of(files_of([document("Quyết định số 1063/QĐ-UBND")]))
    assert {"1063/qd-ubnd", "1063", "qd", "ubnd", "1063 qd", "qd ubnd"} <= terms.keys()


def test_files_are_found_by_the_first_keys_of_the_manifest() -> None:
    documents = [document(" ".join(f"tu{number}x{index}" for index in range(40))) for number in range(200)]
    files = files_of(documents)
    first = files["manifest.json"]["shards"]
    assert len(first) > 5
    assert first == sorted(first)
    for number in range(len(first)):
        keys = list(files[f"terms/{number}.json"])
        assert keys == sorted(keys)
        assert keys[0] == first[number]
        assert number + 1 == len(first) or keys[-1] < first[number + 1]


def test_filters_have_a_letter_for_each_document() -> None:
    files = files_of(
        [
            document("a", day="2026-11-02", kind=Facet("tin", "Tin"), field=Facet("tthc", "Cải cách TTHC")),
            document("b", day="2025-01-02", kind=Facet("tthc", "Thủ tục hành chính")),
            document("c"),
        ]
    )
    filters = files["manifest.json"]["filters"]
    assert filters["kind"] == {"values": [["tthc", "Thủ tục hành chính"], ["tin", "Tin"]], "documents": "10-"}
    assert filters["field"] == {"values": [["tthc", "Cải cách TTHC"]], "documents": "0--"}
    assert filters["year"] == {"values": [["2025", "2025"], ["2026", "2026"]], "documents": "10-"}


def test_a_filter_drops_no_value_however_many_there_are() -> None:
    documents = [document("a", field=Facet(f"f{number:03d}", f"Lĩnh vực {number:03d}")) for number in range(200)]
    fields = files_of(documents)["manifest.json"]["filters"]["field"]
    assert len(fields["values"]) == 200
    assert len(set(fields["documents"])) == len(fields["documents"]) == 200


def test_an_empty_site_has_an_index() -> None:
    files = files_of([])
    assert files["manifest.json"]["documents"] == 0
    assert files["manifest.json"]["shards"] == []


TEXTS = st.lists(
    st.sampled_from(["thủ", "tục", "hành", "chính", "TTHC", "thu", "tức", "1063/QĐ-UBND", "và", "KH&CN", "Hoà", "hòa"]),
    max_size=12,
)


@given(st.lists(TEXTS, max_size=6))
def test_same_documents_same_bytes_and_every_word_is_found(texts: list[list[str]]) -> None:
    documents = [document(" ".join(words), f"Mục {number}") for number, words in enumerate(texts)]
    short = {"TTHC": "thủ tục hành chính", "KH&CN": "khoa học và công nghệ"}
    made = list(build_index(documents, short))
    assert made == list(build_index(documents, short))
    terms = terms_of({path: json.loads(data) for path, data in made})
    for number, words in enumerate(texts):
        for form in words_of(words):
            assert number in [found for found, _ in postings(terms[key_of(form)], form)]


def words_of(words: list[str]) -> Iterator[str]:
    for word in words:
        yield from forms_of(word)
