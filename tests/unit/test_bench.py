"""scripts/bench.py: the corpus, the comparison with the bounds, the growth exponent, the tables, the command line."""

from __future__ import annotations

import importlib
import importlib.util
import json
import math
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"
DATA = ROOT / "docs" / "_data"


def load(name: str, path: Path) -> ModuleType:
    """Import from scripts/ without putting that folder on the path, where its `test` would hide Python's own."""
    if name in sys.modules:
        return sys.modules[name]
    places = [str(path.parent)] if path.name == "__init__.py" else None
    spec = importlib.util.spec_from_file_location(name, path, submodule_search_locations=places)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


load("_bootstrap", SCRIPTS / "_bootstrap.py")
benchmark = load("_bench", SCRIPTS / "_bench" / "__init__.py")
script = load("cchc_scripts_bench", SCRIPTS / "bench.py")
bounds, builds, corpus, layouts, measure, pages, peers, results, tables, tools = (
    importlib.import_module(f"_bench.{name}")
    for name in ("bounds", "builds", "corpus", "layouts", "measure", "pages", "peers", "results", "tables", "tools")
)


# --- The corpus ------------------------------------------------------------------------------------------------------


def made(count: int, seed: int = corpus.SEED) -> Any:
    return layouts.Corpus(corpus.outlines(count, seed, layouts.read_topics(DATA)), seed, DATA)


