"""`bench.py build`: the same corpus built by several generators in turn."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Final

from _bench import BenchError, UsageError
from _bench.bounds import State, verdicts
from _bench.corpus import NEWS, NOW, Outline, outlines
from _bench.layouts import Corpus, read_topics, write_file
from _bench.measure import Cost, Output, output_of, run
from _bench.peers import PEERS
from _bench.preview import save_to_page
from _bench.results import (
    COLD,
    EDITED,
    SAVED,
    STEPS,
    VERIFIED,
    Machine,
    Measure,
    best,
    bounds_table,
    complaint,
    figures_of,
    measured_table,
    record,
    tables_of,
)
from _bench.tables import as_markdown, as_text, between_markers
from _bench.tools import OURS, SITE, THEIRS, VERIFY, Tool

_PACKAGES: Final = ("cchc-kit", "mkdocs", "mkdocs-material", "Markdown")
SITE_PATH: Final = "/chuyen-muc/cchc/"  # of the kit's mkdocs.yml
_WARM_UP: Final = 20  # items built before anything is measured, so that no build pays for compiling Python's modules
WORSE, NOTHING_TO_CHECK = 1, 2
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked for. `data` is the vocabulary of the corpus, `work` the folder to work in (`None`: the
    system's), `environment` what every build gets.
    """

    counts: tuple[int, ...]
    runs: int
    seed: int
    data: Path
    environment: Mapping[str, str]
    work: Path | None = None
    json: Path | None = None
    markdown: Path | None = None
    check: bool = False
    peers: bool = False
    stock_cold_only: bool = False


def run_builds(settings: Settings, say: Say) -> int:
    """Build, print the tables, write what was asked for; return the exit code.

    Raises BenchError when a build fails or its result is wrong, UsageError when there is no place for what it makes.
    """
    _check_places(settings)
    tools = [THEIRS, OURS, *(_installed_peers(say) if settings.peers else ())]
    with tempfile.TemporaryDirectory(prefix="cchc-bench-", dir=settings.work) as folder:
        _warm_up(tools, settings, Path(folder))
        runs = [
            measure
            for count in settings.counts
            for measure in _measure_count(tools, count, settings, Path(folder) / str(count), say)
        ]
    machine = this_machine()
    _print(machine, best(runs))
    if settings.json:
        asked = {"counts": settings.counts, "runs": settings.runs, "seed": settings.seed}
        write_file(settings.json, json.dumps(record(machine, asked, runs), ensure_ascii=False, indent=1) + "\n")
    if settings.markdown:
        _write_markdown(settings.markdown, machine, best(runs), settings.runs)
    return check(best(runs)) if settings.check else 0


def _check_places(settings: Settings) -> None:
    """Look before hours of building whether the results can be written."""
    try:
        if settings.markdown:
            between_markers(settings.markdown.read_text(encoding="utf-8"), "")
    except (OSError, ValueError) as error:
        raise UsageError(f"{settings.markdown}: {error}") from error
    if settings.work and not settings.work.is_dir():
        raise UsageError(f"{settings.work} is not a folder")


def check(measures: Sequence[Measure]) -> int:
    """Print every bound that is not kept; return 1 when there is one, 2 when nothing could be compared."""
    found = verdicts(figures_of(measures))
    worse = [verdict for verdict in found if verdict.state is State.WORSE]
    missing = sum(verdict.state is State.NOT_MEASURED for verdict in found)
    for verdict in worse:
        print(f"WORSE than its bound: {complaint(verdict)}")
    if missing == len(found):
        print("No bound could be compared: bounds are for 1,000 and 10,000 items (--n 1000 10000).")
        return NOTHING_TO_CHECK
    print(f"{len(worse)} of {len(found) - missing} measured bounds are not kept; {missing} were not measured.")
    return WORSE if worse else 0


def this_machine() -> Machine:
    """Return what figures of this run depend on."""
    packages = {name: version(name) for name in _PACKAGES}
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return Machine(f"{platform.system()} {platform.machine()}", cores, platform.python_version(), packages)


def _installed_peers(say: Say) -> Iterator[Tool]:
    """Return the peers whose command is there, in the environment or on the path."""
    places = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    for command, tool in PEERS.items():
        found = shutil.which(command, path=places)
        if found:
            yield replace(tool, command=(found, *tool.command[1:]))
        else:
            say(f"{tool.name} is not installed: left out.")


def _warm_up(tools: Sequence[Tool], settings: Settings, folder: Path) -> None:
    corpus = Corpus(outlines(_WARM_UP, settings.seed, read_topics(settings.data)), settings.seed, settings.data)
    for position, tool in enumerate(tools):
        site = folder / f"warm-up-{position}"
        tool.write(corpus, site)
        run(tool.command, site, _environment(settings))


