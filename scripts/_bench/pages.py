"""`bench.py pages`: pages of the example, built with stock Material and with the kit, seen by Lighthouse on a phone.

Lighthouse is a Node program of its own (`npm install -g lighthouse@12`, Apache-2.0): `lighthouse` of the PATH, or what
the variable LIGHTHOUSE names. Its scores of speed are simulated for a slow phone from what this machine does, so other
work on the machine makes them worse: each figure is the median of the runs, and the tools take turns. Bytes are those
that the server sent for a visit without any cache, compressed, what workers ask for included.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from _bench import BenchError, UsageError
from _bench.layouts import LABELS, front_matter, write_file, write_stock_frame
from _bench.measure import run
from _bench.results import KIT, STOCK
from _bench.search import served
from _bench.tables import Table, as_markdown, as_text
from _bench.tools import SITE, THEIRS
from cchc.cli.clock import moment_of
from cchc.content.items import Item
from cchc.publishing import Edition
from cchc.service import open_content
from cchc_markdown import MarkdownDialect

NOW: Final = "2026-11-21 09:00"  # as the tests build the example
NEWS: Final = "tin-tuc/2026/11/huong-ung-ngay-phap-luat-viet-nam/"
PROCEDURE: Final = "tthc/dang-ky-cong-bo-hop-chuan/"
CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
_TIMEOUT: Final = 240
Shown = tuple[str, str]  # page, tool
_FLAGS: Final = "--headless=new --no-sandbox --disable-gpu"


@dataclass(frozen=True, slots=True)
class Seen:
    """What Lighthouse says of one visit: scores of 100 by category, layout shift, milliseconds until the largest part
    is painted, and the audits that failed.
    """

    scores: tuple[float, ...]
    shift: float
    painted: float
    failed: frozenset[str]


def run_pages(
    runs: int, root: Path, environment: Mapping[str, str], work: Path | None, say: Callable[[str], None]
) -> int:
    """Build both sites, look at their pages `runs` times and print the table. Returns 0; raises BenchError,
    UsageError.
    """
    lighthouse, chromium = _lighthouse(), _chromium()
    with tempfile.TemporaryDirectory(dir=work, prefix="bench-pages-") as made:
        folder = Path(made)
        say("building the example with the kit and with stock Material")
        kit = (sys.executable, "-m", "cchc", "build", "-C", str(root), "--now", NOW, "--site-dir", str(folder / SITE))
        run(kit, root, environment)
        edition = open_content(root / "docs", moment_of(NOW), MarkdownDialect()).edition
        stock = folder / "stock"
        write_example(edition, stock)
        run(THEIRS.command, stock, environment)
        seen: dict[Shown, list[Seen]] = {}
        with served(folder / SITE) as (ours, to_ours), served(stock / SITE) as (theirs, to_theirs):
            visits = [
                ((page, tool), (ours if tool == KIT else theirs) + path, to_ours if tool == KIT else to_theirs)
                for page, tool, path in _pages(edition)
            ]
            sizes = first_visits(visits, chromium)
            for number in range(runs):
                say(f"looking, {number + 1} of {runs}")
                for shown, address, _ in visits:
                    found = seen_by(
                        [*lighthouse, address], folder / "seen.json", {**environment, "CHROME_PATH": chromium}
                    )
                    seen.setdefault(shown, []).append(found)
    table = _table(seen, sizes)
    print(as_text(table), "", as_markdown(table), "", *_failures(seen), sep="\n")
    return 0


def first_visits(visits: Sequence[tuple[Shown, str, list[tuple[str, int]]]], chromium: str) -> dict[Shown, int]:
    """Open each address on a phone that has kept nothing; return the bytes that its server sent."""
    from playwright.sync_api import sync_playwright

    sizes = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for shown, address, sent in visits:
            sent.clear()
            page = browser.new_page(viewport={"width": 412, "height": 823})
            page.goto(address, wait_until="networkidle")
            page.close()
            sizes[shown] = sum(size for _, size in sent)
        browser.close()
    return sizes


def seen_by(command: Sequence[str], target: Path, environment: Mapping[str, str]) -> Seen:
    """Visit a page with Lighthouse, its preset for phones. Raises BenchError when it says nothing."""
    options = ("--quiet", "--output=json", f"--output-path={target}", f"--chrome-flags={_FLAGS}")
    chosen = f"--only-categories={','.join(CATEGORIES)}"
    try:
        subprocess.run([*command, *options, chosen], env=dict(environment), capture_output=True, timeout=_TIMEOUT)
        return read_seen(json.loads(target.read_text(encoding="utf-8")))
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise BenchError(f"Lighthouse saw nothing of {command[-1]}: {error}") from error
    finally:
        target.unlink(missing_ok=True)


def read_seen(report: Mapping[str, Any]) -> Seen:
    """Return what a report of Lighthouse says. Raises BenchError where a category has no score."""
    audits = report["audits"]
    scores = [report["categories"][name]["score"] for name in CATEGORIES]
    if None in scores:
        raise BenchError(f"Lighthouse could not judge {report.get('requestedUrl')}")
    parts = [part for name in CATEGORIES[1:] for part in report["categories"][name]["auditRefs"] if part["weight"]]
    return Seen(
        scores=tuple(100 * score for score in scores),
        shift=audits["cumulative-layout-shift"]["numericValue"],
        painted=audits["largest-contentful-paint"]["numericValue"],
        failed=frozenset(part["id"] for part in parts if audits[part["id"]]["score"] == 0),
    )


def write_example(edition: Edition, folder: Path) -> None:
    """Write what the example lists for stock Material, each item as a post."""
    write_stock_frame(folder)
    topics = edition.library.vocabulary.topics
    for item in edition.listed:
        fields = {
            "title": item.title,
            "slug": slug_of(item),
            "date": f"{item.moment:%Y-%m-%dT%H:%M:%S}",
            "categories": [LABELS.get(item.section.folder, LABELS["tin-tuc"])],
            "tags": [topics[topic].entry.label for topic in item.topics],
            "description": item.fields.description or item.text.summary,
        }
        first, _, rest = item.body.lstrip().partition("\n\n")
        text = f"{front_matter(fields)}# {item.title}\n\n{first}\n\n<!-- more -->\n\n{rest}"
        write_file(folder / f"docs/tin-tuc/posts/{item.section.folder}-{slug_of(item)}.md", text)


def slug_of(item: Item) -> str:
    """Return the last part of an item's address."""
    return item.address.rstrip("/").rpartition("/")[2]


