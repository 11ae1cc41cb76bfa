"""`cchc publish` as a person uses it: what it shows, what it refuses, the way back, the log."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.build
NOW = ("--now", "2026-11-21 09:00")
SETTINGS = """targets:
  - {id: cong-so, label: Cổng của Sở, type: folder, path: ../web/trang}
  - {id: may-chu, type: sftp, address: may-chu.invalid, user: cchc, path: /trang}
"""


def news(number: int, words: str = "Nội dung") -> str:
    return f"---\ntitle: Tin số {number}\ndate: 2026-11-0{number}\ntags: [mot-cua]\n---\n\n{words} của tin.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    docs = tmp_path / "trang/docs"
    for name, text in {
        "_data/publish.yml": SETTINGS,
        **{f"tin-tuc/2026/11/tin-{number}.md": news(number) for number in (1, 2, 3)},
    }.items():
        place = docs / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return tmp_path / "trang"


def test_publish_refuse_put_back(cchc: Any, root: Path) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        result = cchc.run("publish", "-C", root, *NOW, *arguments)
        assert "Traceback" not in result.stderr
        return result.returncode, result.stdout, result.stderr

    page = root.parent / "web/trang/tin-tuc/2026/11/tin-1/index.html"
    item = root / "docs/tin-tuc/2026/11/tin-1.md"

    code, _, said = run("cong-so")
    assert (code, "Chạy lệnh cchc build trước" in said) == (1, True)
    code, _, said = run("cong-soo")
    assert (code, "Có phải ý bạn là “cong-so”?" in said) == (2, True)

    cchc("build", "-C", root, *NOW)
    assert not list((root / "site").rglob("publish.yml"))
    code, shown, said = run("cong-so", "--dry-run")
    assert code == 0, said
    assert "Bài mới: 3\n  - Tin số 1 (Tin) tin-tuc/2026/11/tin-1/\n" in shown
    assert not page.exists()
    code, _, said = run("cong-so")
    assert (code, "Đã đăng trang lên Cổng của Sở (Thư mục)" in said) == (0, True), said
    old = page.read_bytes()
    assert old == (root / "site/tin-tuc/2026/11/tin-1/index.html").read_bytes()
    assert "không có gì thay đổi" in run("cong-so")[2]

    # Where it is served says nothing of what is built.
    (root / "docs/_data/publish.yml").write_text(f"{SETTINGS}# ghi chú\n", encoding="utf-8")
    assert run("cong-so", "--dry-run")[2].count("[") == 0

    item.write_text(news(1, "Lời mới"), encoding="utf-8")
    code, _, said = run("cong-so")
    assert (code, "[stale-build]" in said, "--allow stale-build" in said) == (1, True, True)

    for number in (2, 3):
        (root / f"docs/tin-tuc/2026/11/tin-{number}.md").unlink()
    cchc("build", "-C", root, *NOW)
    settings = f"{SETTINGS.rstrip()}\n".replace("../web/trang}", "../web/trang, max_removed: 0}")
    (root / "docs/_data/publish.yml").write_text(settings, encoding="utf-8")
    code, shown, said = run("cong-so")
    assert (code, "[mass-removal]" in said) == (1, True), said
    assert "Bài thay đổi: 1\n  - Tin số 1 (Tin)" in shown
    assert "Bài bị xóa: 2\n  - Tin số 2 (Tin)" in shown
    code, _, said = run("cong-so", "--allow", "mass-removall")
    assert (code, "Không có lý do" in said) == (2, True)
    assert run("cong-so", "--allow", "mass-removal")[0] == 0
    assert "Lời mới" in page.read_text(encoding="utf-8")

    code, shown, said = run("cong-so", "--rollback")
    assert (code, "Đã quay lại bản trước" in said) == (0, True), said
    assert "Bài mới: 2\n" in shown
    assert page.read_bytes() == old
    assert "Không quay lại được" in run("cong-so", "--rollback")[2]

    built = root / "site/tin-tuc/2026/11/tin-1/index.html"
    built.unlink()
    code, _, said = run("cong-so")
    assert (code, "[partial-build]" in said) == (1, True)

    log = cchc("publish", "-C", root, "--log").splitlines()
    assert sum("cong-so" in line for line in log) == 3
    assert any("quay lại" in line for line in log)
    assert (root / ".cchc-publish/.gitignore").read_text() == "*\n"


def test_secrets_stay_out_of_messages_and_files(cchc: Any, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_MAY_CHU_PASSWORD", "rat-bi-mat")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")]))
    # The pauses between tries are not what is looked at here.
    (root / "sitecustomize.py").write_text("import time\ntime.sleep = lambda seconds: None\n")
    (root / "site").mkdir()
    (root / "site/index.html").write_text("x")
    result = cchc.run("publish", "-C", root, *NOW, "may-chu", "--allow", "unknown-build")
    assert result.returncode == 1
    assert "Không kết nối được với may-chu.invalid" in result.stderr
    assert "rat-bi-mat" not in result.stdout + result.stderr
    kept = b"".join(path.read_bytes() for path in (root / ".cchc-publish").rglob("*") if path.is_file())
    assert b"rat-bi-mat" not in kept

    settings = root / "docs/_data/publish.yml"
    settings.write_text(SETTINGS.replace("user: cchc,", "user: cchc, password: lo-ra,"), encoding="utf-8")
    result = cchc.run("publish", "-C", root, *NOW, "may-chu")
    assert (result.returncode, "CCHC415" in result.stderr, "lo-ra" in result.stderr) == (1, True, False)
