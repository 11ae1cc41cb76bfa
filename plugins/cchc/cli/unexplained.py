"""`cchc tthc unexplained`: the procedures that no news item, activity or answer has dealt with yet."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from cchc.cli.console import messages, print_problems, tally_of
from cchc.cli.folder import open_folder, site_folder
from cchc.problems import Severity, has_errors
from cchc.site.citing import Citing
from cchc.site.relations import Relations


def run_unexplained(directory: Path, now: str) -> int:
    """Print the procedures, one a line."""
    opened, _ = open_folder(site_folder(directory), now)
    if has_errors(opened.problems):
        print_problems([problem for problem in opened.problems if problem.severity is Severity.ERROR])
        messages().print(f"Nội dung có lỗi nên chưa đọc liên kết: {tally_of(opened.problems)}.", markup=False)
        return 1
    relations = Relations(opened.edition, opened.links, Citing(opened.edition, opened.links))
    found = relations.unexplained()
    console = Console(highlight=False, soft_wrap=True)
    for item in found:
        code = getattr(item.fields, "ma", None) or "(chưa có mã)"
        console.print(f"{code}  {item.title}  docs/{item.source}", markup=False)
    messages().print(f"{len(found)} thủ tục chưa có nội dung hướng dẫn.", markup=False)
    return 0
