"""What tells two versions of the kit and its libraries apart."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from cchc.version import _LIBRARIES, _versions, version_of_kit


def test_the_versions_are_those_that_are_installed() -> None:
    import sys

    found = {name.partition("-")[0].replace("_", "-").lower(): name for name in _versions(sys.path)}
    assert found.keys() == _LIBRARIES
    for library, name in found.items():
        assert name.removesuffix(".dist-info").partition("-")[2] == version(library)


def test_another_version_of_a_library_is_another_name(tmp_path: Path) -> None:
    for name in ("Markdown-3.9.dist-info", "ruamel.yaml-1.0.dist-info", "PyYAML-6.0.dist-info", "markdown"):
        (tmp_path / name).mkdir()
    missing = tmp_path / "gone"
    assert _versions([str(tmp_path), str(missing)]) == ["Markdown-3.9.dist-info", "PyYAML-6.0.dist-info"]


def test_a_kit_has_one_version() -> None:
    assert version_of_kit() == version_of_kit.__wrapped__()
    assert len(version_of_kit()) == 24
