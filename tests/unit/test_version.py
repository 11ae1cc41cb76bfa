"""What tells two versions of the kit and its libraries apart."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from cchc.version import _LIBRARIES, _versions, version_of_kit


def test_the_versions_are_those_that_are_installed() -> None:
    found = dict(name.split("-", 1) for name in _versions(sys.path))
    assert {name.replace("_", "-").lower() for name in found} == _LIBRARIES
    assert all(number == version(library) for library, number in found.items())


def test_another_version_of_a_library_is_another_name(tmp_path: Path) -> None:
    for name in ("Markdown-3.9.dist-info", "ruamel.yaml-1.0.dist-info", "PyYAML-6.0.dist-info", "markdown"):
        (tmp_path / name).mkdir()
    found = _versions([str(tmp_path), str(tmp_path / "gone")])
    assert found[:2] == ["Markdown-3.9", "PyYAML-6.0"]
    # Those that are not in these folders are asked for where Python finds them.
    assert {name.split("-")[0] for name in found[2:]} >= {"lxml", "mkdocs"}


def test_a_library_with_metadata_of_another_form_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "Jinja2-3.1.2.egg-info"
    place.mkdir()
    (place / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: Jinja2\nVersion: 3.1.2\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert _versions(sys.path) == ["jinja2-3.1.2"]


def test_a_kit_has_one_version() -> None:
    assert version_of_kit() == version_of_kit.__wrapped__()
    assert len(version_of_kit()) == 24
