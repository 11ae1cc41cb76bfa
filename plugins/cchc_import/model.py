"""What is read from a Word file: pieces of text, paragraphs, tables; and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

# (file, its name with suffix, the suffix wanted) → the converted file, or `None` when that can't be done here.
Converter = Callable[[bytes, str, str], bytes | None]


class WordError(Exception):
    """A file that can't be imported; the text is a Vietnamese sentence with what to do."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece of text looks, as far as it matters on a page."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    raised: str = ""  # "sup" or "sub"


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Words:
    """Text of one look; `link` is an address, or "" for none."""

    text: str
    look: Look = PLAIN
    link: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line within a paragraph."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture's place: `part` is its name in the package, `crop` what is cut off (left, top, right, bottom; 0-1)."""

    part: str
    alt: str = ""
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The place of a footnote or endnote: `id` names its text."""

    id: str


Piece = Words | Break | Shown | NoteMark


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph's place in a list that Word numbers: `label` is what Word shows (`1.`, `a)`, `•`)."""

    list_id: str
    level: int
    label: str
    bullet: bool
    value: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `heading` is a level given by its style (0: none), `style` the style's name."""

    pieces: tuple[Piece, ...]
    heading: int = 0
    style: str = ""
    align: str = ""
    numbered: Numbered | None = None
    size: float = 0.0

    @property
    def text(self) -> str:
        """Its words, with line ends."""
        return "".join(
            piece.text if isinstance(piece, Words) else "\n" if isinstance(piece, Break) else ""
            for piece in self.pieces
        )

    @property
    def bold(self) -> bool:
        """Whether all of its words are bold."""
        words = [piece for piece in self.pieces if isinstance(piece, Words) and piece.text.strip()]
        return bool(words) and all(piece.look.bold for piece in words)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, with the cells it covers."""

    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells, covered ones left out. `heads` rows are repeated on each page by Word."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0
    bordered: bool = True


Block = Paragraph | Table


@dataclass(frozen=True)
class WordText:
    """A whole document, before anything is made of it. `notes` are said to the editor."""

    blocks: tuple[Block, ...]
    footnotes: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)
    core_title: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be stored beside the item."""

    name: str
    data: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a Word file says. Texts are "" where the layout does not tell them.

    `head` are the lines of the document's head that are not in `markdown`; `notes` tell the editor what was changed,
    left out or guessed.
    """

    title: str
    date: date | None
    so_ky_hieu: str
    co_quan: str
    loai: str
    trich_yeu: str
    markdown: str
    pictures: tuple[Picture, ...]
    notes: tuple[str, ...]
    head: tuple[str, ...] = ()
