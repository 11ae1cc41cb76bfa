"""Folding, slugs, order."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from cchc.text import fold, name_key, nfc, slugify, sort_key, tidy

VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ ĐÂÊ-,.")


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(VIETNAMESE)
def test_folded_vietnamese_is_ascii(text: str) -> None:
    assert fold(text).isascii()
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slugify(text))


@given(st.text())
def test_a_slug_is_always_an_address(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slugify(text))
    assert slugify(slugify(text)) == slugify(text)


@given(st.text())
def test_tidy_is_idempotent_and_one_line(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert "\n" not in tidy(text)


def test_words_of_editors() -> None:
    assert slugify("Đơn giản hóa TTHC: ≥ 30 %") == "don-gian-hoa-tthc-30"
    assert slugify("Đổi mới") == "doi-moi"
    assert name_key("PAR-INDEX") == name_key("par index") == "par index"
    assert nfc("Cải cách") == "Cải cách"


def test_the_order_of_the_alphabet() -> None:
    words = ["đa", "da", "ân", "ăn", "an", "án", "ạn", "àn", "ản", "ãn", "e", "ê", "ơ", "ô", "o", "ư", "u"]
    assert sorted(words, key=sort_key) == [
        "an", "àn", "ản", "ãn", "án", "ạn", "ăn", "ân", "da", "đa", "e", "ê", "o", "ô", "ơ", "u", "ư",
    ]  # fmt: skip
