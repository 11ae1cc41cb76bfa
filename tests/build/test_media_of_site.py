"""Pictures of a built site: every size is there, room is kept, nothing is made twice, nothing private is published."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
import pypdfium2
import pytest
from PIL import Image

from cchc import processes
from cchc.cli.build import run_build
from cchc.media import pictures, share_card
from cchc.media.share_card import CARD_SIZE
from cchc.site import media_files

pytestmark = pytest.mark.build
NOW = "2026-11-21 09:00"
URL = "https://skhcn.example.gov.vn/chuyen-muc/cchc/"
ALBUM, PLAIN = "tin-tuc/2026/11/chum-anh/", "tin-tuc/2026/11/tin/"
TEXT = """![Đại biểu](hai.jpg "Đại biểu dự hội nghị")

![Một](mot.jpg) ![Hai](hai.jpg)

![Phóng sự](phim.mp4)
"""


def photograph(size: tuple[int, int], colour: str) -> bytes:
    image = Image.new("RGB", size, colour)
    exif = image.getexif()
    exif[0x010F] = "MAYANH"
    exif.get_ifd(0x8825)[1] = "N"
    held = BytesIO()
    image.save(held, "JPEG", exif=exif)
    return held.getvalue()


def pdf(pages: int) -> bytes:
    document, held = pypdfium2.PdfDocument.new(), BytesIO()
    for _ in range(pages):
        document.new_page(595, 842)
    document.save(held)
    return held.getvalue()


def item(title: str, body: str, **fields: str) -> bytes:
    head = {"title": title, "date": "2026-11-05", "tags": "[mot-cua]", **fields}
    return ("---\n" + "".join(f"{name}: {value}\n" for name, value in head.items()) + f"---\n\n{body}\n").encode()


@pytest.fixture(autouse=True)
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_FEW_FORKED", 10**6)


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built department that no test changes."""
    root = department(tmp_path_factory.mktemp("co-quan"))
    built(root)
    return root


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built department."""
    built(department(tmp_path))
    return tmp_path


def department(root: Path) -> Path:
    """Write a small department below `root`."""
    folder = root / "docs" / ALBUM
    folder.mkdir(parents=True)
    files = "[{file: ke-hoach.pdf, title: Kế hoạch}, {file: phat-thanh.mp3, title: Phát thanh}]"
    album = item("Chùm ảnh", TEXT, kind="anh", image="{src: mot.jpg, alt: Toàn cảnh}", attachments=files)
    beside = {
        "index.md": album,
        "mot.jpg": photograph((1700, 1100), "red"),
        "hai.jpg": photograph((900, 600), "blue"),
        "chua-dung.jpg": photograph((1300, 700), "lime"),
        "ke-hoach.pdf": pdf(3),
        "phim.mp4": b"film",
        "phat-thanh.mp3": b"sound",
        "../tin.md": item("Tin không có ảnh", "Nội dung."),
        "../nhap/index.md": item("Nháp", "![Ảnh](bi-mat.jpg)", draft="true"),
        "../nhap/bi-mat.jpg": photograph((700, 500), "black"),
    }
    for name, data in beside.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return root


def built(folder: Path, to: str = "site") -> dict[str, bytes]:
    """Build; return the files of the site."""
    assert run_build(folder, NOW, folder / to, "mkdocs", False) == 0
    place = folder / to
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def made(folder: Path) -> set[str]:
    names = {path.relative_to(folder / "site").as_posix() for path in (folder / "site/assets").rglob("*.*")}
    return {name for name in names if name.startswith(("assets/media/", "assets/share/"))}


def page(folder: Path, address: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring((folder / "site" / address / "index.html").read_bytes())


def meta(tree: lxml.html.HtmlElement, name: str) -> list[str]:
    return tree.xpath(f"//meta[@property='{name}' or @name='{name}']/@content")


def test_names_that_came_decomposed_are_reached_by_what_an_editor_types(tmp_path: Path) -> None:
    """macOS and some archives write NFD; nobody can see that in a name."""
    folder = department(tmp_path) / "docs" / ALBUM
    (folder / normalize("NFD", "ảnh hội nghị.jpg")).write_bytes(photograph((900, 600), "navy"))
    (folder / normalize("NFD", "biên bản.pdf")).write_bytes(pdf(1))
    (folder / normalize("NFD", "../đợt một.md")).write_bytes(item("Đợt một", "Nội dung."))
    text = "![Hội nghị](<chum-anh/ảnh hội nghị.jpg>) [Đợt một](<đợt một.md>) [Biên bản](<chum-anh/biên bản.pdf>)"
    (folder.parent / "xem.md").write_bytes(item("Xem", text.replace("chum-anh", folder.name)))
    built(tmp_path)
    tree = page(tmp_path, f"{folder.parent.relative_to(tmp_path / 'docs').as_posix()}/xem")
    body = "//article//div[contains(@class, 'c-body')]"
    leads = [*tree.xpath(f"{body}//a/@href"), *tree.xpath(f"{body}//img/@src")]
    here = tmp_path / "site" / folder.parent.relative_to(tmp_path / "docs") / "xem"
    assert len(leads) == 3
    assert all((here / unquote(lead)).exists() for lead in leads)
    assert "dot-mot/" in leads[0]


def test_every_picture_of_every_page_is_there_with_its_room(looked_at: Path) -> None:
    named: set[str] = set()
    for file in (looked_at / "site").rglob("*.html"):
        address = file.relative_to(looked_at / "site").as_posix()
        tree = lxml.html.fromstring(file.read_bytes())
        for image in tree.xpath("//main//img | //article//img"):
            assert image.get("width")
            assert image.get("height")
            assert image.get("decoding") == "async"
            assert image.get("alt") is not None
        written = [one.split(" ")[0] for text in tree.xpath("//@srcset") for one in text.split(", ")]
        for source in (*written, *tree.xpath("//img/@src"), *tree.xpath("//video//@src | //audio//@src | //@poster")):
            path = unquote(urlsplit(urljoin(f"https://a.vn/{address}", source)).path)
            assert (looked_at / "site" / path.lstrip("/")).is_file(), (address, source)
            named.add(path.lstrip("/"))
        named |= {urlsplit(one).path.removeprefix(urlsplit(URL).path) for one in meta(tree, "og:image")}
    # And nothing was made for nothing: not of a picture that no page shows, nor of a draft's.
    assert made(looked_at) == {name for name in named if name.startswith(("assets/media/", "assets/share/"))}


def test_an_album_has_a_gallery_a_player_and_the_first_page_of_its_file(looked_at: Path) -> None:
    tree = page(looked_at, ALBUM)
    assert len(tree.xpath("//*[@class='c-gallery']/figure/a[@class='c-zoom']/picture//img")) == 2
    assert [one.get("preload") for one in tree.xpath("//video | //audio")] == ["none", "none"]
    assert tree.xpath("//audio/@aria-label") == ["Phát thanh"]
    (preview,) = tree.xpath("//ul[@class='c-files']//img")
    assert preview.get("src").endswith("-240.webp")
    assert "PDF, 3 trang" in " ".join(tree.xpath("string(//ul[@class='c-files'])").split())
    loaded = [one.rpartition("/")[2] for one in tree.xpath("//script/@src | //link[@rel='stylesheet']/@href")]
    assert {"gallery.js", "media.css"} <= set(loaded)
    plain = page(looked_at, PLAIN).xpath("//script/@src | //link[@rel='stylesheet']/@href")
    assert not {"gallery.js", "media.css"} & {one.rpartition("/")[2] for one in plain}


def test_what_is_shown_where_a_page_is_shared(looked_at: Path) -> None:
    for address, alt, kind, size in (
        (ALBUM, "Toàn cảnh", "JPEG", (1200, 630)),
        (PLAIN, "Tin không có ảnh", "PNG", CARD_SIZE),
    ):
        tree = page(looked_at, address)
        (shared,) = meta(tree, "og:image")
        assert shared.startswith(URL)
        image = Image.open(looked_at / "site" / shared.removeprefix(URL))
        assert (image.format, image.size) == (kind, size)
        assert meta(tree, "og:image:type") == [Image.MIME[kind]]
        assert [*meta(tree, "og:image:width"), *meta(tree, "og:image:height")] == [str(side) for side in size]
        assert meta(tree, "og:image:alt") == [alt]
        assert meta(tree, "twitter:card") == ["summary_large_image"]
        assert meta(tree, "article:section") == ["Cơ chế một cửa, một cửa liên thông"]


def test_no_published_picture_says_where_or_with_what_it_was_taken(looked_at: Path) -> None:
    for path in (looked_at / "site").rglob("*.*"):
        if path.suffix in (".jpg", ".webp", ".png"):
            assert b"MAYANH" not in path.read_bytes(), path
    assert b"MAYANH" in (looked_at / "docs" / ALBUM / "mot.jpg").read_bytes()
    assert not list((looked_at / "site").rglob("bi-mat.jpg"))


def test_nothing_is_made_twice(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: (site / "site" / name).stat().st_mtime_ns for name in made(site)}
    with monkeypatch.context() as patch:
        for where, name in ((pictures, "look_into"), (pictures, "webp"), (media_files, "draw"), (share_card, "draw")):
            patch.setattr(where, name, lambda *_: pytest.fail("made again"))
        text = site / "docs" / PLAIN.rstrip("/")
        text.with_suffix(".md").write_bytes(item("Tin không có ảnh", "Khác.", updated="2026-11-06"))
        built(site)
        assert {name: (site / "site" / name).stat().st_mtime_ns for name in made(site)} == before
    with monkeypatch.context() as patch:
        for name in ("look_into", "webp"):
            patch.setattr(pictures, name, lambda *_: pytest.fail("made again"))
        # Not even when the site's folder is gone: they are kept apart from it; cards are drawn again.
        shutil.rmtree(site / "site")
        built(site)
    assert made(site) == before.keys()


def test_another_picture_in_its_place_changes_its_pages_and_leaves_nothing_behind(site: Path) -> None:
    first = made(site)
    old = page(site, ALBUM).xpath("//@srcset")
    (site / "docs" / ALBUM / "mot.jpg").write_bytes(photograph((1500, 1000), "green"))
    files = built(site)
    assert page(site, ALBUM).xpath("//@srcset") != old
    kept = {path.name for path in (site / ".cchc-cache/media").rglob("*.*")}
    assert kept == {
        name.rpartition("/")[2]
        for name in made(site)
        if not name.startswith(share_card.CARDS) or not name.endswith(".png")
    }
    assert made(site) != first
    assert files == built(site, "khac")
    (site / "docs" / ALBUM / "hai.jpg").unlink()
    (site / "docs" / ALBUM / "index.md").write_bytes(item("Chùm ảnh", "Hết ảnh."))
    built(site)
    assert {name.partition("/")[2].partition("/")[0] for name in made(site)} == {"share"}


def test_cards_can_be_turned_off(tmp_path: Path) -> None:
    site = department(tmp_path)
    root = Path(__file__).resolve().parents[2]
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    own = config.replace("custom_dir: overrides", f"custom_dir: {(root / 'overrides').as_posix()}")
    (site / "mkdocs.yml").write_text(own.replace("  - cchc\n", "  - cchc:\n      share_cards: false\n", 1), "utf-8")
    built(site)
    assert not [name for name in made(site) if name.startswith("assets/share/")]
    assert meta(page(site, PLAIN), "og:image") == []
    assert meta(page(site, PLAIN), "twitter:card") == ["summary"]
    assert meta(page(site, ALBUM), "og:image")
