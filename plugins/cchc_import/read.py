"""A Word file → what it says: title, day, number, agency, Markdown, pictures. Pure: bytes in, values out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from cchc.citations import parse_citation
from cchc.text import fold, name_key, tidy
from cchc_import.blocks import read_blocks
from cchc_import.headings import with_headings
from cchc_import.inline import clean
from cchc_import.layout import Head, read_head
from cchc_import.markdown import MarkdownWriter
from cchc_import.model import Block, Converter, Imported, Paragraph, Table, WordError, WordText
from cchc_import.package import LARGEST_FILE, Package, opened_zip

DOCX = ".docx"
CONVERTED = (".doc", ".odt", ".rtf")
_LONGEST_TITLE = 250
_ZIP = b"PK"
_DOCX_LIKE = (DOCX, ".docm", ".dotx")
# What abstracts begin with that is no name: such a word can go on a sentence.
_COMMON = tuple(
    f"{words} "
    for words in (
        *("ve", "cua", "quy dinh", "tuyen truyen", "truyen thong", "trien khai", "thuc hien", "to chuc", "ket qua"),
        *("cong tac", "cong bo", "cong khai", "cai cach", "kiem tra", "kiem soat", "ra soat", "phe duyet", "ban hanh"),
        *(
            "sua doi",
            "tang cuong",
            "day manh",
            "tinh hinh",
            "so ket",
            "tong ket",
            "thanh lap",
            "phan cong",
            "kien toan",
        ),
        *("danh gia", "huong dan", "phat dong", "xay dung", "nang cao", "mot so", "tiep tuc", "lich", "cap nhat"),
    )
)


def read_word(data: bytes, name: str, convert: Converter | None = None) -> Imported:
    """Return what a Word file says. `convert` turns .doc, .odt, .rtf and drawings into forms that are read here.

    Raises WordError, and nothing else, with a sentence for the editor.
    """
    try:
        return _imported(read_blocks(Package(_docx(data, name, convert))), name, convert)
    except RecursionError as error:
        raise WordError(
            "Tệp Word lồng quá nhiều tầng nên không đọc được. Lưu lại tệp bằng Word rồi nhập lại."
        ) from error


def _docx(data: bytes, name: str, convert: Converter | None) -> bytes:
    suffix = PurePath(name).suffix.lower()
    if not data:
        raise WordError("Tệp rỗng, chưa có nội dung nào. Kiểm tra lại tệp rồi nhập lại.")
    if len(data) > LARGEST_FILE:
        raise WordError("Tệp lớn hơn 50 MB. Giảm cỡ ảnh trong Word (Picture Format, Compress Pictures) rồi nhập lại.")
    if suffix in _DOCX_LIKE:
        return data
    if suffix not in CONVERTED:
        raise WordError("Chỉ nhập được tệp Word .docx (và .doc, .odt, .rtf nếu máy có LibreOffice).")
    if data.startswith(_ZIP):
        # LibreOffice's own files are ZIPs too, and it sets itself no bounds.
        opened_zip(data)
    made = convert(data, f"tep{suffix}", "docx") if convert is not None else None
    if made is None or not made.startswith(_ZIP):
        raise WordError(
            f"Tệp {suffix} cần chuyển sang .docx trước: mở bằng Word, chọn Lưu thành (Save As), loại “Word Document "
            "(*.docx)”, rồi nhập tệp mới. (Máy có LibreOffice thì tự chuyển được.)"
        )
    return made


def _imported(text: WordText, name: str, convert: Converter | None) -> Imported:
    head = read_head(text.blocks)
    if head is None:
        title, blocks, lines = _title(text, name)
        head = Head(rest=tuple(blocks), lines=lines)
    else:
        title = _document_title(head) or PurePath(name).stem
    writer = MarkdownWriter(text, convert)
    # Pictures and notes of the head (an emblem, a note on the title) belong to the text as well.
    markdown = writer.written(with_headings(head.rest))
    notes = [*text.notes, *writer.notes, *_head_notes(head)]
    if not markdown.strip() and not writer.pictures:
        raise WordError("Tệp Word không có chữ nào đọc được; có thể đó là bản quét (ảnh). Cần tệp Word có chữ.")
    return Imported(
        tidy(title),
        head.day,
        head.so_ky_hieu,
        _agency_name(head),
        head.loai,
        _abstract(head),
        markdown,
        tuple(writer.pictures),
        tuple(notes),
        tuple(tidy(clean(line)) for line in head.lines),
    )


def _agency_name(head: Head) -> str:
    """Return the agency's name: by its symbol where there is one such agency in the country, else as it stands."""
    citation = parse_citation(head.so_ky_hieu) if head.so_ky_hieu else None
    name = citation.agency_name if citation is not None else ""
    return name if name and name_key(name) == name_key(head.co_quan) else tidy(head.co_quan)


