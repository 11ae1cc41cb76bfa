"""The program as a person at a terminal uses it: results to standard output, messages to standard error, exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from cchc.disk import replace_all

GOOD = "---\ntitle: Tin {n}\ndate: 2026-{m:02d}-10\ntags: [mot-cua]\n---\n\nNội dung\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "Trang của Sở"
    for month in range(1, 7):
        path = root / f"docs/tin-tuc/2026/{month:02d}/tin.md"
        path.parent.mkdir(parents=True)
        path.write_text(GOOD.format(n=month, m=month), encoding="utf-8")
    return root


def test_check_of_good_content(cchc: Any, folder: Path) -> None:
    result = cchc.run("check", "-C", folder)
    assert result.returncode == 0
    assert result.stdout == ""
    assert "không có lỗi" in result.stderr


def test_check_as_json(cchc: Any, folder: Path) -> None:
    (folder / "docs/tin-tuc/2026/01/hong.md").write_text(
        "---\ntitle: Hỏng\ndate: 1/13/2026\ntags: [mot-cu]\n---\n\nx", encoding="utf-8"
    )
    result = cchc.run("check", "-C", folder, "--format", "json")
    assert result.returncode == 1
    problems = json.loads(result.stdout)
    assert [set(problem) for problem in problems] == [
        {"path", "line", "column", "code", "severity", "message", "hint"} for _ in problems
    ]
    assert {problem["path"] for problem in problems} == {"docs/tin-tuc/2026/01/hong.md"}
    assert [problem["code"] for problem in problems] == ["CCHC303"]


def test_stats_as_json_and_csv(cchc: Any, folder: Path) -> None:
    said = json.loads(cchc("stats", "-C", folder, "--period", "2026-q1", "--by", "topic,kind", "--format", "json"))
    assert said["from"] == "2025-12-15"
    assert said["to"] == "2026-03-14"
    assert said["by"] == ["topic", "kind"]
    assert said["rows"] == [{"topic": "mot-cua", "kind": "tin", "count": 3}]
    assert said["total"] == 3
    table = cchc(
        "stats",
        "-C",
        folder,
        "--from",
        "01/02/2026",
        "--to",
        "2026-04-30",
        "--by",
        "month",
        "--basis",
        "calendar",
        "--format",
        "csv",
    )
    assert table.splitlines()[1:] == [
        "2026-02,Tháng 2 năm 2026,1",
        "2026-03,Tháng 3 năm 2026,1",
        "2026-04,Tháng 4 năm 2026,1",
    ]


def test_stats_refuses_content_with_errors(cchc: Any, folder: Path) -> None:
    (folder / "docs/tin-tuc/2026/01/hong.md").write_text("x", encoding="utf-8")
    result = cchc.run("stats", "-C", folder)
    assert result.returncode == 1
    assert result.stdout == ""
    assert "CCHC201" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chek"], "Có phải ý bạn là “check”?"),
        (["check", "--formt", "json"], "Có phải ý bạn là “--format”?"),
        (["check", "--format", "xml"], "Chọn một trong: text, json."),
        (["stats", "--by", "topik"], "Có phải ý bạn là “topic”?"),
        (["stats", "--period", "2026-q5"], "Không hiểu kỳ “2026-q5”"),
        (["stats", "--from", "hôm qua"], "không hiểu ngày"),
        (["stats", "--period", "2026", "--from", "2026-01-01"], "không dùng cả hai"),
        (["report", "--period", "2026"], "--out"),
        ([], "Cách dùng:"),
    ],
)
def test_wrong_usage_is_said_in_vietnamese(cchc: Any, folder: Path, arguments: list[str], words: str) -> None:
    result = cchc.run(*arguments, *(["-C", str(folder)] if arguments and arguments[0] != "chek" else []))
    assert result.returncode == 2
    assert words in result.stdout + result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_without_docs(cchc: Any, tmp_path: Path) -> None:
    result = cchc.run("check", "-C", tmp_path)
    assert result.returncode == 2
    assert "docs" in result.stderr


@pytest.mark.parametrize(
    "command", ["check", "build", "serve", "stats", "report", "reference", "import-tthc", "tthc", "citations"]
)
def test_help_is_vietnamese(cchc: Any, command: str) -> None:
    text = cchc(command, "--help")
    assert "Cách dùng:" in text
    assert "Tùy chọn:" in text
    for english in ("Usage", "Options", "Show this", "default:"):
        assert english not in text


def test_the_report_is_written_whole(cchc: Any, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "báo cáo"
    said = cchc("report", "-C", folder, "--period", "2026-6t", "--out", out)
    assert "6 tháng đầu năm 2026" in said
    names = sorted(path.name for path in out.iterdir())
    assert names == [f"bao-cao-2026-6t.{kind}" for kind in ("csv", "docx", "json", "md", "xlsx")]
    assert not [name for name in names if name.endswith(".tmp")]
    data = json.loads((out / "bao-cao-2026-6t.json").read_text(encoding="utf-8"))
    assert data["total"] == 6


def test_the_office_gets_the_word_templates_once_and_its_own_is_used(cchc: Any, folder: Path, tmp_path: Path) -> None:
    first = cchc.run("report", "-C", folder, "--templates")
    own = folder / "docs/_data/mau-bao-cao.docx"
    assert str(own) in first.stderr
    made = docx.Document(str(own))
    made.paragraphs[0].insert_paragraph_before("Lời riêng của Sở")
    made.save(str(own))
    kept = own.read_bytes()
    assert "giữ nguyên" in cchc.run("report", "-C", folder, "--templates").stderr
    assert own.read_bytes() == kept
    cchc("report", "-C", folder, "--period", "2026-6t", "--out", tmp_path)
    written = docx.Document(str(tmp_path / "bao-cao-2026-6t.docx"))
    assert "Lời riêng của Sở" in [paragraph.text for paragraph in written.paragraphs]


def test_a_bad_word_template_is_named_and_no_report_is_left_behind(cchc: Any, folder: Path, tmp_path: Path) -> None:
    (folder / "docs/_data").mkdir(exist_ok=True)
    (folder / "docs/_data/mau-bao-cao.docx").write_bytes(b"x")
    out = tmp_path / "out"
    result = cchc.run("report", "-C", folder, "--period", "2026-6t", "--out", out)
    assert result.returncode != 0
    assert "mau-bao-cao.docx" in result.stderr
    assert "không phải văn bản Word" in result.stderr
    assert not out.exists()


def test_a_report_is_refused_before_anything_is_written(cchc: Any, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked = ("report", "-C", folder, "--out", out)
    for options, words in (
        (("--period", "2026", "--site-url", "sct.vn"), "Địa chỉ chuyên mục “sct.vn” chưa đủ"),
        (("--period", "2027-q2"), "chưa có số liệu"),
    ):
        result = cchc.run(*asked, *options)
        assert (result.returncode, result.stdout) == (2, "")
        assert words in " ".join(result.stderr.split())
    assert not out.exists()


def test_evidence_at_an_address_that_is_only_an_example_is_told(cchc: Any, folder: Path, tmp_path: Path) -> None:
    asked = ("report", "-C", folder, "--period", "2026", "--out", tmp_path / "out", "--site-url")
    assert "chỉ là mẫu" in cchc.run(*asked, "https://skhcn.example.gov.vn/cchc/").stderr
    assert "chỉ là mẫu" not in cchc.run(*asked, "https://sct.ninhthuan.gov.vn/cchc/").stderr


def test_of_files_that_belong_together_all_are_replaced_or_none(tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in ("a.txt", "b", "c.txt"))
    first.write_bytes(b"old")
    second.mkdir()
    with pytest.raises(OSError, match="b"):
        replace_all({first: b"new", third: b"new", second: b"new"})
    assert first.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b"]
    second.rmdir()
    replace_all({first: b"new", second: b"new"})
    assert (first.read_bytes(), second.read_bytes()) == (b"new", b"new")
