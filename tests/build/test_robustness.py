"""A full disk, a folder that is only read, a file that another program holds, content that changes meanwhile, a damaged
cache: nothing is lost, the old site stays whole, and an editor is told what to do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cchc.cli.app import cli
from cchc.cli.vietnamese import run
from cchc.store import FOLDER

pytestmark = pytest.mark.build
NOW = "2026-11-21 09:00"
_SIZE = 48 * 1024 * 1024
_NO_DISK = "cần quyền gắn ổ đĩa trong bộ nhớ (tmpfs) để có một ổ đĩa nhỏ"


def news(number: int, words: str = "Nội dung") -> str:
    return f"---\ntitle: Tin số {number}\ndate: 2026-11-{number:02d}\ntags: [mot-cua]\n---\n\n{words} {number}.\n"


def write_site(root: Path, words: str = "Nội dung", count: int = 4) -> None:
    (root / "docs/tin-tuc").mkdir(parents=True, exist_ok=True)
    for number in range(1, 1 + count):
        (root / f"docs/tin-tuc/tin-{number}.md").write_text(news(number, words), encoding="utf-8")
    (root / "docs/_data").mkdir(exist_ok=True)
    target = f"targets:\n  - {{id: noi-bo, type: folder, path: {root / 'phuc-vu'}}}\n"
    (root / "docs/_data/publish.yml").write_text(target, encoding="utf-8")


class Shell:
    """Runs commands in this process as a person would; `said` is what was printed for a person."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys, self.said = monkeypatch, capsys, ""
        monkeypatch.setenv("CCHC_NOW", NOW)
        monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
        monkeypatch.setattr("sys.stdin", open(os.devnull, encoding="utf-8"))  # noqa: PTH123,SIM115 - for the process

    def __call__(self, *arguments: object) -> int:
        self._monkeypatch.setattr("sys.argv", ["cchc", *map(str, arguments)])
        self._capsys.readouterr()
        code = run(cli)
        printed = self._capsys.readouterr()
        self.said = printed.err
        assert "Traceback" not in printed.err + printed.out
        return code


@pytest.fixture
def cchc_here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(monkeypatch, capsys)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 48 MB with a site on it."""
    place = tmp_path / "o-dia"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(place)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip(_NO_DISK)
    try:
        write_site(place)
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path, left: int) -> Path:
    """Fill the disk up to `left` bytes."""
    filler = disk / "day"
    with filler.open("wb") as file:
        found = os.statvfs(disk)
        file.write(b"\0" * max(0, found.f_bavail * found.f_frsize - left))
    return filler


def work_of(root: Path, out: Path) -> dict[str, tuple[object, ...]]:
    """Return the commands that write, by their names."""
    return {
        "new": ("new", "tin", "Tin mới", "-C", root, "--topic", "mot-cua"),
        "report": ("report", "-C", root, "--period", "2026", "--out", out),
        "digest": ("digest", "-C", root, "--period", "2026", "--out", out / "ban-tin.html"),
        "withdraw": ("withdraw", "docs/tin-tuc/tin-1.md", "-C", root, "--reason", "Trùng"),
        "publish": ("publish", "noi-bo", "-C", root),
    }


def test_a_full_disk(disk: Path, cchc_here: Shell) -> None:
    """Each command that writes says that the disk is full, leaves what was there, and works once there is room."""
    out = disk / "bao-cao"
    work = work_of(disk, out)
    assert cchc_here("build", "-C", disk) == 0, cchc_here.said
    assert cchc_here(*work["publish"]) == 0, cchc_here.said
    assert cchc_here(*work["report"]) == 0, cchc_here.said
    write_site(disk, "Lời mới " * 3000, 6)
    before = {name: tree(disk / name) for name in ("site", "phuc-vu", "bao-cao", "docs")}
    filler = fill(disk, 20_000)

    assert cchc_here("build", "-C", disk) == 1
    assert "đĩa đã đầy" in cchc_here.said
    assert "trang cũ được giữ nguyên" in cchc_here.said
    assert not list(disk.glob(".site-*"))
    fill(disk, 0)
    for name in ("new", "report", "digest", "withdraw"):
        assert cchc_here(*work[name]) == 1, name
        assert "đĩa đã đầy" in cchc_here.said, (name, cchc_here.said)
    assert {name: tree(disk / name) for name in before} == before

    filler.unlink()
    assert cchc_here("build", "-C", disk) == 0, cchc_here.said
    fresh = tree(disk / "site")
    # The new site is there; now there is no room to send it.
    filler = fill(disk, 20_000)
    assert cchc_here(*work["publish"]) == 1
    assert "đầy" in cchc_here.said, cchc_here.said
    served = {path: data for path, data in tree(disk / "phuc-vu").items() if not path.startswith(".cchc")}
    assert served == {path: data for path, data in before["phuc-vu"].items() if not path.startswith(".cchc")}
    filler.unlink()
    for name in ("publish", "new", "report", "digest", "withdraw"):
        assert cchc_here(*work[name]) == 0, (name, cchc_here.said)
    served = {path: data for path, data in tree(disk / "phuc-vu").items() if not path.startswith(".cchc")}
    assert served == fresh


def test_a_folder_that_is_only_read(disk: Path, cchc_here: Shell, tmp_path: Path) -> None:
    """What only looks still works; what writes says why it can't, or writes elsewhere."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    work = work_of(disk, disk / "bao-cao")
    for command in ("check", "stats"):
        assert cchc_here(command, "-C", disk) == 0, cchc_here.said
    for name in ("new", "report", "digest", "withdraw"):
        assert cchc_here(*work[name]) == 1, name
        assert "chỉ cho đọc" in cchc_here.said, (name, cchc_here.said)
    assert cchc_here("build", "-C", disk) == 1
    assert "chỉ cho đọc" in cchc_here.said
    assert cchc_here("build", "-C", disk, "--site-dir", tmp_path / "site") == 0, cchc_here.said