def _measure_count(tools: Sequence[Tool], count: int, settings: Settings, folder: Path, say: Say) -> Iterator[Measure]:
    """Measure every step of every tool: each step by all tools before the next, so that they meet the same machine."""
    corpus = Corpus(outlines(count, settings.seed, read_topics(settings.data)), settings.seed, settings.data)
    say(f"{count:,} items: writing the corpus")
    sites = [_Site(tool, corpus, folder / str(position)) for position, tool in enumerate(tools)]
    for number in range(1, settings.runs + 1):
        for step in STEPS:
            for site in sites:
                if site.tool is THEIRS and settings.stock_cold_only and step != COLD:
                    continue
                measure = site.measure(step, number, _environment(settings))
                say(f"{count:,} items, run {number}: {site.tool.name}, {step}: {measure.cost.seconds:.2f} s")
                yield measure
    for site in sites:
        if site.tool is OURS:
            for measure in (site.measure_verify(_environment(settings)), site.measure_save(_environment(settings))):
                say(f"{count:,} items: {site.tool.name}, {measure.step}: {measure.cost.seconds:.2f} s")
                yield measure


def _environment(settings: Settings) -> dict[str, str]:
    """Return the environment of every build: always as of the same moment, and without advertisements."""
    silent = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    return {**settings.environment, **silent, "CCHC_NOW": NOW}


class _Site:
    """The corpus in one tool's layout, in a folder of its own."""

    def __init__(self, tool: Tool, corpus: Corpus, folder: Path) -> None:
        self.tool, self.corpus, self.folder = tool, corpus, folder
        tool.write(corpus, folder)
        self._written = {path.name for path in folder.iterdir()}

    def measure(self, step: str, number: int, environment: Mapping[str, str]) -> Measure:
        """Do one step of the `number`th run. Raises BenchError when the page that was edited doesn't show it."""
        words = ""
        if step == COLD:
            self._forget()
        elif step == EDITED:
            words = self._edit(number)
        cost = run(self.tool.command, self.folder, environment)
        page = self.folder / SITE / self.tool.page(self._edited)
        if not page.is_file() or words not in page.read_text(encoding="utf-8"):
            raise BenchError(f"{self.tool.name}, {step}: {page} does not show what its source says")
        return Measure(self.tool.name, len(self.corpus.items), step, cost, output_of(self.folder / SITE))

    def measure_verify(self, environment: Mapping[str, str]) -> Measure:
        """Compare the whole site with its content. Raises BenchError when something differs."""
        cost = run(VERIFY, self.folder, environment)
        return Measure(self.tool.name, len(self.corpus.items), VERIFIED, cost, Output(0, 0))

    def measure_save(self, environment: Mapping[str, str]) -> Measure:
        """Measure a preview. Raises BenchError when it doesn't show what was saved."""
        page = self.tool.page(self._edited).removesuffix("index.html")
        seconds = save_to_page(self.folder, SITE_PATH, page, self._edit, environment)
        return Measure(self.tool.name, len(self.corpus.items), SAVED, Cost(seconds, None), Output(0, 0))

    @property
    def _edited(self) -> Outline:
        """The news item in the middle: neither the newest, which stands in most lists, nor the oldest."""
        middle = len(self.corpus.items) // 2
        return next(item for item in self.corpus.items[middle:] if item.section == NEWS)

    def _edit(self, number: int) -> str:
        """Add a sentence to one item; return it."""
        words = f"Số liệu của bài này đã được cập nhật lần thứ {number}."
        text = self.tool.text(self._edited, self.corpus)
        write_file(self.folder / self.tool.source(self._edited), f"{text}\n{words}\n")
        return words

    def _forget(self) -> None:
        """Put away all that builds have left in the folder: the site and every cache.

        Nothing is deleted before the end: for minutes after, ext4 takes ten times as long to make a file, looking at
        each that was deleted.
        """
        left = [path for path in self.folder.iterdir() if path.name not in self._written]
        aside = Path(tempfile.mkdtemp(prefix="left-", dir=self.folder.parent))
        for path in left:
            path.rename(aside / path.name)


def _print(machine: Machine, measures: Sequence[Measure]) -> None:
    print(machine.line)
    for table in tables_of(measures):
        print(f"\n{as_text(table)}")
    print()


def _write_markdown(path: Path, machine: Machine, measures: Sequence[Measure], runs: int) -> None:
    tables = (measured_table(measures), bounds_table(verdicts(figures_of(measures))))
    how = f"Measured by `scripts/bench.py` in one run, best of {runs}: {machine.line}."
    inside = "\n\n".join((how, *map(as_markdown, tables)))
    write_file(path, between_markers(path.read_text(encoding="utf-8"), inside))
