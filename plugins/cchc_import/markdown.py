"""Blocks → the Markdown of the site's dialect."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cchc_import.escape import escaped, heading_end
from cchc_import.inline import Writing, markdown
from cchc_import.lists import INDENT, Item, Items
from cchc_import.model import Block, Converter, NoteMark, Paragraph, Picture, Piece, Shown, Table, Words, WordText
from cchc_import.pictures import prepared
from cchc_import.tables import layout_blocks, table_markdown

_DASH = re.compile(r"^\s*([-–—−+•*●○▪■◦►➢✓])\s+(?=\S)")
_SUB_DASHES = "+○◦"
_DECIMAL = re.compile(r"(\d{1,4})\.")


class MarkdownWriter:
    """Writes one document. Afterwards `pictures` and `notes` hold what came up on the way."""

    def __init__(self, text: WordText, convert: Converter | None = None) -> None:
        self._text = text
        self._convert = convert
        self.pictures: list[Picture] = []
        self.notes: list[str] = []
        self._names: dict[Shown, str] = {}
        self._note_numbers: dict[str, int] = {}
        self._in_html: list[NoteMark] = []
        self._writing = Writing(self._picture, self._note)

    def written(self, blocks: Sequence[Block]) -> str:
        """Return the Markdown of `blocks`, whose headings are levels of the page, with the notes they refer to."""
        parts = self._blocks(blocks)
        done = 0
        while done < len(self._note_numbers):
            # A note can refer to another.
            id_, number = list(self._note_numbers.items())[done]
            parts.append(self._definition(id_, number))
            done += 1
        return "\n\n".join(part for part in parts if part) + "\n" if parts else ""

    def _blocks(self, blocks: Sequence[Block]) -> list[str]:
        parts: list[str] = []
        items = Items()
        for block in blocks:
            if isinstance(block, Table):
                items.end()
                parts += self._table(block)
                continue
            item = self._item(block) if not block.heading else None
            if item is None:
                items.end()
                parts.append(self._heading(block) if block.heading else self._paragraph(block))
                continue
            line, continues = items.add(item)
            if continues:
                parts[-1] += f"\n{line}"
            else:
                parts += ["<!-- -->"] * items.must_part + [line]
        return parts

    def _table(self, table: Table) -> list[str]:
        if not table.bordered or (len(table.rows) == 1 and len(table.rows[0]) == 1):
            return self._blocks(tuple(layout_blocks(table)))
        return table_markdown(table, self._writing, self._notes_below)

    def _heading(self, paragraph: Paragraph) -> str:
        label = paragraph.numbered.label if paragraph.numbered is not None and not paragraph.numbered.bullet else ""
        text = heading_end(markdown(paragraph.pieces, self._writing, looks=False, cell=True))
        shown = f"{escaped(label)} {text}" if label else text
        return f"{'#' * paragraph.heading} {shown}"

    def _paragraph(self, paragraph: Paragraph) -> str:
        numbered = paragraph.numbered
        if numbered is None:
            return markdown(paragraph.pieces, self._writing)
        label = Words(f"{numbered.label} ")
        return markdown((label, *paragraph.pieces), self._writing)

    def _item(self, paragraph: Paragraph) -> Item | None:
        """Return a paragraph as an item of a list; `None` when it is none, or one that Markdown lacks (`a)`, `I.`)."""
        numbered = paragraph.numbered
        if numbered is not None and not numbered.bullet:
            found = _DECIMAL.fullmatch(numbered.label)
            if found is None or numbered.level:
                return None
            return Item(0, int(found[1]), markdown(paragraph.pieces, self._writing))
        if numbered is not None:
            return Item(numbered.level, 0, markdown(paragraph.pieces, self._writing))
        first = paragraph.pieces[0] if paragraph.pieces else None
        dash = _DASH.match(first.text) if isinstance(first, Words) and not first.look.raised else None
        if dash is None or not isinstance(first, Words):
            return None
        pieces: tuple[Piece, ...] = (replace(first, text=first.text[dash.end() :]), *paragraph.pieces[1:])
        return Item(1 if dash[1] in _SUB_DASHES else 0, 0, markdown(pieces, self._writing))

    def _picture(self, shown: Shown, in_html: bool) -> str:
        if shown not in self._names:
            data = self._text.media.get(shown.part)
            made = None if data is None else prepared(shown, data, len(self.pictures) + 1, self._convert)
            if made is None or made.picture is None:
                reason = made.reason if made is not None else "ảnh không có trong tệp Word"
                self.notes.append(
                    f"Chưa chuyển được {reason}; hãy chụp lại thành ảnh rồi chèn vào chỗ đã ghi trong bài."
                )
                self._names[shown] = ""
                return f"(Chỗ này có {reason}.)"
            self.pictures.append(made.picture)
            self._names[shown] = made.picture.name
        name = self._names[shown]
        if not name:
            return ""
        if in_html:
            alt = shown.alt.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
            return f'<img src="{name}" alt="{alt}">'
        return f"![{escaped(shown.alt).replace(']', chr(92) + ']')}]({name})"

    def _note(self, mark: NoteMark, in_html: bool) -> str:
        if mark.id not in self._text.footnotes:
            return ""
        if in_html:
            self._in_html.append(mark)
            return f"<sup>({len(self._in_html)})</sup>"
        number = self._note_numbers.setdefault(mark.id, len(self._note_numbers) + 1)
        return f"[^{number}]"

    def _notes_below(self) -> list[str]:
        """Return the notes of an HTML table as paragraphs under it: within HTML the dialect knows no footnote."""
        marks, self._in_html = self._in_html, []
        parts = []
        for number, mark in enumerate(marks, 1):
            first, *more = self._blocks(self._text.footnotes[mark.id]) or [""]
            parts += [f"<sup>({number})</sup> {first}", *more]
        return parts

    def _definition(self, id_: str, number: int) -> str:
        parts = self._blocks(self._text.footnotes[id_]) or [""]
        text = "\n\n".join(parts).replace("\n", f"\n{INDENT}")
        return f"[^{number}]: " + re.sub(r"[ ]+$", "", text, flags=re.MULTILINE)
