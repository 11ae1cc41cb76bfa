"""What Word needs and python-docx does not offer: fonts of all scripts, rules, fields, tables, placeholders."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, Twips
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from cchc_word import layout

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
# The earliest moment that a ZIP file can name: the same report gives the same bytes.
_ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)
TWIPS_PER_MM = 1440 / 25.4


def twips(millimetres: float) -> int:
    """Return a length in Word's unit, 1/20 of a point."""
    return round(millimetres * TWIPS_PER_MM)


def style_text(style: ParagraphStyle, text: layout.TextStyle) -> None:
    """Give a paragraph style the looks of `text`."""
    style.font.name = layout.FONT
    style.font.size = Pt(text.size)
    style.font.bold, style.font.italic = text.bold, text.italic
    set_fonts(style.element.get_or_add_rPr())
    shape = style.paragraph_format
    shape.alignment = ALIGNMENTS[text.align]
    shape.space_before, shape.space_after = Pt(text.before), Pt(text.after)
    shape.first_line_indent = Mm(text.first_line)
    shape.line_spacing = layout.LINE_SPACING if text.first_line else 1.0
    shape.keep_with_next = text.keep_next
    shape.widow_control = True


def set_fonts(properties: BaseOxmlElement) -> None:
    """Name the font for every script and make it black: Word else takes another one for letters it calls foreign."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = parse_xml(f"<w:rFonts {W}/>")
        properties.insert(0, fonts)
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), layout.FONT)
    for colour in properties.findall(qn("w:color")):
        properties.remove(colour)


def set_page(section: Section) -> None:
    """Make a section an A4 page with the decree's margins, without a page number on its first page."""
    section.page_width, section.page_height = Mm(layout.PAGE_WIDTH), Mm(layout.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = _at_least(layout.MARGIN_TOP), _at_least(layout.MARGIN_BOTTOM)
    section.left_margin, section.right_margin = _at_least(layout.MARGIN_LEFT), _at_least(layout.MARGIN_RIGHT)
    section.header_distance, section.footer_distance = Mm(layout.HEADER_DISTANCE), Mm(layout.FOOTER_DISTANCE)
    section.different_first_page_header_footer = True


def _at_least(millimetres: float) -> Twips:
    """Return a length that Word does not round below `millimetres`."""
    return Twips(math.ceil(millimetres * TWIPS_PER_MM))


def number_pages_from_one(section: Section) -> None:
    """Start the numbers of a section's pages anew."""
    properties = section._sectPr  # noqa: SLF001 - python-docx has no public way to the numbering of pages
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    margins = next(properties.iterchildren(qn("w:pgMar")))
    margins.addnext(parse_xml(f'<w:pgNumType {W} w:start="1"/>'))


def add_page_field(paragraph: Paragraph) -> None:
    """Add the number of the page."""
    for piece in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>2</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {W}>{piece}</w:r>"))  # noqa: SLF001 - no public way to add a field


def rule_beside(style: ParagraphStyle, side: str) -> None:
    """Give the paragraphs of a style a solid rule at `side` (top or bottom)."""
    properties = style.element.get_or_add_pPr()
    weight = round(layout.RULE_WEIGHT * 8)
    border = parse_xml(f'<w:pBdr {W}><w:{side} w:val="single" w:sz="{weight}" w:space="1" w:color="000000"/></w:pBdr>')
    properties.find(qn("w:spacing")).addprevious(border)


def set_rule_width(paragraph: Paragraph, width: float, room: float) -> None:
    """Make a rule `width` mm long in the middle of `room` mm."""
    side = Mm(max(0.0, (room - width) / 2))
    paragraph.paragraph_format.left_indent = side
    paragraph.paragraph_format.right_indent = side


def borderless_table(widths: Sequence[float], cells: Sequence[str]) -> BaseOxmlElement:
    """Return a one-row table without borders or cell margins; `cells` are the paragraphs' XML of each cell."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    row = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return parse_xml(
        f'<w:tbl {W}><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr></w:tbl>"
    )


def paragraph_xml(style_id: str, text: str, extra: str = "") -> str:
    """Return a paragraph of one run; `extra` are more paragraph properties."""
    run = f'<w:r><w:t xml:space="preserve">{clean(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{extra}</w:pPr>{run}</w:p>'


def link_xml(style_id: str, text: str, relation: str) -> str:
    """Return a paragraph that is a link; `relation` is the id of its address among the document's relations."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr><w:hyperlink r:id="{relation}"><w:r><w:rPr>'
        f'<w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">{clean(text)}</w:t>'
        "</w:r></w:hyperlink></w:p>"
    )


def placeholder_xml(style_id: str, text: str) -> BaseOxmlElement:
    """Return a place to fill in: one click marks the whole hint and typing replaces it."""
    return parse_xml(
        f'<w:sdt {W}><w:sdtPr><w:alias w:val="Cần điền"/><w:tag w:val="can-dien"/><w:showingPlcHdr/></w:sdtPr>'
        f"<w:sdtContent>{paragraph_xml(style_id, text)}</w:sdtContent></w:sdt>"
    )


def table_xml(
    widths: Sequence[float], head: Sequence[str], rows: Sequence[Sequence[str]], head_id: str, caption: str
) -> BaseOxmlElement:
    """Return a table with rules, a head that is repeated on each page and rows that no page break splits.

    `rows` are the paragraphs' XML of each cell; `caption` is what a screen reader says of the table.
    """
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    border = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )

    def row_xml(cells: Sequence[str], properties: str) -> str:
        made = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
            for width, cell in zip(widths, cells, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{made}</w:tr>"

    parts = [row_xml([paragraph_xml(head_id, name) for name in head], "<w:tblHeader/>")]
    parts += [row_xml(row, "") for row in rows]
    return parse_xml(
        f'<w:tbl {W} {R}><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:tblBorders>{border}'
        '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/>'
        f'<w:tblCaption w:val="{clean(caption, quote=True)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(parts)}</w:tbl>"
    )


def clean(text: str, quote: bool = False) -> str:
    """Return text as XML may hold it: escaped, without control characters."""
    kept = "".join(char for char in text if char >= " " or char in "\t\n")
    return escape(kept, {'"': "&quot;"} if quote else {})


def language_of_document(document: Document) -> None:
    """Set the document's default font and language, so that Word checks Vietnamese."""
    styles = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    set_fonts(properties)
    for language in styles.iter(qn("w:lang")):
        for script in ("val", "eastAsia", "bidi"):
            language.set(qn(f"w:{script}"), layout.LANGUAGE)


def fixed_bytes(document: Document) -> bytes:
    """Return the file of a document, the same for the same document: no moment of writing in it."""
    out = io.BytesIO()
    document.save(out)
    result = io.BytesIO()
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            part = zipfile.ZipInfo(name, _ZIP_MOMENT)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            fixed.writestr(part, made.read(name))
    return result.getvalue()
