"""The layout of an administrative document: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II and the drawing of mục III.

Lengths are in millimetres, sizes of letters and gaps in points. The Word template, and the test that measures it, take
every number from here.
"""

from __future__ import annotations

from dataclasses import dataclass

FONT = "Times New Roman"
LANGUAGE = "vi-VN"

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT = 20.0, 20.0, 30.0, 15.0
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
# The page number stands in the middle of the top margin.
HEADER_DISTANCE = 10.0
FOOTER_DISTANCE = 10.0

# The two columns of the document's head; the right one holds the quốc hiệu on one line.
HEAD_LEFT, HEAD_RIGHT = 69.0, 96.0
# "Kính gửi:" of several addressees, and their dashes under its colon.
ADDRESSEE_INDENT, ADDRESSEE_DASH = 35.0, 55.0
SIGNATURE_LEFT, SIGNATURE_RIGHT = 82.5, 82.5

FIRST_LINE = 12.7
PARAGRAPH_GAP = 6.0
LINE_SPACING = 1.15
# Room for the signature and the seal.
SIGNATURE_GAP = 72.0

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# As long as the motto in 13 pt bold Times New Roman.
MOTTO_RULE = 56.1


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a component is written. `align` is left, center, right or justify; gaps are before and after."""

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: str = "center"
    before: float = 0.0
    after: float = 0.0
    first_line: float = 0.0
    keep_next: bool = False


# The components by the numbers of the drawing (ô 1 … ô 13). The names are those an office sees in Word.
NATION_STYLE = TextStyle("VB Quốc hiệu", 12, bold=True)
MOTTO_STYLE = TextStyle("VB Tiêu ngữ", 13, bold=True)
PARENT_STYLE = TextStyle("VB Cơ quan chủ quản", 12)
AGENCY_STYLE = TextStyle("VB Cơ quan ban hành", 12, bold=True)
NUMBER_STYLE = TextStyle("VB Số, ký hiệu", 13, before=6)
PLACE_STYLE = TextStyle("VB Địa danh, ngày", 13, italic=True, before=6)
LETTER_SUBJECT_STYLE = TextStyle("VB Trích yếu công văn", 12, before=6)
TYPE_STYLE = TextStyle("VB Tên loại", 14, bold=True, before=18, keep_next=True)
SUBJECT_STYLE = TextStyle("VB Trích yếu", 14, bold=True, keep_next=True)
ADDRESSEE_STYLE = TextStyle("VB Kính gửi", 14, align="left", before=6, after=12)
SIGNER_STYLE = TextStyle("VB Chức vụ người ký", 14, bold=True, keep_next=True)
SIGNER_NAME_STYLE = TextStyle("VB Họ tên người ký", 14, bold=True, before=SIGNATURE_GAP)
RECIPIENTS_HEAD_STYLE = TextStyle("VB Nơi nhận", 12, bold=True, italic=True, align="left", keep_next=True)
RECIPIENTS_STYLE = TextStyle("VB Danh sách nơi nhận", 11, align="left", keep_next=True)
ADDRESS_STYLE = TextStyle("VB Địa chỉ cơ quan", 11)
PAGE_NUMBER_STYLE = TextStyle("VB Số trang", 13)
PROMPT_STYLE = TextStyle("VB Cần điền", 14, italic=True, align="justify", after=PARAGRAPH_GAP, first_line=FIRST_LINE)
CAPTION_STYLE = TextStyle("VB Tên bảng", 13, bold=True, before=6, after=3, keep_next=True)
CELL_STYLE = TextStyle("VB Chữ trong bảng", 11, align="left")
CELL_ADDRESS_STYLE = TextStyle("VB Địa chỉ trong bảng", 8, align="left")
CELL_HEAD_STYLE = TextStyle("VB Đầu bảng", 11, bold=True, keep_next=True)
# The paragraph that Word needs between the signature and the appendix: too small to make a page of its own.
END_STYLE = TextStyle("VB Hết văn bản", 1)
APPENDIX_STYLE = TextStyle("VB Phụ lục", 14, bold=True, keep_next=True)
APPENDIX_TITLE_STYLE = TextStyle("VB Tên phụ lục", 14, bold=True, keep_next=True)
APPENDIX_NOTE_STYLE = TextStyle("VB Kèm theo", 13, italic=True, after=6)

BODY_STYLE = TextStyle("Body Text", 14, align="justify", after=PARAGRAPH_GAP, first_line=FIRST_LINE)
HEADING_STYLES = (
    TextStyle("Heading 1", 14, bold=True, align="left", before=6, after=6, first_line=FIRST_LINE, keep_next=True),
    TextStyle("Heading 2", 14, bold=True, align="left", before=3, after=6, first_line=FIRST_LINE, keep_next=True),
    TextStyle("Heading 3", 14, align="left", before=3, after=6, first_line=FIRST_LINE, keep_next=True),
)
# A rule is the lower border of an empty paragraph; its width is set by indents.
RULE_SIZE, RULE_HEIGHT, RULE_WEIGHT = 2.0, 3.0, 0.75
MOTTO_RULE_STYLE = "VB Kẻ dưới tiêu ngữ"
AGENCY_RULE_STYLE = "VB Kẻ dưới cơ quan"
SUBJECT_RULE_STYLE = "VB Kẻ dưới trích yếu"
# Between 1/3 and 1/2 of the line above.
RULE_SHARE = 0.42

OWN_STYLES = (
    NATION_STYLE,
    MOTTO_STYLE,
    PARENT_STYLE,
    AGENCY_STYLE,
    NUMBER_STYLE,
    PLACE_STYLE,
    LETTER_SUBJECT_STYLE,
    TYPE_STYLE,
    SUBJECT_STYLE,
    ADDRESSEE_STYLE,
    SIGNER_STYLE,
    SIGNER_NAME_STYLE,
    RECIPIENTS_HEAD_STYLE,
    RECIPIENTS_STYLE,
    ADDRESS_STYLE,
    PAGE_NUMBER_STYLE,
    PROMPT_STYLE,
    CAPTION_STYLE,
    CELL_STYLE,
    CELL_ADDRESS_STYLE,
    CELL_HEAD_STYLE,
    END_STYLE,
    APPENDIX_STYLE,
    APPENDIX_TITLE_STYLE,
    APPENDIX_NOTE_STYLE,
)

# Advance widths of bold Times New Roman in ems, near enough for the length of a rule.
_WIDE, _UPPER, _LOWER, _NARROW = 0.93, 0.70, 0.50, 0.30
_POINT = 25.4 / 72


def text_width(text: str, size: float, limit: float) -> float:
    """Return about how long one line of bold `text` is at `size` points, in millimetres, at most `limit`."""
    ems = 0.0
    for char in text:
        if char in "MWmw":
            ems += _WIDE if char in "MW" else 0.78
        elif char in " .,;:-/'il":
            ems += _NARROW
        else:
            ems += _UPPER if char.isupper() else _LOWER
    return min(ems * size * _POINT, limit)
