"""Report lines: what a line counts, house numbers, items of no line, overlaps, and the sum that explains itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc.cli.clock import moment_of
from cchc.content.library import library_of
from cchc.periods import Basis, parse_period
from cchc.publishing import edition_of
from cchc.reports import build_report, document_of
from cchc.reports.document import Bullet, Paragraph
from cchc.reports.lines import LineCounts, count_lines, house_number
from cchc.reports.model import Report
from cchc.taxonomy.data_files import default_file
from cchc.taxonomy.load import load_vocabulary

NEWS, DOCUMENT, PROCEDURE = "tin-tuc/2026/02", "van-ban/2026", "tthc"


def item(folder: str, slug: str, topic: str = "", day: str = "2026-02-01", **more: str) -> tuple[str, bytes]:
    """Return path and bytes of an item; empty values are left out."""
    fields = {"title": slug, "date": day, "tags": f"[{topic}]" if topic else "", **more}
    head = "".join(f"{key}: {value}\n" for key, value in fields.items() if value)
    return f"{folder}/{slug}.md", f"---\n{head}---\n\nx\n".encode()


def report_of(lines: str, *items: tuple[str, bytes], now: str = "2026-11-21") -> Report:
    """Return the report of Q1 2026 with these report lines."""
    library = library_of({"_data/report-lines.yml": f"lines:\n{lines}".encode(), **dict(items)})
    assert library.problems == ()
    period = parse_period("2026-q1", Basis.ND09)
    assert period is not None
    return build_report(edition_of(library, moment_of(now)), period, "https://so.example.gov.vn/cchc/")


def counted(*args: object) -> LineCounts:
    return report_of(*args).lines  # type: ignore[arg-type]


def numbers(lines: LineCounts) -> dict[str, str]:
    return {line.id: line.words for line in lines.lines}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "00 văn bản"),
        (7, "07 văn bản"),
        (10, "10 văn bản"),
        (54, "54 văn bản"),
        (99, "99 văn bản"),
        (100, "100 văn bản"),
        (999, "999 văn bản"),
        (1000, "1.000 văn bản"),
        (1250, "1.250 văn bản"),
        (1234567, "1.234.567 văn bản"),
    ],
)
def test_house_number(number: int, words: str) -> None:
    assert house_number(number, "văn bản") == words


def test_one_line_can_carry_two_quantities() -> None:
    lines = counted(
        """
  - id: chinh-sach
    label: Chủ trương
    topics: [chu-truong-chinh-sach]
    parts: [{kinds: [tin, bai], unit: "tin, bài"}, {kinds: [van-ban], unit: văn bản}]
""",
        item(NEWS, "tin-1", "chu-truong-chinh-sach"),
        item(NEWS, "bai-1", "chu-truong-chinh-sach", kind="bai"),
        item(DOCUMENT, "van-ban-1", "chu-truong-chinh-sach"),
    )
    assert numbers(lines) == {"chinh-sach": "02 tin, bài; 01 văn bản"}
    assert lines.explanation == "Tổng số 3 mục, mỗi mục đếm một lần. Tổng các dòng: 3."


def test_only_the_primary_topic_is_counted() -> None:
    lines = counted(
        """
  - {id: mot-cua, label: Một cửa, topics: [mot-cua], parts: [{kinds: [tin], unit: "tin, bài"}]}
  - {id: iso, label: ISO, topics: [iso-9001], parts: [{kinds: [tin], unit: "tin, bài"}]}
""",
        item(NEWS, "hai-chu-de", "iso-9001, mot-cua"),
    )
    assert numbers(lines) == {"mot-cua": "00 tin, bài", "iso": "01 tin, bài"}
    assert lines.overlaps == ()


def test_topics_and_fields_are_a_union() -> None:
    lines = counted(
        """
  - id: tai-chinh
    label: Tài chính công
    topics: [phong-chong-tham-nhung]
    fields: [cai-cach-tai-chinh-cong]
    parts: [{kinds: [tin], unit: "tin, bài"}]
