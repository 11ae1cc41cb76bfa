"""The head of an administrative document: agency, number, place and day, kind, abstract, by where they stand.

Layout of Nghị định 30/2020/NĐ-CP, Phụ lục I: on the left the agency and its number, on the right the national title and
the day; below them the name of the kind in capitals and the abstract (trích yếu), or `V/v …` under an official
letter's number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cchc.citations import parse_citation
from cchc.citations.kinds import OFFICIAL_LETTER, TYPE_WORDS
from cchc.text import fold, name_key
from cchc_import.model import Block, Paragraph, Table

_FORMULAS = ("cong hoa xa hoi chu nghia viet nam", "doc lap tu do hanh phuc", "dang cong san viet nam")
_NUMBER = re.compile(r"^số\s*[:.]?\s*(?=\d|/|…|\.{2}|_)", re.IGNORECASE)
_DAY = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_DAY_LEFT_OPEN = re.compile(r"ngày[\s.…_]*(?:\d{1,2})?[\s.…_]*tháng[\s.…_]*(?:\d{1,2})?[\s.…_]*năm", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?:v/v|về việc)\s*:?\s*", re.IGNORECASE)
_RULE = re.compile(r"[\s\-_–—*=~.…]*")
_COLUMNS = re.compile(r"\t+| {4,}")
_STARTERS = (
    "so ",
    "uy ban",
    "ubnd",
    "ban ",
    "van phong",
    "trung tam",
    "chi cuc",
    "cuc ",
    "phong ",
    "bo ",
    "hoi dong",
    "to ",
)
_NOT_ABSTRACT = re.compile(r"^(?:kính gửi|căn cứ|phần\b|chương\b|điều\b|mục\b|[IVX]+\.|\d+[.)]|\()", re.IGNORECASE)
_FIRST_BLOCKS, _FIRST_PARAGRAPHS = 8, 12
_LONGEST_ABSTRACT = 400
_MOST_ABSTRACT_LINES = 4


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says; texts are "" where it says nothing. `lines` are its lines as they stand, `rest` the blocks
    below it; `unnumbered`: the document has no number yet.
    """

    so_ky_hieu: str = ""
    co_quan: str = ""
    loai: str = ""
    trich_yeu: str = ""
    day: date | None = None
    lines: tuple[str, ...] = ()
    rest: tuple[Block, ...] = ()
    unnumbered: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    bold: bool = False


def read_head(blocks: Sequence[Block]) -> Head | None:
    """Return a document's head; `None` for a text that has none."""
    found = _head_table(blocks) or _head_paragraphs(blocks)
    if found is None:
        return None
    cells, rest = found
    return _with_kind(_read_cells(cells), rest)


def _head_table(blocks: Sequence[Block]) -> tuple[list[list[_Line]], Sequence[Block]] | None:
    for index, block in enumerate(blocks[:_FIRST_BLOCKS]):
        if isinstance(block, Table):
            columns = _by_column(block)
            lines = [line for column in columns for line in column]
            if len(block.rows) <= _FIRST_BLOCKS and _is_head(lines):
                before = [one for one in blocks[:index] if isinstance(one, Paragraph)]
                return columns, [*before, *blocks[index + 1 :]]
            return None
    return None


def _by_column(table: Table) -> list[list[_Line]]:
    columns: list[list[_Line]] = []
    for row in table.rows:
        for place, cell in enumerate(row):
            while len(columns) <= place:
                columns.append([])
            for block in cell.blocks:
                if isinstance(block, Paragraph):
                    columns[place] += _lines(block)
    return columns


def _head_paragraphs(blocks: Sequence[Block]) -> tuple[list[list[_Line]], Sequence[Block]] | None:
    """Read a head that is set with tabs or spaces instead of a table: left of the gap, right of the gap."""
    left: list[_Line] = []
    right: list[_Line] = []
    last = -1
    for index, block in enumerate(blocks[:_FIRST_PARAGRAPHS]):
        if not isinstance(block, Paragraph) or _kind(block.text.strip().split("\n")[0])[0]:
            break
        for line in _lines(block):
            first, *others = [part.strip() for part in _COLUMNS.split(line.text.strip()) if part.strip()]
            key = name_key(first)
            is_right = key in _FORMULAS or _DAY_LEFT_OPEN.search(first) is not None
            (right if is_right and not others else left).append(_Line(first, line.bold))
            right += [_Line(other, line.bold) for other in others]
            if any(_DAY_LEFT_OPEN.search(part) or _NUMBER.match(part) for part in (first, *others)):
                last = index
    return ([left, right], blocks[last + 1 :]) if last >= 0 and _is_head([*left, *right]) else None


