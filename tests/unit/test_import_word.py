"""Word files come in without a lost word, and what an editor must know of them is said."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from contextlib import suppress
from datetime import date
from xml.sax.saxutils import escape as xml_escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image
from tests.unit import word_files as files

from cchc_import import Imported, WordError, read_word
from cchc_import.legacy_fonts import _TCVN3_BYTES, _VNI
from cchc_import.office import converter
from cchc_markdown import MarkdownDialect
from cchc_markdown.extension import keep
from cchc_markdown.render import plain_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RENDERER = MarkdownDialect().renderer()
NOT_WORDS = re.compile(r"<sup id=\"fnref.*?</sup>|<sup>\(\d+\)</sup>")
WORD = re.compile(r"[^\W_]+")
TEXTS = [
    "Cải cách hành chính là khâu đột phá; Sở Khoa học và Công nghệ ưu tiên số hóa hồ sơ.",
    "Người dân được hướng dẫn, trả kết quả đúng hẹn, không phải đi lại nhiều lần ở ấp Mỹ Phước.",
    "Ỷ lại, quỵt nợ, kỹ lưỡng, thuở ấy, khuỷu tay, giặc giã, xoăn tít, ngoẵng, huệ, uyển chuyển.",
]


def html(imported: Imported) -> str:
    return RENDERER.render(imported.markdown, keep).html


def words(text: str) -> str:
    return f" {' '.join(WORD.findall(unicodedata.normalize('NFC', text)))} "


def paragraphs_of(data: bytes) -> list[str]:
    """Return the words of each paragraph of the document and its footnotes: every w:t, what is deleted left out."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in ("word/document.xml", "word/footnotes.xml"):
            if part in package.namelist():
                root = etree.fromstring(package.read(part))
                etree.strip_elements(root, "{*}Fallback", with_tail=False)
                for paragraph in root.iter(f"{W}p"):
                    pieces = [
                        " " if one.tag != f"{W}t" else (one.text or "").replace("\u00ad", "")
                        for one in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}footnoteReference")
                        if next(one.iterancestors(f"{W}p")) is paragraph
                    ]
                    found.append(words("".join(pieces)))
    return [text for text in found if text.strip()]


def assert_nothing_lost(expected: list[str], imported: Imported) -> None:
    """Each paragraph stands whole in the page, in its order, or in the head that became front matter."""
    shown = words(plain_text(NOT_WORDS.sub("", html(imported))))
    head = words(" ".join(imported.head))
    at = 0
    for paragraph in expected:
        place = shown.find(paragraph, at)
        if place >= 0:
            at = place + len(paragraph) - 1
        else:
            assert paragraph in head or paragraph in shown, paragraph


@pytest.mark.parametrize("make", [files.news, files.article, files.plan, files.report, files.letter, files.guide])
def test_no_word_is_lost(make: object) -> None:
    data = make()  # type: ignore[operator]
    assert_nothing_lost(paragraphs_of(data), read_word(data, "tep.docx"))


def test_news() -> None:
    imported = read_word(files.news(), "tin.docx")
    assert imported.title == "Sở Khoa học và Công nghệ tập huấn một cửa điện tử"
    assert imported.loai == imported.so_ky_hieu == ""
    assert imported.markdown == (
        "**Ngày 12/3/2026, Sở tổ chức tập huấn về cơ chế một cửa cho công chức, viên chức.**\n\n"
        "Tham dự có 45 học viên; thời gian haibuổi & nghỉ giữa giờ \\* \\[giữa] buổi_họp &lt;b>.\n\n"
        "## Nội dung tập huấn\n\n"
        "Xem tại [Cổng Dịch vụ công quốc gia](https://dichvucong.gov.vn/p/home%20%28mới%29)\n\n"
        "Không bấm vào đây\n\n"
        "Dòng trên<br>\n\\- dòng dưới\n\n"
        "\\# 1. Đây không phải đề mục\n"
    )
    assert any("javascript:alert(1)" in note for note in imported.notes)


