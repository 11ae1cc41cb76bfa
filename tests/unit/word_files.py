"""Word files as departments have them, made by python-docx, or from XML where python-docx has no words for it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from PIL import Image

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
CENTER = WD_ALIGN_PARAGRAPH.CENTER


def saved(document: DocumentType) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def add(
    document: DocumentType, text: str, bold: bool = False, style: str | None = None, center: bool = False
) -> Paragraph:
    paragraph = document.add_paragraph(style=style)
    paragraph.add_run(text).bold = bold or None
    if center:
        paragraph.alignment = CENTER
    return paragraph


def fill(cell: _Cell, *lines: tuple[str, bool]) -> None:
    for index, (text, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.add_run(text).bold = bold


def head(document: DocumentType, number: str, day: str, subject: str = "") -> None:
    """Put the head of Nghị định 30/2020/NĐ-CP: a table without lines."""
    table = document.add_table(2, 2)
    fill(table.cell(0, 0), ("UBND TỈNH BÌNH MINH", False), ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", True), ("-------", False))
    title = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True)
    fill(table.cell(0, 1), title, ("Độc lập - Tự do - Hạnh phúc", True), ("---------------", False))
    fill(table.cell(1, 0), (number, False), *([(subject, False)] if subject else []))
    fill(table.cell(1, 1), (day, False))


def signing(document: DocumentType) -> None:
    # Two tables that touch are one to Word, and a table is never the last.
    document.add_paragraph()
    table = document.add_table(1, 2)
    fill(table.cell(0, 0), ("Nơi nhận:", True), ("- Như trên;", False), ("- Lưu: VT, VP.", False))
    fill(table.cell(0, 1), ("KT. GIÁM ĐỐC", True), ("PHÓ GIÁM ĐỐC", True), ("Nguyễn Văn Ví Dụ", True))
    document.add_paragraph()


def link(paragraph: Paragraph, text: str, address: str) -> None:
    kind = f"{_R}/hyperlink"
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    run = paragraph.add_run(text)
    element.append(run._r)
    paragraph._p.append(element)


def picture(width: int = 60, form: str = "PNG", exif: bool = False) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", (width, 40), (200, 30, 30))
    tags = Image.Exif()
    if exif:
        tags[0x010F] = "Máy ảnh của người chụp"
    image.save(out, form, exif=tags)
    return out.getvalue()


def news() -> bytes:
    document = Document()
    add(document, "Sở Khoa học và Công nghệ tập huấn một cửa điện tử", bold=True, center=True)
    add(document, "Ngày 12/3/2026, Sở tổ chức tập huấn về cơ chế một cửa cho công chức, viên chức.", bold=True)
    add(document, "Tham dự có 45\u00a0học viên;\tthời gian hai\u00adbuổi & nghỉ giữa giờ * [giữa] buổi_họp <b>.")
    add(document, "Nội dung tập huấn", bold=True)
    first = add(document, "Xem tại ")
    link(first, "Cổng Dịch vụ công quốc gia", "https://dichvucong.gov.vn/p/home (mới)")
    second = add(document, "Không bấm vào ")
    link(second, "đây", "javascript:alert(1)")
    third = add(document, "Dòng trên")
    third.add_run().add_break()
    third.add_run("- dòng dưới")
    add(document, "# 1. Đây không phải đề mục")
    return saved(document)


def article() -> bytes:
    document = Document()
    document.add_paragraph("Một ngày ở Bộ phận Một cửa", style="Title")
    add(document, "Từ bảy giờ sáng, người dân đã đến lấy số.")
    for content, alt in (
        (picture(), "Người dân lấy số thứ tự"),
        (picture(2400, "JPEG", exif=True), "Picture 2"),
    ):
        document.add_picture(io.BytesIO(content), width=Cm(3))
        shapes = document.inline_shapes
        shapes[len(shapes) - 1]._inline.docPr.set("descr", alt)
    add(document, "Ảnh: Ban Biên tập.")
    return saved(document)


def plan() -> bytes:
    document = Document()
    head(document, "Số: 12/KH-SKHCN", "Bình Minh, ngày 05 tháng 3 năm 2026")
    add(document, "KẾ HOẠCH", bold=True, center=True)
    add(document, "Tuyên truyền cải cách hành chính năm 2026", bold=True, center=True)
    add(document, "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;")
    add(document, "I. MỤC ĐÍCH, YÊU CẦU", bold=True)
    add(document, "1. Mục đích", bold=True)
    add(document, "- Nâng cao nhận thức của công chức.")
    add(document, "+ Cấp phòng.")
    add(document, "2. Yêu cầu", bold=True)
    add(document, "a) Đúng tiến độ; b) đúng 5.000.000 đồng.")
    add(document, "II. PHÂN CÔNG", bold=True)
    table = document.add_table(4, 4)
    table.style = "Table Grid"
    rows = [
        ["TT", "Nội dung", "Thời gian", ""],
        ["", "", "Bắt đầu", "Kết thúc"],
        ["1", "Tin, bài <chuyên mục>", "Quý I", "Quý IV"],
        ["2", "Tờ rơi", "Tháng 5", "Tháng 6"],
    ]
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text:
                fill(table.cell(row, column), (text, row < 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    table.cell(0, 2).merge(table.cell(0, 3))
    signing(document)
    return saved(document)


def report() -> bytes:
    document = Document()
    head(document, "Số:      /BC-SKHCN", "Bình Minh, ngày      tháng 6 năm 2026")
    add(document, "BÁO CÁO", bold=True, center=True)
    add(document, "Về kết quả cải cách hành chính 6 tháng đầu năm 2026", bold=True, center=True)
    add(document, "Kính gửi: Ủy ban nhân dân tỉnh Bình Minh.")
    document.add_paragraph("Kết quả chung", style="Heading 1")
    document.add_paragraph("Số liệu", style="Heading 2")
    table = document.add_table(3, 2)
    table.style = "Table Grid"
    for row, texts in enumerate([("Chỉ tiêu", "Số lượng"), ("Tin, bài | phóng sự", "1.234"), ("Hồ sơ", "56,7 %")]):
        for column, text in enumerate(texts):
            fill(table.cell(row, column), (text, row == 0))
    document.add_paragraph("Việc thứ nhất", style="List Number")
    document.add_paragraph("Việc thứ hai", style="List Number")
    document.add_paragraph("Gạch đầu dòng", style="List Bullet")
    document.add_paragraph("Gạch con", style="List Bullet 2")
    return saved(document)


def letter() -> bytes:
    document = Document()
    subject = "V/v đôn đốc cập nhật thủ tục hành chính"
    head(document, "Số: 305/SKHCN-VP", "Bình Minh, ngày 17 tháng 4 năm 2026", subject)
    add(document, "Kính gửi: Các phòng, đơn vị thuộc Sở.", center=True)
    add(document, "Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018, Sở đề nghị các đơn vị rà soát.")
    signing(document)
    return saved(document)


def guide() -> bytes:
    document = Document()
    add(document, "Thủ tục cấp Giấy chứng nhận đăng ký hoạt động khoa học và công nghệ", bold=True, center=True)
    for index, text in enumerate(("Trình tự thực hiện", "Cách thức thực hiện", "Thành phần hồ sơ"), 1):
        add(document, f"{index}. {text}", bold=True)
        add(document, f"Bước {index}: Nộp hồ sơ tại Bộ phận Một cửa; mức 1.000.000 đồng/lần.")
        add(document, "– Đơn đề nghị (Mẫu số 01);")
    return saved(document)


def legacy(font: str, paragraphs: Iterable[str]) -> bytes:
    """Return a file whose font stands in its default style, as Word 97 wrote them."""
    document = Document()
    document.styles["Normal"].font.name = font
    document.styles["Normal"].font.size = Pt(14)
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def raw(
    body: str, parts: Mapping[str, str] | None = None, relations: Mapping[str, tuple[str, str]] | None = None
) -> bytes:
    """Return a package of XML: `body` is inside w:body, `parts` by names below word/; id → (type, target)."""
    out = io.BytesIO()
    links = "".join(
        f'<Relationship Id="{id_}" Type="{_R}/{type_}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for id_, (type_, target) in (relations or {}).items()
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        main = f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
        package.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}">{main}</Relationships>')
        package.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>')
        package.writestr("word/document.xml", f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>")
        for name, content in (parts or {}).items():
            package.writestr(f"word/{name}", content)
    return out.getvalue()


def xml(root: str, content: str) -> str:
    return f"<w:{root} {_SPACES}>{content}</w:{root}>"


def p(text: str, look: str = "", properties: str = "") -> str:
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def notice() -> bytes:
    """A notice with footnotes, one of two paragraphs, one within a merged table."""
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    cells = (
        f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>Ô gộp</w:t></w:r>{mark.format(3)}</w:p></w:tc>"
    )
    body = (
        p("Thông báo lịch tiếp công dân", "<w:b/>")
        + f"<w:p><w:r><w:t>Tiếp dân ngày 15</w:t></w:r>{mark.format(2)}<w:r><w:t> hằng tháng.</w:t></w:r></w:p>"
        + f'<w:tbl><w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr><w:tr>{cells}</w:tr>'
        + f"<w:tr><w:tc>{p('Một')}</w:tc><w:tc>{p('Hai')}</w:tc></w:tr></w:tbl>"
    )
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        f"<w:footnote w:id='2'>{p('Trừ ngày nghỉ, lễ.')}{p('Theo Luật Tiếp công dân.')}</w:footnote>"
        f"<w:footnote w:id='3'>{p('Chú thích trong bảng.')}</w:footnote>"
    )
    return raw(body, {"footnotes.xml": xml("footnotes", notes)}, {"f": ("footnotes", "footnotes.xml")})


def revised() -> bytes:
    """Tracked changes, a text box, a comment, hidden text, a header, a field of contents."""
    box = p("Chữ trong khung")
    shape = f"<wps:txbx><w:txbxContent>{box}</w:txbxContent></wps:txbx>"
    old = f"<v:textbox><w:txbxContent>{box}</w:txbxContent></v:textbox>"
    choice = f"<mc:Choice><w:drawing>{shape}</w:drawing></mc:Choice><mc:Fallback><w:pict>{old}</w:pict></mc:Fallback>"
    deleted_end = "<w:rPr><w:del w:id='9'/></w:rPr>"
    body = (
        p("Tin về rà soát thủ tục", "<w:b/>")
        + "<w:p><w:r><w:t>Giữ lại </w:t></w:r><w:ins w:id='1'><w:r><w:t>phần thêm</w:t></w:r></w:ins>"
        "<w:del w:id='2'><w:r><w:delText>phần xóa</w:delText></w:r></w:del></w:p>"
        + p("Nửa đầu ", properties=deleted_end)
        + p("nửa sau")
        + f"<w:p><w:r><w:t>Trước khung</w:t></w:r><w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r></w:p>"
        + p("Đoạn ẩn", "<w:vanish/>")
        + p("Cuối bài.")
    )
    parts = {
        "comments.xml": xml("comments", f"<w:comment w:id='1'>{p('Xem lại')}</w:comment>"),
        "header1.xml": xml("hdr", p("DỰ THẢO 2") + p("- 1 -")),
    }
    return raw(body, parts, {"c": ("comments", "comments.xml"), "h": ("header", "header1.xml")})


def odt(paragraphs: Iterable[str]) -> bytes:
    """Return a file of LibreOffice Writer."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    texts = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    content = (
        f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:text="{office}:text:1.0" '
        f'office:version="1.2"><office:body><office:text>{texts}</office:text></office:body></office:document-content>'
    )
    mime = "application/vnd.oasis.opendocument.text"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{office}:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", mime)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()