def _abstract(head: Head) -> str:
    """Return the abstract with `V/v` written out, as it stands alone on a page."""
    subject = tidy(clean(head.trich_yeu))
    return f"Về việc {subject[4:]}" if subject[:4].casefold() == "v/v " else subject


def _document_title(head: Head) -> str:
    """Return `Kế hoạch số 12/KH-SKHCN tuyên truyền …`; a colon where the abstract may begin with a name."""
    lead = f"{head.loai} số {head.so_ky_hieu}" if head.so_ky_hieu else head.loai
    subject = _abstract(head)
    if not lead or not subject:
        return lead or subject
    if f"{fold(subject)} ".startswith(_COMMON):
        return f"{lead} {subject[0].lower()}{subject[1:]}"
    return f"{lead}: {subject}"


def _head_notes(head: Head) -> list[str]:
    notes = []
    if head.unnumbered:
        notes.append("Văn bản chưa có số; ghi so_ky_hieu khi đã được cấp số.")
    if head.loai and head.day is None:
        notes.append("Chưa đọc được ngày ban hành; ghi ngay_ban_hanh.")
    if head.trich_yeu and head.trich_yeu == head.trich_yeu.upper():
        notes.append("Trích yếu viết hoa toàn bộ; hãy viết lại thành chữ thường ở title và trich_yeu.")
    return notes


def _title(text: WordText, name: str) -> tuple[str, Sequence[Block], tuple[str, ...]]:
    """Return the title of a text without a head, the blocks without it, and its lines where they are left out."""
    blocks = text.blocks
    for index, block in enumerate(blocks[:6]):
        if isinstance(block, Table):
            break
        if block.heading == -1 and len(block.text) <= _LONGEST_TITLE:
            return _without(blocks, index)
    first = next((index for index, block in enumerate(blocks) if isinstance(block, Table) or block.text.strip()), None)
    if first is not None:
        block = blocks[first]
        if isinstance(block, Paragraph) and _is_title(block) and len(blocks) > first + 1:
            return _without(blocks, first)
    title = text.core_title or PurePath(name).stem.replace("_", " ")
    return title, blocks, ()


def _is_title(block: Paragraph) -> bool:
    words = block.text.strip()
    if not words or len(words) > _LONGEST_TITLE or block.numbered is not None:
        return False
    return block.bold or block.heading == 1 or block.align == "center" or not words.endswith((".", ";", ":"))


def _without(blocks: Sequence[Block], index: int) -> tuple[str, Sequence[Block], tuple[str, ...]]:
    block = blocks[index]
    assert isinstance(block, Paragraph)  # noqa: S101 - callers pass paragraphs only
    # A title may be two paragraphs: centred capitals that go on.
    title = tidy(clean(block.text))
    other = tuple(piece for piece in block.pieces if not hasattr(piece, "text"))
    kept = (replace(block, pieces=other, heading=0),) if other else ()
    return title, (*blocks[:index], *kept, *blocks[index + 1 :]), (title,)
