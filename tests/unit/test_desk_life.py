"""The desk's hints, its help section, renaming and deleting, and what a power cut leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.unit.desk_site import GUIDE, NEWS, NEWS_TEXT, NOW, OTHER, Site, desk_on, small_site

from cchc_desk.keeping import Keeper
from cchc_desk.parts import digest_of


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return small_site(tmp_path)


def draft(site: Site, title: str = "Bài thử") -> str:
    wish = {"kind": "tin", "title": title, "date": "2026-11-20", "topics": ["mot-cua"]}
    return str(site.post("/api/new", **wish).json()["source"])


def test_hints_say_what_stands_where_and_what_should(site: Site) -> None:
    item = site.item(NEWS)
    sent = {"source": NEWS, "base": item["digest"], "body": item["body"] + "\nCán bộ sử lý hồ sơ.\n"}
    found = site.post("/api/check", **sent, values={"title": "Tập huấn sử lý hồ sơ"}).json()["problems"]
    assert {one["severity"] for one in found} == {"hint"}
    places = [(one["field"], one["line"], one["column"], one["at"], one["wrong"], one["right"]) for one in found]
    assert places == [("title", 0, 0, 9, "sử lý", "xử lý"), ("", 5, 8, -1, "sử lý", "xử lý")]


def test_the_guide_leads_from_page_to_page(site: Site) -> None:
    page = site.browser.get("/tro-giup/").text
    assert "<h1>Hướng dẫn cho người biên tập</h1>" in page
    assert "/tro-giup/cac-loi#" in page
    assert "script-src" not in page
    for one in GUIDE.pages():
        answer = site.browser.get(f"/tro-giup/{one.name}")
        assert answer.status_code == 200
        assert ".md" not in "".join(part.split('"')[0] for part in answer.text.split('href="')[1:])
    assert site.browser.get("/tro-giup/anh/trang-chu.png").headers["content-type"] == "image/png"
    for path in ("/tro-giup/anh/..%2fhuong-dan.md", "/tro-giup/..%2f..%2fREADME", "/tro-giup/schema/tthc.schema.json"):
        assert site.browser.get(path).status_code in (303, 307, 404)


def test_the_links_of_the_guide_lead_somewhere() -> None:
    pages = {one.name: one.html for one in GUIDE.pages()}
    for name, html in pages.items():
        for link in (part.split('"')[0] for part in html.split('href="')[1:]):
            page, _, anchor = link.removeprefix("/tro-giup/").partition("#")
            if link.startswith(("/tro-giup/", "#")):
                assert (page or name) in pages, (name, link)
                assert not anchor or f'id="{anchor}"' in pages[page or name], (name, link)


def test_a_draft_that_was_deleted_can_be_put_back(site: Site) -> None:
    source = draft(site)
    folder = site.file(source).parent
    (folder / "anh.png").write_bytes(b"x")
    item, data = site.item(source), site.file(source).read_bytes()
    assert site.post("/api/delete", source=source, base="khac").status_code == 409
    assert site.post("/api/delete", source=source, base=item["digest"]).json() == {"files": 2}
    assert not folder.exists()
    assert site.browser.get("/api/list", params={"words": "bai thu"}).json()["total"] == 0
    (gone,) = site.browser.get("/api/deleted").json()
    assert (gone["title"], gone["source"]) == ("Bài thử", source)
    again = draft(site)
    assert again == source
    assert site.post("/api/bring-back", id=gone["id"]).status_code == 422
    site.post("/api/delete", source=again, base=site.item(again)["digest"])
    assert site.post("/api/bring-back", id=gone["id"]).json() == {"source": source}
    assert site.file(source).read_bytes() == data
    assert (folder / "anh.png").read_bytes() == b"x"
    assert len(site.browser.get("/api/deleted").json()) == 1
    assert site.post("/api/bring-back", id="../../docs").status_code == 422


def test_what_readers_may_have_seen_is_not_deleted(site: Site) -> None:
    item = site.item(NEWS)
    assert site.post("/api/delete", source=NEWS, base=item["digest"]).status_code == 422
    hidden = site.save(NEWS, item["digest"], values={"draft": True}).json()
    answer = site.post("/api/delete", source=hidden["source"], base=hidden["digest"])
    assert answer.status_code == 422
    assert "đã từng lên trang" in answer.json()["error"]
    source = draft(site)
    page = site.root / "site" / source.removesuffix("index.md") / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("x", encoding="utf-8")
    assert site.post("/api/delete", source=source, base=site.item(source)["digest"]).status_code == 422
    assert site.file(source).exists()


def test_a_text_gets_another_name_by_the_command(site: Site) -> None:
    item = site.item(NEWS)
    site.save(NEWS, item["digest"], body=item["body"] + "Thêm.\n")
    wish = {"source": NEWS, "folder": "tin-tuc/2026/11", "name": "Tập huấn quý IV"}
    target = "tin-tuc/2026/11/tap-huan-quy-iv.md"
    for trial, file in ((True, NEWS), (False, target)):
        assert site.post("/api/rename", **wish, trial=trial).json() == {"started": True, "source": target}
        waited(site)
        assert site.file(file).exists()
    assert not site.file(NEWS).exists()
    assert "aliases: [tin-tuc/2026/11/tap-huan/]" in site.file(target).read_text(encoding="utf-8")
    site.desk.changed([site.file(NEWS), site.file(target)])
    assert len(site.browser.get("/api/versions", params={"source": target}).json()) == 1


def waited(site: Site) -> None:
    while not site.desk.tasks._turn.acquire(blocking=False):
        time.sleep(0.01)
    site.desk.tasks._turn.release()


@pytest.mark.parametrize(
    "wish",
    [
        {"folder": "../ngoai", "name": "a"},
        {"folder": "van-ban/2026", "name": "a"},
        {"folder": "tin-tuc/2026/11", "name": "Hội nghị"},
        {"folder": "tin-tuc/2026/11", "name": "tap-huan"},
        {"folder": "tin-tuc/2026/11", "name": "…"},
    ],
)
def test_a_place_that_is_not_free_or_elsewhere_is_refused(site: Site, wish: dict[str, str]) -> None:
    assert site.post("/api/rename", source=NEWS, **wish).status_code == 422
    assert site.file(NEWS).read_bytes() == NEWS_TEXT


def test_two_windows_on_one_item_lose_nothing(site: Site) -> None:
    first, second = site.item(NEWS), site.item(NEWS)
    assert site.save(NEWS, first["digest"], body="Của cửa sổ một.\n").status_code == 200
    answer = site.save(NEWS, second["digest"], body="Của cửa sổ hai.\n")
    assert answer.status_code == 409
    assert "Của cửa sổ một." in answer.json()["current"]["text"]
    mine = site.post("/api/text", source=NEWS, base=second["digest"], body="Của cửa sổ hai.\n").json()["text"]
    assert site.save(NEWS, answer.json()["current"]["digest"], raw=mine).status_code == 200
    kept = site.browser.get("/api/versions", params={"source": NEWS}).json()
    texts = [site.browser.get("/api/version", params={"source": NEWS, "id": one["id"]}).json()["text"] for one in kept]
    assert "Của cửa sổ một." in texts[0]
    assert texts[1].encode() == NEWS_TEXT


# Saves, and is killed at the moment before (0) or after (1) the version is kept, before the text is replaced.
SAVE_AND_DIE = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from cchc_desk.keeping import Keeper
from cchc_desk.parts import digest_of
root, source, left = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
replace = Path.replace
def die(path, target):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    return replace(path, target)
Path.replace = die
keeper = Keeper(root, root / "docs", lambda: datetime(2026, 11, 21))
keeper.save(source, digest_of(keeper.read(source)), b"moi")
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@pytest.mark.parametrize("left", [0, 1])
def test_a_power_cut_while_saving_leaves_the_old_text_whole(site: Site, left: int) -> None:
    item = site.item(NEWS)
    unsaved = {"base": item["digest"], "values": {}, "body": "Mới.\n"}
    site.post("/api/remember", source=NEWS, window="a1", unsaved=unsaved)
    command = [sys.executable, "-c", SAVE_AND_DIE, str(site.root), NEWS, str(left)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert site.file(NEWS).read_bytes() == NEWS_TEXT
    again = desk_on(site.root)
    assert [row.source for row in again.shelf.state.rows] == [OTHER, NEWS]
    assert again.keeper.remembered(NEWS)[0]["body"] == "Mới.\n"
    keeper = Keeper(site.root, site.root / "docs", lambda: NOW)
    keeper.save(NEWS, digest_of(NEWS_TEXT), b"moi")
    assert site.file(NEWS).read_bytes() == b"moi"
    assert keeper.version(NEWS, keeper.versions(NEWS)[0].id) == NEWS_TEXT
