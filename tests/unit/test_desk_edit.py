"""The desk's answers: list, edits that change only their lines, conflicts, versions, new items, what is unsaved."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest
from docx import Document
from starlette.testclient import TestClient
from tests.unit.desk_site import GUIDE, HOST, NEWS, NEWS_TEXT, OTHER, PORT, TOKEN, Site, desk_on, small_site

from cchc.preview.orders import Save, SavedPage
from cchc_desk.app import make_app
from cchc_desk.events import Events
from cchc_desk.guard import cookie_name
from cchc_desk.tasks import Tasks


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return small_site(tmp_path)


def rows(site: Site, **asked: str) -> list[str]:
    return [row["source"] for row in site.browser.get("/api/list", params=asked).json()["rows"]]


def test_words_without_diacritics_find_items(site: Site) -> None:
    assert rows(site) == [OTHER, NEWS]
    assert rows(site, words="thu tuc") == rows(site, words="THỦ TỤC") == [NEWS]
    assert rows(site, words="tuc tap") == [NEWS]
    assert rows(site, topic="mot-cua", section="tin-tuc", state="da-dang") == [OTHER, NEWS]
    assert rows(site, state="ban-nhap") == rows(site, section="tthc") == rows(site, problems="1") == []


def test_a_draft_that_is_not_whole_yet_is_found_by_its_title(site: Site) -> None:
    """No topic: it can't be read as an item, but it is a draft with a title."""
    draft = "tin-tuc/2026/11/chua-xong.md"
    head = "---\ntitle: Tập huấn: kế hoạch dở dang\ndate: 2026-11-03\n{}---\n\nĐoạn.\n"
    site.file(draft).write_text(head.format("draft: true\n"), encoding="utf-8")
    site.desk.shelf.changed([site.file(draft)])
    assert rows(site, words="ke hoach do dang", state="ban-nhap") == [draft]
    assert site.browser.get("/api/list").json()["rows"][0]["title"] == "Tập huấn: kế hoạch dở dang"
    site.file(draft).write_text(head.format(""), encoding="utf-8")
    site.desk.shelf.changed([site.file(draft)])
    assert rows(site, words="ke hoach do dang", state="hong") == [draft]
    site.file(draft).write_bytes(b"\xff\xfe\x00\x01hong")
    site.desk.shelf.changed([site.file(draft)])
    assert rows(site, state="hong") == rows(site, words="chua-xong") == [draft]


def test_an_edit_changes_only_its_lines(site: Site) -> None:
    item = site.item(NEWS)
    assert item["values"]["title"] == "Tập huấn: thủ tục hành chính"
    assert item["body"] == "Đoạn một.  \n\nXem [hội nghị](hoi-nghi.md).\n"
    body = item["body"].replace("Xem", "Đọc")
    answer = site.save(NEWS, item["digest"], values={"title": "Tập huấn một cửa"}, body=body)
    assert answer.status_code == 200
    wanted = NEWS_TEXT.replace(b"Xem", "Đọc".encode())
    wanted = wanted.replace('"Tập huấn: thủ tục hành chính"'.encode(), '"Tập huấn một cửa"'.encode())
    assert site.file(NEWS).read_bytes() == wanted
    assert rows(site, words="tap huan mot cua") == [NEWS]


def test_nothing_changed_writes_nothing(site: Site) -> None:
    item = site.item(NEWS)
    before = site.file(NEWS).stat().st_mtime_ns
    assert site.save(NEWS, item["digest"], values={}, body=item["body"]).status_code == 200
    assert site.file(NEWS).read_bytes() == NEWS_TEXT
    assert site.file(NEWS).stat().st_mtime_ns == before
    assert site.browser.get("/api/versions", params={"source": NEWS}).json() == []


def test_who_saves_second_is_shown_the_other_version(site: Site) -> None:
    item = site.item(NEWS)
    theirs = NEWS_TEXT.replace("một.".encode(), b"hai.")
    site.file(NEWS).write_bytes(theirs)
    answer = site.save(NEWS, item["digest"], values={"title": "Của tôi"})
    assert answer.status_code == 409
    assert "Đoạn hai." in answer.json()["current"]["text"]
    assert site.file(NEWS).read_bytes() == theirs
    merged = answer.json()["current"]["text"].replace("hai", "ba")
    assert site.save(NEWS, answer.json()["current"]["digest"], raw=merged).status_code == 200
    assert "Đoạn ba.  \r\n".encode() in site.file(NEWS).read_bytes()


def test_each_save_keeps_the_version_before(site: Site) -> None:
    item = site.item(NEWS)
    for body in ("Một.\n", "Hai.\n"):
        item = site.save(NEWS, item["digest"], body=body).json()
    kept = site.browser.get("/api/versions", params={"source": NEWS}).json()
    assert len(kept) == 2
    oldest = kept[-1]["id"]
    shown = site.browser.get("/api/version", params={"source": NEWS, "id": oldest}).json()
    assert shown["text"] == NEWS_TEXT.decode()
    assert site.post("/api/restore", source=NEWS, base=item["digest"], id=oldest).status_code == 200
    assert site.file(NEWS).read_bytes() == NEWS_TEXT
    assert len(site.browser.get("/api/versions", params={"source": NEWS}).json()) == 3


