"""A Word file as blocks: paragraphs and tables in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cchc_import.findings import Findings, cut, notes_of
from cchc_import.model import Block, Cell, Numbered, Paragraph, Piece, Shown, Table, Words, WordText
from cchc_import.numbering import Numbering
from cchc_import.package import Package
from cchc_import.runs import RunReader
from cchc_import.styles import ParagraphLook, Styles
from cchc_import.xml import Element, attribute, below, child, children, name_of, number

_THROUGH = frozenset(["sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"])
_DEEPEST = 100
_MOST_COLUMNS = 200
_DEEPER_LIST = re.compile(r"list (?:bullet|number) (\d)")
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read_blocks(package: Package) -> WordText:
    """Return everything a package says. Raises WordError."""
    findings = Findings()
    main = package.main
    reader = _BlockReader(package, main, findings)
    body = child(package.root(main), "body")
    blocks = tuple(reader.blocks(body)) if body is not None else ()
    footnotes: dict[str, tuple[Block, ...]] = {}
    for kind, element in (("footnotes", "footnote"), ("endnotes", "endnote")):
        for part in package.related(main, kind):
            notes = _BlockReader(package, part, findings)
            for note in children(package.root(part), element):
                if attribute(note, "type") not in _SEPARATORS:
                    footnotes[f"{kind[:3]}{attribute(note, 'id')}"] = tuple(notes.blocks(note))
    media = {
        shown.part: package.data(shown.part)
        for shown in _shown_in((*blocks, *(block for note in footnotes.values() for block in note)))
        if package.has(shown.part)
    }
    said = (*notes_of(findings), *_left_out(package))
    return WordText(blocks, footnotes, media, _core_title(package), said)


class _BlockReader:
    """Reads the blocks of one part."""

    def __init__(self, package: Package, part: str, findings: Findings) -> None:
        main = package.main
        self._styles = Styles(_first_root(package, main, "styles"))
        self._numbering = Numbering(_first_root(package, main, "numbering"))
        self._runs = RunReader(self._styles, dict(package.relations(part)), findings)
        self._findings = findings
        self._waiting: tuple[Piece, ...] = ()

    def blocks(self, parent: Element, depth: int = 0) -> Iterator[Block]:
        """Yield the blocks below an element; text boxes follow the paragraph that they hang on."""
        if depth > _DEEPEST:
            return
        for element in children(parent):
            name = name_of(element)
            if name == "p":
                yield from self._paragraph(element, depth)
            elif name == "tbl":
                table = self._table(element, depth)
                if table.rows:
                    yield table
            elif name == "sdt" and _is_contents(element):
                self._findings.contents += 1
            elif name in _THROUGH:
                yield from self.blocks(element, depth + 1)
        if self._waiting:
            yield Paragraph(self._waiting)
            self._waiting = ()

    def _paragraph(self, element: Element, depth: int) -> Iterator[Block]:
        properties = child(element, "pPr")
        look = self._styles.of_paragraph(properties)
        if look.style.startswith(("toc ", "muc luc ")):
            self._findings.contents += 1
            return
        pieces, boxes = self._runs.pieces(element, look)
        marks = child(properties, "rPr")
        if child(marks, "del") is not None or child(marks, "moveFrom") is not None:
            # The end of the paragraph is deleted: its words go on in the next one.
            self._waiting += pieces
        else:
            pieces, self._waiting = (*self._waiting, *pieces), ()
            shown = any(not isinstance(piece, Words) or piece.text.strip() for piece in pieces)
            numbered = self._numbered(look) if shown and look.list_id else None
            heading = -1 if look.title else look.heading
            if shown:
                yield Paragraph(pieces, heading, look.style, look.align, numbered, _size(element, look.run.size))
        for box in boxes:
            yield from self.blocks(box, depth + 1)

    def _numbered(self, look: ParagraphLook) -> Numbered | None:
        numbered = self._numbering.next(look.list_id, max(look.level, 0))
        # Word's own styles “List Bullet 2” are lists of one level each, deeper by their indent only.
        deeper = _DEEPER_LIST.fullmatch(look.style)
        if numbered is None or deeper is None or numbered.level:
            return numbered
        return replace(numbered, level=int(deeper[1]) - 1)

    def _table(self, element: Element, depth: int) -> Table:
        grid: list[list[_Placed]] = []
        heads = 0
        for row in _rows(element):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                self._findings.deleted += 1
                continue
            if child(properties, "tblHeader") is not None and heads == len(grid):
                heads += 1
            grid.append(self._row(row, properties, depth))
        return Table(_merged(grid), heads, _is_bordered(element))

    def _row(self, row: Element, properties: Element | None, depth: int) -> list[_Placed]:
        at = min(number(attribute(child(properties, "gridBefore"), "val")), _MOST_COLUMNS)
        placed = [_Placed(0, at, "", ())] if at else []
        for cell in _cells(row):
            look = child(cell, "tcPr")
            wide = min(max(number(attribute(child(look, "gridSpan"), "val"), 1), 1), _MOST_COLUMNS)
            merge = child(look, "vMerge")
            state = "" if merge is None else attribute(merge, "val") or "continue"
            placed.append(_Placed(at, wide, state, tuple(self.blocks(cell, depth + 1))))
            at += wide
        return placed


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell of a row: where it starts, how wide it is, whether it goes on from above (`restart`, `continue`)."""

    column: int
    wide: int
    merge: str
    blocks: tuple[Block, ...]


