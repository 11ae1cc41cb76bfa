"""Every file of tests is run: a folder that pytest passes over by its own rules is a suite that proves nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_file_of_tests_is_collected() -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=300)
    assert listed.returncode == 0, listed.stdout[-2000:] + listed.stderr[-2000:]
    collected = {ROOT / line.partition("::")[0] for line in listed.stdout.splitlines() if "::" in line}
    assert set((ROOT / "tests").rglob("test_*.py")) - collected == set()
