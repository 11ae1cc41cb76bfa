"""The links that the scanner finds are those that the page has: the renderer is the judge.

In the samples an address with `khong` is never on the page, and every other address is.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.content.link_scanner import FoundLink, _scan, scan_links, scan_tags
from cchc_markdown import Renderer
from cchc_markdown.extension import keep

RENDERER = Renderer()
MADE_BY_THE_RENDERER = {"headerlink", "footnote-ref", "footnote-backref"}

SAMPLES = {
    "paragraph": "Xem [kế hoạch](ke-hoach.md) và [báo cáo](bao-cao.md), [mục 2](#muc-2).",
    "title": "Xem [quy chế](quy-che.md \"Quy chế 'mới'\"), [nội quy](noi-quy.md 'Nội quy (sửa đổi)').",
    "parentheses in the address": "[Bản in](cong-bao_(so-12).pdf) và [bản (2)](ban_(2)_(3).pdf)",
    "spaces in the address": '[Biểu mẫu](<bieu mau 01.docx>) và [đơn](<don xin (moi).docx> "Đơn")',
    "quotation mark in the address": "[Tin](tin'moi.md) và [bài](bai.md) của 'Sở'",
    "space before the address": "[Không phải liên kết] (khong.md), [có]( co.md )",
    "escaped brackets": r"""
\[Không](khong.md), [ghi \[chú\]](ghi-chu.md), [gạch\_dưới](gach\_duoi.md), !\[chữ](chu.md)
""",
    "brackets in the words": "[Quyết định [số 12]](qd-12.md) và [[a](a.md)]",
    "picture": '![Toàn cảnh hội nghị](hoi-nghi.jpg) và ![](khau-hieu.png "Khẩu hiệu")',
    "picture in a link": "[![Ảnh nhỏ](nho.jpg)](lon.jpg) rồi [xem ![biểu tượng](icon.png) thêm](them.md)",
    "link in the words of a picture": "![Ảnh [nguồn](khong.md) báo](bao.jpg)",
    "emphasis": "**[Một cửa](mot-cua.md)**, *[TTHC](tthc.md)* và [**đậm** _nghiêng_](dam.md)",
    "words over two lines": """
[Nghị quyết
số 76](nq-76.md) và [chỉ thị](ct.md
'Chỉ thị')
""",
    "code among words": "Viết `[chữ](khong.md)` hoặc ``[`a`](khong.md)``; [lệnh `cchc`](lenh.md) thì được",
    "backtick that closes nothing": r"Dấu ` lẻ rồi [vẫn là liên kết](lien-ket.md), \`[và](va.md)\`",
    "comment among words": "Trước <!-- [tạm ẩn](khong.md) --> sau [hiện](hien.md)",
    "comment over blocks": """
<!--
Ẩn [một](khong.md)

Ẩn [hai](khong-2.md)
-->

[Hiện](hien.md)
""",
    "comment that is not closed": "<!-- quên đóng [vẫn hiện](hien.md)",
    "addresses in angle brackets": """
Tại <https://dichvucong.gov.vn/p/home?a=1&b=2> hoặc <vanthu@langson.gov.vn>, <khong>
""",
    "bare addresses": "Tại https://khong.vn hoặc www.khong.vn; [cổng](https://co.vn)",
    "entities": """
