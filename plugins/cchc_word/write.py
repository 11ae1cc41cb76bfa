"""The report as a Word document: the template's places filled with the text of the report.

docxtpl fills the short fields; paragraphs and tables are put in place of the block fields, in the template's styles, so
an office restyles them in Word. Nothing that comes from content is read as a template or as a field of Word.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import assert_never

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph as WordParagraph
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from cchc.reports.document import Block, Bullet, Grid, Heading, Paragraph, Prompt, ReportDocument
from cchc.reports.model import Form, Report
from cchc.reports.office_template import TemplateProblem
from cchc.suggest import nearest
from cchc.text import name_key
from cchc_word import layout
from cchc_word.parts import (
    R,
    W,
    fixed_bytes,
    link_xml,
    paragraph_xml,
    placeholder_xml,
    set_rule_width,
    table_xml,
    twips,
)
from cchc_word.template import BLOCK_FIELDS, FIELDS, REQUIRED_FIELDS, default_template

MAX_TEMPLATE_BYTES = 20_000_000
MAX_UNPACKED_BYTES = 200_000_000
# Marks the place of blocks after the short fields are filled; a private character, which content never holds.
_MARK = "\ue000"
_BLANK = "\u00a0"
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed mark, python-docx takes naive moments only
_CELL_MARGINS = 5.0
_LETTER_WIDTH = 2.15  # of an average letter of 11 pt Times New Roman, mm


def write_word(report: Report, document: ReportDocument, template: bytes | None = None) -> bytes:
    """Return the Word file of a report. `template` is the office's own one; TemplateProblem says what is wrong with it.

    The same report and template give the same bytes.
    """
    word = _fill(template or default_template(report.form), _fields(report, document))
    writer = _Writer(word)
    writer.place("kinh_gui", writer.addressees(document))
    writer.place("noi_dung", writer.body(document))
    writer.place("noi_nhan", writer.recipients(_recipients(report, document)))
    writer.place("phu_luc", writer.appendix(document))
    writer.tidy(report)
    properties = word.core_properties
    properties.title, properties.author = document.subject, report.agency.name
    properties.created = properties.modified = _MADE
    properties.last_modified_by, properties.revision = "", 1
    return fixed_bytes(word)


def _fill(template: bytes, fields: dict[str, str]) -> Document:
    """Fill the short fields of a template and mark the places of the block fields."""
    _check_archive(template)
    environment = SandboxedEnvironment(autoescape=True)
    try:
        word = DocxTemplate(io.BytesIO(template))
        asked = set(word.get_undeclared_template_variables(environment))
        _check_fields(asked)
        word.render({**fields, **{name: f"{_MARK}{name}{_MARK}" for name in BLOCK_FIELDS}}, environment, True)
    except TemplateError as error:
        raise TemplateProblem(f"Chỗ điền {{{{ }}}} trong mẫu viết sai: {error}.") from error
    except (KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        if isinstance(error, TemplateProblem):
            raise
        raise TemplateProblem(
            "Tệp mẫu không phải văn bản Word (.docx) đọc được; hãy mở và lưu lại bằng Word."
        ) from error
    # Read again: docxtpl leaves headers and footers as text that python-docx does not see.
    filled = io.BytesIO()
    word.save(filled)
    return docx.Document(filled)


def _check_archive(template: bytes) -> None:
    if len(template) > MAX_TEMPLATE_BYTES:
        raise TemplateProblem(f"Tệp mẫu quá lớn (trên {MAX_TEMPLATE_BYTES // 1_000_000} MB).")
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise TemplateProblem("Tệp mẫu không phải văn bản Word (.docx); tệp .doc cần lưu lại thành .docx.") from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise TemplateProblem("Tệp mẫu nở ra quá lớn khi mở; hãy bớt ảnh trong mẫu.")


def _check_fields(asked: set[str]) -> None:
    for name in sorted(asked - FIELDS.keys()):
        near = nearest(name, tuple(FIELDS))
        hint = f"; có phải là {{{{ {near} }}}}?" if near else f". Các chỗ điền được: {', '.join(FIELDS)}."
        raise TemplateProblem(f"Mẫu có chỗ điền lạ {{{{ {name} }}}}{hint}")
    for name in REQUIRED_FIELDS:
        if name not in asked:
            raise TemplateProblem(
                f"Mẫu thiếu chỗ điền {{{{ {name} }}}} ({FIELDS[name]}); thiếu chỗ này thì báo cáo mất nội dung."
            )


def _fields(report: Report, document: ReportDocument) -> dict[str, str]:
    agency = report.agency
    signer = agency.signatory
    return {
        "co_quan_chu_quan": _parent_name(agency.parent),
        "co_quan": _head_name(agency.name, agency.parent).upper(),
        "so_ky_hieu": f"Số:{_BLANK * 7}/{_symbol(report)}",
        "dia_danh_ngay": f"{agency.place}, ngày{_BLANK * 5}tháng{_BLANK * 5}năm{_BLANK * 8}".lstrip(", "),
        "ten_loai": document.type_name,
        "trich_yeu": document.subject,
        "quyen_han": signer.authority if signer else "",
        "chuc_vu": signer.title if signer else "",
        "ho_ten": signer.name if signer else "",
        "dia_chi": agency.address,
        "ten_phu_luc": document.appendix_title,
        "kem_theo": _enclosed_with(report),
    }


def _head_name(name: str, parent: str) -> str:
    """Return the agency's name without the province that stands in the line above: `Sở Công Thương`."""
    for unit in (" tỉnh ", " thành phố "):
        short, found, place = name.partition(unit)
        if found and parent.endswith(f"{unit}{place}"):
            return short
    return name


