"""The Word report: the measures of Nghị định 30/2020/NĐ-CP, the evidence of each number, the office's own templates."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from tests.golden.test_departments import LETTER_DAY, PROFILES, full_content, letter_content

from cchc.cli.clock import moment_of
from cchc.content.library import library_of
from cchc.periods import Basis, parse_period
from cchc.publishing import edition_of
from cchc.reports.document import document_of
from cchc.reports.model import Form, Report, build_report
from cchc.reports.office_template import TemplateProblem
from cchc.reports.proofs import proofs_of, ranges
from cchc_word import FIELDS, default_template, layout, write_word
from cchc_word.write import MAX_TEMPLATE_BYTES

AGENCY = """
name: Sở Khoa học và Công nghệ tỉnh Quảng Trị
parent: Ủy ban nhân dân tỉnh Quảng Trị
symbol: SKHCN
place: Quảng Trị
address: Số 1 đường Ví Dụ
reporting:
  basis: calendar
  deadlines:
    - {period: q1, recipient: Sở Nội vụ, outward: "10/3"}
    - {period: nam, recipient: Ủy ban nhân dân tỉnh, outward: "10/12"}
    - {period: nam, recipient: Sở Nội vụ, outward: "10/12"}
recipients: [Lãnh đạo Sở, "Lưu: VT, VP"]
signatory: {authority: KT. GIÁM ĐỐC, title: PHÓ GIÁM ĐỐC}
"""
PLAN = """
title: Kế hoạch tuyên truyền năm 2026
year: 2026
tasks:
  - {id: "1", text: Tuyên truyền cải cách thủ tục hành chính, time: Thường xuyên, target: 2}
  - {id: "2", text: Tuyên truyền Đề án 06, time: Quý II}
