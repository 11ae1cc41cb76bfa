"""The targets of a plan on the public statistics page of its year, in a real build."""

from __future__ import annotations

import shutil
from pathlib import Path

import lxml.html
import pytest

pytestmark = pytest.mark.build
ROOT = Path(__file__).resolve().parents[2]
TARGETS = """targets:
  - {label: PAPI, value: tăng 10 bậc, by: TOP 20}
  - {label: "PCI <&>", value: "tăng 0,5 - 1 điểm"}
"""


def test_targets_are_a_table_of_the_year(cchc, tmp_path) -> None:
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    plan = tmp_path / "docs/_data/plans/binh-minh-2026.yml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("\ngroups:", f"\n{TARGETS}groups:", 1), encoding="utf-8")
    cchc("build", "-C", tmp_path, "--now", "2026-11-21")

    def targets(address: str) -> list[list[list[str]]]:
        page = lxml.html.parse(str(tmp_path / "site" / address / "index.html")).getroot()
        tables = page.xpath("//main//table[starts-with(normalize-space(caption), 'Mục tiêu')]")
        return [
            [[" ".join(cell.text_content().split()) for cell in row] for row in one.xpath(".//tr")] for one in tables
        ]

    assert targets("thong-ke/2026") == [
        [
            ["Chỉ số", "Mục tiêu trong năm", "Mục tiêu dài hạn"],
            ["PAPI", "tăng 10 bậc", "TOP 20"],
            ["PCI <&>", "tăng 0,5 - 1 điểm", ""],
        ]
    ]
    assert targets("thong-ke") == []