def _parent_name(parent: str) -> str:
    """Return the parent in capitals, with UBND for a name that would not fit on the line."""
    name = parent.upper()
    if layout.text_width(name, layout.PARENT_STYLE.size, math.inf) <= layout.HEAD_LEFT:
        return name
    return name.replace("ỦY BAN NHÂN DÂN", "UBND")


def _symbol(report: Report) -> str:
    """Return the symbol after the number: `BC-SKHCN`; of a letter `SKHCN-VP`, with the unit that keeps it."""
    agency = report.agency
    if report.form is Form.REPORT:
        return f"BC-{agency.symbol}"
    keeper = next((one for one in agency.recipients if one.startswith("Lưu")), "")
    unit = keeper.rstrip(".;").rpartition(",")[2].strip()
    return f"{agency.symbol}-{unit}" if unit and "VT" not in unit else agency.symbol


def _enclosed_with(report: Report) -> str:
    kind = "Báo cáo" if report.form is Form.REPORT else "Công văn"
    name = report.agency.name
    return (
        f"(Kèm theo {kind} số{_BLANK * 7}/{_symbol(report)} ngày{_BLANK * 5}tháng{_BLANK * 5}năm{_BLANK * 8}của {name})"
    )


def _recipients(report: Report, document: ReportDocument) -> tuple[str, ...]:
    """Return the lines of "Nơi nhận": "Như trên" where the document names its addressees, the archive last."""
    lines = [one.strip().rstrip(".;") for one in report.agency.recipients]
    kept = [one for one in lines if one.startswith("Lưu")]
    named = {name_key(one) for one in document.addressees}
    others = [one for one in lines if one and not one.startswith(("Lưu", "Như ")) and name_key(one) not in named]
    same = ["Như trên"] if document.addressees or document.form is Form.LETTER else []
    listed = [*same, *others, *(kept or ["Lưu: VT"])]
    return tuple(f"- {one}{'.' if one is listed[-1] else ';'}" for one in listed)


