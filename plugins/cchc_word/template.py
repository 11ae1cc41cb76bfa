"""The kit's own Word template, laid out by Nghị định 30/2020/NĐ-CP; an office may restyle it and keep its own.

Words in {{ }} are filled in by docxtpl. FIELDS says which there are; the writer refuses a template that asks for others
or has no room for the body.
"""

from __future__ import annotations

from datetime import datetime

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

from cchc.reports.model import Form
from cchc_word import layout
from cchc_word.parts import (
    add_page_field,
    borderless_table,
    fixed_bytes,
    language_of_document,
    number_pages_from_one,
    paragraph_xml,
    rule_beside,
    set_page,
    set_rule_width,
    style_text,
)

# name in the template → what it holds
FIELDS = {
    "co_quan_chu_quan": "tên cơ quan chủ quản, chữ in hoa",
    "co_quan": "tên cơ quan ban hành, chữ in hoa",
    "so_ky_hieu": "Số: …/ký hiệu; số để trống cho văn thư",
    "dia_danh_ngay": "địa danh, ngày tháng năm; ngày để trống cho văn thư",
    "ten_loai": "BÁO CÁO",
    "trich_yeu": "trích yếu; ở công văn là V/v …",
    "kinh_gui": "nơi nhận báo cáo (các đoạn)",
    "noi_dung": "toàn bộ nội dung (các đoạn và bảng)",
    "noi_nhan": "danh sách nơi nhận (các đoạn)",
    "quyen_han": "KT., TL., TUQ. …; có thể trống",
    "chuc_vu": "chức vụ người ký",
    "ho_ten": "họ tên người ký; trống khi chưa khai",
    "dia_chi": "địa chỉ cơ quan",
    "ten_phu_luc": "tên phụ lục",
    "kem_theo": "(Kèm theo …)",
    "phu_luc": "danh mục minh chứng (các bảng)",
}
# Places that take paragraphs and tables; each stands alone in its paragraph.
BLOCK_FIELDS = ("kinh_gui", "noi_dung", "noi_nhan", "phu_luc")
REQUIRED_FIELDS = ("noi_dung", "phu_luc")
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed mark, python-docx takes naive moments only


def default_template(form: Form) -> bytes:
    """Return the kit's template of a form as a Word file."""
    document = docx.Document()
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", "", ""
    properties.language = layout.LANGUAGE
    properties.created = properties.modified = _MADE
    language_of_document(document)
    _styles(document)
    _body(document, form)
    return fixed_bytes(document)


