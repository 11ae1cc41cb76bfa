"""Who the desk answers, which files it touches, which uploads it takes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from tests.unit.desk_site import HOST, NEWS, NEWS_TEXT, PORT, TOKEN, Site, small_site

from cchc_desk.guard import cookie_name


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return small_site(tmp_path)


def test_the_token_opens_the_desk_once_and_becomes_a_cookie(site: Site) -> None:
    site.browser.cookies.clear()
    assert site.browser.get("/").status_code == 401
    assert site.browser.get("/?ma=sai").status_code == 403
    answer = site.browser.get(f"/?ma={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    page = site.browser.get("/")
    assert page.status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/api/list", "/api/forms", "/api/item?source=" + NEWS, "/trang/", "/api/events"])
def test_nothing_is_told_without_the_token(site: Site, path: str) -> None:
    site.browser.cookies.clear()
    site.browser.cookies.set(cookie_name(PORT), "sai")
    assert site.browser.get(path).status_code == 401


@pytest.mark.parametrize("host", ["ke-xau.example", "127.0.0.1:9", "127.0.0.1", f"ke-xau.example:{PORT}", ""])
def test_another_name_of_this_machine_is_refused(site: Site, host: str) -> None:
    assert site.browser.get("/api/list", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://ke-xau.example"},
        {"Origin": "null"},
        {"Origin": f"http://127.0.0.1:{PORT + 1}"},
        {"Origin": f"http://localhost:{PORT}"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"X-Cchc-Desk": ""},
    ],
)
def test_another_page_can_write_nothing(site: Site, headers: dict[str, str]) -> None:
    digest = site.item(NEWS)["digest"]
    sent = {"source": NEWS, "base": digest, "window": "w", "body": "Bị sửa.\n"}
    assert site.browser.post("/api/save", json=sent, headers=headers).status_code == 403
    assert site.file(NEWS).read_bytes() == NEWS_TEXT


def test_a_form_of_another_page_is_no_request(site: Site) -> None:
    answer = site.browser.post("/api/save", content=b"{}", headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415


OUTSIDE = [
    "../ngoai.md",
    "tin-tuc/../../ngoai.md",
    "/etc/passwd.md",
    "//may/chia-se.md",
    "C:\\Windows\\a.md",
    "C:a.md",
    "tin-tuc\\..\\..\\ngoai.md",
    "tin-tuc/2026/11/tap-huan.md:luong.md",
    "tin-tuc/con.md",
    "tin-tuc/NUL.txt.md",
    "tin-tuc/com1/a.md",
    "tin-tuc/a.md\0",
    "tin-tuc/a .md ",
    "tin-tuc/a..md/",
    "tin-tuc/..a/",
    "_data/agency.md",
    ".an/a.md",
    "tin-tuc/tap-huan.html",
    "",
]


@pytest.mark.parametrize("source", OUTSIDE)
def test_no_path_leads_out_of_the_content(site: Site, source: str) -> None:
    (site.root / "ngoai.md").write_text("bí mật", encoding="utf-8")
    before = sorted(site.root.rglob("*"))
    assert site.browser.get("/api/item", params={"source": source}).status_code == 400
    assert site.save(source, "", raw="Bị ghi.\n").status_code == 400
    assert site.post("/api/remember", source=source, window="w", unsaved={"body": "x"}).status_code == 400
    assert site.browser.get("/api/versions", params={"source": source}).status_code == 400
    upload = {"file": ("a.pdf", b"%PDF-1.7", "application/pdf")}
    assert site.browser.post("/api/upload", data={"source": source}, files=upload).status_code in (400, 422)
    assert sorted(site.root.rglob("*")) == before


def test_a_link_in_the_folder_that_leads_out_is_not_followed(site: Site) -> None:
    outside = site.root / "ngoai"
    outside.mkdir()
    (outside / "a.md").write_text("bí mật", encoding="utf-8")
    (site.root / "docs" / "tin-tuc" / "ra").symlink_to(outside, target_is_directory=True)
    (site.root / "docs" / "tin-tuc" / "ra.md").symlink_to(outside / "a.md")
    for source in ("tin-tuc/ra/a.md", "tin-tuc/ra.md", "tin-tuc/ra/moi.md"):
        assert site.browser.get("/api/item", params={"source": source}).status_code == 400
        assert site.save(source, "", raw="Bị ghi.\n").status_code == 400
    assert [path.name for path in outside.iterdir()] == ["a.md"]
    assert (outside / "a.md").read_text(encoding="utf-8") == "bí mật"


@pytest.mark.parametrize("path", ["/trang/../../ngoai.txt", "/trang/..%2f..%2fngoai.txt", "/trang/%5c..%5cngoai.txt"])
def test_pages_come_from_the_site_only(site: Site, path: str) -> None:
    (site.root / "ngoai.txt").write_text("bí mật", encoding="utf-8")
    assert "bí mật" not in site.browser.get(path).text
    assert "title: " not in site.browser.get(f"/trang/{NEWS}").text
    assert "cookie" not in site.browser.get("/tinh/..%2fguard.py").text


def test_pages_of_the_site_run_no_script_beside_the_desk(site: Site) -> None:
    made = site.root / "site" / "tin-tuc"
    made.mkdir(parents=True)
    (made / "index.html").write_text("<html><body>A<script>fetch('/api/list')</script></body></html>", encoding="utf-8")
    answer = site.browser.get("/trang/tin-tuc/")
    assert "script" not in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox allow-same-origin")
    assert "allow-scripts" not in policy
    assert "script-src 'none'" in policy


def send(site: Site, name: str, data: bytes) -> tuple[int, dict[str, object]]:
    item = site.item(NEWS)
    source = site.post("/api/folder", source=NEWS, base=item["digest"]).json()["source"]
    answer = site.browser.post("/api/upload", data={"source": source}, files={"file": (name, data)})
    kept = sorted(path.name for path in site.file(source).parent.iterdir())
    return answer.status_code, {**answer.json(), "kept": kept, "folder": site.file(source).parent}


def office(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def bad_picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"<script>alert(1)</script>" * 9


REFUSED = {
    "ma-lenh.html": b"<!doctype html><script>alert(1)</script>",
    "anh.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "anh.jpg": b"<script>alert(1)</script>",
    "chay.exe": b"MZ\x90\0" + b"\0" * 64,
    "chay.sh": b"#!/bin/sh\nrm -rf /\n",
    "hong.png": bad_picture(),
    "macro.docx": office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "nen.zip": office("a.txt"),
    "trang.php": b"<?php system('x');",
    "rong.pdf": b"",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_or_document_is_refused(site: Site, name: str) -> None:
    status, answer = send(site, name, REFUSED[name])
    assert status == 422
    assert name in str(answer["error"])
    assert answer["kept"] == ["index.md"]


def test_a_file_is_named_by_what_is_in_it(site: Site) -> None:
    status, answer = send(site, "../../Kế hoạch: CON.exe", b"%PDF-1.7 ...")
    assert (status, answer["name"], answer["picture"]) == (200, "ke-hoach-con.pdf", False)
    status, answer = send(small_site(site.root / "hai"), "con.docx", office("[Content_Types].xml", "word/document.xml"))
    assert (status, answer["name"]) == (200, "tep-con.docx")


def test_a_picture_is_turned_made_small_and_says_nothing_of_the_camera(site: Site) -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Máy ảnh của ai đó"
    Image.new("RGB", (3200, 1600), "navy").save(out, "JPEG", exif=exif)
    status, answer = send(site, "Ảnh Hội Nghị.JPG", out.getvalue())
    assert (status, answer["name"]) == (200, "anh-hoi-nghi.jpg")
    folder = answer["folder"]
    assert isinstance(folder, Path)
    with Image.open(folder / "anh-hoi-nghi.jpg") as picture:
        assert picture.size == (800, 1600)
        assert not picture.getexif()
    again = site.browser.post(
        "/api/upload",
        data={"source": "tin-tuc/2026/11/tap-huan/index.md"},
        files={"file": ("anh hoi nghi.jpg", out.getvalue())},
    )
    assert again.json()["name"] == "anh-hoi-nghi-2.jpg"


def test_another_site_in_the_same_browser_has_another_cookie() -> None:
    assert cookie_name(1) != cookie_name(2)
    assert HOST.endswith(str(PORT))
