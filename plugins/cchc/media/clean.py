"""Take out of pictures what nobody looks at and nobody should publish unawares: place, time, camera, names.

The picture itself is not made anew: only the parts of the file that hold such data are left out (JPEG: JFIF and Exif
2.32 §4.5; PNG 3rd edition §11.3; WebP container, RFC 9649). The orientation and the colours stay.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from cchc.media.facts import suffix_of

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_SAID = frozenset([b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"])
_WEBP_SAID = frozenset([b"EXIF", b"XMP "])
# Application segments that say how the picture looks: JFIF, colour profile, Adobe's colour transform.
_JPEG_KEPT = (b"\xff\xe0", b"\xff\xe2ICC_PROFILE\x00", b"\xff\xeeAdobe")
_JPEG_COMMENT, _START_OF_SCAN = 0xFE, 0xDA
_ALONE = frozenset([0x01, *range(0xD0, 0xD9)])


def cleaner_of(path: str) -> Callable[[bytes], bytes] | None:
    """Return what cleans a file of this name before it is published; `None` where it is published as it is."""
    return _CLEANERS.get(suffix_of(path))


def clean_picture(data: bytes) -> bytes:
    """Return a picture without metadata; other bytes, and files that are not whole, as they are."""
    try:
        if data.startswith(b"\xff\xd8"):
            return b"".join(_jpeg(data))
        if data.startswith(_PNG):
            return b"".join(_png(data))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError):
        return data
    return data


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _START_OF_SCAN:
            break
        end = at + 2 if marker in _ALONE else at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        part = data[at:end]
        if part.startswith(b"\xff\xe1Exif\x00", 0) or part[4:9] == b"Exif\x00":
            yield from _orientation(part)
        elif _is_of_picture(part, marker):
            yield part
        at = end
    yield data[at : _end_of_jpeg(data)]


def _end_of_jpeg(data: bytes) -> int:
    """Return where the picture ends: cameras put films and other pictures behind it, with data of their own."""
    end = data.find(b"\xff\xd9\xff\xd8")
    return len(data) if end < 0 else end + 2


def _is_of_picture(part: bytes, marker: int) -> bool:
    if marker == _JPEG_COMMENT:
        return False
    if not 0xE0 <= marker <= 0xEF:
        return True
    named = part[:2] + part[4:16]
    return named.startswith(_JPEG_KEPT)


def _orientation(exif: bytes) -> Iterator[bytes]:
    """Yield an Exif segment that only says how the picture stands, when the old one says that it lies."""
    tiff = exif[10:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return
    (start,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    for number in range(count):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
        if tag == 0x0112 and 1 < value <= 8:
            body = b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, value, 0, 0)
            yield b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
            return


def _png(data: bytes) -> Iterator[bytes]:
    yield _PNG
    at = len(_PNG)
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        name = data[at + 4 : at + 8]
        if name not in _PNG_SAID:
            yield data[at : at + 12 + length]
        at += 12 + length


def _webp(data: bytes) -> bytes:
    parts = []
    at = 12
    while at < len(data):
        name, (length,) = data[at : at + 4], struct.unpack_from("<I", data, at + 4)
        end = at + 8 + length + length % 2
        part = data[at:end]
        if name == b"VP8X":
            # Its flags say which parts follow: Exif and XMP no longer do.
            part = part[:8] + bytes([part[8] & ~0x0C]) + part[9:]
        if name not in _WEBP_SAID:
            parts.append(part)
        at = end
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _drawing(data: bytes) -> bytes:
    # Its parser is only loaded when there is a drawing.
    from cchc.media.svg import clean_svg

    return clean_svg(data)


_CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    **dict.fromkeys((".jpg", ".jpeg", ".jfif", ".png", ".webp"), clean_picture),
    ".svg": _drawing,
}
