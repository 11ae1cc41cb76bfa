"""The picture that is shown where an item without a picture of its own is shared: its title, topic, office and date.

Drawn in sixteen colours, from words that are kept once drawn: Vietnamese titles are made of the same few thousand
syllables, and packed as PNG here: what all cards of an office have is packed once, which halves the time. The same card
gives the same bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cchc.media.facts import maker
from cchc.text import nfc

if TYPE_CHECKING:
    from PIL import Image, ImageFont

# Large enough for the large preview of all who show one (600 × 315), and drawn in half the time of 1200 × 630.
CARD_SIZE = (800, 420)
CARDS = "assets/share/"

_FONT = Path(__file__).parent / "fonts" / "be-vietnam-pro-600.ttf"
_MORE = "…"
_MARGIN = 52
_ROOM = CARD_SIZE[0] - 2 * _MARGIN
# Sizes of the title and how many lines of it there is room for; the largest that fits is taken.
_TITLES = ((45, 3), (39, 4), (33, 5))
_LINE_HEIGHT = 1.3
_TITLE_TOP, _TITLE_ROOM = 95, 224
_AGENCY_SIZE, _AGENCY_TOP = 22, 42
_FOOT_SIZE, _FOOT_TOP = 21, 361
_BAND_TOP, _LINE_THICK = 337, 4
# Marks may stand so far above and below the lines of a title.
_AROUND = 10
# Where the rows of the title and those of the foot begin and end; the others are the same on all cards of an office.
_TITLE_ROWS, _FOOT_ROWS = (_TITLE_TOP - _AROUND, _BAND_TOP), (_BAND_TOP + _LINE_THICK, CARD_SIZE[1] - 12)
# A row of a PNG begins with a byte that says how it is filtered: two pixels of the ground say that it is not.
_BEFORE = 2
_DEFLATE_HEAD, _SIGNATURE = b"\x78\x01", b"\x89PNG\r\n\x1a\n"
# Letters are drawn on a ramp from the ground (0) to white; after it the red line and the band below it.
_GROUND, _INK, _BAND_COLOUR, _LINE_COLOUR = (8, 58, 83), (255, 255, 255), (6, 44, 63), (200, 55, 45)
_RAMP = 8
_WHITE, _SOFT = _RAMP - 1, 6
_BAND, _LINE = _RAMP, _RAMP + 1


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What a card shows. `address` is of the page: two pages never share a file."""

    address: str
    title: str
    topic: str
    agency: str
    date: str

    @property
    def digest(self) -> str:
        """What tells two cards apart."""
        parts = "\0".join((self.address, self.title, self.topic, self.agency, self.date))
        return blake2b(maker() + _design() + parts.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    @property
    def path(self) -> str:
        """Where the site has the card."""
        return f"{CARDS}{self.digest}.png"


def draw(card: ShareCard) -> bytes:
    """Return a card as PNG."""
    size, lines = _title(card.title)
    height = round(size * _LINE_HEIGHT)
    drawn = height * len(lines)
    start = _TITLE_TOP + (_TITLE_ROOM - drawn) // 2 - _AROUND
    end = start + drawn + 2 * _AROUND
    title = _blank(end - start, 0).copy()
    for number, line in enumerate(lines):
        _write(title, line, size, _AROUND + number * height, _WHITE)
    foot = _blank(_FOOT_ROWS[1] - _FOOT_ROWS[0], _BAND).copy()
    words = " · ".join(part for part in (card.date, card.topic) if part).split()
    _write(foot, _shortened(words, _FOOT_SIZE), _FOOT_SIZE, _FOOT_TOP - _FOOT_ROWS[0], _SOFT)
    over, under = _empty(start - _TITLE_ROWS[0], 0), _empty(_TITLE_ROWS[1] - end, 0)
    above, between, below = _fixed(card.agency)
    return _png([above, over, _packed(title), under, between, _packed(foot), below])


class _Rows(NamedTuple):
    """Rows of a picture: as they are, and deflated so that other rows can follow."""

    plain: bytes
    deflated: bytes


def _packed(rows: Image.Image) -> _Rows:
    plain = rows.tobytes("raw", "P;4")
    # Letters on a plain ground: looking for runs only takes half of the time, for 3 % more bytes.
    deflate = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, strategy=zlib.Z_RLE)
    return _Rows(plain, deflate.compress(plain) + deflate.flush(zlib.Z_FULL_FLUSH))


def _png(parts: Sequence[_Rows]) -> bytes:
    """Return a picture of sixteen colours (PNG, RFC 2083) whose rows come in parts."""
    check, last = 1, zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS).flush()
    for part in parts:
        check = zlib.adler32(part.plain, check)
    data = b"".join([_DEFLATE_HEAD, *(part.deflated for part in parts), last, struct.pack(">I", check)])
    head = struct.pack(">IIBBBBB", *CARD_SIZE, 4, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", _palette()), (b"IDAT", data), (b"IEND", b""))
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(said)) + name + said + struct.pack(">I", zlib.crc32(said, zlib.crc32(name)))
        for name, said in chunks
    )


