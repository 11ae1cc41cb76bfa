"""The same site under MkDocs and under ProperDocs, its fork."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.contract


def contents(site: Path) -> dict[str, bytes]:
    """Return every file; of pages without the name of the generator, which differs by right."""
    found = {}
    for path in sorted(site.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            if path.suffix == ".html":
                data = re.sub(rb'<meta name="generator"[^>]*>', b"", data)
            found[path.relative_to(site).as_posix()] = data
    return found


def test_properdocs_builds_the_same_site(example: Any, cchc: Any, tmp_path: Path) -> None:
    site = tmp_path / "site"
    cchc("build", "-C", example.root, "--now", example.now, "--site-dir", site, "--engine", "properdocs")
    theirs, ours = contents(site), contents(example.site)
    assert sorted(theirs) == sorted(ours)
    different = [
        name for name, data in ours.items() if hashlib.sha256(theirs[name]).digest() != hashlib.sha256(data).digest()
    ]
    assert different == []


def test_properdocs_itself_builds_it_from_mkdocs_yml(example: Any, run_module: Any, tmp_path: Path) -> None:
    site = tmp_path / "site"
    result = run_module("properdocs", "build", "-q", "-f", example.root / "mkdocs.yml", "-d", site, now=example.now)
    assert result.returncode == 0, result.stderr
    assert contents(site) == contents(example.site)


def test_an_engine_that_is_not_installed_is_said(cchc: Any, example: Any) -> None:
    result = cchc.run("build", "-C", example.root, "--engine", "zensical")
    assert result.returncode == 2
    assert "mkdocs, properdocs" in result.stderr
