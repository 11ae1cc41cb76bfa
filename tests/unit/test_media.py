"""Pictures, drawings and PDF files: what is known of them, what is made of them, what is taken out of them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageOps

from cchc.content.library import load_sources
from cchc.media import clean, pictures
from cchc.media.cache import MediaCache
from cchc.media.clean import clean_picture
from cchc.media.facts import WIDTHS, MediaFacts
from cchc.media.reading import look_into, made_from, read_media
from cchc.media.svg import clean_svg
from cchc.processes import processes_for
from cchc.store import Store

GPS = 0x8825
# A picture with a different colour in each corner: which way up it stands shows in its smaller ones.
CORNERS = ("red", "lime", "blue", "yellow")


def picture(width: int = 1000, height: int = 600, mode: str = "RGB") -> Image.Image:
    small = Image.new("RGB", (2, 2))
    for number, colour in enumerate(CORNERS):
        small.paste(colour, (number % 2, number // 2, number % 2 + 1, number // 2 + 1))
    return small.resize((width, height), Image.Resampling.NEAREST).convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    held = BytesIO()
    image.save(held, kind, **options)
    return held.getvalue()


def camera(orientation: int = 6) -> bytes:
    """Return a photograph that says where and with what it was taken."""
    image = picture()
    exif = image.getexif()
    exif[0x0112], exif[0x010F] = orientation, "MAYANH"
    exif.get_ifd(GPS)[1], exif.get_ifd(GPS)[2] = "N", (21.0, 51.0, 0.0)
    return saved(image, exif=exif, comment=b"GHICHU", quality=90)


def made(data: bytes, path: str = "a.jpg", sharing: bool = False) -> dict[str, bytes]:
    return dict(made_from(data, look_into(path, data), sharing))


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((300, 200), (300,)),
        ((480, 200), (480,)),
        ((500, 300), (480,)),
        ((1000, 600), (480, 800, 1000)),
        ((4000, 2000), WIDTHS),
    ],
)
def test_smaller_pictures_are_never_larger_than_their_source(size: tuple[int, int], widths: tuple[int, ...]) -> None:
    data = saved(picture(*size))
    facts = look_into("a.jpg", data)
    assert (facts.width, facts.height) == size
    assert tuple(one.width for one in facts.variants) == widths
    files = made(data)
    for variant in facts.variants:
        image = opened(files[variant.address])
        assert (image.format, image.size) == ("WEBP", (variant.width, variant.height))
        assert abs(variant.height - size[1] * variant.width / size[0]) <= 0.5


def test_the_same_bytes_give_the_same_pictures_and_others_other_names() -> None:
    assert made(camera(), sharing=True) == made(camera(), sharing=True)
    assert made(camera(1)).keys().isdisjoint(made(camera(8)))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_and_says_nothing_else(orientation: int) -> None:
    data = camera(orientation)
    upright = ImageOps.exif_transpose(opened(data))
    facts = look_into("a.jpg", data)
    assert (facts.width, facts.height) == upright.size
    for address, small in made(data, sharing=True).items():
        image = opened(small)
        assert not image.getexif(), address
        assert b"MAYANH" not in small
        if address.endswith(".webp"):
            assert [near(image, at) for at in range(4)] == [near(upright, at) for at in range(4)]


def near(image: Image.Image, corner: int) -> tuple[bool, ...]:
    at = (image.width // 8 if corner % 2 == 0 else image.width * 7 // 8, image.height * (1 if corner < 2 else 7) // 8)
    return tuple(value > 127 for value in image.convert("RGB").getpixel(at))


@pytest.mark.parametrize(
    ("image", "kind", "options"),
    [
        (picture(mode="CMYK"), "JPEG", {}),
        (picture(mode="L"), "JPEG", {}),
        (picture().convert("P"), "PNG", {"transparency": 0}),
        (picture(mode="RGBA"), "PNG", {}),
        (picture(mode="LA"), "PNG", {}),
        (picture(mode="1"), "PNG", {}),
        (Image.new("I;16", (700, 500), 40000), "PNG", {}),
        (picture(mode="RGBA"), "WEBP", {}),
        (picture(), "AVIF", {}),
    ],
)
def test_every_kind_of_colour_becomes_a_picture(image: Image.Image, kind: str, options: dict[str, int]) -> None:
    path = {"JPEG": "a.jpg", "PNG": "a.png", "WEBP": "a.webp", "AVIF": "a.avif"}[kind]
    data = saved(image, kind, **options)
    assert look_into(path, data).problem == ""
    for small in made(data, path, sharing=True).values():
        shown = opened(small).convert("RGB")
        assert max(high for _, high in shown.getextrema()) > 100


def test_sixteen_bits_keep_their_light() -> None:
    data = saved(Image.new("I;16", (700, 500), 32768), "PNG")
    (small, *_) = made(data, "a.png").values()
    assert abs(opened(small).convert("L").getpixel((300, 200)) - 128) <= 3


def test_clear_parts_stay_clear_and_are_white_where_shared() -> None:
    clear = Image.new("RGBA", (1300, 700), (0, 0, 0, 0))
    files = made(saved(clear, "PNG"), "a.png", sharing=True)
    for address, small in files.items():
        image = opened(small)
        if address.endswith(".webp"):
            assert image.convert("RGBA").getpixel((9, 9))[3] == 0
        else:
            assert image.getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("size", "share"),
    [((2400, 1600), (1200, 630)), ((1300, 630), (1200, 630)), ((900, 600), (600, 315)), ((599, 900), None)],
)
def test_the_part_that_is_shown_where_it_is_shared(size: tuple[int, int], share: tuple[int, int] | None) -> None:
    data = saved(picture(*size))
    facts = look_into("a.jpg", data)
    files = made(data, sharing=True)
    assert (facts.share is None) == (share is None)
    if facts.share is not None:
        assert opened(files[facts.share.address]).size == share
    assert set(files) - set(made(data)) == ({facts.share.address} if facts.share else set())


@pytest.mark.parametrize(
    ("path", "data", "code"),
    [
        ("a.jpg", b"", "CCHC511"),
        ("a.jpg", b"GIF89a", "CCHC511"),
        ("a.jpg", saved(picture())[:3000], "CCHC511"),
        ("a.png", saved(picture(), "PNG")[:200], "CCHC511"),
        ("a.png", b"\x89PNG" + b"a" * 60, "CCHC511"),
        ("a.webp", saved(picture(), "WEBP")[:200], "CCHC511"),
        ("a.png", saved(picture()), "CCHC512"),
        ("a.tif", saved(picture(), "TIFF"), "CCHC514"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "CCHC514"),
        ("a.svg", b"<html><svg/></html>", "CCHC511"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "CCHC515"),
        ("a.pdf", b"%PDF-1.7 x", "CCHC516"),
    ],
)
def test_what_is_wrong_is_said(path: str, data: bytes, code: str) -> None:
    assert look_into(path, data).problem == code


def test_a_picture_that_would_fill_the_memory_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = saved(Image.new("1", (20_000, 15_000)), "PNG")
    assert len(bomb) < 100_000

    def load(_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(Image.Image, "load", load)
    for width, data in (("20000", bomb), ("9000", saved_header(bomb, 9000, 9000))):
        facts = look_into("a.png", data)
        assert (facts.problem, facts.variants) == ("CCHC513", ())
        assert dict(facts.values)["width"] in (width, "?")


def saved_header(png: bytes, width: int, height: int) -> bytes:
    """Return a PNG file with another size in its header."""
    import struct
    import zlib

    head = struct.pack(">II", width, height) + png[24:29]
    return png[:16] + head + struct.pack(">I", zlib.crc32(b"IHDR" + head)) + png[33:]


def test_a_moving_picture_stays_as_it_is() -> None:
    frames = [picture(), picture(mode="L")]
    for kind, path in (("GIF", "a.gif"), ("WEBP", "a.webp")):
        data = saved(frames[0], kind, save_all=True, append_images=frames[1:])
        facts = look_into(path, data)
        assert (facts.width, facts.scaled, facts.problem) == (1000, False, "")


def test_what_a_file_says_beside_its_picture_is_left_out() -> None:
    """Of what is published itself, too: the picture is the same, byte for byte of its pixels."""
    exif = picture().getexif()
    exif[0x010F] = "MAYANH"
    text = {"exif": exif}
    png, webp = saved(picture(), "PNG", **text), saved(picture(), "WEBP", xmp=b"<x>NGUOICHUP</x>", **text)
    for data in (camera(), png, webp):
        assert b"MAYANH" in data
        bare = clean_picture(data)
        for secret in (b"MAYANH", b"GHICHU", b"NGUOICHUP"):
            assert secret not in bare
        assert not opened(bare).getexif().get_ifd(GPS)
        assert ImageOps.exif_transpose(opened(bare)).tobytes() == ImageOps.exif_transpose(opened(data)).tobytes()
        assert clean_picture(bare) == bare


def test_colours_and_files_that_are_not_whole_stay() -> None:
    data = saved(picture(), icc_profile=b"x" * 70_000)
    assert opened(clean_picture(data)).info["icc_profile"] == b"x" * 70_000
    broken = (b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", b"\x89PNG\r\n\x1a\n\0\0", b"RIFF\0\0\0\0WEBPVP8X", b"%PDF")
    for one in broken:
        assert isinstance(clean_picture(one), bytes)
    assert clean_picture(b"%PDF") == b"%PDF"
    assert clean.cleaner_of("docs/a.PDF") is None


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'


@pytest.mark.parametrize(
    ("root", "inside"),
    [
        ('onload="x()"', ""),
        ("", "<script>x()</script>"),
        ("", '<g><a xlink:href="javascript:x()"><text>x</text></a></g>'),
        ("", '<image href="https://x.vn/x.png"/>'),
        ("", '<rect style="fill:url(https://x.vn/x)"/>'),
        ("", "<style>@import 'x';</style>"),
        ("", "<foreignObject><x xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>"),
        ("", '<animate attributeName="href" to="javascript:x()"/>'),
        ("", "<?xml-stylesheet href='x'?>"),
    ],
)
def test_a_drawing_does_nothing(root: str, inside: str) -> None:
    data = SVG.format(root, f'<path d="M0 0"/>{inside}<rect fill="url(#a)"/>').encode()
    assert look_into("a.svg", data).problem == "CCHC515"
    bare = clean_svg(data)
    assert b'<path d="M0 0"/>' in bare
    assert b'fill="url(#a)"' in bare
    for bad in (b"x()", b"x.vn", b"import", b"xhtml", b"javascript", b"stylesheet"):
        assert bad not in bare, bad
    assert clean_svg(bare) == bare


def test_a_drawing_keeps_its_size_and_what_programs_note_is_no_problem() -> None:
    note = '<x:view xmlns:x="http://inkscape.org"/><metadata>Tên người vẽ</metadata>'
    facts = look_into("a.svg", SVG.format('viewBox="0 0 300 200"', note).encode())
    assert (facts.width, facts.height, facts.problem) == (300, 200, "")
    assert clean_svg(b"not a drawing") == b""


def test_a_pdf_file_shows_its_first_page() -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(3):
        document.new_page(595, 842)
    held = BytesIO()
    document.save(held)
    data = held.getvalue()
    facts = look_into("a.pdf", data)
    assert (facts.pages, facts.problem, facts.share) == (3, "", None)
    ((address, page),) = made(data, "a.pdf").items()
    assert opened(page).size == (facts.variants[0].width, facts.variants[0].height) == (240, 340)
    assert made(data, "a.pdf") == {address: page}


def test_a_file_is_looked_into_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    names = [f"{number}.jpg" for number in range(3)]
    for name in names:
        (docs / name).write_bytes(saved(picture(), quality=80))
    looked: list[str] = []
    look = pictures.look_into

    def counting(path: str, data: bytes, digest: str) -> MediaFacts:
        looked.append(path)
        return look(path, data, digest)

    monkeypatch.setattr(pictures, "look_into", counting)
    store = Store(tmp_path / "kept.db")

    def read() -> dict[str, MediaFacts]:
        return read_media(names, load_sources(docs).files, store)

    assert processes_for(30) == 1
    first = read()
    assert (looked, list(first)) == (names, names)
    looked.clear()
    assert read() == first
    assert looked == []
    (docs / names[1]).write_bytes(saved(picture(mode="L")))
    assert read()[names[1]] != first[names[1]]
    assert looked == [names[1]]


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data[:20] + b"x" + data[21:], lambda _: b""])
def test_a_damaged_kept_picture_is_as_good_as_none(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    cache = MediaCache(tmp_path / "media")
    cache.put("abc.webp", b"0123456789")
    cache.put("abd.webp", b"other")
    assert cache.get("abc.webp") == b"0123456789"
    (file,) = tmp_path.rglob("abc.webp")
    file.write_bytes(damage(file.read_bytes()))
    assert cache.get("abc.webp") is None
    cache.put("abc.webp", b"new")
    assert cache.get("abc.webp") == b"new"
    cache.keep_only(["abc.webp"])
    assert [path.name for path in tmp_path.rglob("*.webp")] == ["abc.webp"]
    nothing = MediaCache(None)
    nothing.put("a", b"made")
    assert nothing.get("a") is None
