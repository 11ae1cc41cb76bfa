"""What tests share: the kit's command in a subprocess, and the example built once for each worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# No test passes or fails on time; CI runs the same cases each time.
settings.register_profile("kit", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("kit")
# What a shell starts in the background is deaf to Ctrl+C, and so is what that starts; some tests press it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parents[1]
NOW = "2026-11-21 09:00"


def run_python(*arguments: object, now: str = "") -> subprocess.CompletedProcess[str]:
    """Run this Python on a module, as a person at a terminal would."""
    environment = {**os.environ, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", "COLUMNS": "120"}
    if now:
        environment["CCHC_NOW"] = now
    return subprocess.run(
        [sys.executable, "-m", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
        timeout=300,
    )


class Command:
    """`cchc …`: calling it gives its output and fails the test when it fails; `run` gives all."""

    def __call__(self, *arguments: object) -> str:
        result = self.run(*arguments)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    @staticmethod
    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return run_python("cchc", *arguments)


@dataclass(frozen=True)
class Example:
    """The example department: its folder, its built site, its content as of `now`."""

    root: Path
    site: Path
    now: str
    opened: Any


@pytest.fixture(scope="session")
def cchc() -> Command:
    return Command()


@pytest.fixture(scope="session")
def run_module() -> Any:
    return run_python


@pytest.fixture(scope="session")
def example(cchc: Command, tmp_path_factory: pytest.TempPathFactory) -> Example:
    from cchc.cli.clock import moment_of
    from cchc.service import open_content
    from cchc_markdown import MarkdownDialect

    site = tmp_path_factory.mktemp("example") / "site"
    cchc("build", "-C", ROOT, "--now", NOW, "--site-dir", site)
    return Example(ROOT, site, NOW, open_content(ROOT / "docs", moment_of(NOW), MarkdownDialect()))
