"""The normaliser and the index of the search, on the Python side."""

from __future__ import annotations

import json
import pickle
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.search import (
    Abbreviations,
    DocumentTerms,
    Facet,
    SearchDocument,
    build_index,
    index_files,
    term_lines,
    terms_of,
    text_file,
)
from cchc.search.abbreviations import expand
from cchc.search.normal import code_of, codes_of, form_of, forms_of, key_of, pairs_of
from cchc.search.postings import WEIGHTS

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


# The terms of one document


TERMS = {
    # What an abbreviation stands for; each number and abbreviation whole and in parts; what comes twice.
    7: "cach1 thu3|chinh1|chinh1 cai3|hanh2|hanh2 chinh1|thu3|thu3 tuc5|tuc5|tuc5 hanh2",
    9: "12|12 qđ|12/qd-ubnd|cach1 12|cach1 tthc|qđ|qđ ubnd|tthc|tthc cai3|ubnd",
    12: "cach1|cai3|cai3 cach1",
    # The keys, which are also what the document is called by, once without the part of the province; the title.
    11: "00 00|00 h01|000|000 00|001234|001234 000|1|1 001234|1.001234.000.00.00.h01"
    "|=1.001234|=1.001234.000.00.00.h01|h01",
    13: "00|cưa3|môt5|môt5 cưa3",
}


def test_the_terms_of_a_document() -> None:
    terms = terms_of("Cải cách TTHC, cải cách 12/QĐ-UBND", "Một cửa", "1.001234.000.00.00.H01", KNOWN)
    found: dict[int, list[str]] = {}
    for lines, weights in ((terms.words, terms.word_weights), (terms.pairs, terms.pair_weights)):
        for term, weight in zip(lines.split("\n"), weights, strict=True):
            found.setdefault(weight, []).append(term)
    assert {weight: "|".join(sorted(held)) for weight, held in found.items()} == {
        weight: "|".join(sorted(held.split("|"))) for weight, held in TERMS.items()
    }
    assert not any(" " in word for word in terms.words.split("\n"))
    assert all(pair.count(" ") == 1 for pair in terms.pairs.split("\n"))


def test_terms_do_not_depend_on_what_was_read_before() -> None:
    texts = [f"từ {number} và từ{number}x, 12/QĐ-{number}" for number in range(9)]
    once = [terms_of(text, "", "", KNOWN) for text in texts]
    assert [terms_of(text, "", "", KNOWN) for text in reversed(texts)] == once[::-1]


def test_terms_can_be_kept_and_a_page_without_text_has_none() -> None:
    terms = terms_of("Cải cách", "Tin", "", KNOWN)
    assert pickle.loads(pickle.dumps(terms)) == terms
    assert terms_of("", "", "", KNOWN) == DocumentTerms("", b"", "", b"")


@given(st.text("aàÀAâ\u0300\u0323 đĐ1.2/&-\u2013_,\n\u00a0\u2003QU", max_size=24))
def test_words_and_codes_are_read_piece_by_piece_as_in_the_whole_text(text: str) -> None:
    whole = unicodedata.normalize("NFC", text)
    assert forms_of(text) == [form_of(part) for part in re.findall(r"[^\W_]+", whole)]
    joined = re.findall(r"[^\W_]+(?:[./&\-\u2010-\u2013][^\W_]+)+", whole)
    assert codes_of(text) == [code for chunk in joined if (code := code_of(chunk))]
    assert list(pairs_of(forms_of(text))) == [f"{one} {two}" for one, two in pairwise(forms_of(text))]


# Index


def all_files(documents: list[SearchDocument], abbreviations: dict[str, str]) -> list[tuple[str, bytes]]:
    return list(build_index(documents, document_terms(documents, abbreviations), abbreviations))


def document_terms(documents: list[SearchDocument], abbreviations: dict[str, str]) -> list[DocumentTerms]:
    known = Abbreviations.of(abbreviations)
    return [terms_of(one.text, one.title, one.keys, known) for one in documents]


def files_of(documents: list[SearchDocument], abbreviations: dict[str, str] | None = None) -> dict[str, Any]:
    return {path: json.loads(data) for path, data in all_files(documents, abbreviations or {})}


def indexed(files: dict[str, Any]) -> dict[str, Any]:
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
    terms = indexed(files_of([document("thủ tục"), document("thứ hai"), document("thu hoạch")]))
    assert [entry[0] for entry in terms["thu"]] == ["thu", "thu3", "thư1"]
    assert [number for number, _ in postings(terms["thu"], "thu3")] == [0]
    assert [number for number, _ in postings(terms["thu tuc"], "thu3 tuc5")] == [0]


def test_a_word_of_the_title_weighs_more_than_one_of_the_text_and_repetition_less_and_less() -> None:
    terms = indexed(files_of([document("x", "Thủ tục"), document("thủ"), document("thủ thủ"), document("thủ " * 9)]))
    weights = [WEIGHTS.index(weight) for _, weight in postings(terms["thu"], "thu3")]
    title, once, twice, often = weights
    assert once < twice < often
    assert once < title
    assert often - twice < 9 * (twice - once)


def test_numbers_are_found_whole_and_in_parts() -> None:
    terms = indexed(files_of([document("Quyết định số 1063/QĐ-UBND")]))
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


def test_a_new_word_changes_few_files_of_terms() -> None:
    """What is published after an edit is not all that stands behind it in the alphabet."""
    texts = [" ".join(f"tu{number}x{index}" for index in range(40)) for number in range(400)]
    before = files_of([document(text) for text in texts])
    after = files_of([document(text if number else f"{text} aaa") for number, text in enumerate(texts)])
    terms = [path for path in before if path.startswith("terms/")]
    assert len(terms) > 20
    assert len([path for path in terms if before[path] != after.get(path)]) < len(terms) / 4


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
    made = all_files(documents, short)
    assert made == all_files(documents, short)
    terms = indexed({path: json.loads(data) for path, data in made})
    for number, words in enumerate(texts):
        for form in words_of(words):
            assert number in [found for found, _ in postings(terms[key_of(form)], form)]


def test_the_index_and_the_texts_can_be_made_apart() -> None:
    documents = [document("thủ tục"), document("thứ hai")]
    made = all_files(documents, {})
    texts = [text_file(number, one) for number, one in enumerate(documents)]
    lines = term_lines(document_terms(documents, {}))
    apart = dict([*texts, *index_files(documents, lines, {}, b"as it is")])
    assert {path for path, data in made if apart[path] != data} == {"manifest.json"}
    assert apart.keys() == dict(made).keys()


def words_of(words: list[str]) -> Iterator[str]:
    for word in words:
        yield from forms_of(word)