""",
        item(NEWS, "tu-chu", "tu-chu-tai-chinh"),
        item(NEWS, "xa-hoi-hoa", "xa-hoi-hoa-dich-vu"),
        item(NEWS, "tham-nhung", "phong-chong-tham-nhung"),
        item(NEWS, "khac", "iso-9001"),
    )
    assert numbers(lines) == {"tai-chinh": "03 tin, bài"}
    assert [one.title for one in lines.of_no_line] == ["khac"]


def test_channels_and_sources_narrow_a_line() -> None:
    lines = counted(
        """
  - {id: zalo, label: Zalo, channels: [zalo], parts: [{kinds: [tin], unit: "tin, bài"}]}
  - {id: bao, label: Báo, channels: [bao-tinh, dai-tinh], parts: [{kinds: [tin], unit: "tin, bài"}]}
  - {id: tu-viet, label: Tự sản xuất, sources: [tu-san-xuat], channels: [trang-so], parts: [{kinds: [tin], unit: bài}]}
""",
        item(NEWS, "mac-dinh", "mot-cua"),
        item(NEWS, "dan-lai", "mot-cua", source="dan-lai"),
        item(NEWS, "zalo-va-bao", "mot-cua", channels="[zalo, bao-tinh]"),
        item(NEWS, "bao-va-dai", "mot-cua", channels="[bao-tinh, dai-tinh]"),
    )
    assert numbers(lines) == {"zalo": "01 tin, bài", "bao": "02 tin, bài", "tu-viet": "01 bài"}
    assert [one.title for one in lines.of_no_line] == ["dan-lai"]
    assert [(overlap.item.title, overlap.lines) for overlap in lines.overlaps] == [("zalo-va-bao", ("zalo", "bao"))]


def test_a_line_without_parts_has_one_number_for_each_unit() -> None:
    lines = counted(
        "  - {id: moi-thu, label: Mọi thứ}\n",
        item(NEWS, "tin", "mot-cua"),
        item(NEWS, "video", "mot-cua", kind="video"),
        item(DOCUMENT, "van-ban"),
        item(PROCEDURE, "thu-tuc"),
        item("hoat-dong/2026", "hop", form="hoi-nghi"),
        item("hoi-dap/2026", "tra-loi"),
    )
    assert numbers(lines) == {"moi-thu": "02 tin, bài; 01 văn bản; 01 thủ tục hành chính; 01 hoạt động; 01 câu trả lời"}
    assert lines.of_no_line == ()


def test_kinds_of_a_line_without_parts() -> None:
    lines = counted(
        "  - {id: hai-loai, label: Tin và văn bản, kinds: [tin, van-ban]}\n",
        item(NEWS, "tin", "mot-cua"),
        item(NEWS, "bai", "mot-cua", kind="bai"),
        item(DOCUMENT, "van-ban"),
    )
    assert numbers(lines) == {"hai-loai": "01 tin, bài; 01 văn bản"}
    assert [one.title for one in lines.of_no_line] == ["bai"]


def test_an_item_whose_unit_is_in_no_part_is_of_no_line() -> None:
    lines = counted(
        """  - {id: mot-cua, label: Một cửa, topics: [mot-cua], parts: [{kinds: [van-ban], unit: văn bản}]}\n""",
        item(NEWS, "tin", "mot-cua"),
        item(DOCUMENT, "van-ban", "mot-cua"),
    )
    assert numbers(lines) == {"mot-cua": "01 văn bản"}
    assert [one.title for one in lines.of_no_line] == ["tin"]
    assert lines.explanation == (
        "Tổng số 2 mục, mỗi mục đếm một lần. 1 mục không thuộc dòng nào (liệt kê riêng). Tổng các dòng: 1."
    )


OVERLAPPING = """
  - {id: mot, label: Dòng một, topics: [mot-cua], parts: [{kinds: [tin], unit: "tin, bài"}]}
  - {id: hai, label: Dòng hai, fields: [cai-cach-tthc], parts: [{kinds: [tin], unit: "tin, bài"}]}
  - {id: ba, label: Dòng ba, kinds: [tin], parts: [{kinds: [tin], unit: "tin, bài"}]}
