"""The catalogues: every listed entry once on one page, filters from the schema, counts that match the rows."""

from __future__ import annotations

from collections import Counter

from cchc.cli.clock import moment_of
from cchc.content.kinds import DOCUMENTS, PROCEDURES, Section
from cchc.content.library import sources_of
from cchc.content.schema import AUDIENCES, EFFECTS, LEVELS, PROCEDURE_STATUSES, SERVICE_LEVELS, ProcedureFields
from cchc.service import opened
from cchc.site.catalogue import LIGHT_FROM
from cchc.site.lists import section_pages
from cchc.site.model import Site
from cchc.site.views import Catalogue, CatalogueFilter, CatalogueView, PageView, RedirectView
from cchc_markdown import MarkdownDialect

NOW = "2026-11-21 09:00"


def procedure(number: int, *lines: str) -> tuple[str, bytes]:
    """Return path and file of a procedure."""
    front = (f"title: Thủ tục {number}", "date: 2026-03-01", f"ma: 1.{number:06d}", *lines)
    return f"tthc/thu-tuc-{number}.md", ("---\n" + "\n".join(front) + "\n---\n\nLời dẫn của thủ tục.\n").encode()


def document(number: int, *lines: str) -> tuple[str, bytes]:
    """Return path and file of a document."""
    front = (f"title: Văn bản {number}", "date: 2026-03-01", f"so_ky_hieu: {number}/KH-SKHCN", *lines)
    return f"van-ban/2026/van-ban-{number}.md", ("---\n" + "\n".join(front) + "\n---\n\nNội dung.\n").encode()


def pages(section: Section, *files: tuple[str, bytes]) -> list[PageView]:
    """Return the pages of a section's list."""
    found = opened(sources_of(dict(files)), moment_of(NOW), MarkdownDialect())
    return list(section_pages(Site(found.edition, found.links, found.texts), section))


def catalogue(section: Section, *files: tuple[str, bytes]) -> Catalogue:
    """Return the catalogue of a section."""
    view = pages(section, *files)[0].view
    assert isinstance(view, CatalogueView)
    return view.catalogue


def filter_of(made: Catalogue, key: str) -> CatalogueFilter:
    """Return one filter."""
    return next(one for one in made.filters if one.key == key)


def shown(made: Catalogue, key: str) -> list[tuple[str, str, int]]:
    """Return the choices of one filter."""
    return [(choice.value, choice.label, choice.count) for choice in filter_of(made, key).choices]


def test_filters_of_procedures_are_named_and_ordered_as_in_the_schema() -> None:
    made = catalogue(
        PROCEDURES,
        procedure(1, "cap_thuc_hien: [xa]", "doi_tuong: [to-chuc, ca-nhan]", "muc_do: mot-phan"),
        procedure(2, "cap_thuc_hien: [tinh, xa]", "doi_tuong: [to-chuc]", "muc_do: toan-trinh"),
        procedure(3, "cap_thuc_hien: [tinh]", "doi_tuong: [doanh-nghiep]", "muc_do: toan-trinh"),
    )
    assert shown(made, "cap") == [("tinh", LEVELS["tinh"], 2), ("xa", LEVELS["xa"], 2)]
    assert shown(made, "doi-tuong") == [
        ("ca-nhan", AUDIENCES["ca-nhan"], 1),
        ("to-chuc", AUDIENCES["to-chuc"], 2),
        ("doanh-nghiep", AUDIENCES["doanh-nghiep"], 1),
    ]
    assert shown(made, "muc-do") == [
        ("toan-trinh", SERVICE_LEVELS["toan-trinh"], 2),
        ("mot-phan", SERVICE_LEVELS["mot-phan"], 1),
    ]
    assert filter_of(made, "muc-do").label == ProcedureFields.model_fields["muc_do"].title
    assert {one.every.count for one in made.filters} == {3}


