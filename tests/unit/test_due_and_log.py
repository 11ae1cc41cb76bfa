"""When the next build is needed; who did what to which item."""

from __future__ import annotations

import configparser
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from datetime import datetime
from pathlib import Path

import pytest

from cchc.audit.events import Deed
from cchc.audit.git import NoGitError, git_events
from cchc.cli.due import cron_line, run_due, task_xml
from cchc.cli.log import run_log
from cchc.content.library import library_of
from cchc.dates import VIETNAM
from cchc.publishing import State
from cchc.schedule import changes_after, missed_changes, next_changes

SERVER = Path(__file__).resolve().parents[2] / "server"
NOW = datetime(2026, 11, 21, 15, 0, tzinfo=VIETNAM)
ITEM = "---\ntitle: {title}\ndate: {date}\ntags: [mot-cua]\n{more}---\n\nNội dung\n"


def item(title: str = "Tin", date: str = "2026-11-05", more: str = "") -> bytes:
    return ITEM.format(title=title, date=date, more=more).encode()


FILES = {
    "tin-tuc/2026/12/a.md": item("A", "2026-12-01 08:30", "expires: 2026-12-10\n"),
    "tin-tuc/2026/12/b.md": item("B", "2026-12-01 08:30"),
    "tin-tuc/2026/11/c.md": item("C", more="withdrawn: {date: 2026-12-05, reason: x}\nexpires: 2026-12-20\n"),
    "tin-tuc/2026/11/d.md": item("D", "2026-12-01", "draft: true\n"),
    "tin-tuc/2026/11/e.md": item("E"),
}


def test_every_change_that_readers_see_is_foretold() -> None:
    library = library_of(FILES)
    told = [(f"{one.moment:%m-%d %H:%M}", one.item.title, one.after) for one in changes_after(library, NOW)]
    assert told == [
        ("12-01 08:30", "A", State.PUBLISHED),
        ("12-01 08:30", "B", State.PUBLISHED),
        ("12-05 00:00", "C", State.WITHDRAWN),
        ("12-10 00:00", "A", State.EXPIRED),
    ]
    assert [one.item.title for one in next_changes(library, NOW)] == ["A", "B"]
    later = datetime(2026, 12, 5, tzinfo=VIETNAM)
    assert [one.item.title for one in missed_changes(library, NOW, later)] == ["A", "B", "C"]
    assert next_changes(library, datetime(2027, 1, 1, tzinfo=VIETNAM)) == []


def test_orders_for_cron_and_the_task_scheduler() -> None:
    moment = datetime(2026, 12, 1, 8, 30, tzinfo=VIETNAM)
    order = ["C:\\Bộ công cụ\\python.exe", "-m", "cchc", "build", "-C", "D:\\Trang & 100%"]
    line = cron_line(moment, order)
    assert re.fullmatch(r"\d+ \d+ (1|30) (11|12) \* '.*' -m cchc build -C 'D:\\Trang & 100\\%'\n", line)
    written = task_xml(moment, order)
    assert written.isascii()
    root = ET.fromstring(written)
    said = {node.tag.rpartition("}")[2]: node.text for node in root.iter()}
    assert said["StartBoundary"] == "2026-12-01T08:30:00+07:00"
    assert said["Command"] == order[0]
    assert said["Arguments"] == '-m cchc build -C "D:\\Trang & 100%"'


def test_the_command_says_when(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, FILES)
    assert run_due(tmp_path, "2026-11-21 15:00", "text", None) == 0
    assert capsys.readouterr().out.startswith("Lần dựng tiếp theo cần vào 08:30 ngày 01/12/2026 (còn 9 ngày).")
    run_due(tmp_path, "2026-11-21 15:00", "json", None)
    data = json.loads(capsys.readouterr().out)
    assert (data["next"], data["overdue"], len(data["changes"])) == ("2026-12-01T08:30:00+07:00", False, 2)