def test_problems_stand_at_their_field_and_line(site: Site) -> None:
    item = site.item(NEWS)
    assert item["problems"] == []
    sent = {"source": NEWS, "base": item["digest"]}
    values = {"title": None, "tags": ["mot-cuaa"], "date": "2026-19-01"}
    found = site.post("/api/check", **sent, values=values).json()["problems"]
    assert {problem["field"] for problem in found} == {"title", "date"}
    found = site.post("/api/check", **sent, values={"tags": ["mot-cuaa"]}).json()["problems"]
    assert [(problem["code"], problem["field"]) for problem in found] == [("CCHC401", "tags")]
    body = item["body"] + "\n![](khong-co.png)\n"
    found = site.post("/api/check", **sent, body=body).json()["problems"]
    assert {(problem["code"], problem["line"], problem["field"]) for problem in found} == {
        ("CCHC503", 5, ""),
        ("CCHC504", 5, ""),
    }
    assert site.file(NEWS).read_bytes() == NEWS_TEXT


def test_a_text_with_a_damaged_head_is_mended_as_a_whole(site: Site) -> None:
    site.file(NEWS).write_text("---\ntitle: [a\ndate: 2026-11-09\n  x: : y\n---\n\nChữ.\n", encoding="utf-8")
    site.desk.changed([site.file(NEWS)])
    item = site.item(NEWS)
    assert not item["form"]
    assert item["problems"]
    mended = "---\ntitle: Một\ndate: 2026-11-09\ntags: [mot-cua]\n---\n\nChữ.\n"
    answer = site.save(NEWS, item["digest"], raw=mended).json()
    assert answer["form"]
    assert answer["problems"] == []


def test_a_new_item_is_a_draft_in_the_right_folder(site: Site) -> None:
    wish = {"kind": "bai", "title": "Kết quả: quý IV", "date": "2026-12-01 08:30", "topics": ["mot-cua"]}
    source = site.post("/api/new", **wish).json()["source"]
    assert source == "tin-tuc/2026/12/ket-qua-quy-iv/index.md"
    item = site.item(source)
    assert item["row"]["state"] == "ban-nhap"
    assert item["problems"] == []
    assert site.post("/api/new", **{**wish, "title": " "}).status_code == 422
    assert site.post("/api/new", **{**wish, "date": "mai"}).status_code == 422
    assert site.post("/api/new", **wish).json()["source"] != source


def test_what_is_unsaved_is_kept_beside_the_content(site: Site) -> None:
    item = site.item(NEWS)
    unsaved = {"base": item["digest"], "values": {"title": "Đang viết"}, "body": None}
    assert site.post("/api/remember", source=NEWS, window="a1", unsaved=unsaved).status_code == 200
    assert site.file(NEWS).read_bytes() == NEWS_TEXT
    kept = site.item(NEWS)["remembered"]
    assert [(one["window"], one["values"]) for one in kept] == [("a1", {"title": "Đang viết"})]
    site.post("/api/remember", source=NEWS, window="a1", unsaved=None)
    assert site.item(NEWS)["remembered"] == []


def test_an_item_gets_a_folder_and_its_links_follow(site: Site) -> None:
    item = site.item(NEWS)
    body = item["body"] + "Thêm [nữa](hoi-nghi.md), [hoi-nghi.md](hoi-nghi.md).\n"
    moved = site.post("/api/folder", source=NEWS, base=item["digest"], body=body).json()
    assert moved["source"] == "tin-tuc/2026/11/tap-huan/index.md"
    assert moved["body"] == item["body"].replace("(hoi-nghi.md)", "(../hoi-nghi.md)")
    assert moved["unsaved_body"].endswith("[nữa](../hoi-nghi.md), [hoi-nghi.md](../hoi-nghi.md).\n")
    assert not site.file(NEWS).exists()
    assert moved["problems"] == []
    assert len(site.browser.get("/api/versions", params={"source": moved["source"]}).json()) == 1


def test_links_to_other_items_are_found_and_relative(site: Site) -> None:
    found = site.browser.get("/api/links", params={"source": NEWS, "words": "hoi nghi"}).json()
    assert [one["link"] for one in found] == ["hoi-nghi.md"]


def test_a_word_file_becomes_a_draft(site: Site) -> None:
    out = io.BytesIO()
    document = Document()
    document.add_heading("Tập huấn nghiệp vụ", level=1)
    document.add_paragraph("Sáng nay, Sở tổ chức tập huấn một cửa.")
    document.save(out)
    files = [("file", ("tập huấn.docx", out.getvalue())), ("file", ("hỏng.docx", b"PK\x03\x04"))]
    made, broken = site.browser.post("/api/word", files=files).json()
    item = site.item(made["source"])
    assert item["row"]["state"] == "ban-nhap"
    assert "tập huấn một cửa" in item["body"]
    assert broken["error"]