def _merged(grid: list[list[_Placed]]) -> tuple[tuple[Cell, ...], ...]:
    rows: list[list[Cell]] = []
    open_: dict[int, tuple[int, int]] = {}  # column → row and place of the cell that goes on
    for at, placed in enumerate(grid):
        rows.append([])
        for one in placed:
            if one.merge == "continue" and one.column in open_:
                row, place = open_[one.column]
                above = rows[row][place]
                rows[row][place] = replace(above, rows=at - row + 1, blocks=(*above.blocks, *one.blocks))
                continue
            for column in range(one.column, one.column + one.wide):
                open_.pop(column, None)
            if one.merge:
                open_[one.column] = (at, len(rows[at]))
            rows[at].append(Cell(one.blocks, one.wide))
    return tuple(tuple(row) for row in rows)


def _rows(table: Element) -> Iterator[Element]:
    for element in children(table, "tr", *_THROUGH):
        if name_of(element) == "tr":
            yield element
        else:
            yield from _rows(element)


def _cells(row: Element) -> Iterator[Element]:
    for element in children(row, "tc", *_THROUGH):
        if name_of(element) == "tc":
            yield element
        else:
            yield from _cells(element)


def _is_bordered(table: Element) -> bool:
    """Say whether a table has lines within: one without is there for the layout."""
    properties = child(table, "tblPr")
    borders = child(properties, "tblBorders")
    if borders is not None:
        return any(attribute(one, "val") not in ("", "none", "nil") for one in children(borders))
    style = attribute(child(properties, "tblStyle"), "val").casefold()
    inner = (one for cell in below(table, "tcBorders") for one in children(cell))
    return style not in ("", "tablenormal") or any(attribute(one, "val") not in ("", "none", "nil") for one in inner)


def _is_contents(element: Element) -> bool:
    gallery = attribute(child(element, "sdtPr", "docPartObj", "docPartGallery"), "val")
    return gallery == "Table of Contents"


def _size(paragraph: Element, default: float) -> float:
    sizes = [number(attribute(one, "val")) / 2 for one in below(paragraph, "sz") if one.getparent() is not None]
    return max(sizes, default=default)


def _first_root(package: Package, part: str, type_: str) -> Element | None:
    found = package.related(part, type_)
    return package.root(found[0]) if found else None


def _core_title(package: Package) -> str:
    for part in package.related("", "core-properties"):
        title = child(package.root(part), "title")
        return " ".join((title.text or "").split()) if title is not None else ""
    return ""


def _shown_in(blocks: tuple[Block, ...]) -> Iterator[Shown]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (piece for piece in block.pieces if isinstance(piece, Shown))
        else:
            for row in block.rows:
                for cell in row:
                    yield from _shown_in(cell.blocks)


def _left_out(package: Package) -> Iterator[str]:
    main = package.main
    comments = sum(len(list(children(package.root(part), "comment"))) for part in package.related(main, "comments"))
    if comments:
        yield f"Đã bỏ {comments} nhận xét (Comment) của Word."
    for kind, words in (("header", "đầu trang"), ("footer", "chân trang")):
        texts: dict[str, None] = {}
        for part in package.related(main, kind):
            reader = _BlockReader(package, part, Findings())
            paragraphs = (block for block in reader.blocks(package.root(part)) if isinstance(block, Paragraph))
            texts |= dict.fromkeys(" ".join(paragraph.text.split()) for paragraph in paragraphs)
        for text in texts:
            if not text.replace("-", "").strip().isdigit() and text:
                yield f"Đã bỏ {words} của Word: “{cut(text)}”."
    if package.related(main, "aFChunk"):
        yield "Tệp có phần nhúng từ tệp khác chưa chuyển được; mở bằng Word, lưu lại rồi nhập lại."
