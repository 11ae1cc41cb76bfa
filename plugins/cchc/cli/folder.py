"""The site's folder: where content, configuration and results are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from cchc.cli.clock import moment_of
from cchc.cli.console import progress
from cchc.content.library import DOCS
from cchc.content.nodes import read_yaml
from cchc.service import Opened, open_content
from cchc_markdown import Renderer

KIT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class SiteFolder:
    """A folder with `docs/`; its own mkdocs.yml where it has one, else the kit's."""

    root: Path

    @property
    def docs(self) -> Path:
        """The editors' land."""
        return self.root / DOCS

    @property
    def config_file(self) -> Path:
        """The configuration to build with."""
        own = self.root / "mkdocs.yml"
        return own if own.is_file() else KIT / "mkdocs.yml"


def site_folder(directory: Path) -> SiteFolder:
    """Return the folder a command works in; wrong usage when it has no docs/."""
    folder = SiteFolder(directory.resolve())
    if not folder.docs.is_dir():
        raise click.UsageError(
            f"Thư mục {directory} không có thư mục con docs. Chạy lệnh trong thư mục của trang, hoặc thêm -C THƯ-MỤC."
        )
    return folder


def site_url_of(folder: SiteFolder) -> str:
    """Return `site_url` of the folder's mkdocs.yml, or an empty text."""
    result = read_yaml(folder.config_file.read_text(encoding="utf-8"))
    node = result.root.find(("site_url",)) if result.root else None
    return node.value if node is not None and isinstance(node.value, str) else ""


def open_folder(folder: SiteFolder, now: str) -> tuple[Opened, Renderer]:
    """Read and check the content of a folder as of `now` (empty: the clock)."""
    try:
        moment = moment_of(now)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    renderer = Renderer()
    with progress("Đọc nội dung") as told:
        return open_content(folder.docs, moment, renderer, told), renderer
