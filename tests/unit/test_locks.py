"""What is installed: every package by its version and hashes, none that is known to be bad."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
_ENTRY = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>\S+)(?P<rest>.*)$")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
# Names that were given up, taken over, or live by being mistyped; and those whose work the kit must not do at all.
DENIED = {
    *("jeilyfish", "python3-dateutil", "python-sqlite", "colourama", "request", "urlib3", "beautifulsoup", "crypt"),
    *("ctx", "pycrypto", "paramikojs", "pyyml", "djanga", "markdown2pdf", "mkdocs-materials", "openpyxI", "sklearn"),
    *("dill", "cloudpickle", "jsonpickle", "pyminizip", "telnetlib3"),
}


def entries(lock: Path) -> list[tuple[str, str]]:
    """Return each package of a lock with all that stands under it."""
    whole = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    return [(match["name"], line) for line in whole.splitlines() if (match := _ENTRY.match(line))]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_every_package_has_its_version_and_hashes(lock: Path) -> None:
    lines = [line for line in lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines() if line.strip()]
    packages = [line for line in lines if not line.lstrip().startswith("#")]
    assert len(packages) == len(entries(lock)) > 0
    for name, line in entries(lock):
        assert _HASH.search(line), name
        assert "://" not in line, name
        assert " @ " not in line, name


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_no_package_is_a_denied_one(lock: Path) -> None:
    assert not {canonicalize_name(name) for name, _ in entries(lock)} & {canonicalize_name(name) for name in DENIED}


def audit_with(path: Path) -> subprocess.CompletedProcess[str]:
    """Run the audit where only the programs in `path` are found."""
    run = "import runpy, sys; a = sys.argv; sys.argv = a[1:2]; sys.path.insert(0, a[2]); "
    run += "runpy.run_path(a[1], run_name='__main__')"
    command = [sys.executable, "-c", run, str(ROOT / "scripts/audit.py"), str(ROOT / "scripts")]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": str(path)})


def test_an_audit_without_its_program_is_no_good_news(tmp_path: Path) -> None:
    result = audit_with(tmp_path)
    assert result.returncode == 2
    assert "nothing was looked up" in result.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for pip-audit is a script of a shell")
@pytest.mark.parametrize(
    ("said", "code", "expected"),
    [
        ("No known vulnerabilities found", 0, 0),
        ("wheel  Dependency not found on PyPI and could not be audited", 0, 2),
        ("Found 1 known vulnerability in 1 package", 1, 1),
        ("Connection refused", 1, 2),
    ],
)
def test_what_an_audit_says_is_understood(tmp_path: Path, said: str, code: int, expected: int) -> None:
    program = tmp_path / "pip-audit"
    program.write_text(f"#!/bin/sh\necho '{said}' >&2\nexit {code}\n", encoding="utf-8")
    program.chmod(0o755)
    assert audit_with(tmp_path).returncode == expected