@pytest.fixture
def root(tmp_path: Path, cchc_here: Shell) -> Path:
    root = tmp_path / "trang"
    write_site(root)
    assert cchc_here("build", "-C", root) == 0
    return root


class Holder:
    """Another program that holds a file open, as Windows lets it: nobody can replace the file for so many tries."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str, tries: int) -> None:
        self.left = tries
        replace = Path.replace

        def held(path: Path, target: Any) -> Path:
            if Path(target).as_posix().endswith(name) and self.left:
                self.left -= 1
                raise PermissionError(13, "Access is denied", str(target))
            return replace(path, target)

        monkeypatch.setattr(Path, "replace", held)
        monkeypatch.setattr("cchc.disk.sleep", lambda _: None)


PAGE = "site/tin-tuc/2026/11/tin-2/index.html"


def test_a_file_that_is_held_for_a_moment(root: Path, cchc_here: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(root, "Lời mới")
    holder = Holder(monkeypatch, PAGE, 3)
    assert cchc_here("build", "-C", root) == 0, cchc_here.said
    assert holder.left == 0
    assert "Lời mới 2" in (root / PAGE).read_text(encoding="utf-8")


def test_a_file_that_stays_held(root: Path, cchc_here: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said that the site is half old, it is not published, and the next build puts it right."""
    write_site(root, "Lời mới")
    with monkeypatch.context() as patch:
        Holder(patch, PAGE, 1000)
        assert cchc_here("build", "-C", root) == 1
        assert "Chưa thay xong trang cũ" in cchc_here.said
        assert PAGE in cchc_here.said
        assert "đang mở ở chương trình khác" in cchc_here.said
    assert cchc_here("publish", "noi-bo", "-C", root) == 1
    assert not (root / "phuc-vu/index.html").exists()
    assert cchc_here("build", "-C", root) == 0, cchc_here.said
    right = tree(root / "site")
    assert cchc_here("build", "--clean", "-C", root, "--site-dir", root / "moi") == 0
    assert right == tree(root / "moi")


def test_a_configuration_without_the_kits_plugin(root: Path, cchc_here: Shell) -> None:
    (root / "mkdocs.yml").write_text(
        "site_name: CCHC\nsite_url: https://cchc.example.vn/\ntheme: {name: material}\nplugins: [search]\n",
        encoding="utf-8",
    )
    assert cchc_here("build", "-C", root) == 1
    assert "mkdocs.yml thiếu dòng “- cchc” ở mục plugins." in " ".join(cchc_here.said.split())


@pytest.mark.parametrize("what", ["text", "asset", "removed"])
def test_content_that_changes_meanwhile(
    root: Path, cchc_here: Shell, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """The site is that of one moment or the build is refused; the next build is that of the content as it is then."""
    from cchc.cli import build as command

    (root / "docs/tin-tuc/tep.csv").write_text("cũ", encoding="utf-8")
    read = command.load_sources

    def changed_after(docs: Path) -> Any:
        sources = read(docs)
        match what:
            case "text":
                (docs / "tin-tuc/tin-1.md").write_text(news(1, "Sửa lúc đang dựng"), encoding="utf-8")
            case "asset":
                (docs / "tin-tuc/tep.csv").write_text("mới!", encoding="utf-8")
            case _:
                (docs / "tin-tuc/tep.csv").unlink()
        return sources

    before = tree(root / "site")
    with monkeypatch.context() as patch:
        patch.setattr(command, "load_sources", changed_after)
        code = cchc_here("build", "-C", root)
    assert code == (1 if what == "removed" else 0), cchc_here.said
    if code:
        assert "tep.csv" in cchc_here.said
        assert tree(root / "site") == before
    assert cchc_here("build", "-C", root) == 0, cchc_here.said
    right = tree(root / "site")
    assert cchc_here("build", "--clean", "-C", root, "--site-dir", root / "moi") == 0
    assert right == tree(root / "moi")


@pytest.mark.parametrize("damage", ["cut", "other", "folder"])
def test_a_damaged_cache(root: Path, cchc_here: Shell, damage: str) -> None:
    right = tree(root / "site")
    (kept,) = (root / FOLDER).glob("*.db")
    data = kept.read_bytes()
    kept.unlink()
    match damage:
        case "cut":
            kept.write_bytes(data[: len(data) // 2])
        case "other":
            kept.write_bytes(data[:2000] + os.urandom(len(data) - 2000))
        case _:
            kept.mkdir()
    shutil.rmtree(root / "site")
    assert cchc_here("build", "-C", root) == 0, cchc_here.said
    assert tree(root / "site") == right
