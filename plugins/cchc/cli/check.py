"""`cchc check`."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from cchc.cli.console import messages, print_problems, tally_of
from cchc.cli.folder import SiteFolder, open_folder, open_numbers, site_folder
from cchc.content.items import Item, PlainPage
from cchc.content.library import Library
from cchc.content.paths import DOCS
from cchc.editors.watching import STARTED, WAITING
from cchc.problems import Problem, has_errors


def run_check(directory: Path, now: str, form: str, hints: bool = False, watch: bool = False) -> int:
    """Print all problems; return 1 when one of them is an error. `watch`: again after every change, until stopped."""
    folder = site_folder(directory)
    if not watch:
        return 1 if has_errors(_check(folder, now, form, hints)) else 0
    if form == "json":
        raise click.UsageError("Không dùng --watch cùng --format json.")
    _check_changes(folder, now, hints)
    return 0


def _check(folder: SiteFolder, now: str, form: str, hints: bool) -> Sequence[Problem]:
    problems, library = _found(folder, now, hints)
    if form == "json":
        click.echo(json.dumps([problem.as_json() for problem in problems], ensure_ascii=False, indent=1))
    else:
        print_problems(problems)
        messages().print(f"Đã kiểm tra {len(library.sources)} tệp: {tally_of(problems)}.", markup=False)
    return problems


def _found(folder: SiteFolder, now: str, hints: bool) -> tuple[Sequence[Problem], Library]:
    if not hints:
        counted = open_numbers(folder, now)
        return counted.problems, counted.library
    opened = open_folder(folder, now)
    with messages().status("Đọc cách viết…"):
        return sorted((*opened.problems, *_hints(opened.library))), opened.library


def _hints(library: Library) -> Iterator[Problem]:
    from cchc.writing import hints_of

    entries: tuple[Item | PlainPage, ...] = (*library.items, *library.pages)
    for entry in entries:
        for found in hints_of(entry, library.vocabulary):
            yield found.at(f"{DOCS}/{entry.source}")


def _check_changes(folder: SiteFolder, now: str, hints: bool) -> None:
    """Check at once, then whenever something below docs/ has changed; ends with Ctrl+C."""
    from cchc.preview.watch import Watcher

    changed = threading.Event()
    changed.set()
    watcher = Watcher(lambda paths: changed.set())
    watcher.start([(folder.docs, True)])
    try:
        while True:
            # A wait without end can't be interrupted on Windows.
            if not changed.wait(1.0):
                continue
            changed.clear()
            messages().print(STARTED, markup=False)
            _check(folder, now, "text", hints)
            messages().print(WAITING, markup=False)
    except KeyboardInterrupt:
        messages().print("Đã dừng kiểm tra.", markup=False)
    finally:
        watcher.stop()