"""


def test_an_item_in_several_lines_is_an_overlap() -> None:
    lines = counted(OVERLAPPING, item(NEWS, "ca-ba", "mot-cua"), item(NEWS, "hai-dong", "kiem-soat-tthc"))
    assert numbers(lines) == {"mot": "01 tin, bài", "hai": "02 tin, bài", "ba": "02 tin, bài"}
    assert {overlap.item.title: overlap.lines for overlap in lines.overlaps} == {
        "ca-ba": ("mot", "hai", "ba"),
        "hai-dong": ("hai", "ba"),
    }
    assert {part.unit: part.count for part in lines.totals if part.count} == {"tin, bài": 2}
    assert lines.explanation == (
        "Tổng số 2 mục, mỗi mục đếm một lần. 2 mục thuộc nhiều dòng, làm tổng các dòng tăng thêm 3. Tổng các dòng: 5."
    )


def test_the_document_lists_overlaps_and_items_of_no_line() -> None:
    report = report_of(
        OVERLAPPING,
        item(NEWS, "hai-dong", "kiem-soat-tthc"),
        item(DOCUMENT, "ngoai-dong", "iso-9001", day="2026-03-14"),
    )
    blocks = document_of(report).blocks
    bullets = [block.text for block in blocks if isinstance(block, Bullet) and block.level == 2]
    assert bullets == [
        "ngoai-dong (văn bản, ngày 14/03/2026).",
        "Được tính ở nhiều dòng: “hai-dong” (Dòng hai; Dòng ba).",
    ]
    paragraphs = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert "Tổng số trong kỳ: 01 tin, bài; 01 văn bản." in paragraphs
    assert report.lines.explanation in paragraphs
    assert report.remarks[0] == report.lines.explanation


def test_lines_are_grouped_by_channel_in_their_order() -> None:
    report = report_of(
        """
  - {id: a, label: A, channels: [trang-so], parts: [{kinds: [tin], unit: "tin, bài"}]}
  - {id: b, label: B, channels: [cong-dvc], parts: [{kinds: [tthc], unit: thủ tục hành chính}]}
  - {id: c, label: C, channels: [trang-so], parts: [{kinds: [van-ban], unit: văn bản}]}
  - {id: d, label: D, parts: [{kinds: [hoat-dong], unit: hoạt động}]}
""",
        item(NEWS, "tin", "mot-cua"),
    )
    assert [(group.label, [line.id for line in group.lines]) for group in report.groups] == [
        ("Trang thông tin điện tử của Sở", ["a", "c"]),
        ("Cổng Dịch vụ công quốc gia", ["b"]),
        ("các kênh", ["d"]),
    ]
    bullets = [block.text for block in document_of(report).blocks if isinstance(block, Bullet)]
    assert "Đăng tải trên Trang thông tin điện tử của Sở: A: 01 tin, bài; C: 00 văn bản." in bullets
    assert "Đăng tải trên các kênh: D: 00 hoạt động." in bullets


def test_a_report_without_lines_counts_all_the_same() -> None:
    report = report_of("  []\n", item(NEWS, "tin", "mot-cua"))
    assert report.total == 1
    assert len(report.lines.of_no_line) == 1
    assert report.lines.sum_of_lines == 0


def test_an_empty_period_invents_nothing() -> None:
    report = report_of(OVERLAPPING)
    assert report.total == 0 == report.lines.sum_of_lines
    assert report.lines.explanation == "Tổng số 0 mục, mỗi mục đếm một lần. Tổng các dòng: 0."
    texts = [getattr(block, "text", "") for block in document_of(report).blocks]
    assert "Trong kỳ báo cáo chưa có tin, bài, văn bản, thủ tục nào được đăng tải." in texts
    assert "Tổng số trong kỳ: chưa có nội dung nào." in texts


def test_numbers_of_an_open_period_are_interim() -> None:
    early = report_of(
        OVERLAPPING, item(NEWS, "som", "mot-cua"), item(NEWS, "mai", "mot-cua", day="2026-03-10"), now="2026-02-20"
    )
    assert early.interim
    assert early.as_of.isoformat() == "2026-02-20"
    assert early.total == 1  # what is dated later is not published yet
    assert "(số liệu đến ngày 20/02/2026)" in document_of(early).subject
    last_day = report_of(OVERLAPPING, now="2026-03-14 23:00")
    assert last_day.interim
    closed = report_of(OVERLAPPING, now="2026-03-15")
    assert not closed.interim
    assert closed.as_of.isoformat() == "2026-03-14"


def remarks_of(**more: str) -> tuple[int, tuple[str, ...]]:
    """Return the total and the remarks on past items of a report with one procedure."""
    report = report_of("  []\n", item(PROCEDURE, "thu-tuc", **more))
    return report.total, report.remarks[1:]


def test_a_withdrawn_item_is_told() -> None:
    assert remarks_of() == (1, ())
    reason = "reason: Trùng"
    assert remarks_of(withdrawn=f"{{date: 2026-05-01, {reason}}}") == (
        0,
        ("Đã gỡ ngày 01/05/2026 (không đếm): “thu-tuc”, đăng ngày 01/02/2026.",),
    )
    assert remarks_of(withdrawn=f"{{date: 2026-05-01, {reason}}}", counted="true") == (
        1,
        ("Đã gỡ ngày 01/05/2026 (vẫn đếm): “thu-tuc”, đăng ngày 01/02/2026.",),
    )
    assert remarks_of(withdrawn=f"{{date: 2026-12-01, {reason}}}") == (1, ())  # still to come


def test_an_expired_item_counts() -> None:
    assert remarks_of(expires="2026-02-10") == (1, ())


def test_an_abolished_procedure_is_told() -> None:
    total, remarks = remarks_of(trang_thai="bai-bo")
    assert total == 0
    assert len(remarks) == 1
    assert "thu-tuc" in remarks[0]


WITHOUT_LABEL = """
  - id: tthc
    channels: [cong-dvc]
    parts: [{kinds: [tthc], unit: thủ tục hành chính, after: thuộc lĩnh vực quản lý của Sở}]
