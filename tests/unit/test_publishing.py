"""What is visible and what counts, for each state of an item."""

from __future__ import annotations

import pytest

from cchc.cli.clock import moment_of
from cchc.content.library import library_of
from cchc.publishing import State, edition_of

NOW = "2026-11-21 09:00"


@pytest.mark.parametrize(
    ("extra", "state", "page", "listed", "counted"),
    [
        ("date: 2026-11-05", State.PUBLISHED, True, True, True),
        ("date: 2026-11-21 09:00", State.PUBLISHED, True, True, True),
        ("date: 2026-11-21 09:01", State.SCHEDULED, False, False, False),
        ("date: 2026-11-22", State.SCHEDULED, False, False, False),
        ("date: 2026-11-05\ndraft: true", State.DRAFT, False, False, False),
        ("date: 2026-12-05\ndraft: có", State.DRAFT, False, False, False),
        ("date: 2026-11-05\nexpires: 2026-11-22", State.PUBLISHED, True, True, True),
        ("date: 2026-11-05\nexpires: 2026-11-21", State.EXPIRED, True, False, True),
        ("date: 2026-11-05\nwithdrawn: {date: 2026-11-20, reason: Trùng}", State.WITHDRAWN, True, False, False),
        ("date: 2026-11-05\nwithdrawn: {date: 2026-11-22, reason: Trùng}", State.PUBLISHED, True, True, True),
        (
            "date: 2026-11-05\nwithdrawn: {date: 2026-11-20, reason: Trùng}\ncounted: true",
            State.WITHDRAWN,
            True,
            False,
            True,
        ),
        (
            "date: 2026-11-05\nwithdrawn: {date: 2026-11-20, reason: x, counted: true}",
            State.WITHDRAWN,
            True,
            False,
            True,
        ),
        (
            "date: 2026-11-05\nexpires: 2026-11-06\nwithdrawn: {date: 2026-11-20, reason: x}",
            State.WITHDRAWN,
            True,
            False,
            False,
        ),
    ],
)
def test_states(extra: str, state: State, page: bool, listed: bool, counted: bool) -> None:
    text = f"---\ntitle: Tin\n{extra}\ntags: [mot-cua]\n---\n\nNội dung\n"
    edition = edition_of(library_of({"tin-tuc/2026/11/tin.md": text.encode()}), moment_of(NOW))
    (item,) = edition.library.items
    assert edition.state(item) is state
    assert (item in edition.paged, item in edition.listed, item in edition.counted) == (page, listed, counted)


def test_an_abolished_procedure_has_a_page_and_is_not_counted() -> None:
    text = "---\ntitle: Cấp phép\ndate: 2026-11-05\nma: 1.004260\ntrang_thai: bãi bỏ\n---\n\nNội dung\n"
    text = text.replace("bãi bỏ", "bai-bo")
    edition = edition_of(library_of({"tthc/a.md": text.encode()}), moment_of(NOW))
    (item,) = edition.library.items
    assert edition.state(item) is State.ABOLISHED
    assert (item in edition.paged, item in edition.listed, item in edition.counted) == (True, False, False)


def test_a_plain_page_can_be_a_draft() -> None:
    files = {"gioi-thieu.md": b"---\ntitle: A\ndraft: true\n---\n\nx", "lien-he.md": b"# B\n\nx"}
    edition = edition_of(library_of(files), moment_of(NOW))
    assert [page.source for page in edition.pages] == ["lien-he.md"]