class _Workers:
    """Makes a page of whatever is written, with a script that the desk must leave out."""

    def save(self, order: Save) -> SavedPage:
        html = f"<html><body><p>{order.data.decode().count('Đoạn')}</p><script>x()</script></body></html>"
        return SavedPage(order.source, "tin-tuc/2026/11/tap-huan/", html=html)


def test_unsaved_words_are_shown_as_the_page_and_written_nowhere(site: Site) -> None:
    desk = desk_on(site.root, workers=_Workers())  # type: ignore[arg-type]
    browser = TestClient(make_app(desk, GUIDE, TOKEN, PORT), base_url=HOST, headers=site.browser.headers)
    browser.cookies.set(cookie_name(PORT), TOKEN)
    digest = site.item(NEWS)["digest"]
    made = browser.post("/api/show", json={"source": NEWS, "base": digest, "body": "Đoạn. Đoạn.\n"}).json()
    assert made["state"] == "ready"
    page = browser.get(f"/trang/{made['address']}", params={"ban": made["page"]})
    assert page.text == "<html><body><p>2</p></body></html>"
    assert browser.get("/trang/tin-tuc/", params={"ban": made["page"]}).status_code == 404
    assert site.file(NEWS).read_bytes() == NEWS_TEXT


def test_one_task_at_a_time_tells_what_it_says(tmp_path: Path) -> None:
    told: list[dict[str, object]] = []
    events = Events()
    events.tell = lambda kind, **values: told.append(values)  # type: ignore[method-assign]
    ended = "import sys; print('việc', sys.argv[1]); sys.exit(sys.argv[1] == 'hong')"
    tasks = Tasks(tmp_path, (sys.executable, "-c", ended), {"PYTHONUTF8": "1"}, events)
    assert tasks.start("publish", ["build"], ["hong"], ["publish"])
    assert not tasks.start("build", ["build"])
    while told[-1]["state"] == "running":
        time.sleep(0.01)
    assert told[-1] == {"name": "publish", "state": "failed", "said": "việc build\nviệc hong"}


def test_publishing_needs_a_place_that_the_department_named(site: Site) -> None:
    assert site.browser.get("/api/forms").json()["targets"] == {}
    assert site.post("/api/publish", target="--help").status_code == 422


def test_a_draft_follows_its_date_with_its_pictures_and_links(site: Site) -> None:
    item = site.item(NEWS)
    moved = site.post("/api/folder", source=NEWS, base=item["digest"]).json()
    folder = site.file(moved["source"]).parent
    (folder / "anh.png").write_bytes(b"x")
    site.desk.changed([folder / "anh.png"])
    body = moved["body"] + "\n![Ảnh](anh.png)\n"
    saved = site.save(moved["source"], moved["digest"], values={"date": "2026-12-05", "draft": True}, body=body).json()
    assert saved["source"] == "tin-tuc/2026/12/tap-huan/index.md"
    assert saved["problems"] == []
    assert "(../../11/hoi-nghi.md)" in saved["body"]
    assert "(anh.png)" in saved["body"]
    assert not folder.exists()
    assert rows(site) == [saved["source"], OTHER]


def test_a_published_item_stays_at_its_address(site: Site) -> None:
    item = site.item(NEWS)
    saved = site.save(NEWS, item["digest"], values={"date": "2026-10-05"}).json()
    assert saved["source"] == NEWS
    assert [(one["code"], one["field"]) for one in saved["problems"]] == [("CCHC605", "date")]


def test_what_other_programs_do_to_files_and_folders_is_seen(site: Site) -> None:
    folder = site.file("tin-tuc/2026/11")
    folder.rename(site.file("tin-tuc/2026/10"))
    site.desk.changed([folder, site.file("tin-tuc/2026/10")])
    assert rows(site) == [OTHER.replace("11", "10"), NEWS.replace("11", "10")]
    names = site.file("_data/topics.yml")
    names.parent.mkdir()
    names.write_text("fields: [{id: a, label: A, topics: [{id: mot-cua, label: Một cửa mới}]}]\n", encoding="utf-8")
    site.desk.changed([names])
    assert rows(site, words="mot cua moi") != []
    site.file("tin-tuc/2026/10/hoi-nghi.md").unlink()
    site.desk.changed([site.file("tin-tuc/2026/10/hoi-nghi.md")])
    assert rows(site) == [NEWS.replace("11", "10")]


def test_links_to_an_item_hold_when_it_gets_a_folder(site: Site) -> None:
    item = site.item(OTHER)
    item = site.save(OTHER, item["digest"], body="Xem [tập huấn](tap-huan.md).\n").json()
    site.post("/api/folder", source=NEWS, base=site.item(NEWS)["digest"])
    assert site.item(OTHER)["problems"] == []