@dataclass(frozen=True)
class _Writer:
    """Puts paragraphs and tables into a document."""

    word: Document

    @cached_property
    def _styles(self) -> dict[str, str]:
        """The names of the template's styles by their ids: python-docx looks through all of them for each paragraph."""
        return {found.style_id: found.name or "" for found in self.word.styles}

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {name: style_id for style_id, name in reversed(self._styles.items())}

    def style_id(self, style: layout.TextStyle) -> str:
        """Return the template's id of a style; an office's template without it writes plain text."""
        return self._ids.get(style.name) or self._ids["Normal"]

    def _style_of(self, paragraph: WordParagraph) -> str:
        """Return the name of a paragraph's style."""
        own = paragraph._p.style  # noqa: SLF001 - the public way looks through all styles of the document
        return self._styles.get(own or "", "")

    def place(self, name: str, blocks: Sequence[BaseOxmlElement]) -> None:
        """Put blocks where the template has the block field `name`."""
        mark = f"{_MARK}{name}{_MARK}"
        for found in list(self.word.element.body.iter(qn("w:p"))):
            if mark in "".join(text.text or "" for text in found.iter(qn("w:t"))):
                for block in blocks:
                    found.addprevious(block)
                if found.getparent().tag == qn("w:tc") and not blocks:
                    continue
                found.getparent().remove(found)

    def addressees(self, document: ReportDocument) -> list[BaseOxmlElement]:
        """Return "Kính gửi": one addressee on its line, several with dashes under the colon."""
        style = self.style_id(layout.ADDRESSEE_STYLE)
        if not document.addressees:
            if document.form is Form.REPORT:
                return []
            return [placeholder_xml(style, "Kính gửi: [Ghi nơi nhận báo cáo]")]
        if len(document.addressees) == 1:
            return [_paragraph(style, f"Kính gửi: {document.addressees[0]}", '<w:jc w:val="center"/>')]
        first = f'<w:spacing w:after="0"/><w:ind w:left="{twips(layout.ADDRESSEE_INDENT)}"/>'
        found = [_paragraph(style, "Kính gửi:", first)]
        for index, one in enumerate(document.addressees, 1):
            last = index == len(document.addressees)
            after = "" if last else ' w:after="0"'
            indent = f'<w:spacing w:before="0"{after}/><w:ind w:left="{twips(layout.ADDRESSEE_DASH)}"/>'
            found.append(_paragraph(style, f"- {one}{'.' if last else ';'}", indent))
        return found

    def body(self, document: ReportDocument) -> list[BaseOxmlElement]:
        """Return the opening, the sections and the closing, which stays on the page of the signature."""
        opening = Paragraph(document.opening)
        closing = _paragraph(self.style_id(layout.BODY_STYLE), document.closing, "<w:keepNext/>")
        return [*self._blocks([opening, *document.blocks]), closing]

    def recipients(self, lines: Iterable[str]) -> list[BaseOxmlElement]:
        """Return the list of "Nơi nhận"."""
        return [_paragraph(self.style_id(layout.RECIPIENTS_STYLE), line) for line in lines]

    def appendix(self, document: ReportDocument) -> list[BaseOxmlElement]:
        """Return the appendix."""
        notes = [Paragraph(note) for note in document.appendix_notes]
        return list(self._blocks([*notes, *document.appendix]))

    def tidy(self, report: Report) -> None:
        """Take away lines that stayed empty, and set the rules under the agency and the subject by their texts."""
        hint = "[Chức vụ người ký]" if not (report.agency.signatory and report.agency.signatory.title) else ""
        empty_when_unused = (layout.SIGNER_STYLE.name, layout.PARENT_STYLE.name, layout.TYPE_STYLE.name)
        if not report.agency.address.strip():
            for footer in (section.first_page_footer for section in self.word.sections):
                for paragraph in footer.paragraphs:
                    if paragraph.style and paragraph.style.name == layout.ADDRESS_STYLE.name and not paragraph.text:
                        paragraph.style = self.word.styles["Normal"]
        before: WordParagraph | None = None
        for paragraph in self._paragraphs():
            name = self._style_of(paragraph)
            if name in empty_when_unused and not paragraph.text.strip():
                if name == layout.SIGNER_STYLE.name and hint and before is not None and before.text == "":
                    paragraph.text, hint = hint, ""
                else:
                    _remove(paragraph)
                    before = paragraph
                    continue
            rules = {layout.AGENCY_RULE_STYLE: layout.HEAD_LEFT, layout.SUBJECT_RULE_STYLE: layout.TEXT_WIDTH}
            if name in rules and before is not None:
                size = layout.AGENCY_STYLE.size if name == layout.AGENCY_RULE_STYLE else layout.SUBJECT_STYLE.size
                line = layout.text_width(before.text, size, rules[name])
                set_rule_width(paragraph, line * layout.RULE_SHARE, rules[name])
            before = paragraph

    def _paragraphs(self) -> Iterator[WordParagraph]:
        """Yield the paragraphs of the head, of the title and of the signature."""
        for table in self.word.tables:
            for row in table.rows[:1]:
                for cell in row.cells:
                    yield from cell.paragraphs
        yield from self.word.paragraphs

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[BaseOxmlElement]:
        body = self.style_id(layout.BODY_STYLE)
        headings = [self.style_id(style) for style in layout.HEADING_STYLES]
        gap = ""
        for block in blocks:
            match block:
                case Heading(level, text):
                    yield _paragraph(headings[level - 1], text, gap)
                case Paragraph(text):
                    yield _paragraph(body, text, gap)
                case Bullet(text, level):
                    yield _paragraph(body, f"{'-' if level == 1 else '+'} {text}", gap)
                case Prompt(text):
                    yield placeholder_xml(self.style_id(layout.PROMPT_STYLE), f"[{text}]")
                case Grid():
                    yield _paragraph(self.style_id(layout.CAPTION_STYLE), block.caption)
                    yield self._grid(block)
                case _:
                    assert_never(block)
            gap = '<w:spacing w:before="120"/>' if isinstance(block, Grid) else ""

    def _grid(self, grid: Grid) -> BaseOxmlElement:
        plain, small = self.style_id(layout.CELL_STYLE), self.style_id(layout.CELL_ADDRESS_STYLE)
        middle = '<w:jc w:val="center"/>'

        def row(index: int, cells: Sequence[str]) -> list[str]:
            made = [
                paragraph_xml(plain, text, middle if position in grid.numeric else "")
                for position, text in enumerate(cells)
            ]
            if grid.links and grid.links[index]:
                # On paper the address itself is what a reader can follow.
                address = grid.links[index]
                made[1] += link_xml(small, address, self._relation(address))
            return made

        rows = [row(index, cells) for index, cells in enumerate(grid.rows)]
        return table_xml(_widths(grid), grid.head, rows, self.style_id(layout.CELL_HEAD_STYLE), grid.caption)

    def _relation(self, address: str) -> str:
        relations = self.word.part.rels
        name = f"rIdLink{len(relations) + 1}"
        relations.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, name, is_external=True)
        return name


