"""`cchc reference`: JSON Schema and the editors' reference pages, made from the schema and the catalogue."""

from __future__ import annotations

import json

import click

from cchc.content.kinds import SECTIONS
from cchc.reference import fields_page, json_schema, problems_page
from cchc.suggest import nearest


def run_reference(what: str, section: str) -> int:
    """Print one reference."""
    if section not in SECTIONS:
        near = nearest(section, SECTIONS)
        meant = f" Có phải ý bạn là “{near}”?" if near else ""
        raise click.UsageError(f"Không có thư mục “{section}”.{meant}")
    if what == "schema":
        click.echo(json.dumps(json_schema(SECTIONS[section]), ensure_ascii=False, indent=1))
    else:
        click.echo(fields_page() if what == "fields" else problems_page(), nl=False)
    return 0
