"""`cchc reference`: JSON Schema and the editors' reference pages, made from the schema and the catalogue."""

from __future__ import annotations

import json
from pathlib import Path

import click

from cchc.content.kinds import SECTIONS
from cchc.reference import fields_page, json_schema, problems_page, reference_files
from cchc.suggest import nearest


def run_reference(what: str, section: str, out: Path | None) -> int:
    """Print one reference, or write all of them below `out`."""
    if section not in SECTIONS:
        near = nearest(section, SECTIONS)
        meant = f" Có phải ý bạn là “{near}”?" if near else ""
        raise click.UsageError(f"Không có thư mục “{section}”.{meant}")
    if what == "schema":
        click.echo(json.dumps(json_schema(SECTIONS[section]), ensure_ascii=False, indent=1))
    elif what == "fields":
        click.echo(fields_page(), nl=False)
    elif what == "problems":
        click.echo(problems_page(), nl=False)
    elif out is None:
        raise click.UsageError("Lệnh “cchc reference files” cần --out THƯ-MỤC.")
    else:
        for name, text in reference_files().items():
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            click.echo(f"Đã ghi {path}", err=True)
    return 0
