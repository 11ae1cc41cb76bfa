"""Tables for a terminal and for a Markdown file, and the place of one in a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

BEGIN: Final = "<!-- bench:begin -->"
END: Final = "<!-- bench:end -->"


@dataclass(frozen=True, slots=True)
class Table:
    """A heading row and rows of the same length. The first `words` columns are words, the others figures."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1


def as_text(table: Table) -> str:
    """Return a table for a terminal: words to the left, figures to the right."""
    lines = [table.header, *table.rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(table.header))]

    def line(cells: Sequence[str]) -> str:
        padded = (
            cell.ljust(width) if column < table.words else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return "  ".join(padded).rstrip()

    return "\n".join((table.title, line(table.header), line(["-" * width for width in widths]), *map(line, table.rows)))


def as_markdown(table: Table) -> str:
    """Return a table of GitHub's Markdown below its title."""
    marks = ["---" if column < table.words else "---:" for column in range(len(table.header))]
    lines = ["| " + " | ".join(cells) + " |" for cells in (table.header, marks, *table.rows)]
    return "\n".join((f"{table.title}:", "", *lines))


def between_markers(text: str, inside: str) -> str:
    """Return `text` with `inside` between its markers. Raises ValueError unless both are there once, in their order."""
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise ValueError(f"needs one line {BEGIN} and, below it, one line {END}")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{inside.strip()}\n\n{END}{after}"