def test_fields_written_differently_are_one_and_words_go_before_an_id() -> None:
    made = catalogue(
        PROCEDURES,
        procedure(1, "linh_vuc: so-huu-tri-tue"),
        procedure(2, "linh_vuc: so-huu-tri-tue"),
        procedure(3, "linh_vuc: Sở hữu trí tuệ"),
        procedure(4, "linh_vuc: Đo lường"),
        procedure(5, "linh_vuc: An toàn bức xạ"),
        procedure(6),
    )
    assert shown(made, "linh-vuc") == [
        ("an-toan-buc-xa", "An toàn bức xạ", 1),
        ("do-luong", "Đo lường", 1),
        ("so-huu-tri-tue", "Sở hữu trí tuệ", 3),
    ]


def test_a_filter_that_leaves_nothing_out_is_not_offered() -> None:
    made = catalogue(PROCEDURES, procedure(1, "cap_thuc_hien: [tinh]"), procedure(2, "cap_thuc_hien: [tinh]"))
    assert [one.key for one in made.filters] == []
    made = catalogue(PROCEDURES, procedure(1, "cap_thuc_hien: [tinh]"), procedure(2))
    assert [one.key for one in made.filters] == ["cap"]


def test_an_abolished_procedure_stands_apart_without_link_and_without_count() -> None:
    made = catalogue(
        PROCEDURES,
        procedure(1, "linh_vuc: Đo lường"),
        procedure(2, "linh_vuc: Đo lường", "trang_thai: bai-bo", "quyet_dinh_cong_bo: 402/QĐ-UBND"),
        procedure(3, "linh_vuc: Công nghệ"),
        procedure(4, "trang_thai: bai-bo", "draft: true"),
    )
    assert [one.title for one in made.entries] == ["Thủ tục 1", "Thủ tục 3"]
    assert [(one.title, one.address, one.over) for one in made.apart] == [("Thủ tục 2", "", True)]
    assert made.apart[0].status == PROCEDURE_STATUSES["bai-bo"]
    assert made.apart[0].facts == (("Quyết định công bố", "402/QĐ-UBND"),)
    assert dict(made.apart[0].values) == {"linh-vuc": "do-luong", "trang-thai": "bai-bo"}
    assert shown(made, "linh-vuc") == [("cong-nghe", "Công nghệ", 1), ("do-luong", "Đo lường", 1)]
    status = filter_of(made, made.apart_key)
    assert (status.every.label, status.every.count) == (PROCEDURE_STATUSES["hieu-luc"], 2)
    assert shown(made, made.apart_key) == [("bai-bo", PROCEDURE_STATUSES["bai-bo"], 1)]


def test_the_share_of_shortened_times_is_told_and_can_be_listed() -> None:
    made = catalogue(
        PROCEDURES,
        procedure(1, "thoi_han_quy_dinh: 10 ngày", "thoi_han_giai_quyet: 7 ngày"),
        procedure(2, "thoi_han_quy_dinh: 10000 ngày", "thoi_han_giai_quyet: 7001 ngày"),
        procedure(3, "thoi_han_quy_dinh: 5 ngày", "thoi_han_giai_quyet: trong ngày"),
    )
    assert made.notes == (
        "1/2 thủ tục (50 %) có thời hạn giải quyết rút ngắn từ 30 % trở lên so với quy định.",
        "Không tính 1 thủ tục không so sánh được: 1 giải quyết trong ngày.",
    )
    assert shown(made, "rut-ngan") == [("tu-30", "Từ 30 % trở lên", 1), ("duoi-30", "Dưới 30 %", 1)]
    times = {one.title: dict(one.facts)["Thời hạn giải quyết"] for one in made.entries}
    assert times["Thủ tục 1"] == "7 ngày (quy định: 10 ngày, rút ngắn 30 %)"
    # Rounded down: 29.99 % is no 30 %.
    assert times["Thủ tục 2"] == "7001 ngày (quy định: 10000 ngày, rút ngắn 29,9 %)"
    assert times["Thủ tục 3"] == "trong ngày"


