"""Which paragraphs are headings, by their style or by how they look, and on which level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cchc_import.model import Block, Paragraph, Table

_HIGHEST, _LOWEST = 2, 6
_LONGEST = 160
_LONGEST_UNNUMBERED = 110
_SENTENCE_END = (".", ";", ",", ":", "!", "?", "…", ")")
_SIGNING = re.compile(r"^(?:KT|TM|TL|TUQ|Q|Nơi nhận|(?:PHÓ )?(?:GIÁM ĐỐC|CHỦ TỊCH|TRƯỞNG|CHÁNH))\b", re.IGNORECASE)
# What a heading begins with → how deep it stands: Phần, Chương / Mục / I. / Điều / 1. / 1.1. / a)
_RANKS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"(?:phần|chương|phụ lục)\s+(?:[ivx]+|\d+|thứ)\b", re.IGNORECASE), 10),
    (re.compile(r"mục\s+\d+", re.IGNORECASE), 20),
    (re.compile(r"[IVX]{1,5}[.)/\-]\s?\S"), 30),
    (re.compile(r"[A-ZĐ][.)]\s?\S"), 25),
    (re.compile(r"điều\s+\d+", re.IGNORECASE), 40),
    (re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}\.?\s"), 70),
    (re.compile(r"\d{1,2}\.\d{1,2}\.?\s"), 60),
    (re.compile(r"\d{1,2}[.)/]\s?\S"), 50),
    (re.compile(r"[a-zđ][.)]\s?\S"), 80),
)
_UNNUMBERED = 45
_CAPITALS = 28
# A heading by its style stands among those by their looks as its number usually does: I. / 1. / 1.1. …
_STYLED = (15, 35, 55, 65, 75, 85, 90, 95, 99)


def with_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with `heading` set to the level on the page: 2 to 6, 0 for a plain paragraph."""
    out: list[Block] = []
    above: list[int] = []
    for index, block in enumerate(blocks):
        rank = _rank(block, blocks, index + 1)
        if not isinstance(block, Paragraph):
            out.append(block)
            continue
        if rank:
            # By what stands above it, so that no level is skipped.
            while above and above[-1] >= rank:
                above.pop()
            above.append(rank)
        out.append(replace(block, heading=min(_HIGHEST + len(above) - 1, _LOWEST) if rank else 0))
    return tuple(out)


def shown_text(paragraph: Paragraph) -> str:
    """Return a paragraph's words with the number that Word shows before them."""
    text = " ".join(paragraph.text.split())
    numbered = paragraph.numbered
    return f"{numbered.label} {text}" if numbered is not None and not numbered.bullet else text


def _rank(block: Block, blocks: Sequence[Block], after: int) -> int:
    """Return how deep a heading stands (the smaller the higher), 0 for what is none; `after` is the next block."""
    if not isinstance(block, Paragraph) or not block.text.strip():
        return 0
    text = shown_text(block)
    if block.heading > 0 and len(text) <= 2 * _LONGEST:
        return _STYLED[block.heading - 1]
    if not block.bold or block.align == "right" or len(text) > _LONGEST or _SIGNING.match(text):
        return 0
    if block.numbered is not None and block.numbered.bullet:
        return 0
    if rank := _numbered_rank(text):
        return rank if after < len(blocks) else 0
    if len(text) > _LONGEST_UNNUMBERED or text.endswith(_SENTENCE_END) or not _leads(blocks, after):
        return 0
    return _CAPITALS if text == text.upper() else _UNNUMBERED


def _numbered_rank(text: str) -> int:
    return next((rank for pattern, rank in _RANKS if pattern.match(text)), 0)


def _leads(blocks: Sequence[Block], after: int) -> bool:
    """Say whether text follows that a heading can stand over."""
    if after >= len(blocks):
        return False
    following = blocks[after]
    return isinstance(following, Table) or not following.bold or _numbered_rank(shown_text(following)) > 0