def files_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("write", [layouts.write_kit, layouts.write_stock, peers.write_pelican, peers.write_hugo])
def test_the_same_seed_gives_the_same_files_and_another_seed_others(write: Any, tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        write(made(12, seed), tmp_path / name)
    one, again, other = (files_below(tmp_path / name) for name in ("one", "again", "other"))
    assert one == again
    assert one != other


def test_the_corpus_has_no_problem_at_all(cchc: Any, tmp_path: Path) -> None:
    layouts.write_kit(made(60), tmp_path)
    found = cchc.run("check", "-C", tmp_path, "--now", corpus.NOW, "--format", "json")
    assert json.loads(found.stdout) == []
    assert found.returncode == 0
    counted = json.loads(
        cchc(
            "stats",
            "-C",
            tmp_path,
            "--now",
            corpus.NOW,
            "--from",
            "2019-01-01",
            "--to",
            "2026-12-31",
            "--by",
            "kind",
            "--format",
            "json",
        )
    )
    assert counted["total"] == 60


@pytest.mark.parametrize("count", [50, 200, 1000])
def test_the_mix_of_sections_is_the_same_for_every_number(count: int) -> None:
    sections = [item.section for item in made(count).items]
    assert [sections.count(name) / count for name in ("tin-tuc", "van-ban", "tthc")] == [0.7, 0.24, 0.06]


def test_items_spread_over_years_and_topics_and_lead_to_each_other() -> None:
    items = made(200).items
    assert {item.day.year for item in items} == set(range(2019, 2027))
    assert [item.day for item in items] == sorted(item.day for item in items)
    assert {topic for item in items for topic in item.topics} <= set(layouts.read_topics(DATA))
    assert len({topic for item in items for topic in item.topics}) > 20
    assert len({item.slug for item in items}) == len(items)
    assert {other for item in items for other in item.links} <= set(range(200))


def test_news_have_150_to_400_words() -> None:
    whole = made(300)
    for item in whole.items:
        if item.section == "tin-tuc":
            body = corpus.body_of(item, whole.items, whole.seed, lambda other: other.slug)
            text = body.rest.split("## Xem thêm")[0]
            prose = [line for line in text.splitlines() if not line.startswith("|")]
            assert 150 <= len(" ".join((body.lead, *prose)).split()) <= 400, item.slug


@pytest.mark.parametrize("tool", [tools.OURS, tools.THEIRS], ids=lambda tool: tool.name)
def test_every_link_between_items_leads_to_a_file(tool: Any, tmp_path: Path) -> None:
    whole = made(40)
    tool.write(whole, tmp_path)
    links = 0
    for item in whole.items:
        source = tmp_path / tool.source(item)
        assert source.read_text(encoding="utf-8") == tool.text(item, whole)
        for line in source.read_text(encoding="utf-8").split("## Xem thêm")[-1].splitlines():
            if line.startswith("- ["):
                links += 1
                assert (source.parent / line[line.rindex("](") + 2 : -1]).is_file(), line
    assert links > 40


def test_no_text_is_left_with_a_slot() -> None:
    whole = made(200)
    for item in whole.items:
        body = corpus.body_of(item, whole.items, whole.seed, lambda other: other.slug)
        assert not {"{", "}"} & set(item.title + body.lead + body.rest)
        assert not item.title[0].islower()
        assert body.lead.endswith(".")


# --- Bounds ----------------------------------------------------------------------------------------------------------

BOUND = bounds.Bound("cold_to_stock", "cold", bounds.Unit.RATIO, {1_000: 0.25})


@pytest.mark.parametrize(
    ("figure", "state"), [(0.1, "kept"), (0.25, "kept"), (0.2500001, "WORSE"), (3.0, "WORSE"), (None, "not measured")]
)
def test_a_figure_is_kept_up_to_its_limit(figure: float | None, state: str) -> None:
    figures = {} if figure is None else {("cold_to_stock", 1_000): figure}
    (verdict,) = bounds.verdicts(figures, [BOUND])
    assert verdict.state == state


def test_a_figure_of_another_number_of_items_is_not_compared() -> None:
    (verdict,) = bounds.verdicts({("cold_to_stock", 200): 9.0}, [BOUND])
    assert verdict.state == "not measured"


def test_the_bounds_are_the_promised_ones() -> None:
    assert {(bound.figure, count): limit for bound in bounds.BOUNDS for count, limit in bound.limits.items()} == {
        ("cold_to_stock", 1_000): 0.25,
        ("cold_to_stock", 10_000): 0.08,
        ("unchanged_to_cold", 1_000): 0.2,
        ("unchanged_to_cold", 10_000): 0.1,
        ("edited_to_cold", 1_000): 0.25,
        ("edited_to_cold", 10_000): 0.12,
        ("save_to_page", 1_000): 0.2,
        ("save_to_page", 10_000): 0.5,
        ("peak", 1_000): 200,
        ("peak", 10_000): 500,
        ("growth", 10_000): 1.05,
    }


@given(st.floats(0.1, 3), st.integers(2, 10_000), st.integers(2, 50), st.floats(0.001, 1_000))
def test_the_exponent_of_a_power_is_that_power(power: float, few: int, times: int, start: float) -> None:
    many = few * times
    found = bounds.growth_exponent((few, start), (many, start * times**power))
    assert math.isclose(found, power, rel_tol=1e-6)


@pytest.mark.parametrize(("first", "second"), [((10, 1.0), (10, 2.0)), ((10, 0.0), (20, 1.0)), ((0, 1.0), (20, 1.0))])
def test_there_is_no_exponent_without_two_points(first: Any, second: Any) -> None:
    with pytest.raises(ValueError, match="no growth"):
        bounds.growth_exponent(first, second)


# --- Results ---------------------------------------------------------------------------------------------------------


def took(tool: str, count: int, step: str, seconds: float, peak: int | None = 90_000_000) -> Any:
    return results.Measure(tool, count, step, measure.Cost(seconds, peak), measure.Output(5, 2_500_000))


RUN = [
    took("stock Material", 1_000, "cold", 20.0),
    took("cchc-kit", 1_000, "cold", 5.0, 150_000_000),
    took("cchc-kit", 1_000, "unchanged", 0.5),
    took("cchc-kit", 1_000, "edited", 2.0, 210_000_000),
    took("cchc-kit", 10_000, "cold", 50.0, None),
]


def test_figures_come_from_one_run() -> None:
    assert results.figures_of(RUN) == pytest.approx(
        {
            ("cold_to_stock", 1_000): 0.25,
            ("unchanged_to_cold", 1_000): 0.1,
            ("edited_to_cold", 1_000): 0.4,
            ("peak", 1_000): 210.0,
            ("growth", 10_000): 1.0,
        }
    )


def test_the_best_of_runs_is_the_shortest_time_with_the_highest_memory() -> None:
    runs = [took("a", 10, "cold", 3.0, 5), took("a", 10, "cold", 2.0, 4), took("a", 20, "cold", 9.0, None)]
    assert results.best(runs) == [took("a", 10, "cold", 2.0, 5), took("a", 20, "cold", 9.0, None)]


def test_check_lists_what_is_worse(capsys: pytest.CaptureFixture[str]) -> None:
    assert builds.check(RUN) == 1
    worse = [line for line in capsys.readouterr().out.splitlines() if line.startswith("WORSE")]
    assert worse == [
        "WORSE than its bound: one item edited ÷ cold, 1,000 items: 0.400, at most 0.250 is allowed",
        "WORSE than its bound: peak memory, 1,000 items: 210.0 MB, at most 200.0 MB is allowed",
    ]


def test_check_of_good_figures_and_of_none() -> None:
    assert builds.check(RUN[:3]) == 0
    assert builds.check([took("cchc-kit", 200, "cold", 1.0)]) == 2


def test_the_record_holds_every_run_and_can_be_read_back() -> None:
    machine = results.Machine("Linux", 2, "3.11", {"mkdocs": "1.6"})
    told = json.loads(json.dumps(results.record(machine, {"seed": 1}, [*RUN, RUN[0]])))
    assert len(told["measures"]) == len(RUN) + 1
    assert told["measures"][1] == {
        "tool": "cchc-kit",
        "count": 1_000,
        "step": "cold",
        "cost": {"seconds": 5.0, "peak": 150_000_000},
        "output": {"files": 5, "size": 2_500_000},
    }
    assert told["growth"] == [{"tool": "cchc-kit", "from": 1_000, "to": 10_000, "exponent": pytest.approx(1.0)}]
    assert told["kept"] is False


def test_the_text_table() -> None:
    title, *lines = tables.as_text(results.measured_table(RUN)).splitlines()
    assert title == "Builds"
    assert len({len(line) for line in lines}) == 1
    header, rule, *rows = (re.split(r" {2,}", line) for line in lines)
    steps = ["cold (s)", "unchanged (s)", "edited (s)", "save to page (s)", "verify (s)"]
    assert header == ["tool", "items", *steps, "peak (MB)", "output (MB)", "files"]
    assert all(set(cell) == {"-"} for cell in rule)
    assert rows == [
        ["stock Material", "1,000", "20.00", "–", "–", "–", "–", "90", "2.5", "5"],
        ["cchc-kit", "1,000", "5.00", "0.50", "2.00", "–", "–", "210", "2.5", "5"],
        ["cchc-kit", "10,000", "50.00", "–", "–", "–", "–", "–", "2.5", "5"],
    ]


def test_the_markdown_table() -> None:
    table = tables.Table("Ratios", ("what", "items", "ratio"), (("cold", "1,000", "0.25"),), words=2)
    assert tables.as_markdown(table).splitlines() == [
        "Ratios:",
        "",
        "| what | items | ratio |",
        "| --- | --- | ---: |",
        "| cold | 1,000 | 0.25 |",
    ]


def test_only_what_is_between_the_markers_changes() -> None:
    text = f"# A\n\n{tables.BEGIN}\nold\n{tables.END}\n\nZ\n"
    once = tables.between_markers(text, "new\n")
    assert once == f"# A\n\n{tables.BEGIN}\n\nnew\n\n{tables.END}\n\nZ\n"
    assert tables.between_markers(once, "new") == once


@pytest.mark.parametrize("text", ["", tables.BEGIN, f"{tables.END}{tables.BEGIN}", (tables.BEGIN + tables.END) * 2])
def test_a_file_without_its_markers_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="needs one line"):
        tables.between_markers(text, "new")


