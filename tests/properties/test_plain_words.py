"""What plain words are spared changes nothing: the same HTML with and without the short ways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_markdown import Renderer
from cchc_markdown.extension import keep

ROOT = Path(__file__).resolve().parents[2]
# What lines begin with, and what stands in them: each construct of the dialect, whole or broken.
BEGINS = (
    *("", "", "", " ", "    ", "\t", "# ", "#", "=", "===", "---", "- ", "* ", "+ ", "1. ", "1) ", "> ", ">", ": "),
    *(":   ", "!!! note", "??? note", "???+ a", "| ", "|---|", "[a]: ", "[^1]: ", "*[CCHC]: ", "```", "~~~", "<div>"),
    *('<div markdown="1">', "</div>", "{: #a }", "***", "___", "\u0002", "\u0301", "đ", "Ủy ban"),
)
INSIDE = (
    *("thủ tục", "Một cửa", "CCHC", "e\u0301", "a | b", "---|---", "[a](b.md)", "![c](d.png)", "**đ**", "_n_", "`m`"),
    *(
        "<b>x</b>",
        "&amp;",
        "a & b",
        "[^1]",
        "[a]",
        "http://a.vn",
        "<http://a.vn>",
        "  ",
        "\\*",
        "{#b}",
        ": c",
        "# d",
        "²",
    ),
)
lines = st.builds(
    lambda begin, *words: begin + " ".join(words), st.sampled_from(BEGINS), *[st.sampled_from(INSIDE)] * 2
)
texts = st.lists(lines | st.just(""), max_size=12).map("\n".join)


def long_way(**options: Any) -> Renderer:
    """Return a renderer that spares nothing anything."""
    renderer = Renderer(**options)
    markdown = renderer._markdown
    markdown.parser.blockprocessors.deregister("cchc_plain")
    markdown.treeprocessors.deregister("cchc_plain")
    return renderer


SHORT, LONG = Renderer(), long_way()


@given(texts)
def test_any_text(text: str) -> None:
    assert SHORT.render(text, keep) == LONG.render(text, keep)


@pytest.mark.parametrize("folder", ["docs", "examples", "guide"])
def test_the_kits_own_texts(folder: str) -> None:
    for path in sorted((ROOT / folder).rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert SHORT.render(text, keep) == LONG.render(text, keep), path


def test_with_another_extension_nothing_is_spared() -> None:
    """What it looks for is not known: `~~` is a sign of pymdownx.tilde, a letter may begin a block of another."""
    text = "Nước H~2~O và ~~bỏ~~\n"
    short = Renderer(extensions=["pymdownx.tilde"], options={})
    assert "<del>bỏ</del>" in short.render(text, keep).html
    assert short.render(text, keep) == long_way(extensions=["pymdownx.tilde"], options={}).render(text, keep)
