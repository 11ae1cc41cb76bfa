"""What is known of a picture or a PDF file, and which smaller pictures a site makes of it. Opens no file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import version

WIDTHS = (480, 800, 1200, 1600)
"""Widths in pixels of the smaller pictures; none is wider than its source."""

SHARE_SIZE = (1200, 630)
"""What Open Graph readers (Zalo, Facebook, X) show whole: 1.91 : 1."""
_SHARE_LEAST = (600, 315)

PREVIEW_WIDTH = 240
"""Width in pixels of the first page of a PDF file, shown at half of it."""

PICTURES = (
    *(".jpg", ".jpeg", ".jfif", ".png", ".webp", ".gif", ".avif", ".svg"),
    *(".bmp", ".tif", ".tiff", ".heic", ".heif"),
)
PDF = ".pdf"
VIDEOS = {".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm"}
SOUNDS = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".wav": "audio/wav"}
FOLDER = "assets/media/"
"""Where the site has the pictures that it makes; their names are digests of what they are made from."""


RECIPE = "1"
"""To be raised when smaller pictures are made in another way: widths, quality, format."""


@cache
def maker() -> bytes:
    """Return what tells apart the makers of pictures: other versions may make other bytes."""
    return f"{RECIPE} {version('pillow')} {version('pypdfium2')}".encode()


def digest_of(data: bytes) -> str:
    """Return the name of what is made from the bytes of a file."""
    digest = blake2b(maker(), digest_size=12)
    digest.update(data)
    return digest.hexdigest()


def suffix_of(path: str) -> str:
    """Return the ending of a file's name in small letters, with its dot; empty where there is none."""
    name = path.rsplit("/", 1)[-1]
    return f".{name.rsplit('.', 1)[-1].lower()}" if "." in name else ""


@dataclass(frozen=True, slots=True)
class Variant:
    """A smaller picture: its address from the site's root, and its size in pixels."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What is known of a file. `digest` names what is made from its bytes; `size` is in bytes, as it is published;
    `width` and `height` are as a reader sees it, 0 when not known (a drawing without a size, a broken file). `pages` is
    of a PDF file. `scaled`: smaller pictures are made. `problem` is a code of the catalogue, whose sentence `values`
    fill.
    """

    digest: str
    size: int
    width: int = 0
    height: int = 0
    pages: int = 0
    scaled: bool = False
    problem: str = ""
    values: tuple[tuple[str, str], ...] = ()

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The smaller pictures, the smallest first; of a PDF file the one of its first page."""
        if not self.scaled:
            return ()
        return tuple(self._variant(width) for width in self._widths)

    @property
    def share(self) -> Variant | None:
        """The part of the picture that is shown where its page is shared; `None` when it is too small for that."""
        if self.pages or not self.scaled or self.width < _SHARE_LEAST[0] or self.height < _SHARE_LEAST[1]:
            return None
        large = self.width >= SHARE_SIZE[0] and self.height >= SHARE_SIZE[1]
        return Variant(f"{FOLDER}{self.digest}-chia-se.jpg", *(SHARE_SIZE if large else _SHARE_LEAST))

    @property
    def _widths(self) -> tuple[int, ...]:
        if self.pages:
            return (PREVIEW_WIDTH,)
        smaller = tuple(width for width in WIDTHS if width < self.width)
        # A picture that is a little larger than one of the widths needs no version of its own width.
        near = bool(smaller) and self.width < smaller[-1] * 1.15
        return (*smaller, self.width) if self.width <= WIDTHS[-1] and not near else smaller

    def _variant(self, width: int) -> Variant:
        height = max(1, (self.height * width + self.width // 2) // self.width)
        return Variant(f"{FOLDER}{self.digest}-{width}.webp", width, height)
