"""The command line: argument parsing and printing only."""

from __future__ import annotations


def main() -> None:
    """Run `cchc` with the arguments of the process."""
    from cchc.cli.app import main as run

    run()
