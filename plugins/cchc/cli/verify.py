"""`cchc verify`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from cchc.cli.console import MANY, messages, print_problems
from cchc.cli.folder import SiteFolder, open_folder, site_folder, site_url_of, store_of_folder
from cchc.content.nodes import read_yaml
from cchc.service import Opened
from cchc.store import Store
from cchc.verify import Report, verify

_FEED_LIMIT = 50


def run_verify(directory: Path, now: str, site_dir: Path | None, form: str) -> int:
    """Compare a built site with the content; print what differs; return 1 when something does."""
    folder = site_folder(directory)
    site = (site_dir or folder.root / "site").absolute()
    if not (site / "index.html").is_file():
        raise click.UsageError(f"{site} không phải trang đã dựng (không có index.html). Dựng trước bằng cchc build.")
    report = verified(folder, site, open_folder(folder, now), store_of_folder(folder), trusting_times=False)
    if form == "json":
        click.echo(json.dumps([problem.as_json() for problem in report.problems], ensure_ascii=False, indent=1))
    else:
        print_problems(report.problems)
        click.echo(report.summary)
    return 0 if report.is_good else 1


def verified(folder: SiteFolder, site: Path, opened: Opened, store: Store, *, trusting_times: bool) -> Report:
    """Return the report on the site of a folder, with the address and the options that the folder configures."""
    return verify(
        site,
        opened,
        site_url=site_url_of(folder),
        feed_limit=_feed_limit(folder),
        store=store,
        trusting_times=trusting_times,
        folders=(folder.root, site),
    )


def verified_build(folder: SiteFolder, site: Path, opened: Opened, store: Store) -> bool:
    """Verify what has just been built, and say what differs; return whether the site may be shown."""
    with messages().status("Đang đối chiếu trang với nội dung…"):
        report = verified(folder, site, opened, store, trusting_times=True)
    if report.problems:
        print_problems(report.problems, MANY)
    return report.is_good


def _feed_limit(folder: SiteFolder) -> int:
    """Return how many items a feed holds by the folder's mkdocs.yml, where that says so."""
    root = read_yaml(folder.config_file.read_text(encoding="utf-8")).root
    plugins = root.find(("plugins",)).plain() if root else []
    for plugin in plugins if isinstance(plugins, list) else []:
        options = plugin.get("cchc") if isinstance(plugin, dict) else None
        written = options.get("feed_limit", "") if isinstance(options, dict) else ""
        if str(written).isdecimal():
            return int(written)
    return _FEED_LIMIT