def _is_head(lines: Sequence[_Line]) -> bool:
    keys = [name_key(line.text) for line in lines]
    formula = any(known in key for key in keys for known in (_FORMULAS[0], _FORMULAS[2]))
    return formula and any(_NUMBER.match(line.text) or _DAY_LEFT_OPEN.search(line.text) for line in lines)


def _lines(paragraph: Paragraph) -> Iterator[_Line]:
    for text in paragraph.text.split("\n"):
        if text.strip():
            yield _Line(text.strip(), paragraph.bold)


def _read_cells(columns: Sequence[Sequence[_Line]]) -> Head:
    number, day, unnumbered = "", None, False
    agency: list[_Line] = []
    subject: list[str] = []
    for column in columns:
        agency_here: list[_Line] = []
        numbered = False
        for line in column:
            if _RULE.fullmatch(line.text) or any(known in name_key(line.text) for known in _FORMULAS):
                continue
            if start := _NUMBER.match(line.text):
                citation = parse_citation(f"số {line.text[start.end() :].strip()}")
                number = citation.printed() if citation is not None and citation.number else ""
                unnumbered, numbered, agency = not number, True, agency_here
            elif _DAY_LEFT_OPEN.search(line.text):
                day = _day_of(line.text) or day
            elif numbered and (subject or _SUBJECT.match(line.text)):
                subject.append(line.text)
            else:
                agency_here.append(line)
        agency = agency or agency_here
    lines = tuple(" ".join(line.text.split()) for column in columns for line in column)
    abstract = " ".join(" ".join(subject).split())
    return Head(number, _agency(agency), OFFICIAL_LETTER if abstract else "", abstract, day, lines, (), unnumbered)


def _agency(lines: Sequence[_Line]) -> str:
    """Return the issuing agency: the bold lines; where all look alike, from the last line that can begin a name."""
    bold = [line for line in lines if line.bold]
    if bold and len(bold) < len(lines):
        chosen: Sequence[_Line] = bold
    else:
        starts = [index for index, line in enumerate(lines) if f"{fold(line.text)} ".startswith(_STARTERS)]
        chosen = lines[starts[-1] :] if starts else lines[-1:]
    return " ".join(" ".join(line.text.split()) for line in chosen)


def _day_of(text: str) -> date | None:
    found = _DAY.search(text)
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def _with_kind(head: Head, blocks: Sequence[Block]) -> Head:
    """Add the kind and the abstract that stand under the head."""
    for index, block in enumerate(blocks[:3]):
        if not isinstance(block, Paragraph):
            break
        first, *more = [line for line in block.text.split("\n") if line.strip()] or [""]
        kind, inline = _kind(first)
        if not kind:
            continue
        abstract = [line for line in (inline, *more) if line]
        after = index + 1
        for following in blocks[after : after + _MOST_ABSTRACT_LINES]:
            if not _is_abstract(following):
                break
            abstract += [line.text for line in _lines(following)] if isinstance(following, Paragraph) else []
            after += 1
        words = [line for line in abstract if not _RULE.fullmatch(line)]
        rest = (*blocks[:index], *blocks[after:])
        lines = (*head.lines, first, *(" ".join(line.split()) for line in abstract))
        text = " ".join(" ".join(words).split())
        return Head(head.so_ky_hieu, head.co_quan, kind, text, head.day, lines, rest, head.unnumbered)
    return Head(
        head.so_ky_hieu, head.co_quan, head.loai, head.trich_yeu, head.day, head.lines, tuple(blocks), head.unnumbered
    )


def _kind(line: str) -> tuple[str, str]:
    """Return the kind that a line in capitals names, and what stands behind it on the line."""
    text = " ".join(line.split()).strip(" *")
    if not text or text != text.upper():
        return "", ""
    known = TYPE_WORDS.get(text.casefold())
    return (known[0], "") if known is not None else ("", "")


def _is_abstract(block: Block) -> bool:
    if not isinstance(block, Paragraph) or block.numbered is not None:
        return False
    text = block.text.strip()
    if _RULE.fullmatch(text):
        return True
    return (block.bold or block.align == "center") and len(text) <= _LONGEST_ABSTRACT and not _NOT_ABSTRACT.match(text)
