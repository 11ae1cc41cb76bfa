"""The same site under MkDocs and under ProperDocs, its fork."""

from __future__ import annotations

import hashlib
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from cchc_mkdocs.bridge import without_hidden

pytestmark = pytest.mark.contract
ROOT = Path(__file__).resolve().parents[2]


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


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_a_theme_without_hidden_templates_gives_and_finds_the_same(engine: str) -> None:
    theme = import_module(f"{engine}.theme").Theme(name="material", custom_dir=str(ROOT / "overrides"))
    whole, quick = theme.get_env(), without_hidden(theme).get_env()
    visible = [name for name in whole.list_templates() if not any(part.startswith(".") for part in name.split("/"))]
    listed = [name for name in quick.list_templates() if not name.split("/")[-1].startswith(".")]
    assert listed == visible
    assert len(visible) < len(whole.list_templates()) / 10
    # What is hidden is found by its name.
    icon = ".icons/material/magnify.svg"
    assert quick.get_template(icon).render() == whole.get_template(icon).render()