"""


def test_a_line_without_a_label_is_its_numbers_alone() -> None:
    """As in the letters: `54 thủ tục hành chính thuộc lĩnh vực quản lý của Sở`."""
    report = report_of(WITHOUT_LABEL, item(PROCEDURE, "thu-tuc", channels="[cong-dvc]"))
    bullets = [block.text for block in document_of(report).blocks if isinstance(block, Bullet)]
    assert "Đăng tải trên Cổng Dịch vụ công quốc gia: 01 thủ tục hành chính thuộc lĩnh vực quản lý của Sở." in bullets
    (line,) = report.lines.lines
    assert line.name == "Thủ tục hành chính thuộc lĩnh vực quản lý của Sở"
    assert report.evidence[0].lines == (line.name,)
    assert (line.parts[0].unit, line.words) == ("thủ tục hành chính", "01 thủ tục hành chính")


def test_a_line_can_have_words_on_both_sides_of_its_numbers() -> None:
    report = report_of(
        """
  - id: tuyen-truyen
    label: Đã đăng
    parts: [{kinds: [tin], unit: tin, after: trên Zalo}, {kinds: [van-ban], unit: văn bản}]
""",
        item(NEWS, "tin", "mot-cua"),
        item(DOCUMENT, "van-ban"),
    )
    assert [line.sentence for line in report.lines.lines] == ["Đã đăng: 01 tin trên Zalo; 01 văn bản"]


def test_a_sentence_says_what_there_is() -> None:
    lines = """
  - id: hai
    label: Hai loại
    parts: [{kinds: [tin], unit: "tin, bài"}, {kinds: [van-ban], unit: văn bản}]
"""
    some, none = report_of(lines, item(DOCUMENT, "van-ban")).lines.lines[0], report_of(lines).lines.lines[0]
    assert (some.sentence, some.words) == ("Hai loại: 01 văn bản", "00 tin, bài; 01 văn bản")
    assert none.sentence == "Hai loại: 00 tin, bài; 00 văn bản"


def test_news_on_any_topic_is_in_a_line_of_the_kit() -> None:
    topics = load_vocabulary({})[0].topics
    files = dict(item(NEWS, f"tin-{topic}", topic) for topic in topics)
    library = library_of(files)
    lines = count_lines(library.items, library.vocabulary)
    assert len(library.items) == len(topics)
    assert lines.of_no_line == () == lines.overlaps
    assert numbers(lines)["van-ban-cchc"] == "01 tin, bài; 00 văn bản"
    assert numbers(lines)["dan-chu-phong-chong-tham-nhung"] == "02 tin, bài; 00 văn bản"


def test_the_kit_and_its_example_have_the_same_lines() -> None:
    example = Path(__file__).resolve().parents[2] / "docs/_data/report-lines.yml"
    assert example.read_bytes() == default_file("report-lines.yml")