def _title(title: str) -> tuple[int, list[list[str]]]:
    """Return the size of a title and its lines; one that is too long for the smallest ends at a word."""
    words = nfc(title).split()
    for size, most in _TITLES:
        lines = _lines(words, size)
        if len(lines) <= most and all(_width(line, size) <= _ROOM for line in lines):
            return size, lines
    size, most = _TITLES[-1]
    lines = _lines(words, size)
    kept, rest = lines[: most - 1], lines[most - 1 :]
    last = [word for line in rest for word in line]
    return size, [*(_shortened(line, size) for line in kept), *([_shortened(last, size)] if last else [])]


def _lines(words: Sequence[str], size: int) -> list[list[str]]:
    """Return words in lines, each as long as there is room."""
    lines: list[list[str]] = []
    length = 0
    for word in words:
        width = _advance(word, size)
        length += _space(size) + width
        if lines and length <= _ROOM:
            lines[-1].append(word)
        else:
            lines.append([word])
            length = width
    return lines


def _shortened(words: Sequence[str], size: int) -> list[str]:
    """Return words that fit into a line; where some were left out, the last one says so."""
    kept = list(words)
    if _width(kept, size) <= _ROOM:
        return kept
    while len(kept) > 1:
        kept.pop()
        short = [*kept[:-1], kept[-1].rstrip(".,;:–-") + _MORE]
        if _width(short, size) <= _ROOM:
            return short
    word = kept[0]
    while word and _width([word + _MORE], size) > _ROOM:
        word = word[:-1]
    return [word + _MORE]


def _width(words: Sequence[str], size: int) -> int:
    return sum(_advance(word, size) for word in words) + _space(size) * max(0, len(words) - 1)


def _write(canvas: Image.Image, words: Sequence[str], size: int, top: int, ink: int) -> None:
    left = _BEFORE + _MARGIN
    for word in words:
        drawn, right, down = _drawn(word, size)
        if drawn is not None:
            canvas.paste(ink, (left + right, top + down), drawn)
        left += _advance(word, size) + _space(size)


@lru_cache(maxsize=8192)
def _advance(word: str, size: int) -> int:
    """Return how far the next word stands from the start of this one, the space apart."""
    return sum(_letter(letter, size).advance for letter in word)


@lru_cache(maxsize=1024)
def _drawn(word: str, size: int) -> tuple[Image.Image | None, int, int]:
    """Return a word's letters as a mask, and how far right and down it stands from the word's place."""
    from PIL import Image

    place, letters = 0, []
    for letter in word:
        one = _letter(letter, size)
        if one.mask is not None:
            letters.append((place + one.right, one.down, one.mask))
        place += one.advance
    if not letters:
        return None, 0, 0
    left, top = min(right for right, _, _ in letters), min(down for _, down, _ in letters)
    width = max(right + mask.width for right, _, mask in letters) - left
    drawn = Image.new("L", (width, max(down + mask.height for _, down, mask in letters) - top), 0)
    for right, down, mask in letters:
        drawn.paste(255, (right - left, down - top), mask)
    return drawn, left, top


class _Letter(NamedTuple):
    """A letter as a mask, how far right and down it stands from its place, how far the next place is."""

    mask: Image.Image | None
    right: int
    down: int
    advance: int


@lru_cache(maxsize=2048)
def _letter(letter: str, size: int) -> _Letter:
    """Return a letter. A font takes as long for one as putting ten together does; this layout knows no pairs."""
    from PIL import Image, ImageDraw

    font = _font(size)
    advance = round(font.getlength(letter))
    left, top, right, bottom = font.getbbox(letter)
    if right <= left or bottom <= top:
        return _Letter(None, 0, 0, advance)
    mask = Image.new("L", (int(right - left), int(bottom - top)), 0)
    ImageDraw.Draw(mask).text((-left, -top), letter, fill=255, font=font)
    return _Letter(mask, int(left), int(top), advance)


@cache
def _design() -> bytes:
    """Return what tells apart how cards are drawn, by this module and the font: cards outlive their version."""
    return blake2b(Path(__file__).read_bytes() + _FONT.read_bytes(), digest_size=16).digest()


@cache
def _space(size: int) -> int:
    return _advance(" ", size)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    # The basic layout is the same on every machine; the other one needs a library that may not be there.
    return ImageFont.truetype(str(_FONT), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _blank(height: int, ground: int) -> Image.Image:
    """Return rows without anything on them."""
    from PIL import Image

    blank = Image.new("P", (_BEFORE + CARD_SIZE[0], height), ground)
    blank.paste(0, (0, 0, _BEFORE, height))
    return blank


@cache
def _empty(height: int, ground: int) -> _Rows:
    return _packed(_blank(height, ground))


@lru_cache(maxsize=4)
def _fixed(agency: str) -> tuple[_Rows, _Rows, _Rows]:
    """Return what all cards of an office have: its name above the title, the line between, the end of the band."""
    above = _blank(_TITLE_ROWS[0], 0).copy()
    _write(above, _shortened(agency.split(), _AGENCY_SIZE), _AGENCY_SIZE, _AGENCY_TOP, _SOFT)
    between = _empty(_FOOT_ROWS[0] - _TITLE_ROWS[1], _LINE)
    return _packed(above), between, _empty(CARD_SIZE[1] - _FOOT_ROWS[1], _BAND)


@cache
def _palette() -> bytes:
    ramp = [
        round(low + (high - low) * step / (_RAMP - 1))
        for step in range(_RAMP)
        for low, high in zip(_GROUND, _INK, strict=True)
    ]
    return bytes([*ramp, *_BAND_COLOUR, *_LINE_COLOUR])
