"""`cchc reference`: JSON Schema and the editors' reference pages, made from the schema and the catalogue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from cchc.cli.folder import site_folder
from cchc.content.kinds import SECTIONS
from cchc.content.library import load_sources
from cchc.editors import obsidian_files, vscode_files
from cchc.reference import fields_page, json_schema, problems_page, reference_files
from cchc.suggest import nearest


def run_reference(what: str, section: str, out: Path | None) -> int:
    """Print one reference, or write all of them below `out`."""
    if section not in SECTIONS:
        near = nearest(section, SECTIONS)
        meant = f" Có phải ý bạn là “{near}”?" if near else ""
        raise click.UsageError(f"Không có thư mục “{section}”.{meant}")
    if what == "editors":
        return _write_for_editors(out or Path())
    if what == "schema":
        click.echo(json.dumps(json_schema(SECTIONS[section]), ensure_ascii=False, indent=1))
    elif what == "fields":
        click.echo(fields_page(), nl=False)
    elif what == "problems":
        click.echo(problems_page(), nl=False)
    elif out is None:
        raise click.UsageError("Lệnh “cchc reference files” cần --out THƯ-MỤC.")
    else:
        _write(out, reference_files())
    return 0


def _write_for_editors(folder: Path) -> int:
    """Write the settings of VS Code and Obsidian into a site's folder; what is there and not ours stays."""
    site = site_folder(folder)
    vocabulary = load_sources(site.docs).vocabulary
    made = {**vscode_files(vocabulary), **obsidian_files()}
    own = {name for name in made if "cchc" not in name and (folder / name).exists()}
    _write(folder, {name: text for name, text in made.items() if name not in own})
    for name in sorted(own):
        click.echo(f"Giữ nguyên {folder / name} (đã có).", err=True)
    return 0


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        click.echo(f"Đã ghi {path}", err=True)
