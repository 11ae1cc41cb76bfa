"""`cchc redirects`: old addresses as a file for the web server."""

from __future__ import annotations

from pathlib import Path

import click

from cchc.cli.console import messages, refuses
from cchc.cli.folder import open_numbers, site_folder, site_url_of
from cchc.cli.output import write_whole
from cchc.lifecycle.redirects import redirects_of, server_file
from cchc.text import plural_free_count

_NAMES = {"nginx": "nginx", "apache": "Apache", "iis": "IIS"}


def run_redirects(directory: Path, now: str, form: str, out: Path | None, site_url: str) -> int:
    """Print or write the file; return 1 when the content has errors or the file can't be written."""
    folder = site_folder(directory)
    content = open_numbers(folder, now)
    if refuses(content.problems, "chưa lập tệp chuyển hướng"):
        return 1
    text = server_file(content.edition, site_url or site_url_of(folder), form)
    count = plural_free_count(len({redirect.old for redirect in redirects_of(content.edition)}))
    if out is None:
        click.echo(text, nl=False)
        messages().print(f"{count} địa chỉ cũ được chuyển hướng.", markup=False)
        return 0
    if not write_whole(out, text.encode("utf-8")):
        return 1
    messages().print(
        f"Đã ghi {out}: {count} địa chỉ cũ được chuyển hướng. Cách đưa vào {_NAMES[form]} ghi ở đầu tệp; "
        "đặt tệp ngoài thư mục công khai của trang (trừ .htaccess, web.config).",
        markup=False,
    )
    return 0