def test_pictures_are_named_cleaned_and_asked_to_be_described() -> None:
    imported = read_word(files.article(), "bai.docx")
    assert imported.title == "Một ngày ở Bộ phận Một cửa"
    first, second = imported.pictures
    assert (first.name, first.alt) == ("anh-1-nguoi-dan-lay-so-thu-tu.png", "Người dân lấy số thứ tự")
    assert (second.name, second.alt) == ("anh-2.jpg", "")
    assert f"![{first.alt}]({first.name})" in imported.markdown
    assert "![](anh-2.jpg)" in imported.markdown
    with Image.open(io.BytesIO(second.data)) as image:
        assert image.width == 2000
        assert not image.getexif()


def test_what_word_crops_away_is_not_published() -> None:
    shape = (
        '<w:p><w:r><w:drawing><pic:blipFill xmlns:pic="p"><a:blip xmlns:a="a" r:embed="i"/>'
        '<a:srcRect xmlns:a="a" l="50000"/></pic:blipFill></w:drawing></w:r></w:p>'
    )
    body = files.p("Tiêu đề", "<w:b/>") + shape
    with zipfile.ZipFile(io.BytesIO(files.raw(body, {}, {"i": ("image", "media/../media/a.png")}))) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    imported = read_word(zipped(entries | {"word/media/a.png": files.picture()}), "../../a.docx")
    (picture,) = imported.pictures
    assert picture.name == "anh-1.png"
    with Image.open(io.BytesIO(picture.data)) as image:
        assert image.size == (30, 40)


def test_plan_by_its_layout() -> None:
    imported = read_word(files.plan(), "ke-hoach.docx")
    assert imported.title == "Kế hoạch số 12/KH-SKHCN tuyên truyền cải cách hành chính năm 2026"
    assert (imported.so_ky_hieu, imported.date, imported.loai) == ("12/KH-SKHCN", date(2026, 3, 5), "Kế hoạch")
    assert imported.co_quan == "SỞ KHOA HỌC VÀ CÔNG NGHỆ"
    assert "## I. MỤC ĐÍCH, YÊU CẦU\n\n### 1. Mục đích\n\n- Nâng cao nhận thức" in imported.markdown
    assert "\n    - Cấp phòng.\n" in imported.markdown
    shown = html(imported)
    assert '<th rowspan="2">TT</th><th rowspan="2">Nội dung</th><th colspan="2">Thời gian</th>' in shown
    assert "<td>Tin, bài &lt;chuyên mục&gt;</td>" in shown
    assert "Nguyễn Văn Ví Dụ" in shown


def test_report_without_number_and_day() -> None:
    imported = read_word(files.report(), "bao-cao.docx")
    assert imported.title == "Báo cáo về kết quả cải cách hành chính 6 tháng đầu năm 2026"
    assert (imported.so_ky_hieu, imported.date) == ("", None)
    assert any("chưa có số" in note for note in imported.notes)
    assert "## Kết quả chung\n\n### Số liệu\n" in imported.markdown
    assert "|---|---:|\n| Tin, bài \\| phóng sự | 1.234 |" in imported.markdown
    assert "1. Việc thứ nhất\n2. Việc thứ hai\n\n- Gạch đầu dòng\n    - Gạch con\n" in imported.markdown


def test_official_letter() -> None:
    imported = read_word(files.letter(), "cong-van.docx")
    assert imported.title == "Công văn số 305/SKHCN-VP về việc đôn đốc cập nhật thủ tục hành chính"
    assert (imported.loai, imported.date) == ("Công văn", date(2026, 4, 17))


def test_footnotes() -> None:
    data = files.notice()
    imported = read_word(data, "thong-bao.docx")
    assert_nothing_lost(paragraphs_of(data), imported)
    assert "Tiếp dân ngày 15[^1] hằng tháng." in imported.markdown
    assert "[^1]: Trừ ngày nghỉ, lễ.\n\n    Theo Luật Tiếp công dân." in imported.markdown
    assert '<td colspan="2">Ô gộp<sup>(1)</sup></td>' in html(imported)
    assert "<sup>(1)</sup> Chú thích trong bảng." in html(imported)


