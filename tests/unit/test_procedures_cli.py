"""The commands on a folder: files are written whole or not at all, and what is there is never lost."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from tests.unit.procedure_lists import HEAD, csv_bytes, procedures, xlsx

from cchc.cli.procedures import DEFAULT_TOPIC, run_diff, run_import

NOW = "2026-11-21"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs/tthc").mkdir(parents=True)
    (tmp_path / "docs/tthc/index.md").write_text("Giới thiệu danh mục.\n", encoding="utf-8")
    return tmp_path


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def imported(folder: Path, file: Path, dry_run: bool = False, draft: bool = False, tags: str = "") -> int:
    return run_import(folder, NOW, file, dry_run, draft, tags)


def test_import_twice(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "danh mục.xlsx"
    file.write_bytes(xlsx(procedures()))
    before = tree(folder)
    assert imported(folder, file, dry_run=True) == 0
    assert tree(folder) == before
    assert "Chạy thử, chưa ghi gì: 200 mới." in capsys.readouterr().out
    assert imported(folder, file) == 0
    first = tree(folder)
    assert len([name for name in first if name.startswith("docs/tthc/")]) == 201
    assert not [name for name in first if name.endswith(".tmp")]
    capsys.readouterr()
    assert imported(folder, file, draft=True, tags="mot-cua") == 0
    assert tree(folder) == first
    assert capsys.readouterr().out == "Đã nhập: 200 giữ nguyên.\n"


def test_an_update_says_what_changed(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.csv"
    rows = procedures(3)
    file.write_bytes(csv_bytes(rows))
    imported(folder, file)
    rows[0][HEAD.index("Thời hạn giải quyết")] = "5 ngày làm việc"
    file.write_bytes(csv_bytes(rows[:2]))
    capsys.readouterr()
    assert imported(folder, file) == 0
    said = capsys.readouterr().out
    assert "    Thời hạn giải quyết: 10 ngày làm việc → 5 ngày làm việc\n" in said
    assert "không có trong danh mục: 9.000020" in said
    assert "Đã nhập: 1 cập nhật, 1 giữ nguyên, 1 không có trong danh mục.\n" in said


def test_a_wrong_list_changes_nothing(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.csv"
    rows = procedures(3)
    rows[1][1] = "sai"
    file.write_bytes(csv_bytes(rows))
    before = tree(folder)
    assert imported(folder, file) == 1
    assert tree(folder) == before
    said = capsys.readouterr()
    assert said.out == ""
    assert "a.csv, dòng 3, cột “Mã TTHC” (B)" in said.err
    assert "chưa nhập gì" in said.err


def test_a_broken_guide_stops_the_import(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "docs/tthc/hong.md").write_text("không có khối", encoding="utf-8")
    file = tmp_path / "a.csv"
    file.write_bytes(csv_bytes(procedures(1)))
    before = tree(folder)
    assert imported(folder, file) == 1
    assert tree(folder) == before
    assert "docs/tthc/hong.md" in capsys.readouterr().err


def test_wrong_usage(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match="không có tệp này"):
        imported(folder, tmp_path / "khong-co.xlsx")
    file = tmp_path / "a.csv"
    file.write_bytes(csv_bytes(procedures(1)))
    with pytest.raises(click.UsageError, match="Có phải ý bạn là “mot-cua”"):
        imported(folder, file, tags="mot-cuaa")


def test_diff_and_its_news(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "cu.csv", tmp_path / "moi.xlsx"
    rows = procedures(4)
    old.write_bytes(csv_bytes(rows[:3]))
    rows[0][HEAD.index("Phí, lệ phí")] = "100.000 đồng"
    new.write_bytes(xlsx(rows[:2] + rows[3:]))
    imported(folder, new)
    capsys.readouterr()

    assert run_diff(folder, NOW, old, new, "json", False, DEFAULT_TOPIC) == 0
    data = json.loads(capsys.readouterr().out)
    assert [len(data[key]) for key in ("new", "amended", "replaced", "abolished")] == [1, 1, 0, 1]

    assert run_diff(folder, NOW, old, new, "text", True, DEFAULT_TOPIC) == 0
    said = capsys.readouterr()
    assert "1 mới ban hành, 1 sửa đổi, bổ sung, 0 thay thế, 1 bãi bỏ hoặc không còn, 1 không đổi.\n" in said.out
    draft = folder / "docs/tin-tuc/2026/11/cap-nhat-danh-muc-tthc-21.md"
    text = draft.read_text(encoding="utf-8")
    assert "draft: true\n" in text
    link = text.partition("](")[2].partition(")")[0]
    assert (draft.parent / link).resolve().is_file()

    draft.write_text("của biên tập viên", encoding="utf-8")
    assert run_diff(folder, NOW, old, new, "text", True, DEFAULT_TOPIC) == 1
    assert draft.read_text(encoding="utf-8") == "của biên tập viên"
    assert run_diff(folder, NOW, old, old, "text", True, DEFAULT_TOPIC) == 0
    assert "không lập tin nháp" in capsys.readouterr().err
