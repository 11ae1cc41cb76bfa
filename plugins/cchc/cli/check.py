"""`cchc check`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from cchc.cli.console import messages, print_problems, tally_of
from cchc.cli.folder import open_numbers, site_folder
from cchc.problems import has_errors


def run_check(directory: Path, now: str, form: str) -> int:
    """Print all problems; return 1 when one of them is an error."""
    opened = open_numbers(site_folder(directory), now)
    problems = opened.problems
    if form == "json":
        click.echo(json.dumps([problem.as_json() for problem in problems], ensure_ascii=False, indent=1))
    else:
        print_problems(problems)
        count = len(opened.library.sources)
        messages().print(f"Đã kiểm tra {count} tệp: {tally_of(problems)}.", markup=False)
    return 1 if has_errors(problems) else 0
