"""Pictures as a site can show them: safe names, forms that browsers know, no more than is seen, no hidden data."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from posixpath import basename

from PIL import Image, ImageOps, UnidentifiedImageError

from cchc.text import slugify
from cchc_import.model import Converter, Picture, Shown

_WIDEST = 2000
_MOST_PIXELS = 60_000_000
_KEPT = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
# Only these are tried: Pillow's readers for other forms run programs or are hardly kept.
_READ = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_DRAWN = (".emf", ".wmf", ".emz", ".wmz")
_QUALITY = 88


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture, or in `reason` why there is none."""

    picture: Picture | None
    reason: str = ""


def prepared(shown: Shown, data: bytes, number: int, convert: Converter | None) -> Prepared:
    """Return the picture of a place in the text under a name of its own. Drawings need `convert`."""
    file = basename(shown.part)
    if file.lower().endswith(_DRAWN):
        drawn = convert(data, file, "png") if convert is not None else None
        if drawn is None:
            return Prepared(None, f"hình vẽ dạng {file.rpartition('.')[2].upper()} của Word ({file})")
        data = drawn
    try:
        with warnings.catch_warnings():
            # What Pillow warns of (size, odd EXIF) is refused or mended here; an editor can do nothing about it.
            warnings.simplefilter("ignore")
            made = _for_the_web(data, shown.crop)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        Image.DecompressionBombError,
        MemoryError,
    ):
        return Prepared(None, f"ảnh không đọc được ({file})")
    if made is None:
        return Prepared(None, f"ảnh quá lớn, trên 60 triệu điểm ảnh ({file})")
    suffix, content = made
    return Prepared(Picture(f"{_name(shown.alt, number)}.{suffix}", content, shown.alt))


def _name(alt: str, number: int) -> str:
    words = slugify(alt, "")[:40].rpartition("-")[0] if len(slugify(alt, "")) > 40 else slugify(alt, "")
    return f"anh-{number}-{words}" if words else f"anh-{number}"


def _for_the_web(data: bytes, crop: tuple[float, float, float, float]) -> tuple[str, bytes] | None:
    with Image.open(io.BytesIO(data), formats=_READ) as image:
        form = image.format or ""
        if image.width * image.height > _MOST_PIXELS:
            return None
        suffix = _KEPT.get(form, "png")
        animated = getattr(image, "is_animated", False)
        # EXIF tells where and by whom a photo was taken; what Word crops away is not meant to be seen.
        untouched = form in _KEPT and image.width <= _WIDEST and not any(crop) and not image.getexif()
        if untouched or (animated and form in _KEPT):
            image.load()
            return suffix, data
        seen: Image.Image = ImageOps.exif_transpose(image)
    left, top, right, bottom = crop
    if any(crop):
        box = (seen.width * left, seen.height * top, seen.width * (1 - right), seen.height * (1 - bottom))
        seen = seen.crop((round(box[0]), round(box[1]), round(box[2]), round(box[3])))
    if seen.width > _WIDEST:
        seen = seen.resize((_WIDEST, max(1, round(seen.height * _WIDEST / seen.width))))
    out = io.BytesIO()
    if suffix == "jpg":
        seen.convert("RGB").save(out, "JPEG", quality=_QUALITY, optimize=True)
    else:
        suffix = "png"
        (seen if seen.mode in ("1", "L", "LA", "P", "RGB", "RGBA") else seen.convert("RGB")).save(out, "PNG")
    return suffix, out.getvalue()
