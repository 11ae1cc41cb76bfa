"""Golden cases of reading.yml: one file in, an item or problems out, never silence."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from cchc.content.library import library_of

CASES = yaml.safe_load(Path(__file__).with_name("reading.yml").read_text(encoding="utf-8"))
SOURCE = "tin-tuc/2026/11/bai.md"


def encoded(text: str, how: str) -> bytes:
    match how:
        case "utf-8-bom":
            return text.encode("utf-8-sig")
        case "crlf":
            return text.replace("\n", "\r\n").encode()
        case "cr":
            return text.replace("\n", "\r").encode()
        case "nfd":
            return unicodedata.normalize("NFD", text).encode()
        case "nul":
            return text.encode() + b"\x00\x00"
        case _:
            return text.encode(how)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_reading(case: dict[str, Any]) -> None:
    library = library_of({SOURCE: encoded(case["file"], case.get("encode", "utf-8"))})
    items = [
        {
            "title": item.title,
            "date": str(item.fields.date),
            "topics": list(item.topics),
            "body": item.text.body,
            "body_line": item.text.body_line,
        }
        for item in library.items
    ]
    assert items == ([case["item"]] if "item" in case else [])
    found = [f"{problem.line}:{problem.column} {problem.code}" for problem in library.problems]
    expected = case.get("problems", [])
    assert found == [" ".join(line.split()[:2]) for line in expected]
    for line, problem in zip(expected, library.problems, strict=True):
        for nearest in line.split()[2:]:
            assert f"“{nearest}”" in problem.hint, problem.hint
        assert problem.message and not re.search(r"[{}]", problem.message)


def test_no_case_is_silent() -> None:
    for case in CASES:
        assert "item" in case or case.get("problems"), case["case"]