[Tra cứu](https://co.vn/?a=1&b=2&amp;c=3&copy=4) và <a href='https://co.vn/?x=1&amp;y=2'>đây</a>
""",
    "raw link and picture": """
<a href="raw.md" title="[a](khong.md)">Xem</a> <img src='anh.jpg' alt="Ảnh"> <A HREF=to.md>TO</A>
""",
    "raw HTML that is not kept": """
<video src="khong.mp4"></video> <object data="khong.swf"></object> [còn](con.md)
""",
    "block of raw HTML": """
<div class="khung">
<a href="trong.md">Trong</a> [không](khong.md)

[không](khong-2.md)
</div>

[sau](sau.md)
""",
    "words after a block of raw HTML": """
<p><img src="logo.png" alt="Logo"></p> [cùng dòng](cung-dong.md)
[dòng sau](dong-sau.md)
""",
    "paragraph that is not closed": """
<p>Quên đóng thẻ [không](khong.md)

Đoạn sau [không](khong-2.md) <a href="con.md">còn</a>
""",
    "indented HTML in a list": """
- Mục

    <div>[trong](trong.md)</div>
    <!-- [ẩn](khong.md) -->
""",
    "Markdown in HTML": """
<div markdown="1">

- [một](mot.md)

    [hai](hai.md)

<p><a href="ba.md">ba</a> [không](khong.md)</p>

</div>
[bốn](bon.md)
""",
    "figure": """
<figure markdown="span">
![Sơ đồ](so-do.png)
<figcaption>Nguồn: [Sở](so.md)</figcaption>
</figure>
""",
    "script": """
<script>
var a = '<a href="khong.md">';
</script>

[sau](sau.md)
""",
    "list": """
- [một](mot.md)
- [hai](hai.md)
    - [hai chấm một](hai-1.md)
        1. [sâu](sau.md)
- [ba](ba.md)
""",
    "paragraph in an item": """
1. Chuẩn bị hồ sơ

    Theo [mẫu 01](mau-01.docx).

    Và [mẫu 02](mau-02.docx).

2. Nộp tại [một cửa](mot-cua.md)
""",
    "paragraph in an item of an item": """
- Cấp tỉnh

    - Sở

        Xem [quy trình](quy-trinh.md).

    Đoạn của cấp tỉnh [a](a.md)

        [b](khong.md)
""",
    "tabs": """
-\tMục [một](mot.md)

\tĐoạn\t[hai](hai.md)

\t\t[mã](khong.md)
""",
    "item that goes on without an indent": """
* Mục
tiếp [a](a.md)

  hai dấu cách [b](b.md)

     năm dấu cách [c](c.md)
""",
    "code in an item": """
- Cài đặt:

    ```bash
    echo '[a](khong.md)'
    ```

    rồi xem [hướng dẫn](huong-dan.md)

        [mã](khong-2.md)
""",
    "other kind of list": """
1. [một](mot.md)

- [hai](hai.md)

    [ba](ba.md)
""",
    "short lists": """
## Xem thêm

- [Kế hoạch](ke-hoach.md)
- ![Ảnh](anh.png) và **[báo cáo](bao-cao.md)**

**Căn cứ** [nghị quyết](nq.md),
[chỉ thị](ct.md)

1. [một](mot.md)
2. chữ [hai](hai.md)
- và [ba](ba.md) (xem ![hình](hinh.png))
""",
    "list right after a paragraph": """
Gồm có:
- [một](mot.md)

    [mã](khong.md)
""",
    "indented code": """
Ví dụ:

    [chữ](khong.md)

    ![ảnh](khong.png)

Hết [ví dụ](vi-du.md)
""",
    "fences": """
```
[a](khong.md)

<a href='khong-2.md'>
```

~~~ {.yaml}
[b](khong-3.md)
~~~
[c](c.md)
""",
    "fence in a fence": """
````
```
[a](khong.md)
```
````
[b](b.md)
""",
    "fence that is not closed": """
```
Quên đóng, [vẫn hiện](hien.md)

[cũng hiện](cung-hien.md)
""",
    "fence with words after it": """
``` văn bản hành chính
[không phải mã](hien.md)

Đoạn [sau](sau.md)
""",
    "fence below indented code": """
    mã
```
# [tiêu đề](tieu-de.md)
```
""",
    "note": """
!!! note "Xem [tiêu đề](tieu-de.md)"
    Đoạn [một](mot.md)

    - Mục

        [hai](hai.md)

            [mã](khong.md)

    Hết [ba](ba.md)

[ngoài](ngoai.md)
""",
    "note without an indent": """
!!! warning
Không thụt dòng [một](mot.md)

    [mã](khong.md)
""",
    "note in an item": """
1. Bước một

    !!! tip
        Gợi ý [a](a.md)

        Nữa [b](b.md)

    Sau [c](c.md)
""",
    "details": """
???+ info "Câu hỏi [một](mot.md)"
    Trả lời [hai](hai.md)

        [mã](khong.md)
""",
    "table": """
| STT | Văn bản |
|:---:|---|
| 1 | [QĐ 12](qd-12.md) |
| [2](hai.md) | `a|[b](khong.md)` | [ngoài cột](khong-2.md) |
""",
    "pipe in a table": r"""
Tên | Tệp
--- | ---
[a\|b](a.md) | [c|d](khong.md)
[e](e.md) |
""",
    "table right after a paragraph": """
Bảng:
| A | B |
|---|---|
| [a](a.md) | [b](b.md) |
""",
    "quotation": """
> Trích [một](mot.md)
tiếp [hai](hai.md)
>
> - [ba](ba.md)
>
>     [bốn](bon.md)
>
> > [năm](nam.md)

> ```
> [sáu](khong.md)
> ```
""",
    "headings": """
# [Một](mot.md)
## [Hai](hai.md) ##
Chữ [ba](ba.md)
### Bốn {#bon}

[Năm](nam.md)
===

[Sáu](sau.md)
---
""",
    "references": """
[Luật][luat], [Nghị định 61][], [thông tư], ![Dấu][dau], [lạ][khong-co], [khong]

[luat]: luat.md "Luật"
[nghị định 61]: <nd-61.md>
[thông tư]:
    tt.md
[dau]: dau.png
[không dùng]: khong.md
""",
    "references in places": r"""
- Mục [a]

    [a]: a.md

> [b]: b.md

`[c]` \[c] [B]

[c]: khong.md
    (Không phải địa chỉ, [d](d.md))
""",
    "the last definition counts": """
[a]

[a]: khong.md

[a]: a.md
""",
    "footnotes": """
Theo quy định[^1] và [^hai].

[^1]: Xem [luật](luat.md)
[^hai]: Dòng đầu
    tiếp [a](a.md)

    Đoạn hai [b](b.md)

        [mã](khong.md)

Hết [c](c.md)
""",
    "footnote after two blank lines": """
Chữ[^1]

[^1]: Chú [a](a.md)


    [mã](khong.md)
""",
    "terms": """
Một cửa
:   Nơi nhận [hồ sơ](ho-so.md)

    Đoạn [hai](hai.md)

        [mã](khong.md)

[Thuật ngữ](thuat-ngu.md)
: Nghĩa
""",
    "abbreviations": """
CCHC [a](a.md)

*[CCHC]: Cải cách [hành chính](b.md)
""",
    "attributes": """
[Mở](mo.md){ .nut target=_blank } ![Ảnh](anh.png){: width=300 }

Đoạn [cuối](cuoi.md)
{: .nho }
""",
    "task list": """
- [ ] Soạn [kế hoạch](ke-hoach.md)
- [x] Trình [dự thảo](du-thao.md)
""",
    "rule between": """
[Trên](tren.md)

---
[Dưới](duoi.md)
* * *
    [tiếp](khong.md)
""",
}


class Addresses(HTMLParser):
    """What a page leads to and shows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, bool]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and "href" in given and given.get("class") not in MADE_BY_THE_RENDERER:
            self.found.add((given["href"] or "", False))
        elif tag == "img" and "src" in given:
            self.found.add((given["src"] or "", True))