def test_tracked_changes_boxes_comments_hidden_text() -> None:
    imported = read_word(files.revised(), "tin.docx")
    assert imported.markdown == "Giữ lại phần thêm\n\nNửa đầu nửa sau\n\nTrước khung\n\nChữ trong khung\n\nCuối bài.\n"
    said = "\n".join(imported.notes)
    for part in ("Track Changes", "1 nhận xét", "1 đoạn chữ ẩn", "đầu trang của Word: “DỰ THẢO 2”"):
        assert part in said
    assert "- 1 -" not in said


def tcvn3(text: str) -> str:
    table = {char: chr(byte) for byte, char in _TCVN3_BYTES.items()}
    # Capitals with tones are set in a font of capitals.
    return "".join(table.get(char, table.get(char.lower(), char)) for char in text)


def vni(text: str) -> str:
    table = {char: typed for typed, char in reversed(_VNI.items())}
    return "".join(table.get(char, char) for char in text)


@pytest.mark.parametrize(("font", "encode", "name"), [(".VnTime", tcvn3, "TCVN3"), ("VNI-Times", vni, "VNI")])
def test_legacy_fonts_by_the_default_style(font: str, encode: object, name: str) -> None:
    texts = [text.replace("Ỷ", "ỷ") for text in TEXTS]
    imported = read_word(files.legacy(font, map(encode, texts)), "cu.docx")  # type: ignore[call-overload]
    assert imported.title == texts[0].rstrip(".") or texts[0] in imported.markdown
    assert_nothing_lost([words(text) for text in texts], imported)
    assert any(name in note for note in imported.notes)
    assert unicodedata.is_normalized("NFC", imported.markdown)


def run(text: str, font: str) -> str:
    return (
        f"<w:r><w:rPr><w:rFonts w:ascii='{font}' w:hAnsi='{font}'/></w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"
    )


@pytest.mark.parametrize(
    ("runs", "shown"),
    [
        (run("Së Khoa häc ", ".VnTime") + run("và Công nghệ", "Times New Roman"), "Sở Khoa học và Công nghệ"),
        (run("céng hßa", ".VnTimeH") + run(" x· héi", ".VnTime"), "CỘNG HÒA xã hội"),
        (run("Co", "VNI-Times") + run("âng ngheä", "VNI-Helve"), "Công nghệ"),
        (run("Chữ Unicode ghi nhầm phông", ".VnTime"), "Chữ Unicode ghi nhầm phông"),
        (run("ph\u00ad¬ng", ".VnTime"), "phương"),
        ("<w:r><w:rPr><w:rFonts w:ascii='.VnTime'/></w:rPr><w:t>t</w:t><w:softHyphen/><w:t> duy</w:t></w:r>", "tư duy"),
        (run("C¶i c¸ch hµnh chÝnh", "Times New Roman"), "Cải cách hành chính"),
        (run("Cải cách “hoà” toà Café", "Arial"), "Cải cách “hoà” toà Café"),
        (run("Sở a\u0302\u0301y", "Arial"), "Sở ấy"),
    ],
)
def test_mixed_and_mislabelled_runs(runs: str, shown: str) -> None:
    imported = read_word(files.raw(files.p("Tiêu đề", "<w:b/>") + f"<w:p>{runs}</w:p>"), "tin.docx")
    assert imported.markdown == f"{shown}\n"


