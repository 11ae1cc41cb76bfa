"""A build that is killed at any moment leaves nothing behind that makes a later build wrong."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cchc.cli import build as build_command
from cchc.cli.engine import _PREFIX
from cchc.store import FOLDER, Store

pytestmark = [pytest.mark.build, pytest.mark.skipif(sys.platform == "win32", reason="no groups of processes to kill")]
NOW = "2026-11-21 09:00"
KILLS, IN_A_ROW = 52, 9
TOPICS = ("mot-cua", "kiem-soat-tthc", "chi-so-cchc")


def news(number: int, words: str = "Nội dung") -> str:
    return (
        f"---\ntitle: Tin số {number}\ndate: 2026-{1 + number % 10:02d}-{1 + number % 28:02d}\n"
        f"tags: [{TOPICS[number % 3]}]\n---\n\n{words} tin số {number}.\n\n"
        f"Thực hiện Kế hoạch số {number % 5}/KH-SA ngày 05/01/2026, [tin](tin-{number % 3}.md).\n"
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    docs = tmp_path / "trang/docs"
    (docs / "van-ban/2026").mkdir(parents=True)
    (docs / "tin-tuc").mkdir()
    for number in range(55):
        (docs / f"tin-tuc/tin-{number}.md").write_text(news(number), encoding="utf-8")
    for number in range(5):
        (docs / f"van-ban/2026/ke-hoach-{number}.md").write_text(
            f"---\ntitle: Kế hoạch số {number}/KH-SA\ndate: 2026-01-05\ntags: [mot-cua]\n"
            f"so_ky_hieu: {number}/KH-SA\nngay_ban_hanh: 2026-01-05\n---\n\nKế hoạch.\n",
            encoding="utf-8",
        )
    (docs / "gioi-thieu.md").write_text("---\ntitle: Giới thiệu\n---\n\nLời giới thiệu.\n", encoding="utf-8")
    (docs / "tep.pdf").write_bytes(b"%PDF" + bytes(3000))
    return tmp_path / "trang"


def edit(root: Path, rng: random.Random) -> None:
    """Change something, as an editor does while a build may have been stopped half way."""
    which, number = rng.randrange(6), rng.randrange(55)
    page = root / f"docs/tin-tuc/tin-{number}.md"
    if which == 0 and number > 2:
        page.unlink(missing_ok=True)
    elif which in (0, 1, 2):
        page.write_text(news(number, rng.choice(["Nội dung", "Lời mới"])), encoding="utf-8")
    elif which == 3:
        page.write_text(news(number).replace("title: ", f"title: {rng.choice('AB')} "), encoding="utf-8")
    elif which == 4:
        (root / "docs/tep.pdf").write_bytes(b"%PDF" + rng.randbytes(3000))
    else:
        words = rng.choice(["Giới thiệu", "Lời ngỏ"])
        (root / "docs/gioi-thieu.md").write_text(f"---\ntitle: {words}\n---\n\nLời.\n", encoding="utf-8")


def started(root: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "cchc", "build", "-C", str(root), "--now", NOW],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"},
        start_new_session=True,
    )


def forked(root: Path) -> int:
    """Start a build in a copy of this process, which has read the program already; return its number."""
    process = os.fork()
    if process == 0:
        code = 70
        try:
            os.setpgid(0, 0)
            code = build_command.run_build(root, NOW, None, "mkdocs", False)
        finally:
            os._exit(code)
    os.setpgid(process, process)  # here too: it may be killed before it has come to its own
    return process


def finish(root: Path) -> float:
    """Build to the end; return the seconds it took."""
    start = time.monotonic()
    assert os.waitpid(forked(root), 0)[1] == 0
    return time.monotonic() - start


def is_killed(root: Path, after: float) -> bool:
    """Start a build and kill all its processes; say whether it was still at work."""
    process = forked(root)
    end = time.monotonic() + after
    while time.monotonic() < end:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            assert status == 0
            return False
        time.sleep(0.005)
    os.killpg(process, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])


def tree(folder: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(folder).as_posix(): None if path.is_dir() else path.read_bytes() for path in folder.rglob("*")
    }


def clean(root: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Build with an empty cache into a folder that is not there."""
    shutil.rmtree(target, ignore_errors=True)
    with monkeypatch.context() as patch:
        patch.setattr(build_command, "store_of_folder", lambda _: Store(None))
        assert build_command.run_build(root, NOW, target, "mkdocs", False) == 0
    return target


def leftovers(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir() if path.name.startswith(_PREFIX))


def test_builds_that_are_killed(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(20261121)
    clean(root, tmp_path / "clean", monkeypatch)  # reads the program
    # How many seconds a build takes from nothing, and after an edit.
    longest = {True: finish(root)}
    edit(root, rng)
    longest[False] = finish(root)
    kills = seen = 0
    while kills < KILLS:
        for _ in range(IN_A_ROW):
            edit(root, rng)
            whole = rng.random() < 0.3
            if whole:
                shutil.rmtree(root / rng.choice([FOLDER, "site"]), ignore_errors=True)
            if is_killed(root, longest[whole] * rng.uniform(0.15, 1)):
                kills += 1
            else:
                longest[whole] *= 0.95
            seen += bool(leftovers(root))
        finish(root)
        assert leftovers(root) == []
        assert tree(root / "site") == tree(clean(root, tmp_path / "clean", monkeypatch)), kills
    # Else no kill hit the part in which files are made.
    assert seen > 0


def test_a_running_build_keeps_its_folder(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two builds at once: neither takes the other's folder for a dead one's."""
    finish(root)
    edit(root, random.Random(1))
    shutil.rmtree(root / FOLDER)
    first = started(root)
    deadline = time.monotonic() + 120
    while not leftovers(root) and time.monotonic() < deadline and first.poll() is None:
        time.sleep(0.002)
    (folder,) = leftovers(root)
    os.killpg(first.pid, signal.SIGSTOP)
    second = started(root)
    try:
        time.sleep(0.1)
        assert second.wait(timeout=300) == 0
        assert folder in leftovers(root)
    finally:
        os.killpg(first.pid, signal.SIGCONT)
    assert first.wait(timeout=300) == 0
    finish(root)
    assert leftovers(root) == []
    assert tree(root / "site") == tree(clean(root, tmp_path / "clean", monkeypatch))