# --- Measuring and the command line ----------------------------------------------------------------------------------


def test_a_failed_command_tells_its_last_words(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; print('hỏng rồi'); sys.exit(7)"]
    with pytest.raises(benchmark.BenchError, match=r"(?s)code 7.*hỏng rồi"):
        measure.run(command, tmp_path, {**os.environ, "PYTHONUTF8": "1"})


HOLD = "held = b'x' * 60_000_000; print('ready', flush=True); sys.stdin.read()"
BOTH = f"import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', {'import sys; ' + HOLD!r}]); {HOLD}"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of the children's memory")
def test_memory_counts_the_children_too() -> None:
    command = [sys.executable, "-c", BOTH]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)] == ["ready\n"] * 2
        processes = list(measure.tree(process.pid))
        held = measure.memory_of(processes)
        alone = measure.memory_of(processes[:1])
        process.communicate()
    assert len(processes) == 2
    assert 60_000_000 < alone < 100_000_000
    assert 120_000_000 < held < 200_000_000


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's peak")
def test_the_peak_is_told_of_a_command_that_has_ended(tmp_path: Path) -> None:
    # From a small process, as the benchmark is: Linux counts what a process shared with a large parent before it began.
    code = (
        "import os, sys; from pathlib import Path; from _bench import measure; "
        "command = [sys.executable, '-c', 'held = 150_000_000 * bytes([120])']; "
        "print(measure.run(command, Path.cwd(), os.environ).peak)"
    )
    environment = {**os.environ, "PYTHONPATH": str(SCRIPTS)}
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert 150_000_000 < int(said.stdout) < 300_000_000


