"""`cchc tthc unexplained`: the procedures that no news item, activity or answer has dealt with yet."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from cchc.cli.console import messages, refuses
from cchc.cli.folder import open_folder, site_folder
from cchc.site.citing import Citing
from cchc.site.relations import Relations, pairs_of


def run_unexplained(directory: Path, now: str) -> int:
    """Print the procedures, one a line."""
    opened = open_folder(site_folder(directory), now)
    if refuses(opened.problems, "chưa đọc liên kết"):
        return 1
    citing = Citing(opened.edition, opened.links, opened.texts.citations)
    relations = Relations(opened.edition, pairs_of(opened.edition, opened.links, citing))
    found = relations.unexplained()
    console = Console(highlight=False, soft_wrap=True)
    for item in found:
        code = getattr(item.fields, "ma", None) or "(chưa có mã)"
        console.print(f"{code}  {item.title}  docs/{item.source}", markup=False)
    messages().print(f"{len(found)} thủ tục chưa có nội dung hướng dẫn.", markup=False)
    return 0