def on_the_page(body: str) -> set[tuple[str, bool]]:
    parser = Addresses()
    parser.feed(RENDERER.render(body, keep).html)
    parser.close()
    return parser.found


def scanned(body: str) -> set[tuple[str, bool]]:
    return {(link.target, link.is_picture) for link in scan_links(body)}


def is_at_its_place(link: FoundLink, body: str) -> bool:
    rest = body.split("\n")[link.line - 1][link.column - 1 :]
    written = re.escape(link.target.removeprefix("mailto:"))
    if link.is_picture:
        return rest.startswith("![") or re.match("<img", rest, re.IGNORECASE) is not None
    return rest.startswith("[") or re.match(rf"<a\b|{written}", rest, re.IGNORECASE) is not None


@pytest.mark.parametrize("name", SAMPLES)
def test_sample(name: str) -> None:
    body = SAMPLES[name].lstrip("\n")
    found = scanned(body)
    assert found == on_the_page(body)
    assert found
    assert not {target for target, _ in found if "khong" in target}
    assert all(is_at_its_place(link, body) for link in scan_links(body))


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_in_an_item_of_a_list(name: str) -> None:
    """The same text further in: the renderer does not treat raw HTML and definitions alike there."""
    body = "1. Mục\n\n" + "\n".join(f"    {line}" if line else "" for line in SAMPLES[name].strip("\n").split("\n"))
    assert scanned(body) == on_the_page(body)


