"""`cchc citations`: every citation of the texts, those that lead nowhere first."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from cchc.citations import Resolution, find_citations
from cchc.cli.console import messages, refuses
from cchc.cli.folder import open_folder, site_folder
from cchc.content.items import Item
from cchc.content.schema import ProcedureFields
from cchc.service import Opened
from cchc.site.citing import Citing


@dataclass(frozen=True, slots=True)
class Row:
    """A citation: its place, its words, and the document or what is wrong."""

    path: str
    line: int
    text: str
    full_name: str
    document: str
    notes: tuple[str, ...]


def run_citations(directory: Path, now: str, form: str, unresolved: bool) -> int:
    """Print the citations of the public items."""
    opened = open_folder(site_folder(directory), now)
    if refuses(opened.problems, "chưa đọc dẫn chiếu"):
        return 1
    rows = sorted(_rows(opened), key=lambda row: (bool(row.document), row.path, row.line))
    shown = [row for row in rows if not (unresolved and row.document)]
    console = Console(highlight=False, soft_wrap=True)
    console.print(_WRITERS[form](shown), markup=False, end="")
    if form == "text":
        missing = sum(not row.document for row in rows)
        counted = f"{len(rows)} dẫn chiếu, {missing} chưa có văn bản trong chuyên mục."
        messages().print(counted, markup=False)
    return 0


def _rows(opened: Opened) -> Iterator[Row]:
    """Yield the citations of each item, each of its documents once."""
    citing = Citing(opened.edition, opened.links, opened.texts.citations, suggesting=True)
    for item in opened.edition.listed:
        seen = set()
        for resolution in citing.of(item):
            if resolution.citation.text not in seen:
                seen.add(resolution.citation.text)
                yield _row(item, resolution)


def _row(item: Item, resolution: Resolution) -> Row:
    citation = resolution.citation
    notes = [warning.text.rstrip(".") for warning in citation.warnings] if resolution.item is None else []
    if resolution.likely is not None and resolution.item is None:
        notes.append(f"có thể là “{resolution.likely.title}”, cần ghi rõ ngày ban hành")
    elif resolution.item is None:
        notes += [f"gần giống “{one.item.title}”: {one.reason.text}" for one in resolution.suggestions]
    document = resolution.item.title if resolution.item else ""
    line = _line_of(item, citation.text)
    return Row(f"docs/{item.source}", line, citation.text, citation.full_name(), document, tuple(notes))


def _line_of(item: Item, words: str) -> int:
    """Return the line of the file where the words stand first; 1 for words of the front matter."""
    body = item.text.body
    if isinstance(item.fields, ProcedureFields) and words in item.fields.can_cu and words not in body:
        return 1
    place = next((found.start for found in find_citations(body) if found.text == words), 0)
    return item.text.body_line + body.count("\n", 0, place)


def _text(rows: list[Row]) -> str:
    lines = []
    for row in rows:
        lines.append(f"{row.path}:{row.line}  {row.full_name}")
        lines.append(f"    → {row.document}" if row.document else "    Chưa có văn bản này trong chuyên mục.")
        lines += [f"    Lưu ý: {note}." for note in row.notes]
    return "".join(f"{line}\n" for line in lines)


def _json(rows: list[Row]) -> str:
    data = [
        {
            "path": row.path,
            "line": row.line,
            "text": row.text,
            "full_name": row.full_name,
            "document": row.document or None,
            "notes": list(row.notes),
        }
        for row in rows
    ]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _csv(rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["tep", "dong", "nguyen_van", "ten_day_du", "van_ban", "luu_y"])
    writer.writerows([row.path, row.line, row.text, row.full_name, row.document, "; ".join(row.notes)] for row in rows)
    return out.getvalue()


_WRITERS = {"text": _text, "json": _json, "csv": _csv}
