"""Printing: results to standard output, messages to standard error, progress only on a terminal."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from cchc.content.library import Progress as Told
from cchc.problems import CATALOGUE, Problem, Severity, has_errors

SEVERITY_LABELS = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.HINT: "gợi ý"}
_COLORS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}


def use_utf8() -> None:
    """Print Vietnamese also where the console has an old code page (Windows)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def messages() -> Console:
    """Return the console for messages."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def progress(words: str) -> Iterator[Told]:
    """Show a bar while something is read; nothing when standard error is no terminal."""
    console = messages()
    bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True)
    task = bar.add_task(words, total=None)

    def told(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total)

    if not console.is_terminal:
        yield lambda done, total: None
        return
    with bar:
        yield told


MANY = 30


def print_problems(problems: Sequence[Problem], most_warnings: int | None = None) -> None:
    """Print problems as an editor reads them: the place, what is wrong, what to do, a right example.

    The example of a code is shown at its first problem. All errors are shown; of the warnings at most
    `most_warnings`, and then how many more there are.
    """
    console = messages()
    explained: set[str] = set()
    warnings = 0
    for problem in problems:
        if problem.severity is Severity.WARNING:
            warnings += 1
            if most_warnings is not None and warnings > most_warnings:
                continue
        _print_problem(console, problem, problem.code not in explained)
        explained.add(problem.code)
    if most_warnings is not None and warnings > most_warnings:
        console.print(f"… và {warnings - most_warnings} cảnh báo khác; xem đủ bằng lệnh: cchc check\n", markup=False)


def _print_problem(console: Console, problem: Problem, with_example: bool) -> None:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    label = f"{SEVERITY_LABELS[problem.severity]} {problem.code}"
    console.print(place, label, sep="  ", style=_COLORS[problem.severity], markup=False)
    console.print(f"    {problem.message}", markup=False)
    console.print(f"    → {problem.hint}", markup=False)
    if with_example:
        first, *more = CATALOGUE[problem.code].right.split("\n")
        console.print("    Ví dụ đúng:", first if not more else "", style="green", markup=False)
        for line in [first, *more] if more else ():
            console.print(f"      {line}".rstrip(), style="green", markup=False)
    console.print()


def tally_of(problems: Sequence[Problem]) -> str:
    """Return `2 lỗi, 3 cảnh báo`, or that there is none."""
    counts = Counter(problem.severity for problem in problems)
    parts = [f"{counts[severity]} {label}" for severity, label in SEVERITY_LABELS.items() if counts[severity]]
    return ", ".join(parts) or "không có lỗi, không có cảnh báo"


def refuses(problems: Sequence[Problem], undone: str) -> bool:
    """Say whether content has errors; then show them, and what was not done for it: `chưa đếm`."""
    if not has_errors(problems):
        return False
    print_problems([problem for problem in problems if problem.severity is Severity.ERROR])
    messages().print(f"Nội dung có lỗi nên {undone}: {tally_of(problems)}.", markup=False)
    return True