def test_places() -> None:
    body = (
        "Chữ [a](a.md)\n\n- Mục\n\n\tTab\t![Ảnh `x`](b.png)\n\n> - [c][r] <https://d.vn>\n\n"
        '| A | B |\n|--|--|\n| `|` | <a href="e.md">e</a> |\n\n[r]: <r.md>\n\n'
        '<p>\n  <img src="f.png" alt=" F ">\n</p>\n'
    )
    assert scan_links(body) == [
        FoundLink("a.md", 1, 5),
        FoundLink("b.png", 5, 6, True, "Ảnh x"),
        FoundLink("https://d.vn", 7, 13),
        FoundLink("e.md", 11, 9),
        FoundLink("r.md", 13, 7),
        FoundLink("f.png", 16, 3, True, "F"),
    ]


def test_a_definition_that_is_used_twice_is_one_link() -> None:
    assert scan_links("[a], [b][a], ![c][a]\n\n[a]: x") == [FoundLink("x", 1, 14, True, "c"), FoundLink("x", 3, 6)]


def test_addresses_that_the_page_drops_are_found() -> None:
    body = "[a](javascript:alert) <ftp://b.vn> <a href='vbscript:c'>c</a>"
    assert on_the_page(body) == set()
    assert [link.target for link in scan_links(body)] == ["javascript:alert", "ftp://b.vn", "vbscript:c"]


def test_tags() -> None:
    body = (
        "<iframe src='x'></iframe>\n\n- Mục\n\n    đoạn <font>đỏ</font> `<script>`\n\n    ```\n    <embed>\n    ```\n"
    )
    assert [(tag.name, tag.line, tag.column) for tag in scan_tags(body)] == [("iframe", 1, 1), ("font", 5, 10)]


@pytest.mark.parametrize(
    "piece", [">", "- ", "[", "![", "[a](b'", "`", "<a ", "    ", "    - x\n\n", '<p markdown="1">']
)
def test_a_text_that_is_far_too_deep_hides_nothing_after_it(piece: str) -> None:
    body = f"{piece * 3000}\n\n[Cuối](cuoi.md)"
    assert scan_links(body)[-1] == FoundLink("cuoi.md", body.count("\n") + 1, 1)


@pytest.mark.parametrize("piece", ["<div>", '<div markdown="1">', '<div markdown="span">'])
def test_elements_that_are_far_too_deep_are_read(piece: str) -> None:
    assert len(list(scan_tags(f"{piece * 3000}\n\n[Cuối](cuoi.md)"))) == 3000


# Words, links and marks of all kinds, often on lines of their own.
PIECES = [
    *("chữ", "[a](b.md)", "![x](y.png)", "[c](d_(e).md)", '[t](u "v")', "[f]( g )", "[x]", "²"),
    *("[", "]", "(", ")", "!", "**", '"', "'", ":", "#", "> ", "---", "===", "`", "\\", "^", "|", "    "),
    *("- ", "* ", "+ ", "1. ", "2. ", ": ", "!!! note", "- [q](r.md)", "1. [q](r.md)", "- chữ [s](t.md)"),
    *("\n", "\n\n", "\n    "),
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_the_short_ways_find_the_same(pieces: list[str]) -> None:
    """What is told from paragraphs, short lists and simple links alone is what reading everything tells."""
    body = "".join(pieces)
    with pytest.MonkeyPatch.context() as patch:
        found = _scan.__wrapped__(body)
        patch.setattr("cchc.content.link_scanner.plain_paragraphs", lambda _body: None)
        patch.setattr("cchc.content.link_scanning.words._read_simple", lambda _run, _finds: False)
        assert _scan.__wrapped__(body) == found


# --- Texts put together at random ------------------------------------------------------------------------------------

TARGETS = st.integers(1, 99).map(lambda number: f"bai-{number}.md")
INLINE = st.sampled_from(
    [
        "[chữ]({})",
        "![ảnh]({})",
        "[tên]({} 'Tên')",
        '[tên]({} "Tên (hai)")',
        "[cách](<a {}>)",
        "[ngoặc](a_(1)_{})",
        "[![nhỏ](nho-{})]({})",
        "<https://so.vn/{}>",
        "<so@{}>",
        '<a href="{}">thẻ</a>',
        '<img src="{}" alt="Ảnh">',
        "`[mã]({})`",
        r"\[thoát]({})",
        "<!-- [ẩn]({}) -->",
        "**[đậm]({})**",
        "[x][một] {}",
        "[hai] {}",
        "![y][hai] {}",
        "chú[^1] {}",
        "{}",
    ]
)


@st.composite
def words(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.tuples(INLINE, TARGETS), min_size=1, max_size=3))
    return draw(st.sampled_from(["", "Thông báo ", "Theo "])) + " và ".join(
        piece.replace("{}", target) for piece, target in pieces
    )