def test_output_is_counted_with_its_folders(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/c.html").write_bytes(b"12345")
    (tmp_path / "d.html").write_bytes(b"678")
    assert measure.output_of(tmp_path) == measure.Output(2, 8)


# --- Pages -----------------------------------------------------------------------------------------------------------


def lighthouse_report(**scores: float | None) -> dict[str, Any]:
    """Return a report as Lighthouse writes it, shortened to what is read."""
    refs = {"accessibility": [{"id": "color-contrast", "weight": 7}, {"id": "tabindex", "weight": 0}]}
    values = {"cumulative-layout-shift": 0, "largest-contentful-paint": 1600.5}
    return {
        "categories": {
            name: {"score": scores.get(name, 1), "auditRefs": refs.get(name, [])} for name in pages.CATEGORIES
        },
        "audits": {
            **{name: {"numericValue": value} for name, value in values.items()},
            **{name: {"score": 0} for name in ("color-contrast", "tabindex")},
        },
    }


def test_a_report_of_lighthouse_is_read() -> None:
    seen = pages.read_seen(lighthouse_report(performance=0.98))
    assert seen.scores == (98, 100, 100, 100)
    assert (seen.shift, seen.painted) == (0, 1600.5)
    assert seen.failed == {"color-contrast"}
    with pytest.raises(benchmark.BenchError):
        pages.read_seen(lighthouse_report(performance=None))


@pytest.mark.parametrize(
    ("given_", "full"),
    [
        ([], ["build"]),
        (["--n", "200"], ["build", "--n", "200"]),
        (["build", "--check"], ["build", "--check"]),
        (["--help"], ["--help"]),
        (["chek"], ["chek"]),
    ],
)
def test_build_is_the_default_command(given_: list[str], full: list[str]) -> None:
    assert script.with_command(given_) == full


def test_options_of_build() -> None:
    options = script.parser_of(script.COMMANDS).parse_args(["build", "--n", "60", "200", "--markdown"])
    assert options.n == [60, 200]
    assert options.markdown == ROOT / "README.md"
    assert (options.runs, options.check, options.peers) == (1, False, False)


@pytest.mark.parametrize("places", [{"markdown": "README.md"}, {"markdown": "none.md"}, {"work": "none"}])
def test_a_run_without_a_place_for_its_results_ends_before_it_builds(places: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("no markers", encoding="utf-8")
    said: list[str] = []
    settings = builds.Settings((60,), 1, 1, DATA, {}, **{name: tmp_path / place for name, place in places.items()})
    with pytest.raises(benchmark.UsageError, match=next(iter(places.values()))):
        builds.run_builds(settings, said.append)
    assert said == []


@pytest.mark.parametrize("wrong", [["build", "--n", "0"], ["build", "--runs", "x"], ["chek"]])
def test_wrong_usage_ends_with_2(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        script.parser_of(script.COMMANDS).parse_args(wrong)
    assert ended.value.code == 2


def test_another_command_needs_one_entry() -> None:
    def run(options: Any) -> int:
        return len(options.words)

    def add(parser: Any) -> None:
        parser.add_argument("words", nargs="+")

    commands = {**script.COMMANDS, "search": script.Command("measure searching", add, run)}
    options = script.parser_of(commands).parse_args(["search", "một", "cửa"])
    assert commands[options.command].run(options) == 2