"""
ITEM = "---\ntitle: {title}\ndate: {day}\ntags: [{topic}]\nplan: [{plan}]\n---\n\nNội dung.\n"


def report_of(
    period: str = "2026-q1", form: Form = Form.REPORT, agency: str = AGENCY, titles: tuple[str, ...] = ()
) -> Report:
    rows = [
        ("tin-tuc/2025/12/cu.md", "Tin năm trước", "2025-12-20", "mot-cua", ""),
        ("tin-tuc/2026/01/mot.md", "Tin tháng Một", "2026-01-10", "mot-cua", "2026/1"),
        ("tin-tuc/2026/02/hai.md", "Tin tháng Hai", "2026-02-10", "mot-cua", "2026/1"),
        ("tin-tuc/2026/05/nam.md", "Tin tháng Năm", "2026-05-10", "mot-cua", "2026/1"),
    ]
    rows += [
        (f"tin-tuc/2026/03/them-{number}.md", title, "2026-03-10", "mot-cua", "") for number, title in enumerate(titles)
    ]
    files = {
        path: ITEM.format(title=title, day=day, topic=topic, plan=plan).encode()
        for path, title, day, topic, plan in rows
    }
    files["_data/agency.yml"] = agency.encode()
    files["_data/plans/2026.yml"] = PLAN.encode()
    library = library_of(files)
    found = parse_period(period, Basis.CALENDAR)
    assert found is not None
    return build_report(edition_of(library, moment_of("2026-07-01")), found, "https://so.example/cchc/", form)


def word_of(report: Report, template: bytes | None = None) -> Document:
    return docx.Document(io.BytesIO(write_word(report, document_of(report), template)))


@pytest.fixture(scope="module")
def word() -> Document:
    return word_of(report_of())


def everything(word: Document) -> str:
    """Return all text of a document, also that of places to fill in, of headers and footers."""
    parts = [word.element.body]
    for section in word.sections:
        parts += [section.header._element, section.first_page_footer._element, section.footer._element]
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for part in parts
        for paragraph in part.iter(qn("w:p"))
    )


def found(word: Document, text: str) -> Paragraph:
    """Return the only paragraph with this text, in or out of a table."""
    cells = [cell for table in word.tables for row in table.rows for cell in row.cells]
    all_of = [*word.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
    matching = [paragraph for paragraph in all_of if paragraph.text == text]
    assert len(matching) == 1, (text, [paragraph.text for paragraph in all_of])
    return matching[0]


def test_page(word: Document) -> None:
    for section in word.sections:
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        assert 20 <= section.top_margin.mm <= 25
        assert 20 <= section.bottom_margin.mm <= 25
        assert 30 <= section.left_margin.mm <= 35
        assert 15 <= section.right_margin.mm <= 20
        assert section.different_first_page_header_footer
    assert layout.TEXT_WIDTH == 165


def test_page_number_stands_in_the_header_from_the_second_page_and_starts_anew_in_the_appendix(word: Document) -> None:
    first, appendix = word.sections
    header = first.header.paragraphs[0]
    assert " PAGE " in [text.text for text in header._p.iter(qn("w:instrText"))]
    assert header.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert 13 <= header.style.font.size.pt <= 14
    assert not header.style.font.bold
    assert first.first_page_header.paragraphs[0].text == ""
    assert first.header_distance < first.top_margin
    assert appendix._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


# text → (size from, size to, bold, italic, alignment)
CENTER, LEFT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
COMPONENTS = {
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (12, 13, True, False, CENTER),
    "Độc lập - Tự do - Hạnh phúc": (13, 14, True, False, CENTER),
    "UBND TỈNH QUẢNG TRỊ": (12, 13, False, False, CENTER),
    "SỞ KHOA HỌC VÀ CÔNG NGHỆ": (12, 13, True, False, CENTER),
    "Số:\xa0\xa0\xa0\xa0\xa0\xa0\xa0/BC-SKHCN": (13, 13, False, False, CENTER),
    "Quảng Trị, ngày\xa0\xa0\xa0\xa0\xa0tháng\xa0\xa0\xa0\xa0\xa0năm\xa0\xa0\xa0\xa0\xa0\xa0\xa0\xa0": (
        13,
        14,
        False,
        True,
        CENTER,
    ),
    "BÁO CÁO": (13, 14, True, False, CENTER),
    "Kết quả công tác tuyên truyền cải cách hành chính quý I năm 2026": (13, 14, True, False, CENTER),
    "Kính gửi: Sở Nội vụ": (13, 14, False, False, None),
    "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH": (13, 14, True, False, None),
    "1. Về nội dung tuyên truyền": (13, 14, True, False, None),
    "KT. GIÁM ĐỐC": (13, 14, True, False, CENTER),
    "PHÓ GIÁM ĐỐC": (13, 14, True, False, CENTER),
    "Nơi nhận:": (12, 12, True, True, LEFT),
    "- Như trên;": (11, 11, False, False, LEFT),
    "- Lưu: VT, VP.": (11, 11, False, False, LEFT),
    "Phụ lục": (14, 14, True, False, CENTER),
    "DANH MỤC MINH CHỨNG": (13, 14, True, False, CENTER),
}


@pytest.mark.parametrize("text", COMPONENTS)
def test_component(word: Document, text: str) -> None:
    low, high, bold, italic, alignment = COMPONENTS[text]
    style = found(word, text).style
    assert low <= style.font.size.pt <= high
    assert (style.font.bold, style.font.italic) == (bold, italic)
    if alignment is not None:
        assert style.paragraph_format.alignment == alignment
    fonts = style.element.rPr.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    assert style.element.rPr.find(qn("w:color")) is None


def test_body(word: Document) -> None:
    opening = next(one for one in word.paragraphs if one.text.endswith("như sau:"))
    shape = opening.style.paragraph_format
    assert opening.style.font.size == Pt(14)
    assert shape.alignment == JUSTIFY
    assert shape.first_line_indent.cm in {1.0, 1.27}
    assert shape.space_after >= Pt(6)
    assert 1 <= shape.line_spacing <= 1.5


def test_headings_are_real_headings_kept_with_their_text(word: Document) -> None:
    headings = [(one.style.name, one.text) for one in word.paragraphs if one.style.name.startswith("Heading")]
    assert [text for name, text in headings if name == "Heading 1"] == [
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
        "II. TÌNH HÌNH THỰC HIỆN CÔNG TÁC TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH",
        "III. THUẬN LỢI, KHÓ KHĂN",
        "IV. KIẾN NGHỊ, ĐỀ XUẤT",
        "V. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI",
    ]
    assert [text for name, text in headings if name == "Heading 2"][:3] == [
        "1. Về nội dung tuyên truyền",
        "2. Về hình thức tuyên truyền",
        "3. Số lượng tin, bài, văn bản, thủ tục hành chính đã đăng tải",
    ]
    assert all(word.styles[f"Heading {level}"].paragraph_format.keep_with_next for level in (1, 2, 3))


def test_language_is_vietnamese(word: Document) -> None:
    languages = [one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))]
    assert languages
    assert set(languages) == {"vi-VN"}


@pytest.mark.parametrize(
    ("style", "text", "room", "low", "high"),
    [
        (layout.AGENCY_RULE_STYLE, "SỞ KHOA HỌC VÀ CÔNG NGHỆ", layout.HEAD_LEFT, 1 / 3, 1 / 2),
        (layout.MOTTO_RULE_STYLE, layout.MOTTO, layout.HEAD_RIGHT, 0.95, 1.05),
    ],
)
def test_rules_of_the_head(word: Document, style: str, text: str, room: float, low: float, high: float) -> None:
    """The width of the line as LibreOffice measures it in a font of Times New Roman's widths: 64,8 and 56,1 mm."""
    measured = {"SỞ KHOA HỌC VÀ CÔNG NGHỆ": 64.8, layout.MOTTO: 56.1}[text]
    cells = word.tables[0].rows[0].cells
    rule = next(one for cell in cells for one in cell.paragraphs if one.style.name == style)
    shape = rule.paragraph_format
    width = room - shape.left_indent.mm - shape.right_indent.mm
    assert low <= width / measured <= high
    bottom = rule.style.element.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert bottom.get(qn("w:val")) == "single"


