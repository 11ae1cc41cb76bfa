"""Look into pictures, and make smaller ones of them, with Pillow. The same bytes give the same bytes."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from cchc.media.facts import MediaFacts, Variant, suffix_of

MOST_PIXELS = 80_000_000
"""A picture with more is not opened: it would take a gigabyte of memory."""

_QUALITY = 78
# Screen shots and drawings: signs of letters show sooner than in photographs.
_QUALITY_OF_DRAWINGS = 86
# Middle of the encoder's range: 5 and 6 take twice the time for a hundredth of the size.
_METHOD = 4
_SHARE_QUALITY = 82
_ORIENTATION = 0x0112
_LYING = (5, 6, 7, 8)
_SUFFIXES = {
    "JPEG": (".jpg", ".jpeg", ".jfif"),
    "MPO": (".jpg", ".jpeg", ".jfif"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "GIF": (".gif",),
    "AVIF": (".avif",),
}
# What Pillow raises for files that are not whole or not what they seem.
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)


def look_into(path: str, data: bytes, digest: str) -> MediaFacts:
    """Return what is known of the picture `data`, whose file is called `path`; a problem where it can't be shown."""
    try:
        with _opened(data) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                return _refused(digest, data, "CCHC513", width=width, height=height)
            if image.getexif().get(_ORIENTATION) in _LYING:
                width, height = height, width
            known = suffix_of(path) in _SUFFIXES.get(image.format or "", ())
            moving = getattr(image, "is_animated", False) and image.format != "MPO"
            kind = (image.format or "").replace("MPO", "JPEG")
            shown = image.format in _SUFFIXES
            # A JPEG file is read to its end, but only every eighth line is made.
            image.draft(None, (width // 8, height // 8))
            image.load()
    except Image.DecompressionBombError:
        return _refused(digest, data, "CCHC513", width="?", height="?")
    except UnidentifiedImageError:
        code = "CCHC514" if suffix_of(path) in (".heic", ".heif") else "CCHC511"
        return _refused(digest, data, code, format="HEIC")
    except _DAMAGE:
        return _refused(digest, data, "CCHC511")
    facts = MediaFacts(digest, len(data), width, height, scaled=not moving)
    if known:
        return facts
    code = "CCHC512" if shown else "CCHC514"
    return MediaFacts(digest, len(data), width, height, 0, facts.scaled, code, (("format", kind),))


def _refused(digest: str, data: bytes, code: str, **values: object) -> MediaFacts:
    return MediaFacts(digest, len(data), problem=code, values=tuple((key, str(one)) for key, one in values.items()))


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        # Too many pixels: looked at by the callers. Odd metadata: never used.
        warnings.simplefilter("ignore")
        with Image.open(BytesIO(data)) as image:
            yield image


def smaller_pictures(data: bytes, facts: MediaFacts, sharing: bool) -> Iterator[tuple[str, bytes]]:
    """Yield (address, bytes) of the smaller pictures, `sharing` also of the part that is shown where it is shared.

    Upright as a camera has noted, without what else the file says: place, time, camera.
    """
    share = facts.share if sharing else None
    widest = max([*(one.width for one in facts.variants), *((_least_width(share, facts),) if share else ())])
    image, drawn, profile = _picture(data, widest / facts.width)
    quality = _QUALITY_OF_DRAWINGS if drawn else _QUALITY
    if share is not None:
        yield share.address, _share_picture(image, share)
    for variant in reversed(facts.variants):
        # Each is made of the next larger one: nearly the same, and much sooner.
        image = image.resize((variant.width, variant.height), Image.Resampling.LANCZOS, reducing_gap=2.0)
        yield variant.address, webp(image, quality, profile)


def _least_width(share: Variant, facts: MediaFacts) -> int:
    return max(share.width, -(-share.height * facts.width // facts.height))


def _picture(data: bytes, scale: float) -> tuple[Image.Image, bool, bytes]:
    """Return a picture, whether it is drawn rather than photographed, and its colour profile.

    It has colours of eight bits, stands upright, and may have been made smaller down to `scale`.
    """
    with _opened(data) as image:
        drawn = image.format in ("PNG", "GIF", "BMP")
        image.draft(None, (int(image.width * scale), int(image.height * scale)))
        profile = image.info.get("icc_profile") or b""
        upright = ImageOps.exif_transpose(image)
        coloured = _eight_bits(upright)
    # A profile of inks says nothing of the colours that were made of them; sRGB is what all take for granted.
    keep = upright.mode in ("RGB", "RGBA") and b"sRGB" not in profile
    return coloured, drawn, profile if keep else b""


def _eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    clear = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    return image.convert("RGBA" if clear else "RGB")


def webp(image: Image.Image, quality: int, profile: bytes = b"") -> bytes:
    """Return a picture as WebP."""
    held = BytesIO()
    image.save(held, "WEBP", quality=quality, method=_METHOD, icc_profile=profile, exif=b"", xmp=b"")
    return held.getvalue()


def _share_picture(image: Image.Image, share: Variant) -> bytes:
    """Return the middle of a picture as JPEG, which every reader of Open Graph knows."""
    if image.mode == "RGBA":
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image).convert("RGB")
    # Faces are in the upper half more often than in the lower.
    cut = ImageOps.fit(image, (share.width, share.height), Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    held = BytesIO()
    cut.save(held, "JPEG", quality=_SHARE_QUALITY, optimize=True, progressive=False)
    return held.getvalue()