def _stock_address(item: Item) -> str:
    return f"tin-tuc/{item.moment:%Y/%m}/{slug_of(item)}/"


def _pages(edition: Edition) -> list[tuple[str, str, str]]:
    """Return (page, tool, address). Stock Material has no page of numbers."""
    items = {item.address: item for item in edition.listed}
    news, procedure = _stock_address(items[NEWS]), _stock_address(items[PROCEDURE])
    pairs = (
        ("home", "", ""),
        ("list", "tin-tuc/", "tin-tuc/"),
        ("item", NEWS, news),
        ("procedure", PROCEDURE, procedure),
    )
    both = [(page, *one) for page, ours, theirs in pairs for one in ((STOCK, theirs), (KIT, ours))]
    return [*both, ("statistics", KIT, "thong-ke/")]


def _table(seen: Mapping[Shown, Sequence[Seen]], sizes: Mapping[Shown, int]) -> Table:
    head = (
        "page",
        "tool",
        "performance",
        "accessibility",
        "best practices",
        "SEO",
        "first visit (kB)",
        "LCP (s)",
        "CLS",
    )
    rows = []
    for (page, tool), visits in seen.items():
        scores = (statistics.median(one.scores[number] for one in visits) for number in range(len(CATEGORIES)))
        painted = statistics.median(one.painted for one in visits)
        shift = max(one.shift for one in visits)
        figures = (f"{sizes[page, tool] / 1000:.0f}", f"{painted / 1000:.1f}", f"{shift:.3f}")
        rows.append((page, tool, *(f"{score:.0f}" for score in scores), *figures))
    runs = min(map(len, seen.values()))
    return Table(f"Pages of the example, median of {runs}", head, tuple(rows), words=2)


def _failures(seen: Mapping[Shown, Sequence[Seen]]) -> list[str]:
    """Return a line for each page with audits that failed."""
    found = {key: sorted(frozenset().union(*(one.failed for one in visits))) for key, visits in seen.items()}
    return [f"{tool}, {page}: {', '.join(names)}" for (page, tool), names in found.items() if names]


def _lighthouse() -> list[str]:
    found = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")
    if not found:
        raise UsageError("No Lighthouse found: npm install -g lighthouse@12, or name it in the variable LIGHTHOUSE.")
    return ["node", found] if found.endswith(".js") else [found]


def _chromium() -> str:
    found = os.environ.get("CCHC_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise UsageError("No Chromium found: name it in the variable CCHC_CHROMIUM.")
    return found