def _paragraph(style_id: str, text: str, extra: str = "") -> BaseOxmlElement:
    found: BaseOxmlElement = parse_xml(paragraph_xml(style_id, text, extra).replace("<w:p>", f"<w:p {W} {R}>", 1))
    return found


def _remove(paragraph: WordParagraph) -> None:
    element = paragraph._p  # noqa: SLF001 - python-docx has no way to remove a paragraph
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _widths(grid: Grid) -> tuple[float, ...]:
    """Share the width of the page: each column its longest word, the rest by how much is in it."""
    columns = list(zip(grid.head, *grid.rows, strict=True))
    least = [_longest_word(column) * _LETTER_WIDTH + _CELL_MARGINS for column in columns]
    least = [min(width, layout.TEXT_WIDTH / 3) for width in least]
    weights = [
        0.2 if position in grid.numeric else max(0.5, min(_mean(column[1:]), 100) - _longest_word(column))
        for position, column in enumerate(columns)
    ]
    if grid.links:
        weights[1] = max(weights[1], _mean(grid.links))
    spare = max(0.0, layout.TEXT_WIDTH - sum(least))
    whole = sum(weights) or 1
    wished = [width + spare * weight / whole for width, weight in zip(least, weights, strict=True)]
    scale = layout.TEXT_WIDTH / sum(wished)
    return tuple(width * scale for width in wished)


def _longest_word(column: Sequence[str]) -> int:
    return max((len(word) for text in column for word in text.split()), default=1)


def _mean(cells: Sequence[str]) -> float:
    return sum(map(len, cells)) / max(1, len(cells))
