"""Golden cases of problems.yml: every code of the catalogue, at its place, with the nearest right value."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from cchc.cli.clock import moment_of
from cchc.content.decode import MAX_BYTES
from cchc.content.library import sources_of
from cchc.problems import CATALOGUE, Problem, Severity
from cchc.reference import problems_page, reference_files
from cchc.service import opened
from cchc_markdown import MarkdownDialect, Renderer

CASES = yaml.safe_load(Path(__file__).with_name("problems.yml").read_text(encoding="utf-8"))
GUIDE = Path(__file__).resolve().parents[2] / "guide"
UNITS = "units:\n  - {id: van-phong-so, label: Văn phòng Sở}\n  - {id: ban-bien-tap, label: Ban Biên tập}\n"
# Only a scan of a real folder finds these: see test_folder.py, and test_media.py for what is in pictures.
OF_FOLDERS = {"CCHC105", "CCHC107", *(f"CCHC{number}" for number in range(511, 517))}


def bytes_of(text: str | dict[str, str]) -> bytes:
    if isinstance(text, str):
        return text.encode()
    ((how, inner),) = text.items()
    match how:
        case "nul":
            return inner.encode() + b"\x00\x03"
        case "big":
            return inner.encode() + b"x" * MAX_BYTES
        case _:
            return inner.encode(how)


def problems_of(case: dict[str, Any]) -> tuple[Problem, ...]:
    files = {name: bytes_of(text) for name, text in case["files"].items()}
    if case.get("units"):
        files["_data/units.yml"] = UNITS.encode()
    if not case.get("lines", True):
        files["_data/report-lines.yml"] = b"lines: []\n"
    return opened(sources_of(files), moment_of("2026-11-21 09:00"), MarkdownDialect()).problems


def as_line(problem: Problem) -> str:
    near = re.match(r"Có phải ý bạn là “([^”]+)”", problem.hint)
    place = f"{problem.path.removeprefix('docs/')}:{problem.line}:{problem.column} {problem.code}"
    return f"{place} → {near[1]}" if near else place


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_problems(case: dict[str, Any]) -> None:
    problems = problems_of(case)
    assert [as_line(problem) for problem in problems] == case.get("problems", [])
    for problem in problems:
        assert not re.search(r"[{}]", problem.message), problem
        assert problem.message.endswith((".", ")")), problem
        assert problem.hint.strip(), problem


def test_every_code_has_a_case() -> None:
    shown = {line.split()[1] for case in CASES for line in case.get("problems", [])}
    # 0xx are hints (test_writing.py), 9xx faults of a built site (test_verify.py).
    assert shown | OF_FOLDERS == {code for code in CATALOGUE if "CCHC100" < code < "CCHC900"}


def test_the_catalogue_is_sound() -> None:
    for code, entry in CATALOGUE.items():
        assert re.fullmatch(r"CCHC\d\d\d", code)
        assert entry.severity in (("hint",) if code < "CCHC100" else ("error", "warning"))
        assert entry.wrong.strip()
        assert entry.right.strip()
        assert entry.wrong != entry.right


def test_the_reference_page_has_every_code_with_both_examples() -> None:
    page = problems_page()
    for entry in CATALOGUE.values():
        section = page.split(f"## {entry.code}\n")[1].split("\n## CCHC")[0]
        assert entry.wrong in section
        assert entry.right in section


def test_the_written_references_are_those_of_the_code() -> None:
    for name, text in reference_files().items():
        assert (GUIDE / name).read_text(encoding="utf-8") == text, f"chạy: cchc reference files --out guide ({name})"


def test_no_script_and_no_frame_is_among_the_tags_of_a_text() -> None:
    assert not {"iframe", "script", "style", "object"} & Renderer().allowed_tags


def test_what_is_not_yet_right_in_a_draft_stops_nothing() -> None:
    unfinished = "---\ntitle: Tin\ndate: 31/02/2026\ntags: [khong-co]\n{}---\nx\n"
    severities = {}
    for head in ("", "draft: false\n", "draft: true\n", "draft: có\n"):
        problems = problems_of({"files": {"tin-tuc/2026/11/a.md": unfinished.format(head)}})
        severities[head] = [problem.severity for problem in problems]
    assert set(severities[""]) == set(severities["draft: false\n"]) == {Severity.ERROR}
    assert set(severities["draft: true\n"]) == set(severities["draft: có\n"]) == {Severity.WARNING}
    assert len(severities[""]) == len(severities["draft: true\n"])
