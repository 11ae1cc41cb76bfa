"""Files that an editor drags in: known by what is in them, not by their names; pictures made fit for a page."""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from cchc.text import file_size

MOST_BYTES = 50 * 1024 * 1024
WIDEST = 1600
_MOST_PIXELS = 80_000_000
_QUALITY = 85
# A drawing keeps its exact colours, a photograph saved as PNG becomes a JPEG from this size on.
_LARGE_PNG = 700_000
_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif"}
_OFFICE = {"word/": ".docx", "xl/": ".xlsx", "ppt/": ".pptx"}
_OPEN_OFFICE = {
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
    b"application/vnd.oasis.opendocument.presentation": ".odp",
}
_OLD_OFFICE = (".doc", ".xls", ".ppt")
_OLD_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ACCEPTED = "Bàn biên tập nhận ảnh (JPG, PNG, WebP, GIF) và tệp PDF, Word, Excel, PowerPoint, OpenDocument."


class UploadError(ValueError):
    """A file that is not taken; the message says why and what to do, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it is to be kept; `note` says what was done to it."""

    data: bytes
    suffix: str
    is_picture: bool
    width: int = 0
    height: int = 0
    note: str = ""


def received(data: bytes, name: str) -> Received:
    """Look at an uploaded file and make it ready. Raises UploadError."""
    if not data:
        raise UploadError(f"Tệp “{name}” trống.")
    if len(data) > MOST_BYTES:
        raise UploadError(f"Tệp “{name}” lớn quá ({file_size(len(data))}); tối đa {file_size(MOST_BYTES)}.")
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")) or _is_webp(data):
        return _picture(data, name)
    suffix = _document(data, name)
    if suffix is None:
        raise UploadError(_refusal(data, name))
    return Received(data, suffix, False)


def _is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def _refusal(data: bytes, name: str) -> str:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in data[:4096].lower():
        return f"Không nhận ảnh SVG (“{name}”): tệp loại này có thể chứa mã lệnh. Hãy xuất ra PNG rồi tải lên."
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"):
        return f"Ảnh “{name}” ở dạng HEIC của iPhone. Hãy lưu lại thành JPG rồi tải lên."
    if start.startswith((b"mz", b"#!", b"<!doctype", b"<html", b"<script", b"<?php")):
        return f"Không nhận tệp “{name}”: đây là chương trình hoặc mã lệnh. {_ACCEPTED}"
    return f"Không nhận loại tệp này (“{name}”). {_ACCEPTED}"


def _document(data: bytes, name: str) -> str | None:
    if data.startswith(b"%PDF-"):
        return ".pdf"
    suffix = f".{name.rsplit('.', 1)[-1].lower()}" if "." in name else ""
    if data.startswith(_OLD_MARK) and suffix in _OLD_OFFICE:
        if "_VBA_PROJECT".encode("utf-16-le") in data:
            raise UploadError(_macros(name))
        return suffix
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype").strip() if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zipfile.LargeZipFile):
        return None
    if any(one.lower().endswith("vbaproject.bin") or one.startswith("Basic/") for one in names):
        raise UploadError(_macros(name))
    if "[Content_Types].xml" in names:
        return next(
            (ending for folder, ending in _OFFICE.items() if any(one.startswith(folder) for one in names)), None
        )
    return _OPEN_OFFICE.get(kind)


def _macros(name: str) -> str:
    return f"Không nhận tệp “{name}” vì có macro (mã lệnh). Hãy lưu lại thành tệp không có macro hoặc PDF."


def _picture(data: bytes, name: str) -> Received:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _fitted(data, name)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        if isinstance(error, UploadError):
            raise
        raise UploadError(f"Không đọc được ảnh “{name}”: tệp có thể bị hỏng.") from error
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise UploadError(f"Ảnh “{name}” có quá nhiều điểm ảnh. Hãy thu nhỏ rồi tải lên.") from error


def _fitted(data: bytes, name: str) -> Received:
    """Turn a picture upright, make it small enough and leave out what it says of camera and place."""
    with Image.open(io.BytesIO(data), formats=list(_SUFFIXES)) as opened:
        form = opened.format or ""
        if opened.width * opened.height > _MOST_PIXELS:
            raise UploadError(f"Ảnh “{name}” có quá nhiều điểm ảnh. Hãy thu nhỏ rồi tải lên.")
        if getattr(opened, "is_animated", False):
            if max(opened.size) > WIDEST:
                raise UploadError(f"Ảnh động “{name}” rộng quá {WIDEST} điểm ảnh. Hãy thu nhỏ rồi tải lên.")
            return Received(data, _SUFFIXES[form], True, *opened.size)
        before = opened.size
        profile = opened.info.get("icc_profile")
        image = ImageOps.exif_transpose(opened)
        image.load()
    image.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    data, suffix = _written(image, form, profile)
    small = max(before) > WIDEST
    note = f"Đã thu nhỏ từ {before[0]}×{before[1]} còn {image.width}×{image.height}." if small else ""
    return Received(data, suffix, True, image.width, image.height, note)


def _written(image: Image.Image, form: str, profile: bytes | None) -> tuple[bytes, str]:
    image.info.clear()
    options: dict[str, object] = {"icc_profile": profile} if profile else {}
    if form == "JPEG":
        return _saved(image if image.mode in ("L", "RGB") else image.convert("RGB"), "JPEG", options), ".jpg"
    if form == "WEBP":
        return _saved(image, "WEBP", {**options, "method": 4}), ".webp"
    png = _saved(image, "PNG", options)
    if len(png) > _LARGE_PNG and not image.has_transparency_data:
        jpeg = _saved(image.convert("RGB"), "JPEG", options)
        if len(jpeg) < len(png) // 2:
            return jpeg, ".jpg"
    return png, ".png"


def _saved(image: Image.Image, form: str, options: dict[str, object]) -> bytes:
    out = io.BytesIO()
    if form == "PNG":
        image.save(out, form, optimize=True, **options)
    else:
        image.save(
            out,
            form,
            quality=_QUALITY,
            **({"optimize": True, "progressive": True} if form == "JPEG" else {}),
            **options,
        )
    return out.getvalue()
