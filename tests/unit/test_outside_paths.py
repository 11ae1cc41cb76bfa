"""Paths that would lead out of docs/, wherever an editor or a file from outside names one: refused at their place, and
no file beyond the folder is opened.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc.cli.clock import moment_of
from cchc.content.library import scan, sources_of
from cchc.content.live_files import is_live
from cchc.content.schemes import Begins, beginning
from cchc.problems import has_errors
from cchc.service import Opened, open_content, opened
from cchc_import.model import WordError
from cchc_import.write import write_import
from cchc_markdown import MarkdownDialect

NOW = moment_of("2026-11-21 09:00")
TRICKS = (
    *("../../../../bi-mat.txt", "../../../../../../../../../../etc/passwd", "..%2f..%2f..%2f..%2fbi-mat.txt"),
    *("%2e%2e/%2e%2e/%2e%2e/%2e%2e/bi-mat.txt", "..\\..\\..\\..\\bi-mat.txt", "a/../../../../../bi-mat.txt"),
    *("....//....//....//....//bi-mat.txt", "..%5c..%5c..%5c..%5cbi-mat.txt", "/../../bi-mat.txt", "/etc/passwd"),
    *("//may-chu/chia-se/bi-mat.txt", "\\\\may-chu\\chia-se\\bi-mat.txt", "\\\\?\\C:\\bi-mat.txt", "\\\\.\\C:"),
    *("C:\\Windows\\win.ini", "C:/Windows/win.ini", "c:bi-mat.txt", "file:///etc/passwd", "file:bi-mat.txt"),
    *("con", "CON.pdf", "nul.txt", "aux/x.pdf", "com1", "bi-mat.txt::$DATA", "index.md:an", "index.md.", "index.md "),
    *("~/bi-mat.txt", "$HOME/bi-mat.txt", "%USERPROFILE%\\bi-mat.txt", "bi-mat.txt\x01", ".", "..", "../../../.."),
)
REFUSED = {"CCHC303", "CCHC313", "CCHC501", "CCHC502", "CCHC503", "CCHC505", "CCHC506"}


@pytest.fixture(scope="module")
def seen() -> Iterator[list[str]]:
    """Every file that Python opens, by what the interpreter itself says; such a hook can't be taken out again."""
    seen: list[str] = []
    watching = [True]
    sys.addaudithook(lambda event, args: seen.append(str(args[0])) if event == "open" and watching else None)
    yield seen
    watching.clear()


def content(root: Path, front: dict[str, object], body: str) -> Opened:
    (root / "bi-mat.txt").write_text("bí mật", encoding="utf-8")
    (root / "docs/hoat-dong/2026").mkdir(parents=True, exist_ok=True)
    fields = {"title": "Bài", "date": "2026-11-05", "tags": ["mot-cua"], **front}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    text = "\n".join(["---", *lines, "---", "", body, ""])
    (root / "docs/hoat-dong/2026/bai.md").write_text(text, encoding="utf-8")
    return open_content(root / "docs", NOW, MarkdownDialect(), preparing=True)


def test_no_trick_leads_out(tmp_path: Path, seen: list[str]) -> None:
    """As a link, a picture, the picture of an item, its files, its proofs: each is a problem, none is read."""
    seen.clear()
    for trick in TRICKS:
        front = {"image": {"src": trick, "alt": "Ảnh"}, "attachments": [trick], "evidence": [trick]}
        found = content(tmp_path, front, f"[tệp](<{trick}>) ![ảnh](<{trick}>)\n\n[x]: <{trick}>\n\n[x]")
        codes = {problem.code for problem in found.problems}
        assert codes & REFUSED, trick
        assert has_errors(found.problems), trick
    outside = [path for path in seen if "bi-mat" in path or "passwd" in path or "win.ini" in path]
    # Written by this test itself.
    assert set(outside) <= {str(tmp_path / "bi-mat.txt")}
    assert len(outside) == len(TRICKS)