def _styles(document: Document) -> None:
    styles = document.styles
    normal = _style(document, "Normal")
    style_text(normal, layout.TextStyle("Normal", 14, align="left"))
    for text in (layout.BODY_STYLE, *layout.HEADING_STYLES):
        style_text(_style(document, text.name), text)
    for text in layout.OWN_STYLES:
        style = styles.add_style(text.name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style_text(_style(document, text.name), text)
    rule_beside(_style(document, layout.ADDRESS_STYLE.name), "top")
    for name in (layout.MOTTO_RULE_STYLE, layout.AGENCY_RULE_STYLE, layout.SUBJECT_RULE_STYLE):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        rule = _style(document, name)
        # Nothing may stand below the rule under the subject but the text.
        after = layout.PARAGRAPH_GAP if name == layout.SUBJECT_RULE_STYLE else 0.0
        style_text(rule, layout.TextStyle(name, layout.RULE_SIZE, after=after))
        rule.paragraph_format.line_spacing = Pt(layout.RULE_HEIGHT)
        rule_beside(rule, "bottom")


def _style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    return style


def _body(document: Document, form: Form) -> None:
    def part(style: layout.TextStyle, text: str, extra: str = "") -> str:
        return paragraph_xml(_style(document, style.name).style_id, text, extra)

    def rule(name: str) -> str:
        return paragraph_xml(_style(document, name).style_id, "")

    body = document.element.body
    section = document.sections[0]
    set_page(section)
    left = (
        part(layout.PARENT_STYLE, "{{ co_quan_chu_quan }}")
        + part(layout.AGENCY_STYLE, "{{ co_quan }}")
        + rule(layout.AGENCY_RULE_STYLE)
        + part(layout.NUMBER_STYLE, "{{ so_ky_hieu }}")
    )
    if form is Form.LETTER:
        left += part(layout.LETTER_SUBJECT_STYLE, "{{ trich_yeu }}")
    right = (
        part(layout.NATION_STYLE, layout.NATION)
        + part(layout.MOTTO_STYLE, layout.MOTTO)
        + rule(layout.MOTTO_RULE_STYLE)
        + part(layout.PLACE_STYLE, "{{ dia_danh_ngay }}")
    )
    body.insert(0, borderless_table((layout.HEAD_LEFT, layout.HEAD_RIGHT), (left, right)))
    if form is Form.REPORT:
        document.add_paragraph("{{ ten_loai }}", layout.TYPE_STYLE.name)
        document.add_paragraph("{{ trich_yeu }}", layout.SUBJECT_STYLE.name)
        document.add_paragraph("", layout.SUBJECT_RULE_STYLE)
    document.add_paragraph("{{ kinh_gui }}", layout.ADDRESSEE_STYLE.name)
    document.add_paragraph("{{ noi_dung }}", layout.BODY_STYLE.name)
    recipients = part(layout.RECIPIENTS_HEAD_STYLE, "Nơi nhận:") + part(layout.RECIPIENTS_STYLE, "{{ noi_nhan }}")
    signer = (
        part(layout.SIGNER_STYLE, "{{ quyen_han }}")
        + part(layout.SIGNER_STYLE, "{{ chuc_vu }}")
        + part(layout.SIGNER_NAME_STYLE, "{{ ho_ten }}")
    )
    signature = borderless_table((layout.SIGNATURE_LEFT, layout.SIGNATURE_RIGHT), (recipients, signer))
    appendix = document.add_section(WD_SECTION.NEW_PAGE)
    end = document.paragraphs[-1]
    end.style = document.styles[layout.END_STYLE.name]
    end._p.addprevious(signature)  # noqa: SLF001 - python-docx adds tables only at the end
    set_page(appendix)
    number_pages_from_one(appendix)
    document.add_paragraph("Phụ lục", layout.APPENDIX_STYLE.name)
    document.add_paragraph("{{ ten_phu_luc }}", layout.APPENDIX_TITLE_STYLE.name)
    document.add_paragraph("{{ kem_theo }}", layout.APPENDIX_NOTE_STYLE.name)
    document.add_paragraph("{{ phu_luc }}", layout.BODY_STYLE.name)
    _rules(document)
    _page_numbers(document, form)


def _rules(document: Document) -> None:
    """Set the rules' widths; the writer sets those under the agency and the subject again, by their texts."""
    left, right = document.tables[0].rows[0].cells
    room = {
        layout.MOTTO_RULE_STYLE: (layout.MOTTO_RULE, layout.HEAD_RIGHT),
        layout.AGENCY_RULE_STYLE: (layout.HEAD_LEFT * layout.RULE_SHARE, layout.HEAD_LEFT),
        layout.SUBJECT_RULE_STYLE: (layout.TEXT_WIDTH * layout.RULE_SHARE, layout.TEXT_WIDTH),
    }
    for paragraph in (*left.paragraphs, *right.paragraphs, *document.paragraphs):
        name = paragraph.style.name if paragraph.style else ""
        if name in room:
            set_rule_width(paragraph, *room[name])


def _page_numbers(document: Document, form: Form) -> None:
    first, appendix = document.sections
    header = first.header.paragraphs[0]
    header.style = document.styles[layout.PAGE_NUMBER_STYLE.name]
    add_page_field(header)
    appendix.first_page_footer.is_linked_to_previous = False
    if form is Form.LETTER:
        footer = first.first_page_footer.paragraphs[0]
        footer.text = "{{ dia_chi }}"
        footer.style = document.styles[layout.ADDRESS_STYLE.name]
