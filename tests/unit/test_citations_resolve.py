"""Which document of the library a citation leads to, and which are offered when it leads nowhere for certain."""

from __future__ import annotations

import pytest

from cchc.citations import DocumentIndex, Reason, Resolution, find_citations
from cchc.content.items import Item
from cchc.content.library import library_of

DOCUMENTS = {
    "nd61": ("61/2018/NĐ-CP", "2018-04-23", "Chính phủ"),
    "nd118": ("118/2025/NĐ-CP", "2025-06-09", "Chính phủ"),
    "nq76": ("76/NQ-CP", "2021-07-15", "Chính phủ"),
    "nq30c": ("30c/NQ-CP", "2011-11-08", "Chính phủ"),
    "qd1063": ("1063/QĐ-UBND", "2019-06-07", "UBND tỉnh Lạng Sơn"),
    "qd843": ("843/QĐ-UBND", "2021-12-17", "UBND tỉnh Ninh Thuận"),
    "qd62": ("62/2018/QĐ-UBND", "2018-12-05", "UBND tỉnh Lạng Sơn"),
    "kh12-2021": ("12/KH-SKHCN", "2021-01-06", "Sở Khoa học và Công nghệ"),
    "kh12-2022": ("12/KH-SKHCN", "2022-01-06", "Sở Khoa học và Công nghệ"),
    "tinh-a": ("500/QĐ-UBND", "2022-03-01", "UBND tỉnh A"),
    "tinh-b": ("500/QĐ-UBND", "2022-05-09", "UBND tỉnh B"),
    "nq05": ("Số: 05-NQ/TU", "2021-09-28", "Tỉnh ủy Ninh Thuận"),
    "khong-ngay": ("77/KH-UBND", "", "UBND tỉnh"),
    "khong-so": ("", "2021-09-28", "Tỉnh ủy"),
    "chua-so": ("/KH-SKHCN", "2021-09-28", "Sở"),
    "so-sai": ("Kế hoạch năm", "2021-09-28", "Sở"),
}


def item_file(symbol: str, day: str, agency: str) -> bytes:
    lines = ["title: Văn bản", "date: 2026-01-05", f'so_ky_hieu: "{symbol}"', f'co_quan_ban_hanh: "{agency}"']
    lines += [f"ngay_ban_hanh: {day}"] if day else []
    return ("---\n" + "\n".join(lines) + "\n---\n\nNội dung\n").encode()


@pytest.fixture(scope="module")
def items() -> tuple[Item, ...]:
    news = "---\ntitle: Tin\ndate: 2026-01-05\ntags: [mot-cua]\n---\n\nNội dung\n".encode()
    sources = {f"van-ban/2026/{name}.md": item_file(*facts) for name, facts in DOCUMENTS.items()}
    library = library_of({**sources, "tin-tuc/2026/01/tin.md": news})
    assert len(library.items) == len(DOCUMENTS) + 1
    return library.items


@pytest.fixture(scope="module")
def index(items: tuple[Item, ...]) -> DocumentIndex:
    return DocumentIndex.of(items)


def name(item: Item | None) -> str | None:
    return None if item is None else item.source.removeprefix("van-ban/2026/").removesuffix(".md")


def resolved(index: DocumentIndex, text: str) -> Resolution:
    (citation,) = find_citations(text)
    resolution = index.resolve(citation)
    assert resolution.citation is citation
    return resolution


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("Nghị định số 61/2018/NĐ-CP", "nd61"),
        ("Nghị định 61/2018/ND-CP ngày 24/2018", "nd61"),
        ("61/2018/NĐ-CP ngày 24/4/2018", "nd61"),
        ("76/NQ-CP ngày 15/7/2021", "nq76"),
        ("30c/NQ-CP năm 2011", "nq30c"),
        ("1063/QĐ-UBND ngày 07/6/2019", "qd1063"),
        ("62/2018/QĐ-UBND", "qd62"),
        ("12/KH-SKHCN ngày 06/01/2022", "kh12-2022"),
        ("500/QĐ-UBND ngày 09/5/2022", "tinh-b"),
        ("05/NQ-TU ngày 28/9/2021", "nq05"),
        ("5-NQ/TU năm 2021", "nq05"),
    ],
)
def test_found(index: DocumentIndex, text: str, document: str) -> None:
    resolution = resolved(index, text)
    assert name(resolution.item) == document
    assert (resolution.likely, resolution.suggestions) == (None, ())


