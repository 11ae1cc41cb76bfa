"""The search of a stock site and of the kit's, measured in one run in a real browser.

Bytes are those that the server sent, compressed, for the search alone: Material's index comes with every page, the
kit's with the first query. Cold is the time from the first key of a first visit to the first result on a slow link;
warm is the time from a query to its results when one has been asked before.
"""

import gzip
import http.server
import json
import os
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from _bench import BenchError, UsageError
from _bench.corpus import outlines
from _bench.layouts import Corpus, read_topics
from _bench.measure import run
from _bench.tables import Table, as_text
from _bench.tools import OURS, SITE, THEIRS, Tool

# Latency in milliseconds one way and back, bytes a second: a slow phone.
SLOW: Final = {"latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8, "offline": False}
QUERIES: Final = ("thủ tục hành chính", "thu tuc hanh chinh", "giấy chứng nhận", "chuyển đổi số", "một cửa", "TTHC")
WARM_QUERIES: Final = ("công khai", "kiểm tra", "hồ sơ", "báo cáo", "hội nghị", "dịch vụ công", "doanh nghiệp")
RESULT: Final = ".md-search-result__link"
INPUT: Final = ".md-search__input"
_COMPRESSED: Final = (".html", ".js", ".json", ".css", ".xml", ".svg")
_TIMEOUT: Final = 120_000
_ASK: Final = """query => new Promise(done => {
  const input = document.querySelector('.md-search__input');
  const list = document.querySelector('.md-search-result__list');
  const start = performance.now();
  const seen = new MutationObserver(() => {
    if (!list.querySelector('a')) return;
    seen.disconnect();
    done(performance.now() - start);
  });
  seen.observe(list, {childList: true, subtree: true});
  input.value = query;
  input.dispatchEvent(new Event('input', {bubbles: true}));
  input.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true}));
})"""


@dataclass(frozen=True, slots=True)
class Found:
    """What the search of one site costs: bytes compressed, times in seconds."""

    tool: str
    count: int
    build: float
    first_bytes: int
    cold: float
    warm: float
    index_bytes: int
    index_files: int


def run_search(
    counts: Sequence[int], data: Path, environment: Mapping[str, str], work: Path | None, say: Callable[[str], None]
) -> int:
    """Build the sites, measure their searches and print the table. Returns 0; raises BenchError, UsageError."""
    chromium = os.environ.get("CCHC_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        raise UsageError("No Chromium found: name it in the variable CCHC_CHROMIUM.")
    found: list[Found] = []
    shares: list[str] = []
    for count in counts:
        with tempfile.TemporaryDirectory(dir=work, prefix="bench-search-") as folder:
            corpus = Corpus(outlines(count, 1, read_topics(data)), 1, data)
            for tool in (THEIRS, OURS):
                say(f"{count:,} items: building with {tool.name}")
                site = Path(folder) / tool.name.replace(" ", "-")
                tool.write(corpus, site)
                seconds = run(tool.command, site, environment).seconds
                say(f"{count:,} items: searching in {tool.name}")
                found.append(_measure(tool, count, seconds, site / SITE, chromium))
                if tool is OURS:
                    index = _index_seconds(site / SITE / "search")
                    shares.append(
                        f"{count:,} items: index made in {index:.2f} s, {100 * index / seconds:.1f} % of the build"
                    )
                shutil.rmtree(site)
    print(as_text(_table(found)))
    print("\n".join(("", *shares)))
    return 0


def _table(found: Sequence[Found]) -> Table:
    head = ("search of", "items", "first (kB)", "cold, slow link (s)", "warm (ms)", "index (MB)", "files")
    rows = tuple(
        (
            one.tool,
            f"{one.count:,}",
            f"{one.first_bytes / 1000:.0f}",
            f"{one.cold:.2f}",
            f"{one.warm * 1000:.0f}",
            f"{one.index_bytes / 1e6:.1f}",
            f"{one.index_files:,}",
        )
        for one in found
    )
    return Table("Search", head, rows)


def _measure(tool: Tool, count: int, build: float, site: Path, chromium: str) -> Found:
    from playwright.sync_api import sync_playwright

    with served(site) as (address, sent), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        first, cold = [], []
        for query in QUERIES:
            bytes_of_query, seconds = _first_query(browser, address, sent, query)
            first.append(bytes_of_query)
            cold.append(seconds)
        warm = _warm_queries(browser, address)
        browser.close()
    index = [path for path in (site / "search").rglob("*") if path.is_file()]
    return Found(
        tool=tool.name,
        count=count,
        build=build,
        first_bytes=round(statistics.median(first)),
        cold=statistics.median(cold),
        warm=statistics.median(warm),
        index_bytes=sum(path.stat().st_size for path in index),
        index_files=len(index),
    )


def _first_query(browser: Any, address: str, sent: list[tuple[str, int]], query: str) -> tuple[int, float]:
    """Return (bytes of the search, seconds to the first result) of a first visit over a slow link."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    sent.clear()
    page.goto(address, wait_until="domcontentloaded", timeout=_TIMEOUT)
    page.wait_for_selector(INPUT, state="attached")
    page.evaluate("document.querySelector('[data-md-toggle=search]').click()")
    start = time.perf_counter()
    page.evaluate(f"({_ASK})({json.dumps(query)})")
    page.wait_for_selector(RESULT, state="attached", timeout=_TIMEOUT)
    seconds = time.perf_counter() - start
    page.wait_for_timeout(200)
    context.close()
    return sum(size for path, size in sent if "/search/" in path or "/workers/" in path), seconds


def _warm_queries(browser: Any, address: str) -> list[float]:
    page = browser.new_page()
    page.goto(address)
    page.evaluate("document.querySelector('[data-md-toggle=search]').click()")
    page.evaluate(_ASK, QUERIES[0])
    times = []
    for query in WARM_QUERIES:
        # Asked once before, so that its part of the index is there.
        for _ in range(2):
            page.locator(INPUT).fill("")
            page.locator(INPUT).press("End")
            page.wait_for_timeout(300)
            took = page.evaluate(_ASK, query)
        times.append(took / 1000)
    page.close()
    return times


def _index_seconds(folder: Path) -> float:
    """Return how long the kit needs to make the index again from the texts that the index holds."""
    from cchc.search import Abbreviations, SearchDocument, build_index, terms_of

    number = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["documents"]
    texts = [json.loads((folder / f"texts/{one}.json").read_text(encoding="utf-8")) for one in range(number)]
    documents = [SearchDocument(text["u"], text["t"], text["x"], "", text.get("d", "")) for text in texts]
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    short = dict(manifest["abbreviations"])
    start = time.perf_counter()
    known = Abbreviations.of(short)
    terms = (terms_of(document.text, document.title, document.keys, known) for document in documents)
    for _ in build_index(documents, terms, short):
        pass
    return time.perf_counter() - start


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Serve a folder compressed; give its address and the list that (path, bytes sent) are added to."""
    sent: list[tuple[str, int]] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            try:
                body = path.read_bytes()
            except OSError:
                self.send_error(404)
                return
            self.send_response(200)
            if path.suffix in _COMPRESSED:
                body = gzip.compress(body, 6)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", self.guess_type(path))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            sent.append((self.path, len(body)))

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", sent
    except TimeoutError as error:
        raise BenchError(str(error)) from error
    finally:
        server.shutdown()
