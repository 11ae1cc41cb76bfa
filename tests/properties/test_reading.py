"""Whatever bytes stand in a file of the news, it is an item or a problem: never silence, never a crash."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.content.library import Library, library_of
from cchc.content.link_scanner import scan_links
from cchc.problems import Severity
from cchc.text import tidy

SOURCE = "tin-tuc/2026/11/tin.md"
HEAD = "---\ntitle: Tin\ndate: 2026-11-05\ntags: [mot-cua]\n---\n\n"
WORDS = ["---", "—", "title:", "date: 2026-11-05", "tags: [mot-cua]", ":", "- ", "...", "```", "<<", "&a", "*a", "!x"]
CHARACTERS = [*"[]{}'\"#|>\t\n ađ\u00a0\ufeff\x00\u2028%@", "\r\n"]
PIECES = st.sampled_from([*WORDS, *CHARACTERS])


def answered(library: Library) -> bool:
    return bool(library.items) or any(problem.severity is Severity.ERROR for problem in library.problems)


@given(st.binary(max_size=400))
def test_bytes(data: bytes) -> None:
    assert answered(library_of({SOURCE: data}))


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=40))
def test_pieces_of_front_matter(pieces: list[str]) -> None:
    data = "".join(pieces).encode()
    library = library_of({SOURCE: data})
    assert answered(library)
    assert library_of({SOURCE: data}).problems == library.problems


@given(st.text(max_size=200))
def test_a_text_below_a_good_block_is_kept(text: str) -> None:
    data = (HEAD + "Đầu\n" + text).encode("utf-8", "surrogatepass")
    library = library_of({SOURCE: data})
    assert answered(library)
    for item in library.items:
        words = "".join(tidy(item.text.body).split())
        assert words == "".join(tidy("Đầu\n" + text).split())


@given(st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="#'\"\\"), min_size=1, max_size=60))
def test_an_unquoted_title_is_understood_as_written(title: str) -> None:
    library = library_of({SOURCE: HEAD.replace("title: Tin", f"title: {title}").encode()})
    if re.fullmatch(r"[|>][-+0-9]*|~", title):  # YAML's marks of a block of lines and of nothing: refused, not silent
        assert [problem.code for problem in library.problems] == ["CCHC301"]
    else:
        assert [item.title for item in library.items] == [tidy(title)]


@given(st.text(max_size=300))
def test_links_are_found_inside_the_text(text: str) -> None:
    lines = text.split("\n")
    for link in scan_links(text):
        assert 1 <= link.line <= len(lines)
        assert 1 <= link.column <= len(lines[link.line - 1]) + 1
