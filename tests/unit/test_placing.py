"""What a build has made comes into its place, and nothing else stays there."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc.site.built import FileStamp, stamp
from cchc.site.placing import files_below, put_in_place


def write(folder: Path, **files: str) -> None:
    """Write files; `__` in a name stands for `/`."""
    for name, content in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def tree(folder: Path) -> dict[str, str | None]:
    return {
        path.relative_to(folder).as_posix(): None if path.is_dir() else path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
    }


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    (tmp_path / "fresh").mkdir()
    return tmp_path / "fresh"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


def stamped(folder: Path, *paths: str) -> list[FileStamp]:
    found = [stamp(str(folder), path) for path in paths]
    assert None not in found
    return [one for one in found if one is not None]


def test_into_a_place_where_nothing_is(tmp_path: Path, fresh: Path) -> None:
    write(fresh, a="1", b__c="2")
    kept = stamped(fresh, "a")
    assert put_in_place(fresh, tmp_path / "site", kept) == tuple(stamped(tmp_path / "site", "b/c"))
    assert tree(tmp_path / "site") == {"a": "1", "b": None, "b/c": "2"}


def test_nothing_to_do(fresh: Path, site: Path) -> None:
    write(site, a="1", b__c="2")
    before = list(files_below(str(site)))
    assert put_in_place(fresh, site, before) == ()
    assert list(files_below(str(site))) == before


def test_a_file_that_is_the_same_is_not_touched(fresh: Path, site: Path) -> None:
    write(site, same="1", other="1", longer="1")
    before = {path: (site / path).stat() for path in ("same", "other", "longer")}
    write(fresh, same="1", other="2", longer="11")
    placed = put_in_place(fresh, site, [])
    assert [file.path for file in placed] == ["longer", "other", "same"]
    assert (site / "same").stat().st_mtime_ns == before["same"].st_mtime_ns
    assert (site / "same").stat().st_ino == before["same"].st_ino
    assert (site / "other").stat().st_ino != before["other"].st_ino
    assert tree(site) == {"same": "1", "other": "2", "longer": "11"}


def test_what_is_not_needed_goes_with_its_folders(fresh: Path, site: Path) -> None:
    write(site, a="1", old__deep__file="x", old__beside="x", kept__file="1", stray="x")
    put_in_place(fresh, site, stamped(site, "a", "kept/file"))
    assert tree(site) == {"a": "1", "kept": None, "kept/file": "1"}


def test_empty_folders_go(fresh: Path, site: Path) -> None:
    write(site, a__b="1")
    (site / "empty/deep").mkdir(parents=True)
    (site / "a/empty").mkdir()
    put_in_place(fresh, site, stamped(site, "a/b"))
    assert tree(site) == {"a": None, "a/b": "1"}


def test_empty_folders_are_told_of(site: Path) -> None:
    """Else a site with one would seem to be as it was built."""
    write(site, a="1")
    (site / "b/c").mkdir(parents=True)
    assert {file.path for file in files_below(str(site))} == {"a", "b/c/"}
    assert list(files_below(str(site / "none"))) == []
    assert list(files_below(str(site / "a"))) == []


def test_a_file_where_a_folder_was(fresh: Path, site: Path) -> None:
    write(site, a__b__c="old", a__d="old")
    (site / "a/empty").mkdir()
    write(fresh, a="new")
    put_in_place(fresh, site, [])
    assert tree(site) == {"a": "new"}


def test_a_folder_where_a_file_was(fresh: Path, site: Path) -> None:
    write(site, a="old", b="kept")
    write(fresh, a__b__c="new")
    put_in_place(fresh, site, stamped(site, "b"))
    assert tree(site) == {"a": None, "a/b": None, "a/b/c": "new", "b": "kept"}


def test_an_empty_folder_where_a_file_belongs(fresh: Path, site: Path) -> None:
    (site / "a/b").mkdir(parents=True)
    write(fresh, a="new")
    put_in_place(fresh, site, [])
    assert tree(site) == {"a": "new"}


def test_a_file_that_the_generator_wrote_under_a_kept_name(fresh: Path, site: Path) -> None:
    """MkDocs writes a sitemap of its own: when ours need not be written anew, it must not take its place."""
    write(site, sitemap="ours")
    kept = stamped(site, "sitemap")
    write(fresh, sitemap="the generator's")
    assert put_in_place(fresh, site, kept) == ()
    assert tree(site) == {"sitemap": "ours"}


def test_a_link_to_a_folder_is_removed_and_the_folder_left_alone(tmp_path: Path, fresh: Path, site: Path) -> None:
    write(tmp_path / "elsewhere", mine="1")
    try:
        (site / "a").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    write(fresh, a__b="new")
    put_in_place(fresh, site, [])
    assert tree(tmp_path / "elsewhere") == {"mine": "1"}
    assert tree(site) == {"a": None, "a/b": "new"}