def test_the_servers_files_can_be_read() -> None:
    for path in (SERVER / "linux").glob("cchc-build.*"):
        unit = configparser.ConfigParser(strict=False, interpolation=None)
        unit.optionxform = str  # type: ignore[assignment,method-assign]  # keys of units are case-sensitive
        unit.read_string(path.read_text("utf-8"))
        assert "Unit" in unit.sections(), path
    assert ET.parse(SERVER / "windows/cchc-build.xml").getroot().tag.endswith("Task")
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not there")
    units = [str(SERVER / f"linux/cchc-build.{kind}") for kind in ("timer", "path")]
    done = subprocess.run([program, "verify", *units], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "cchc-build" in line and "is not executable" not in line]
    assert ours == []


def write(folder: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        place = folder / "docs" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


A, B = "tin-tuc/2026/11/a.md", "tin-tuc/2026/11/tin mới.md"


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Nguyễn Văn An", "-c", "user.email=an@example.vn", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A site below the top of its repository, with the life of one item."""
    if shutil.which("git") is None:
        pytest.skip("git is not there")
    site = tmp_path / "trang"
    write(site, {A: item("Bản đầu", more="draft: true\n")})
    git(tmp_path, "init", "-q")
    steps = [
        ("Tạo", A, item("Bản đầu", more="draft: true\n")),
        ("Đăng", A, item("Bản hai")),
        ("Sửa", A, item("Bản ba") + b"Th\xc3\xaam\n"),
        ("Đổi tên", B, item("Bản ba") + b"Th\xc3\xaam\n"),
        ("Gỡ", B, item("Bản ba", more="withdrawn: {date: 2026-11-20, reason: Trùng}\n") + b"Th\xc3\xaam\n"),
    ]
    for subject, path, data in steps:
        if path == B:
            (site / "docs" / A).unlink(missing_ok=True)
        write(site, {path: data})
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "--allow-empty", "-m", subject)
    return site


def test_git_tells_the_life_of_an_item_through_its_moves(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_log(repository, "", f"docs/{B}", "", "json") == 0
    said = json.loads(capsys.readouterr().out)
    assert [(one["deed"], one["title"], one["note"]) for one in said] == [
        ("go", "Bản ba", "Trùng"),
        ("chuyen", "Bản ba", "Đổi tên"),
        ("sua", "Bản ba", "Sửa"),
        ("dang", "Bản hai", "Đăng"),
        ("tao", "Bản đầu", "Tạo"),
    ]
    assert {one["who"] for one in said} == {"Nguyễn Văn An"}
    assert (said[1]["old_path"], said[1]["path"]) == (f"docs/{A}", f"docs/{B}")
    (repository / "docs" / B).unlink()
    git(repository, "commit", "-qam", "Xóa")
    assert git_events(repository)[0].deed is Deed.DELETED


def test_without_git_the_items_speak_for_themselves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = "changes: [{date: 2026-11-10, note: Bổ sung}]\nupdated: 2026-11-12\n"
    more += "withdrawn: {date: 2026-11-20, reason: Trùng}\n"
    write(tmp_path, {A: item(more=more)})
    with pytest.raises(NoGitError, match="không thuộc kho git"):
        git_events(tmp_path)
    assert run_log(tmp_path, "2026-11-21", A, "", "json") == 0
    result = capsys.readouterr()
    assert "không thuộc kho git" in result.err
    said = [(one["deed"], one["moment"][:10], one["note"]) for one in json.loads(result.out)]
    assert [one for one in said if one[0] != "luu-tep"] == [
        ("go", "2026-11-20", "Trùng"),
        ("cap-nhat", "2026-11-12", ""),
        ("cap-nhat", "2026-11-10", "Bổ sung"),
        ("dang", "2026-11-05", ""),
    ]
    assert run_log(tmp_path, "2026-11-21", "khong-co.md", "", "text") == 1