def test_signature_stays_with_the_closing_on_one_page(word: Document) -> None:
    table = word.tables[-3]
    assert table.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
    before = table._tbl.getprevious()
    assert before.find(qn("w:pPr")).find(qn("w:keepNext")) is not None
    assert Paragraph(before, word).text.endswith("./.")
    left, right = table.rows[0].cells
    assert left.paragraphs[0].text == "Nơi nhận:"
    assert [one.text for one in right.paragraphs] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", ""]
    assert right.paragraphs[-1].style.paragraph_format.space_before >= Pt(60)


def test_tables_have_a_repeated_head_and_rows_that_stay_whole(word: Document) -> None:
    data = [table for table in word.tables if table._tbl.tblPr.find(qn("w:tblBorders")) is not None]
    assert len(data) == 4
    for table in data:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        widths = [int(cell._tc.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in table.rows[0].cells]
        assert sum(widths) <= round(165 / 25.4 * 1440) + len(widths)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_judged_parts_are_places_to_fill_in(word: Document) -> None:
    places = list(word.element.body.iter(qn("w:sdt")))
    assert ["".join(text.text for text in one.iter(qn("w:t"))) for one in places] == [
        "[Nêu các văn bản chỉ đạo, điều hành đã ban hành trong kỳ (số, ngày, trích yếu).]",
        "[Nêu thuận lợi trong kỳ báo cáo.]",
        "[Nêu khó khăn, nguyên nhân trong kỳ báo cáo.]",
        "[Nêu kiến nghị, đề xuất với cơ quan cấp trên (nếu có).]",
        "[Nêu phương hướng, nhiệm vụ trọng tâm kỳ tới.]",
    ]
    assert all(one.find(qn("w:sdtPr")).find(qn("w:showingPlcHdr")) is not None for one in places)


def test_nothing_is_left_of_the_template(word: Document) -> None:
    text = everything(word)
    assert "{" not in text
    assert "\ue000" not in text


def test_the_plan_is_told_by_lead_with_its_score_and_topics_without_news(word: Document) -> None:
    texts = [one.text for one in word.paragraphs]
    assert "- Điểm tự chấm thực hiện kế hoạch: 0/1 điểm (có điểm khi đạt từ 90 % nhiệm vụ)." in texts
    assert any(text.startswith("- Chủ đề chưa có nội dung nào: 41/42 chủ đề") for text in texts)
    later = [one.text for one in word_of(report_of("2026")).paragraphs]
    assert not any(text.startswith("- Chủ đề không có nội dung mới") for text in later)


def test_letter() -> None:
    word = word_of(report_of("2026", Form.LETTER))
    left = [one.text for one in word.tables[0].rows[0].cells[0].paragraphs]
    assert left[3:] == [
        "Số:\xa0\xa0\xa0\xa0\xa0\xa0\xa0/SKHCN-VP",
        "V/v báo cáo kết quả công tác tuyên truyền cải cách hành chính năm 2026 (số liệu đến ngày 01/07/2026)",
    ]
    subject = found(word, left[4])
    assert 12 <= subject.style.font.size.pt <= 13
    assert not subject.style.font.bold
    assert subject.style.paragraph_format.space_before == Pt(6)
    texts = [one.text for one in word.paragraphs]
    assert "BÁO CÁO" not in texts
    first = texts.index("Kính gửi:")
    assert texts[first + 1 : first + 3] == ["- Ủy ban nhân dân tỉnh;", "- Sở Nội vụ."]
    assert word.sections[0].first_page_footer.paragraphs[0].text == "Số 1 đường Ví Dụ"
    assert word.sections[1].first_page_footer.paragraphs[0].text == ""


def test_letter_without_addressee_asks_for_one() -> None:
    agency = AGENCY.replace("period: q1", "period: q3")
    assert "Kính gửi: [Ghi nơi nhận báo cáo]" in everything(word_of(report_of(form=Form.LETTER, agency=agency)))


def test_report_without_signatory_place_or_address_invents_nothing() -> None:
    agency = "name: Sở Công Thương tỉnh Ninh Thuận\nsymbol: SCT\n"
    word = word_of(report_of(agency=agency))
    left, right = word.tables[0].rows[0].cells
    assert left.paragraphs[0].text == "SỞ CÔNG THƯƠNG TỈNH NINH THUẬN"
    assert right.paragraphs[-1].text.startswith("ngày\xa0")
    assert "[Chức vụ người ký]" in everything(word)
    letter = word_of(report_of(form=Form.LETTER, agency=agency))
    assert letter.sections[0].first_page_footer.paragraphs[0].style.name == "Normal"


# Evidence


def table_after(word: Document, caption: str) -> list[list[str]]:
    head = next(one for one in word.paragraphs if one.text.startswith(caption))
    element = head._p.getnext()
    table = next(one for one in word.tables if one._tbl is element)
    return [[cell.text for cell in row.cells] for row in table.rows]


def numbers_in(text: str) -> list[int]:
    rows: list[int] = []
    for part in filter(None, text.split(", ")):
        first, _, last = part.partition("–")
        rows += range(int(first), int(last or first) + 1)
    return rows


@pytest.mark.parametrize("period", ["2026-q1", "2026-q2", "2026"])
def test_each_number_has_as_many_rows_of_evidence(period: str) -> None:
    report = report_of(period)
    word = word_of(report)
    evidence = table_after(word, "Bảng 1.")[1:]
    assert [row[0] for row in evidence] == [str(number) for number in range(1, len(evidence) + 1)]
    proofs = table_after(word, "Bảng 2.")[1:]
    assert len(proofs) == len(proofs_of(report))
    for section, label, number, rows in proofs:
        assert len(numbers_in(rows)) == int(number.replace(".", "")), (section, label)
        assert set(numbers_in(rows)) <= set(range(1, len(evidence) + 1))
    counts = {(section, label): int(number) for section, label, number, _ in proofs}
    for row in (*report.by_field.rows, *report.by_topic.rows):
        assert counts["II.1", row.labels[0]] == row.count
    for row in report.by_channel.rows:
        assert counts["II.2", row.labels[0]] == row.count
    for total in report.lines.totals:
        assert counts.get(("II.3", f"Tổng số {total.unit}"), 0) == total.count
    for task in report.coverages[0].tasks:
        assert counts.get(("II.4", f"Nhiệm vụ {task.task.id}"), 0) == task.done


def test_evidence_of_a_task_from_before_the_period_is_listed_too() -> None:
    """The plan runs over the year: in quý II its task has two items of quý I, which no table of the period holds."""
    evidence = table_after(word_of(report_of("2026-q2")), "Bảng 1.")
    titles = [row[1].partition("\n")[0] for row in evidence[1:]]
    assert titles == ["Tin tháng Năm", "Tin tháng Một", "Tin tháng Hai"]


def test_evidence_has_its_addresses_as_links() -> None:
    word = word_of(report_of())
    shown = ["".join(text.text for text in one.iter(qn("w:t"))) for one in word.element.body.iter(qn("w:hyperlink"))]
    links = [one.get(qn("r:id")) for one in word.element.body.iter(qn("w:hyperlink"))]
    assert [word.part.rels[one].target_ref for one in links] == [
        "https://so.example/cchc/tin-tuc/2026/01/mot/",
        "https://so.example/cchc/tin-tuc/2026/02/hai/",
    ]
    assert shown == [word.part.rels[one].target_ref for one in links]


@pytest.mark.parametrize(
    ("rows", "text"), [((), ""), ((4,), "4"), ((1, 2), "1–2"), ((1, 2, 3, 7, 9, 10), "1–3, 7, 9–10")]
)
def test_ranges(rows: tuple[int, ...], text: str) -> None:
    assert ranges(rows) == text


# Bytes and hostile content


def test_same_report_gives_the_same_bytes() -> None:
    assert write_word(report_of(), document_of(report_of())) == write_word(report_of(), document_of(report_of()))
    assert default_template(Form.LETTER) == default_template(Form.LETTER)


HOSTILE = ("'{{ 7 * 7 }} {% for x in [1] %}'", "'<w:p/> & \"\"'", "'{{ chuc_vu }} =HYPERLINK(1)'")


def test_titles_are_text_never_a_template() -> None:
    text = everything(word_of(report_of(titles=HOSTILE)))
    for title in HOSTILE:
        assert title.strip("'") in text
    assert "49" not in text


def test_agency_values_are_text_never_a_template() -> None:
    agency = AGENCY.replace("place: Quảng Trị", "place: '{{ 7 * 7 }}<b>&'")
    assert "{{ 7 * 7 }}<b>&, ngày" in everything(word_of(report_of(agency=agency)))


# The office's own template


def template_with(*paragraphs: str) -> bytes:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_an_office_restyles_the_template_and_keeps_its_words() -> None:
    made = docx.Document(io.BytesIO(default_template(Form.REPORT)))
    made.styles["Body Text"].font.size = Pt(13)
    made.paragraphs[0].insert_paragraph_before("Lời của Sở")
    out = io.BytesIO()
    made.save(out)
    word = word_of(report_of(), out.getvalue())
    assert "Lời của Sở" in everything(word)
    opening = next(one for one in word.paragraphs if one.text.endswith("như sau:"))
    assert opening.style.font.size == Pt(13)


def test_a_template_without_the_kits_styles_works() -> None:
    word = word_of(report_of(), template_with("{{ co_quan }}", "{{ noi_dung }}", "{{ phu_luc }}"))
    assert "Tin tháng Hai" in everything(word)


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (b"not a document", "không phải văn bản Word"),
        (archive(a=b"x"), "không phải văn bản Word"),
        (b"x" * (MAX_TEMPLATE_BYTES + 1), "quá lớn"),
        (archive(a=bytes(201_000_000)), "nở ra quá lớn"),
        (template_with("{{ noi_dung }}"), "thiếu chỗ điền {{ phu_luc }}"),
        (template_with("{{ noi_dung }}", "{{ phu_luc }}", "{{ chuc_vi }}"), "có phải là {{ chuc_vu }}?"),
        (template_with("{{ noi_dung }}", "{{ phu_luc }}", "{{ }}"), "viết sai"),
        (template_with("{{ noi_dung }}", "{{ phu_luc }}", "{{ ho_ten.__class__.__mro__ }}"), "viết sai"),
    ],
)
def test_a_bad_template_is_refused_with_the_reason(template: bytes, message: str) -> None:
    with pytest.raises(TemplateProblem, match=r"\w") as error:
        word_of(report_of(), template)
    assert message in str(error.value)


