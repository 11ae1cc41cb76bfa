"""Abbreviations explained at their first use, and the walk through a text that finds them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from html import unescape
from xml.etree.ElementTree import Element, tostring

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cchc_markdown import Renderer
from cchc_markdown.extension import keep
from cchc_markdown.text_nodes import OBJECT, runs

KNOWN = (
    ("CCHC", "cải cách hành chính"),
    ("TTHC", "thủ tục hành chính"),
    ("QPPL", "quy phạm pháp luật"),
    ("VBQPPL", "văn bản quy phạm pháp luật"),
    ("UBND", "Ủy ban nhân dân"),
    ("HĐND", "Hội đồng nhân dân"),
    ("KH", "kế hoạch"),
    ("CN", "công nghệ"),
    ("KH&CN", "khoa học và công nghệ"),
    ("NĐ", "nghị định"),
    ("ĐA", "đề án"),
    ("ĐA 06", "Đề án 06"),
    ("HC-TH", "hành chính - tổng hợp"),
    ("THTK,CLP", "thực hành tiết kiệm, chống lãng phí"),
    ("VTVL", 'vị trí "việc làm" & <khác>'),
    ("ĐMÔ", "đổi mới ô"),
)
FULL = dict(KNOWN)
PLAIN, EXPLAINING = Renderer(), Renderer(abbreviations=KNOWN)
ABBR = re.compile(r'<abbr title="([^"]*)">([^<]*)</abbr>')


def html(text: str) -> str:
    return EXPLAINING.render(text, keep).html


def explained(text: str) -> list[str]:
    return [unescape(form) for _, form in ABBR.findall(html(text))]


def test_the_first_use_is_explained_and_no_other() -> None:
    assert html("Công tác CCHC năm 2025; CCHC là nhiệm vụ.\n\nCCHC và TTHC.") == (
        '<p>Công tác <abbr title="cải cách hành chính">CCHC</abbr> năm 2025; CCHC là nhiệm vụ.</p>\n'
        '<p>CCHC và <abbr title="thủ tục hành chính">TTHC</abbr>.</p>'
    )


def test_each_text_starts_anew() -> None:
    assert html("CCHC") == html("CCHC")
    assert explained("CCHC") == ["CCHC"]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        # Whole words, exact case, longest first
        ("Rà soát VBQPPL, sau đó QPPL", ["VBQPPL", "QPPL"]),
        ("VBQPPL", ["VBQPPL"]),
        ("ĐA 06, các ĐA", ["ĐA 06", "ĐA"]),
        ("CCHCX, XCCHC, CCHC2, cchc, Cchc, _xCCHC", []),
        ("“CCHC”, (TTHC): QPPL.", ["CCHC", "TTHC", "QPPL"]),
        ("CCHC.", ["CCHC"]),
        ("CCHC/ TTHC", ["CCHC", "TTHC"]),
        ("CCHC\u0301 không phải, e\u0302\u0301CCHC cũng không", []),
        # Several parts
        ("Sở KH&CN", ["KH&CN"]),
        ("Sở KH&amp;CN", ["KH&CN"]),
        ("KH&XH, XH&CN, KH&amp;XH", []),
        ("KH &amp; CN", ["KH", "CN"]),
        ("Phòng HC-TH; THTK,CLP", ["HC-TH", "THTK,CLP"]),
        ("thực hiện ĐA\u00a006", ["ĐA\u00a006"]),
        # A part of a document's number is no use
        ("Nghị định số 118/2025/NĐ-CP", []),
        ("Kế hoạch số 11/KH-UBND, Nghị quyết 05/NQ-HĐND", []),
        ("Kế hoạch số 11/KH-UBND của UBND tỉnh", ["UBND"]),
        ("Kế hoạch số 11/KH - UBND của tỉnh", []),
        ("Kế hoạch số 11/ KH-UBND của tỉnh", []),
        ("Nghị định số 118/2025/ NĐ- CP", []),
        ("số 11/KH\u2011UBND", []),
        ("số 11/KH-**UBND** và 11/**KH**-UBND", []),
        ("11/*KH-UBND* và [11](https://a.vn)/KH-UBND", []),
        ("11/KH-<b>UBND</b>", []),
        ("Số: /KH-UBND", []),
        ("HĐND/UBND", []),
        ("Đảng ủy - HĐND - UBND", ["HĐND", "UBND"]),
        # Never there
        ("# CCHC\n\n## Về TTHC\n\n###### QPPL", []),
        ("CCHC\n====\n\nTTHC", ["TTHC"]),
        ("`CCHC` rồi CCHC", ["CCHC"]),
        ("`CCHC`", []),
        ("    CCHC thụt vào", []),
        ("```\nCCHC\n```", []),
        ("[CCHC](https://a.vn) và **[Về TTHC](https://a.vn)**", []),
        ("[**CCHC** và *TTHC*](https://a.vn)", []),
        ("<https://a.vn/CCHC> https://a.vn/CCHC?x=TTHC cchc@CCHC.vn TTHC@a.vn", []),
        ('x ![CCHC](a.png "TTHC") y', []),
        # The words below a picture are read.
        ('![CCHC](a.png "TTHC")', ["TTHC"]),
        ("[x](https://a.vn 'CCHC')", []),
        ("*chữ*{title=CCHC}", []),
        # HTML written by hand
        ("a <code>CCHC</code> b TTHC", ["TTHC"]),
        ("a <kbd>CCHC</kbd> <a href='https://a.vn'>về TTHC</a> rồi QPPL", ["QPPL"]),
        ("a <code>x <b>CCHC</b></code> b", []),
        ("a <code>để ngỏ\n\nCCHC", []),
        ("<b>CCHC</b> <!-- TTHC --> QPPL", ["CCHC", "QPPL"]),
        ("CC<b>HC</b>, CC**HC**", []),
        ("<div>CCHC</div>\n\nTTHC", ["TTHC"]),
        ('<div markdown="1">CCHC</div>', ["CCHC"]),
        # Explained by the author
        ('<abbr title="khác">CCHC</abbr>, CCHC', ["CCHC"]),
        ('CCHC, <abbr title="khác">CCHC</abbr>', ["CCHC"]),
        # Every place where a text stands
        ("- CCHC\n- *TTHC*", ["CCHC", "TTHC"]),
        ("| CCHC | b |\n|---|---|\n| TTHC | **QPPL** |", ["CCHC", "TTHC", "QPPL"]),
        ("> CCHC\n\n!!! note\n    TTHC\n\nQPPL\n: UBND", ["CCHC", "TTHC", "QPPL", "UBND"]),
        ("CCHC[^1] là\n\n[^1]: TTHC", ["CCHC", "TTHC"]),
        (r"CCHC\* và \_TTHC", ["CCHC"]),
        ("một  \nCCHC", ["CCHC"]),
    ],
)
def test_what_is_explained(text: str, forms: list[str]) -> None:
    assert explained(text) == forms


def test_an_author_s_own_words_stay() -> None:
    text = 'CCHC, <abbr title="khác">CCHC</abbr>'
    assert html(text) == PLAIN.render(text, keep).html


def test_composed_and_decomposed_text_are_the_same() -> None:
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, "Về ĐMÔ của HĐND")
        assert [unicodedata.normalize("NFC", found) for found in explained(text)] == ["ĐMÔ", "HĐND"]
        assert ABBR.sub(r"\2", html(text)) == PLAIN.render(text, keep).html
    once = unicodedata.normalize("NFD", "ĐMÔ") + ", ĐMÔ"
    assert len(explained(once)) == 1
    assert len(Renderer(abbreviations=[("ĐMO\u0302", "x")]).render("ĐMÔ", keep).html) > len("<p>ĐMÔ</p>")


def test_the_full_form_is_text_whatever_it_holds() -> None:
    found = ABBR.findall(html("VTVL"))
    assert [(unescape(title), form) for title, form in found] == [('vị trí "việc làm" & <khác>', "VTVL")]


def test_of_two_with_one_form_the_first_counts_and_empty_ones_are_left_out() -> None:
    renderer = Renderer(abbreviations=[("A", "một"), ("A", "hai"), ("", "ba"), ("B", " ")])
    assert renderer.render("A và B", keep).html == '<p><abbr title="một">A</abbr> và B</p>'


def test_without_abbreviations_nothing_changes() -> None:
    text = "CCHC *TTHC* KH&amp;CN <b>x</b>[^1]\n\n[^1]: `UBND`"
    assert Renderer(abbreviations=()).render(text, keep) == PLAIN.render(text, keep)


# Properties

_WORDS = st.sampled_from(
    [
        *FULL,
        *(
            "và",
            "của",
            ". ",
            ", ",
            " ",
            "\n",
            "\n\n",
            "-",
            "/",
            "11/",
            "&",
            "&amp;",
            "&lt;",
            "&copy;",
            "e\u0301",
            "\u0301",
        ),
        *(
            "*",
            "**",
            "_",
            "`",
            "```\n",
            "[",
            "](https://a.vn)",
            "![",
            "](a.png)",
            "# ",
            "\n## ",
            "\n- ",
            "\n> ",
            "\n    ",
        ),
        *("<b>", "</b>", "<code>", "</code>", "<a href='https://a.vn'>", "</a>", "<br>", "<sup>", "</sup>", "<!-- "),
        *(
            "-->",
            "<div>",
            "</div>",
            '<div markdown="1">',
            "<abbr>",
            "</abbr>",
            "[^1]",
            "\n\n[^1]: ",
            "| a | b |\n",
            "|--|\n",
        ),
        *("\\*", "\\", "{.x}", "\x02", "\x03", "\ufffc", "\u00a0", "<", ">", "klzzwxh:0000", "wzxhzdk:0"),
    ]
)
MARKDOWN = st.lists(st.one_of(_WORDS, st.text(max_size=3)), max_size=40).map("".join)
OURS = re.compile(r'<abbr title="([^"]*)">((?:(?!</abbr>).)*)</abbr>', re.DOTALL)


@given(MARKDOWN)
@example("KH&amp;CN &amp;CN; &CN; &amp;lt;CN")
def test_no_word_and_no_anchor_changes(text: str) -> None:
    before, after = PLAIN.render(text, keep), EXPLAINING.render(text, keep)
    assert after.text == before.text
    assert after.toc == before.toc
    assert after.anchors == before.anchors
    assert OURS.sub(r"\2", after.html) == before.html


@given(MARKDOWN)
def test_each_is_explained_once_with_its_own_words(text: str) -> None:
    found = [(unescape(title), unescape(form).replace("\u00a0", " ")) for title, form in OURS.findall(html(text))]
    assert max(Counter(form for _, form in found).values(), default=1) == 1
    for title, form in found:
        assert FULL[unicodedata.normalize("NFC", " ".join(form.split()))] == title


@given(MARKDOWN)
def test_nothing_is_explained_in_headings_links_and_code(text: str) -> None:
    rendered = html(text)
    for closed in re.findall(r"<(h[2-6]|a|code|pre|kbd)\b[^>]*>(.*?)</\1>", rendered, re.DOTALL):
        assert not OURS.search(closed[1])


@given(st.lists(st.sampled_from(["trang", "nhà", "1.234", "`x`", "**y**", "\n\n", "# ", "Ubnd", "cchc"]), max_size=30))
def test_a_text_without_abbreviations_is_left_as_it_is(words: list[str]) -> None:
    text = " ".join(words)
    assert EXPLAINING.render(text, keep) == PLAIN.render(text, keep)


# The walk


def tree(text: str) -> Element:
    root = Element("div")
    root.text = text
    return root


def test_a_run_goes_through_inline_elements_and_ends_at_blocks() -> None:
    root = Element("div")
    block = Element("p")
    block.text = "số "
    bold = Element("strong")
    bold.text, bold.tail = "11", "/KH"
    note = Element("sup")
    note.text, note.tail = "1", " và"
    block.extend([bold, note])
    block.tail = "sau"
    root.append(block)
    first, second = runs(root, ())
    assert (first.text, second.text) == (f"số 11/KH{OBJECT}1{OBJECT} và", "sau")
    assert [first.can_wrap(*span) for span in ((0, 2), (3, 5), (3, 8), (5, 8), (5, 9), (8, 9), (2, 2), (0, 99))] == [
        *(True, True, False, True, False, False, False, False)
    ]


def test_several_parts_of_one_text_are_wrapped_at_once() -> None:
    root = tree("một hai ba")
    (run,) = runs(root, ())
    run.wrap([(8, 10, Element("i")), (0, 3, Element("b")), (4, 7, Element("u"))])
    assert tostring(root, encoding="unicode") == "<div><b>một</b> <u>hai</u> <i>ba</i></div>"


def test_what_follows_an_element_is_wrapped_behind_it() -> None:
    root = tree("")
    child = Element("em")
    child.tail = "một hai"
    root.append(child)
    root.append(Element("br"))
    run = runs(root, ())[0]
    run.wrap([(4, 7, Element("b")), (0, 3, Element("b"))])
    assert tostring(root, encoding="unicode") == "<div><em /><b>một</b> <b>hai</b><br /></div>"


@pytest.mark.parametrize("spans", [[(0, 3), (2, 5)], [(0, 0)], [(3, 99)], [(-1, 2)]])
def test_parts_that_cannot_be_wrapped_leave_the_tree(spans: list[tuple[int, int]]) -> None:
    root = tree("một hai")
    (run,) = runs(root, ())
    with pytest.raises(ValueError, match="cannot wrap"):
        run.wrap([(start, end, Element("b")) for start, end in spans])
    assert tostring(root, encoding="unicode") == "<div>một hai</div>"