@pytest.mark.parametrize(
    "alias", ["../x/", "/etc/../../x", "//x.vn/a", "C:/x", "a\\..\\..\\x", "javascript:x", "a/../../b"]
)
def test_an_old_address_stays_in_the_site(tmp_path: Path, alias: str) -> None:
    found = content(tmp_path, {"aliases": [alias]}, "Nội dung")
    assert "CCHC313" in {problem.code for problem in found.problems}


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights on Windows")
def test_links_of_the_file_system_are_not_followed_out_or_round(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "tin-tuc").mkdir(parents=True)
    (docs / "khac").mkdir()
    (tmp_path / "bi-mat.pdf").write_bytes(b"%PDF")
    (docs / "tep.pdf").write_bytes(b"%PDF")
    for name, target in {
        "tin-tuc/ra.pdf": tmp_path / "bi-mat.pdf",
        "tin-tuc/goc": Path("/"),
        "tin-tuc/len": Path(".."),
        "tin-tuc/sang": Path("../khac"),
        "khac/ve": Path("../tin-tuc"),
        "khac/minh": Path("minh"),
        "khac/mat": Path("khong-co.pdf"),
        "khac/trong.pdf": Path("../tep.pdf"),
    }.items():
        (docs / name).symlink_to(target)
    files, problems = scan(docs)
    assert [file.source for file in files] == ["khac/trong.pdf", "tep.pdf"]
    assert {problem.code for problem in problems} == {"CCHC107"}
    assert len(problems) == 7


@pytest.mark.parametrize("name", ["../ngoai.md", "../../ngoai.md", "/ngoai-cchc.md", "tin-tuc/../../ngoai.md"])
def test_an_import_is_written_in_the_content_only(tmp_path: Path, name: str) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    with pytest.raises(WordError, match="ngoài thư mục docs"):
        write_import(docs, {name: b"x"})
    assert [path.name for path in tmp_path.rglob("*")] == ["docs"]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights on Windows")
def test_an_import_does_not_follow_a_link_out(tmp_path: Path) -> None:
    docs, elsewhere = tmp_path / "docs", tmp_path / "noi-khac"
    docs.mkdir()
    elsewhere.mkdir()
    (docs / "tin-tuc").symlink_to(elsewhere)
    with pytest.raises(WordError, match="ngoài thư mục docs"):
        write_import(docs, {"tin-tuc/bai.md": b"x"})
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize(
    ("name", "live"),
    [
        *((name, True) for name in ("a.html", "a.HTM", "b/a.xhtml", "a.xml", "a.svgz", "a.js", "a.php", "a.PhP5")),
        *((name, True) for name in ("a.php.jpg", "a.html.vi", "a.html.", "a.html ", "a.html:x", "web.config", "a.mht")),
        *((name, False) for name in ("a.svg", "a.pdf", "html", "js/a.pdf", "a.html/b.pdf", "a-html.pdf", "a.json")),
        *((name, False) for name in ("61.2018.pdf", "a.csv", "a.docx", "a.zip", "a.vtt", "a.txt", "")),
    ],
)
def test_files_that_would_run(name: str, live: bool) -> None:
    assert is_live(name) is live


def test_files_that_would_run_are_not_published() -> None:
    news = b"---\ntitle: Tin\ndate: 2026-11-05\ntags: [mot-cua]\n---\n\nx\n"
    files = {"tin-tuc/goi/index.md": news, "tin-tuc/goi/a.html": b"x", "a.js": b"x", "tin-tuc/goi/a.pdf": b"x"}
    found = opened(sources_of(files), NOW, MarkdownDialect())
    assert found.published_assets == {"tin-tuc/goi/a.pdf"}
    assert [problem.path for problem in found.problems if problem.code == "CCHC517"] == [
        "docs/a.js",
        "docs/tin-tuc/goi/a.html",
    ]


@pytest.mark.parametrize(
    ("address", "begins"),
    [
        *((one, Begins.SAFE) for one in ("https://x.vn", "HTTP://x.vn", "mailto:a@x.vn", "tel:+84", " https://x.vn")),
        *((one, Begins.INSIDE) for one in ("", "a.md", "#a", "?a", "/a", "a/b:c", "%6aavascript%3aalert(1)", "./a:b")),
        *((one, Begins.UNSAFE) for one in ("javascript:x", "JaVaScRiPt:x", "java\tscript:x", "\x01javascript:x")),
        *((one, Begins.UNSAFE) for one in ("java\u200bscript:x", "javascript :x", "data:x", "vbscript:x", "file:x")),
        *((one, Begins.UNSAFE) for one in ("//x.vn", "\\\\x", "/\\x.vn", "\\/x.vn", "/\t/x.vn", "c:x", "blob:x")),
    ],
)
def test_how_an_address_begins(address: str, begins: Begins) -> None:
    assert beginning(address) is begins
