"""Reading a real folder: files that can't be read, are no items, or lead out of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

import pytest

from cchc.content import library
from cchc.content.library import load_library

NEWS = "---\ntitle: Tin\ndate: 2026-11-05\ntags: [mot-cua]\n---\n\nNội dung\n"


def write(path: Path, text: str = NEWS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def codes(docs: Path) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in load_library(docs).problems]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights on Windows")
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = write(tmp_path / "ngoai.md")
    docs = tmp_path / "docs"
    write(docs / "tin-tuc/2026/11/tin.md", NEWS.replace("Tin", "Tin trong"))
    (docs / "tin-tuc/2026/11/lien-ket.md").symlink_to(secret)
    library = load_library(docs)
    assert [item.title for item in library.items] == ["Tin trong"]
    assert codes(docs) == [("docs/tin-tuc/2026/11/lien-ket.md", "CCHC107")]


def test_a_file_that_cannot_be_read_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "tin-tuc/2026/11/tin.md")

    def locked(name: str, mode: str) -> IO[bytes]:
        if Path(name) == path:
            raise PermissionError(13, "Permission denied")
        return Path(name).open(mode)

    monkeypatch.setattr(library, "open", locked, raising=False)
    assert codes(tmp_path) == [("docs/tin-tuc/2026/11/tin.md", "CCHC105")]


def test_hidden_files_are_nobodys_business(tmp_path: Path) -> None:
    write(tmp_path / ".obsidian/app.json", "{}")
    write(tmp_path / "tin-tuc/.tmp.md", "x")
    assert codes(tmp_path) == []


def test_capital_endings_are_items_too(tmp_path: Path) -> None:
    write(tmp_path / "tin-tuc/2026/11/TIN MỚI.MD")
    (item,) = load_library(tmp_path).items
    assert item.address == "tin-tuc/2026/11/tin-moi/"
