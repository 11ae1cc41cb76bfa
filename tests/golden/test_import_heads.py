"""Golden cases of import-heads.yml: the head of an administrative document as it stands in Word → what is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.unit import word_files as files

from cchc_import import read_word

CASES = yaml.safe_load(Path(__file__).with_name("import-heads.yml").read_text(encoding="utf-8"))


def paragraph(text: str) -> str:
    bold = "<w:b/>" if text.startswith("**") else ""
    pieces = text.removeprefix("**").strip().split("\t")
    return files.p("</w:t><w:tab/><w:t>".join(pieces), bold)


def word(lines: list[str]) -> bytes:
    body, rows = "", ""
    for line in [*lines, ""]:
        left, bar, right = line.partition("|")
        if bar and not line.startswith("tab:"):
            rows += f"<w:tr><w:tc>{paragraph(left)}</w:tc><w:tc>{paragraph(right.strip())}</w:tc></w:tr>"
            continue
        body += f"<w:tbl>{rows}</w:tbl>" if rows else ""
        rows = ""
        body += paragraph(f"{left.removeprefix('tab:').strip()}\t{right.strip()}" if bar else line) if line else ""
    return files.raw(body)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_head(case: dict[str, Any]) -> None:
    imported = read_word(word(case["word"].splitlines()), "tep.docx")
    read = {key: getattr(imported, key) for key in ("title", "so_ky_hieu", "date", "co_quan", "loai", "trich_yeu")}
    assert read == {key: case[key] for key in read}
    assert imported.markdown.split("\n")[0] == case["first"]