def test_numbers_of_lists() -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>'
    )
    numbering = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>' + "".join(
        f'<w:num w:numId="{id_}"><w:abstractNumId w:val="1"/>{more}</w:num>'
        for id_, more in ((1, ""), (2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'))
    )

    def item(text: str, level: int, list_: int = 1) -> str:
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>'
        return files.p(text, properties=number)

    body = files.p("Tiêu đề", "<w:b/>") + "".join(
        (item("ba", 0), item("bốn", 0), item("con", 1), item("cháu", 2), item("năm", 0), item("một", 0, 2))
    )
    data = files.raw(body, {"numbering.xml": files.xml("numbering", numbering)}, {"n": ("numbering", "numbering.xml")})
    imported = read_word(data, "tin.docx")
    assert imported.markdown == ("3. ba\n4. bốn\n\n4.1. con\n\na) cháu\n\n5. năm\n\n<!-- -->\n\n1. một\n")
    assert html(imported).count("<ol") == 3
    assert '<ol start="5">' in html(imported)


@pytest.mark.skipif(converter() is None, reason="máy không có LibreOffice")
def test_old_word_and_libreoffice_files() -> None:
    convert = converter()
    assert convert is not None
    plan = files.plan()
    old = convert(plan, "a.docx", "doc")
    assert old is not None
    imported = read_word(old, "ke-hoach.doc", convert)
    assert (imported.so_ky_hieu, imported.loai) == ("12/KH-SKHCN", "Kế hoạch")
    assert_nothing_lost(paragraphs_of(plan), imported)
    written = read_word(files.odt(TEXTS), "tin.odt", convert)
    assert_nothing_lost([words(text) for text in TEXTS], written)


def test_drawings_and_missing_pictures_are_said_in_words() -> None:
    drawing = '<w:p><w:r><w:pict><v:shape alt="Sơ đồ"><v:imagedata r:id="i"/></v:shape></w:pict></w:r></w:p>'
    relations = {"i": ("image", "media/image1.emf")}
    data = files.raw(files.p("Tiêu đề", "<w:b/>") + drawing, {"media/image1.emf": "\x01"}, relations)
    imported = read_word(data, "tin.docx")
    assert imported.markdown == "(Chỗ này có hình vẽ dạng EMF của Word (image1.emf).)\n"
    assert any("image1.emf" in note for note in imported.notes)
    drawn = read_word(data, "tin.docx", lambda data, name, wanted: files.picture())
    assert drawn.markdown == "![Sơ đồ](anh-1-so-do.png)\n"


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return out.getvalue()


def with_document(document: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(files.raw(""))) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    return zipped(entries | {"word/document.xml": document.encode()})


ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.docx", "rỗng"),
        (b"hello", "a.docx", "không phải tệp Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.docx", "mật khẩu"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "Lưu thành"),
        (b"%PDF-1.7", "a.pdf", "Chỉ nhập được"),
        (bytes(50 * 1024 * 1024 + 1), "a.docx", "50 MB"),
        (zipped({"word/document.xml": b" " * 30_000_000}), "a.docx", "quá mức"),
        (zipped({"a.txt": b"a"}), "a.docx", "không phải tệp Word"),
        (with_document(f"{ENTITIES}<w>&b;</w>"), "a.docx", "hỏng"),
        (with_document('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'), "a.docx", "hỏng"),
        (with_document("<a>" * 5000 + "</a>" * 5000), "a.docx", "hỏng"),
        (files.raw("<w:p/>"), "a.docx", "không có chữ"),
    ],
)
def test_what_can_not_be_read_says_what_to_do(data: bytes, name: str, said: str) -> None:
    with pytest.raises(WordError, match=said):
        read_word(data, name)


def test_a_picture_too_large_to_open_is_left_out() -> None:
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    body = files.p("Tiêu đề", "<w:b/>") + '<w:p><w:r><w:pict><v:imagedata r:id="i"/></w:pict></w:r></w:p>'
    with zipfile.ZipFile(io.BytesIO(files.raw(body, {}, {"i": ("image", "media/a.png")}))) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    imported = read_word(zipped(entries | {"word/media/a.png": out.getvalue()}), "a.docx")
    assert not imported.pictures
    assert "quá lớn" in imported.notes[0]