def test_filters_of_documents() -> None:
    made = catalogue(
        DOCUMENTS,
        document(1, "loai_van_ban: Kế hoạch", "co_quan_ban_hanh: UBND tỉnh", "ngay_ban_hanh: 2025-12-31"),
        document(2, "loai_van_ban: kế hoạch", "co_quan_ban_hanh: Chính phủ", "hieu_luc: con-hieu-luc"),
        document(3, "loai_van_ban: Kế hoạch", "co_quan_ban_hanh: UBND tỉnh", "hieu_luc: bi-thay-the"),
        document(4, "loai_van_ban: Nghị định", "ngay_ban_hanh: 2019-01-01"),
    )
    assert [one.key for one in made.filters] == ["loai", "co-quan", "nam", "hieu-luc"]
    assert shown(made, "loai") == [("ke-hoach", "Kế hoạch", 3), ("nghi-dinh", "Nghị định", 1)]
    assert shown(made, "co-quan") == [("chinh-phu", "Chính phủ", 1), ("ubnd-tinh", "UBND tỉnh", 2)]
    # The year of issue, else of publication; the newest first.
    assert shown(made, "nam") == [("2026", "2026", 2), ("2025", "2025", 1), ("2019", "2019", 1)]
    assert shown(made, "hieu-luc") == [
        ("con-hieu-luc", EFFECTS["con-hieu-luc"], 1),
        ("bi-thay-the", EFFECTS["bi-thay-the"], 1),
    ]
    facts = {one.title: (one.number, one.date, one.status, one.over) for one in made.entries}
    assert facts["Văn bản 1"] == ("1/KH-SKHCN", "31/12/2025", "", False)
    assert facts["Văn bản 3"] == ("3/KH-SKHCN", "01/03/2026", EFFECTS["bi-thay-the"], True)
    assert made.notes == ()


def test_counts_are_those_of_the_rows() -> None:
    files = [
        procedure(
            number,
            f"linh_vuc: {('Đo lường', 'Công nghệ', 'Bức xạ')[number % 3]}",
            f"doi_tuong: [{('ca-nhan', 'to-chuc, ca-nhan')[number % 2]}]",
            f"muc_do: {tuple(SERVICE_LEVELS)[number % 3]}",
        )
        for number in range(30)
    ]
    made = catalogue(PROCEDURES, *files)
    for one in made.filters:
        rows: Counter[str] = Counter()
        for entry in made.entries:
            rows.update(dict(entry.values).get(one.key, "").split())
        assert {choice.value: choice.count for choice in one.choices} == rows, one.key


def test_one_page_holds_everything_and_the_old_page_addresses_lead_to_it() -> None:
    made = pages(PROCEDURES, *(procedure(number) for number in range(45)), procedure(99, "pinned: true"))
    first, *others = made
    assert isinstance(first.view, CatalogueView)
    titles = [one.title for one in first.view.catalogue.entries]
    assert len(titles) == len(set(titles)) == 46
    assert titles[0] == "Thủ tục 99"
    assert [page.address for page in others] == ["tthc/trang/2/", "tthc/trang/3/"]
    for page in others:
        assert isinstance(page.view, RedirectView)
        assert page.view.target.address == "tthc/"
        assert not page.indexed


def test_an_empty_section_is_one_page_that_says_so() -> None:
    (page,) = pages(DOCUMENTS)
    assert isinstance(page.view, CatalogueView)
    assert (page.view.catalogue.entries, page.view.catalogue.filters) == ((), ())
    assert page.view.empty == "Chưa có văn bản nào được đăng."


def test_rows_of_a_long_catalogue_are_light() -> None:
    lines = ("description: Một câu tóm tắt.", "muc_do: toan-trinh")
    few = catalogue(PROCEDURES, procedure(1, *lines)).entries[0]
    assert few.description
    assert few.facts
    many = catalogue(PROCEDURES, *(procedure(number, *lines) for number in range(LIGHT_FROM + 1))).entries[0]
    assert (many.description, many.facts) == ("", ())
    assert many.number
    assert many.date
