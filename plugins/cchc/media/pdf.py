"""Look into PDF files, and draw the first page, with pypdfium2. The same file gives the same picture."""

from __future__ import annotations

from collections.abc import Iterator

from pypdfium2 import PdfDocument, PdfiumError

from cchc.media.facts import PREVIEW_WIDTH, MediaFacts
from cchc.media.pictures import webp

_QUALITY = 70
# A page a hundred times as high as wide is no page; its picture would fill the memory.
_HIGHEST = 4


def look_into(data: bytes, digest: str) -> MediaFacts:
    """Return what is known of a PDF file; a problem where it is damaged or has a password."""
    try:
        with _closing(data) as document:
            pages = len(document)
            width, height = document.get_page_size(0) if pages else (0.0, 0.0)
    except PdfiumError:
        return MediaFacts(digest, len(data), problem="CCHC516")
    drawable = width > 0 and 0 < height <= _HIGHEST * width
    return MediaFacts(digest, len(data), round(width), round(height), pages, drawable)


class _closing:  # noqa: N801 - used like contextlib.closing
    """A document that is closed when its block ends."""

    def __init__(self, data: bytes) -> None:
        self._document = PdfDocument(data)

    def __enter__(self) -> PdfDocument:
        return self._document

    def __exit__(self, *_: object) -> None:
        self._document.close()


def first_page(data: bytes, facts: MediaFacts) -> Iterator[tuple[str, bytes]]:
    """Yield (address, bytes) of the picture of the first page."""
    (variant,) = facts.variants
    with _closing(data) as document:
        page = document[0]
        drawn = page.render(scale=PREVIEW_WIDTH / page.get_width()).to_pil().convert("RGB")
    yield variant.address, webp(drawn.resize((variant.width, variant.height)), _QUALITY)