def test_every_field_of_the_guide_is_filled() -> None:
    fields = "\n".join(f"{name}=[{{{{ {name} }}}}]" for name in FIELDS)
    word = word_of(report_of(), template_with(*fields.split("\n")))
    assert "chuc_vu=[PHÓ GIÁM ĐỐC]" in everything(word)
    assert date(2026, 7, 1).isoformat() not in everything(word)


# The departments


def test_quang_tri_letter_says_its_numbers_as_the_office_did() -> None:
    """Công văn 477/SKHCN-TTNCUĐ of 11/11/2019, mục II.3: the same numbers, channel by channel."""
    edition = edition_of(library_of(letter_content()), moment_of(LETTER_DAY))
    period = parse_period("2019", Basis.CALENDAR)
    assert period is not None
    report = build_report(edition, period, "https://so.example/cchc/", Form.LETTER)
    texts = [one.text for one in word_of(report).paragraphs]
    start = next(index for index, text in enumerate(texts) if text.startswith("3. Số lượng"))
    assert texts[start + 1] == (
        "- Đăng tải trên Cổng Thông tin điện tử Khoa học và Công nghệ: "
        "Chuyên đề tuyên truyền các văn bản về CCHC của các cấp: 11 văn bản; "
        "Tuyên truyền quy chế dân chủ phòng chống tham nhũng: 07 văn bản; "
        "Tuyên truyền các chủ trương, chính sách của Nhà nước đến với người dân và doanh nghiệp: "
        "20 tin, bài; 107 văn bản."
    )
    assert texts[start + 2].startswith("- Đăng tải trên Cổng dịch vụ công của UBND tỉnh Quảng Trị: ")
    assert "54 thủ tục hành chính" in texts[start + 2]
    assert texts[start + 3] == "Tổng số trong kỳ: 20 tin, bài; 125 văn bản; 54 thủ tục hành chính."


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("form", Form)
def test_each_department_gets_its_document(name: str, form: Form) -> None:
    year = PROFILES[name][0]
    edition = edition_of(library_of(full_content(name)), moment_of(f"{year}-12-31"))
    period = parse_period(str(year), Basis.CALENDAR)
    assert period is not None
    report = build_report(edition, period, "https://so.example/cchc/", form)
    word = word_of(report)
    assert len(table_after(word, "Bảng 1.")) == 1 + len(report.evidence) + len(report.earlier)
    text = everything(word)
    assert f"/BC-{report.agency.symbol}" in text or f"/{report.agency.symbol}" in text
    assert "{" not in text
