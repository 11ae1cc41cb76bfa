"""An index that follows changes is the index made anew, to the byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.search import (
    NO_TERMS,
    Abbreviations,
    Change,
    DocumentTerms,
    KeptIndex,
    kept_index,
    term_lines,
    terms_of,
    updated,
)

ABBREVIATIONS = Abbreviations.of({"UBND": "Ủy ban nhân dân", "TTHC": "thủ tục hành chính"})
# The same letters with other tones share a key: one line holds several forms.
WORDS = ("thủ", "thu", "thứ", "tục", "hành", "chính", "UBND", "TTHC", "118/2025/NĐ-CP", "một", "cửa", "dịch", "vụ")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@st.composite
def documents(draw: st.DrawFn) -> DocumentTerms:
    return terms_of(draw(TEXTS), draw(TEXTS), draw(st.sampled_from(("", "118/2025/NĐ-CP"))), ABBREVIATIONS)


def names(terms: list[DocumentTerms]) -> list[bytes]:
    return [repr(document).encode() for document in terms]


@given(
    st.lists(st.tuples(documents(), st.one_of(st.none(), documents())), max_size=8),
    st.lists(documents(), max_size=3),
    st.booleans(),
    st.sampled_from([1, 60, 10**6]),
)
def test_changed_documents_give_the_index_made_anew(
    drawn: list[tuple[DocumentTerms, DocumentTerms | None]], tail: list[DocumentTerms], coming: bool, size: int
) -> None:
    """Some are others now; those at the end have come, or are gone."""
    before = [old for old, _ in drawn] + ([] if coming else tail)
    after = [new or old for old, new in drawn] + (tail if coming else [])
    changes = [Change(number, old, new) for number, (old, new) in enumerate(drawn) if new is not None]
    for number, terms in enumerate(tail, len(drawn)):
        changes.append(Change(number, NO_TERMS, terms) if coming else Change(number, terms, NO_TERMS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_index, "_CHUNK", size)
        kept = KeptIndex.of(names(before), term_lines(before))
        assert list(kept.term_lines()) == list(term_lines(before))
        found = updated(kept, names(after), changes)
    assert found.documents == tuple(names(after))
    assert list(found.term_lines()) == list(term_lines(after))