@pytest.mark.parametrize(
    ("text", "likely", "suggestions"),
    [
        # Without a year no number is sure; the only one is likely.
        ("76/NQ-CP", "nq76", [("nq76", Reason.NO_YEAR)]),
        ("77/KH-UBND ngày 01/02/2022", "khong-ngay", [("khong-ngay", Reason.NO_YEAR)]),
        ("12/KH-SKHCN", None, [("kh12-2021", Reason.NO_YEAR), ("kh12-2022", Reason.NO_YEAR)]),
        # The same number of another year or province.
        ("1063/QĐ-UBND ngày 07/6/2020", None, [("qd1063", Reason.OTHER_DATE)]),
        ("1063/QĐ-UBND ngày 12/6/2019", None, [("qd1063", Reason.OTHER_DATE)]),
        ("62/2018/QĐ-UBND ngày 06/12/2018", None, [("qd62", Reason.OTHER_DATE)]),
        ("500/QĐ-UBND năm 2022", None, [("tinh-a", Reason.SEVERAL), ("tinh-b", Reason.SEVERAL)]),
        # Typing errors.
        ("834/QĐ-UBND ngày 17/12/2021", None, [("qd843", Reason.OTHER_NUMBER)]),
        ("834/QĐ-UBND", None, [("qd843", Reason.OTHER_NUMBER)]),
        ("834/QĐ-UBND ngày 18/12/2021", None, []),
        ("181/2025/NĐ-CP", None, [("nd118", Reason.OTHER_NUMBER)]),
        ("76/QĐ-CP ngày 15/7/2021", None, [("nq76", Reason.OTHER_KIND)]),
        ("118/2025/NĐ-PC", None, [("nd118", Reason.OTHER_AGENCY)]),
        # Nothing alike, and nothing to look for.
        ("99/2001/QĐ-BNV", None, []),
        ("Số: /KH-SKHCN", None, []),
    ],
)
def test_not_certain(
    index: DocumentIndex, text: str, likely: str | None, suggestions: list[tuple[str, Reason]]
) -> None:
    resolution = resolved(index, text)
    assert resolution.item is None
    assert name(resolution.likely) == likely
    assert [(name(found.item), found.reason) for found in resolution.suggestions] == suggestions


def test_a_date_given_once_holds_for_the_text(index: DocumentIndex) -> None:
    citations = find_citations("Kế hoạch 12/KH-SKHCN ngày 06/01/2022. Theo Kế hoạch 12/KH-SKHCN và 76/NQ-CP")
    resolutions = index.resolve_all(citations)
    assert [name(resolution.item) for resolution in resolutions] == ["kh12-2022", "kh12-2022", None]
    assert tuple(resolution.citation for resolution in resolutions) == citations


def test_two_dates_in_a_text_hold_for_none(index: DocumentIndex) -> None:
    text = "12/KH-SKHCN ngày 06/01/2022, 12/KH-SKHCN ngày 06/01/2021, 12/KH-SKHCN"
    resolutions = index.resolve_all(find_citations(text))
    assert [name(resolution.item) for resolution in resolutions] == ["kh12-2022", "kh12-2021", None]


def test_a_year_given_once_holds_for_the_text(index: DocumentIndex) -> None:
    resolutions = index.resolve_all(find_citations("30c/NQ-CP, 30c/NQ-CP năm 2011"))
    assert [name(resolution.item) for resolution in resolutions] == ["nq30c", "nq30c"]


def test_documents_whose_number_cannot_be_read_are_named(index: DocumentIndex) -> None:
    assert [name(item) for item in index.unread] == ["chua-so", "so-sai"]


def test_suggestions_name_a_document_once_and_are_few() -> None:
    files = {
        f"van-ban/2026/{number}.md": item_file(f"{number}/QĐ-UBND", "2022-03-01", "UBND tỉnh")
        for number in range(500, 510)
    }
    index = DocumentIndex.of(library_of(files).items)
    suggestions = resolved(index, "550/QĐ-UBND ngày 01/3/2022").suggestions
    assert len({found.item.source for found in suggestions}) == len(suggestions) == 3


def test_every_reason_has_words() -> None:
    assert all(reason.text for reason in Reason)
