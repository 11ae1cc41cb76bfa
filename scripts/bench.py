"""Measure the kit's speed beside others': python scripts/bench.py [build | search | pages] [options].

build (the default) makes a corpus, builds it with stock Material for MkDocs and with this kit, and compares.
Exit codes: 0 done, 1 a figure is worse than its bound (--check), 2 wrong usage or nothing to check, 3 a build failed.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from _bootstrap import FAILED, ROOT, child_environment, ensure, run_instead, say

USAGE = 2


class Command(NamedTuple):
    """A subcommand: its help, what adds its options, and what runs it in the environment and returns an exit code."""

    help: str
    add_options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    profile: str = "runtime"


def positive(text: str) -> int:
    """Return a positive whole number. Raises ValueError."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def add_build_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `build`."""
    readme = ROOT / "README.md"
    parser.add_argument("--n", type=positive, nargs="+", default=[200, 1000, 10000], metavar="N", help="items to build")
    parser.add_argument("--runs", type=positive, default=1, metavar="K", help="take the best of K runs")
    parser.add_argument("--seed", type=int, metavar="S", help="another corpus than the usual one")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured")
    parser.add_argument(
        "--markdown",
        type=Path,
        nargs="?",
        const=readme,
        metavar="FILE",
        help="write the tables between the markers of FILE (README.md)",
    )
    parser.add_argument("--check", action="store_true", help="exit with 1 when a figure is worse than its bound")
    parser.add_argument("--peers", action="store_true", help="also build with Pelican and Hugo where installed")
    parser.add_argument(
        "--stock-cold-only", action="store_true", help="stock rebuilds everything anyway: build it once"
    )
    parser.add_argument("--work", type=Path, metavar="DIR", help=f"where to work ({tempfile.gettempdir()})")


def run_build(options: argparse.Namespace) -> int:
    """Run `build`."""
    from _bench.builds import Settings, run_builds
    from _bench.corpus import SEED

    settings = Settings(
        counts=tuple(sorted(set(options.n))),
        runs=options.runs,
        seed=SEED if options.seed is None else options.seed,
        data=ROOT / "docs" / "_data",
        environment=child_environment(),
        work=options.work,
        json=options.json,
        markdown=options.markdown,
        check=options.check,
        peers=options.peers,
        stock_cold_only=options.stock_cold_only,
    )
    return run_builds(settings, say)


def add_search_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `search`."""
    parser.add_argument("--n", type=positive, nargs="+", default=[1000, 10000], metavar="N", help="items to build")
    parser.add_argument("--work", type=Path, metavar="DIR", help=f"where to work ({tempfile.gettempdir()})")


def run_search(options: argparse.Namespace) -> int:
    """Run `search`."""
    from _bench.search import run_search

    return run_search(sorted(set(options.n)), ROOT / "docs" / "_data", child_environment(), options.work, say)


def add_pages_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `pages`."""
    parser.add_argument("--runs", type=positive, default=3, metavar="K", help="take the median of K runs (3)")
    parser.add_argument("--work", type=Path, metavar="DIR", help=f"where to work ({tempfile.gettempdir()})")


def run_pages(options: argparse.Namespace) -> int:
    """Run `pages`."""
    from _bench.pages import run_pages

    return run_pages(options.runs, ROOT, child_environment(), options.work, say)


COMMANDS = {
    "build": Command("build the corpus with stock Material and with the kit", add_build_options, run_build),
    "search": Command("compare the searches in a real browser", add_search_options, run_search, "test"),
    "pages": Command("compare pages of the example as Lighthouse sees them", add_pages_options, run_pages, "test"),
}
DEFAULT = "build"


def parser_of(commands: dict[str, Command]) -> argparse.ArgumentParser:
    """Return the parser of all subcommands."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    subparsers = parser.add_subparsers(dest="command", required=True)
    for name, command in commands.items():
        command.add_options(subparsers.add_parser(name, help=command.help, description=command.help))
    return parser


def with_command(argv: Sequence[str]) -> list[str]:
    """Return the arguments with the default subcommand where none is named."""
    named = bool(argv) and (argv[0] in ("-h", "--help") or not argv[0].startswith("-"))
    return list(argv) if named else [DEFAULT, *argv]


def main(argv: Sequence[str]) -> int:
    """Read the options, go on in the kit's environment, measure."""
    options = parser_of(COMMANDS).parse_args(with_command(argv))
    python = ensure(COMMANDS[options.command].profile)
    if Path(sys.prefix).resolve() != (ROOT / ".venv").resolve():
        run_instead([str(python), str(Path(__file__).resolve()), *argv])
    from _bench import BenchError, UsageError

    try:
        return COMMANDS[options.command].run(options)
    except BenchError as error:
        say(f"FAILED: {error}")
        return FAILED
    except UsageError as error:
        say(str(error))
        return USAGE
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