SIGNS = st.text(alphabet="ab ế1.-+*_#>|\\`[](){}<&;:=~!?/^\"'%@x\n", min_size=1, max_size=40)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(SIGNS, st.sampled_from(["", "<w:b/>", "<w:i/>", "<w:b/><w:i/>", "<w:strike/>"])),
        min_size=1,
        max_size=4,
    )
)
def test_any_words_read_the_same(runs: list[tuple[str, str]]) -> None:
    def element(text: str, look: str) -> str:
        lines = "<w:br/>".join(
            f'<w:t xml:space="preserve">{line.replace("&", "&amp;").replace("<", "&lt;")}</w:t>'
            for line in text.split("\n")
        )
        return f"<w:r><w:rPr>{look}</w:rPr>{lines}</w:r>"

    body = "".join(element(*one) for one in runs)
    # Words at both ends keep the paragraph from being a title, a heading or a list by itself.
    data = files.raw(
        files.p("Tiêu đề", "<w:b/>")
        + f"<w:p><w:r><w:t>đầu</w:t><w:br/></w:r>{body}<w:r><w:br/><w:t>cuối</w:t></w:r></w:p>"
    )
    shown = plain_text(html(read_word(data, "a.docx")))
    written = "đầu\n" + "".join(text for text, _ in runs) + "\ncuối"
    assert " ".join(shown.split()) == " ".join(written.split())


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{xml_escape(text)}</w:t></w:r>'


def _table(cell: str, more: str = "") -> str:
    other = f"<w:tc>{files.p('khác')}</w:tc>"
    borders = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
    rows = f"<w:tr><w:tc>{more}<w:p>{cell}</w:p></w:tc>{other if not more else ''}</w:tr><w:tr>{other * 2}</w:tr>"
    return f"<w:tbl>{borders}{rows}</w:tbl>"


WIDE = "<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>"
BULLET = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
LISTS = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)


@pytest.mark.parametrize(
    "around",
    [
        lambda text: f"<w:p>{_run(text)}</w:p>",
        lambda text: f"<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr>{_run(text)}</w:p>",
        lambda text: f"<w:p>{BULLET}{_run(text)}</w:p>",
        lambda text: _table(_run(text)),
        lambda text: _table(_run(text), WIDE),
        lambda text: f"<w:p><w:hyperlink r:id='l'>{_run(text)}</w:hyperlink></w:p>",
    ],
    ids=["paragraph", "heading", "list", "table", "merged table", "link"],
)
@example(text="]:")
@example(text="&#1")
@settings(max_examples=30, deadline=None)
@given(text=st.text(alphabet="ab ế1.-+*_#>|\\`[](){}<&;:=~!?/^\"'%@x", min_size=1, max_size=25).filter(str.strip))
def test_any_words_read_the_same_everywhere(around: object, text: str) -> None:
    parts = {"numbering.xml": files.xml("numbering", LISTS)}
    relations = {"n": ("numbering", "numbering.xml"), "l": ("hyperlink", "https://example.vn/a")}
    body = files.p("Tiêu đề", "<w:b/>") + files.p("Mở đầu.") + around(text) + files.p("Kết thúc.")  # type: ignore[operator]
    imported = read_word(files.raw(body, parts, relations), "a.docx")
    shown = plain_text(html(imported).replace("<td>khác</td>", "").replace("<th>khác</th>", ""))
    # A dash or dot typed before words makes them an item of a list, which shows its own.
    marks = r"(?:[-+•*] (?=\S))?"
    assert re.fullmatch(
        rf"Mở đầu\. {marks}{re.escape(re.sub(rf'^{marks}', '', ' '.join(text.split())))} Kết thúc\.", shown
    )


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_files_never_fail_otherwise(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from([files.notice(), files.revised()]))
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    name = data.draw(st.sampled_from(sorted(entries)))
    content = entries[name]
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 60)))
    entries[name] = content[:start] + data.draw(st.binary(max_size=20)) + content[end:]
    damaged = zipped(entries)
    cut = data.draw(st.integers(0, len(damaged)))
    for one in (damaged, damaged[:cut], damaged[:cut] + b"\x00" + damaged[cut + 1 :]):
        with suppress(WordError):
            read_word(one, "a.docx")
