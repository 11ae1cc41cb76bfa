"""Tables: as Markdown where it can hold them, else as HTML that the site's policy lets through."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cchc_import.inline import BREAK, Writing, html, markdown
from cchc_import.model import Block, Cell, NoteMark, Paragraph, Table

_NUMERIC = set("0123456789.,-–% ")


def table_markdown(table: Table, writing: Writing, notes_below: Callable[[], list[str]]) -> list[str]:
    """Return the blocks of a table; `notes_below` returns the texts of the notes met within HTML."""
    if _is_plain(table):
        return ["\n".join(_pipes(table, writing))]
    return ["\n".join(_html(table, writing)), *notes_below()]


def layout_blocks(table: Table) -> Iterator[Block]:
    """Yield what stands in the cells of a table that is there for the layout, row by row."""
    for row in table.rows:
        for cell in row:
            for block in cell.blocks:
                if isinstance(block, Table):
                    yield from layout_blocks(block)
                else:
                    yield block


def _is_plain(table: Table) -> bool:
    """Say whether Markdown can hold a table: equal rows, no merged cell, only paragraphs, one row at most as head."""
    width = len(table.rows[0])
    cells = [cell for row in table.rows for cell in row]
    return (
        width > 1
        and len(table.rows) > 1
        and table.heads <= 1
        and all(len(row) == width for row in table.rows)
        and all(cell.columns == cell.rows == 1 for cell in cells)
        and all(isinstance(block, Paragraph) for cell in cells for block in cell.blocks)
    )


def _pipes(table: Table, writing: Writing) -> Iterator[str]:
    head, *body = table.rows
    yield _pipe_row([_cell_markdown(cell, writing, looks=False) for cell in head])
    columns = range(len(head))
    yield "|" + "|".join("---:" if body and all(_is_number(row[at]) for row in body) else "---" for at in columns) + "|"
    for row in body:
        yield _pipe_row([_cell_markdown(cell, writing) for cell in row])


def _pipe_row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell_markdown(cell: Cell, writing: Writing, looks: bool = True) -> str:
    texts = []
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            label = f"{block.numbered.label} " if block.numbered is not None else ""
            texts.append(label + markdown(block.pieces, writing, looks, cell=True))
    return BREAK.join(texts)


def _is_number(cell: Cell) -> bool:
    text = "".join(block.text for block in cell.blocks if isinstance(block, Paragraph)).strip()
    return bool(text) and set(text) <= _NUMERIC and any(sign.isdigit() for sign in text)


def _html(table: Table, writing: Writing) -> Iterator[str]:
    heads = _head_rows(table)
    yield "<table>"
    if heads:
        yield "<thead>"
        yield from (_html_row(row, "th", writing) for row in table.rows[:heads])
        yield "</thead>"
    yield "<tbody>"
    yield from (_html_row(row, "td", writing) for row in table.rows[heads:])
    yield "</tbody>"
    yield "</table>"


def _head_rows(table: Table) -> int:
    """Return how many rows are the head: those Word repeats; else a bold first one, with the rows it reaches into."""
    if table.heads:
        heads = table.heads
    else:
        first = [block for cell in table.rows[0] for block in cell.blocks if isinstance(block, Paragraph)]
        heads = 1 if first and all(block.bold or not block.text.strip() for block in first) else 0
    at = 0
    while at < heads < len(table.rows):
        heads = max([heads, *(at + cell.rows for cell in table.rows[at])])
        at += 1
    return heads if heads < len(table.rows) else 0


def _html_row(row: tuple[Cell, ...], tag: str, writing: Writing) -> str:
    return "<tr>" + "".join(_html_cell(cell, tag, writing) for cell in row) + "</tr>"


def _html_cell(cell: Cell, tag: str, writing: Writing) -> str:
    spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    return f"<{tag}{spans}>{_html_content(cell.blocks, writing, tag == 'td')}</{tag}>"


def _html_content(blocks: tuple[Block, ...], writing: Writing, looks: bool) -> str:
    parts = []
    for block in blocks:
        if isinstance(block, Table):
            parts.append("".join(_html(block, writing)))
        else:
            label = f"{block.numbered.label} " if block.numbered is not None else ""
            parts.append(label + html(block.pieces, writing, looks))
    return BREAK.join(parts)


def marks_in(blocks: tuple[Block, ...]) -> Iterator[NoteMark]:
    """Yield the notes' marks of blocks in their order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (piece for piece in block.pieces if isinstance(piece, NoteMark))
        else:
            for row in block.rows:
                for cell in row:
                    yield from marks_in(cell.blocks)