def indented(lines: list[str], indent: str = "    ") -> list[str]:
    return [indent + line if line else "" for line in lines]


def item(mark: str) -> st.SearchStrategy[list[str]]:
    return st.tuples(words(), BLOCKS).map(lambda parts: [mark + parts[0], "", *indented(parts[1])])


def wrapped(before: list[str], after: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(words(), min_size=1, max_size=3).map(lambda lines: [*before, *lines, *after])


LEAVES = st.one_of(
    wrapped([], []),
    wrapped(["```"], ["```"]),
    wrapped(["~~~ python"], ["~~~"]),
    wrapped(["<div>"], ["</div>"]),
    wrapped(['<div markdown="1">'], ["</div>"]),
    wrapped(["<!--"], ["-->"]),
    wrapped(["---"], []),
    words().map(lambda line: [f"## {line}"]),
    words().map(lambda line: [f"    {line}"]),
    words().map(lambda line: ["Từ", f":   {line}"]),
    st.lists(words(), min_size=1, max_size=3).map(lambda lines: [f"- {line}" for line in lines]),
    st.lists(words(), min_size=1, max_size=3).map(
        lambda lines: ["| A | B |", "|---|---|", *(f"| {x} | |" for x in lines)]
    ),
    st.tuples(st.sampled_from(["một", "hai"]), TARGETS).map(lambda parts: [f"[{parts[0]}]: {parts[1]}"]),
    words().map(lambda line: [f"[^1]: {line}", "", f"    {line}"]),
)
CONTAINERS = st.deferred(
    lambda: st.one_of(
        item("- "),
        item("1. "),
        BLOCKS.map(lambda lines: ["!!! note", *indented(lines)]),
        BLOCKS.map(lambda lines: ['??? info "Hỏi"', *indented(lines)]),
        BLOCKS.map(lambda lines: [f"> {line}" for line in lines]),
    )
)
BLOCKS: st.SearchStrategy[list[str]] = st.deferred(
    lambda: st.lists(st.tuples(LEAVES | CONTAINERS, st.sampled_from([1, 1, 1, 2, 0])), min_size=1, max_size=3).map(
        lambda parts: [line for block, blanks in parts for line in [*block, *[""] * blanks]]
    )
)
STARTS = ["", "    ", "        ", "- ", "1. ", "> ", ">> ", "> - ", "  ", "    - ", "    1. ", "# ", ": ", "\t", "- > "]
LINES = ["", "```", "    ```", "> ```", "!!! note", "??? info", "    !!! tip", "---", "===", "* * *", "|---|---|"]
LOOSE = st.tuples(st.sampled_from(STARTS), words()).map("".join) | st.sampled_from(LINES)
DEFINITIONS = "\n\n[một]: mot.md\n[hai]: <hai.md> 'Hai'\n\n[^1]: Chú\n"


@settings(max_examples=300)
@given(BLOCKS)
def test_blocks_put_together(lines: list[str]) -> None:
    agrees("\n".join(lines) + DEFINITIONS)


@settings(max_examples=300)
@given(st.lists(LOOSE, min_size=1, max_size=14))
def test_lines_put_together(lines: list[str]) -> None:
    """Not what anybody means to write; what comes of indents that are wrong and blank lines that were forgotten."""
    agrees("\n".join(lines) + DEFINITIONS)


def agrees(body: str) -> None:
    assert scanned(body) == on_the_page(body)
    assert all(is_at_its_place(link, body) for link in scan_links(body))
