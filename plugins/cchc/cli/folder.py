"""The site's folder: where content, configuration and results are."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from cchc.cli.clock import moment_of
from cchc.cli.console import messages, progress
from cchc.content.library import Sources, load_sources
from cchc.content.nodes import read_yaml
from cchc.content.paths import DOCS
from cchc.counted import Counted, open_counted
from cchc.service import Opened, opened
from cchc.store import FOLDER, Store, store_of
from cchc.texts.records import Dialect
from cchc.version import version_of_kit

KIT = Path(__file__).resolve().parents[3]
# A part of the names of hosts that nobody has (RFC 2606), as that of the kit's own mkdocs.yml.
_SAMPLE = "example"


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


def full_site_url(folder: SiteFolder, asked: str) -> str:
    """Return the full address of the site, the one `asked` for, else that of mkdocs.yml; wrong usage when there is
    none, or when it is no address of a site.
    """
    address = asked or site_url_of(folder)
    if not address:
        raise click.UsageError("Chưa biết địa chỉ chuyên mục: thêm --site-url hoặc ghi site_url trong mkdocs.yml.")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise click.UsageError(
            f"Địa chỉ chuyên mục “{address}” chưa đủ: phải bắt đầu bằng https:// (hoặc http://) và có tên miền."
            " Ví dụ: https://skhcn.tinh.gov.vn/cchc/"
        )
    if _SAMPLE in parts.hostname.split("."):
        messages().print(
            f"Địa chỉ {address} chỉ là mẫu nên các liên kết chưa mở được: ghi địa chỉ thật của chuyên mục ở site_url"
            f" của tệp {folder.config_file}, hoặc thêm --site-url.",
            style="yellow",
            markup=False,
        )
    return address


def moment_asked(now: str) -> datetime:
    """Return the moment a command works at; wrong usage when it can't be read."""
    try:
        return moment_of(now)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def store_of_folder(folder: SiteFolder) -> Store:
    """Return what this version of the kit keeps for a folder."""
    return store_of(folder.root / FOLDER, version_of_kit())


def forget(folder: SiteFolder) -> None:
    """Remove all that is kept for a folder."""
    shutil.rmtree(folder.root / FOLDER, ignore_errors=True)


def open_folder(folder: SiteFolder, now: str) -> Opened:
    """Read and check the content of a folder as of `now` (empty: the clock)."""
    return open_sources(load_sources(folder.docs), moment_asked(now), store_of_folder(folder), _dialect())


def open_numbers(folder: SiteFolder, now: str) -> Counted:
    """Return the problems and the items of a folder as of `now`, without their texts."""
    moment, store = moment_asked(now), store_of_folder(folder)
    return open_counted(
        folder.docs, moment, store, lambda: open_sources(load_sources(folder.docs), moment, store, _dialect())
    )


def _dialect() -> Dialect:
    # Markdown is loaded by the first text that is read.
    from cchc_markdown import MarkdownDialect

    return MarkdownDialect()


def open_sources(
    sources: Sources,
    moment: datetime,
    store: Store,
    dialect: Dialect,
    preparing: bool = False,
    meanwhile: Callable[[], object] | None = None,
) -> Opened:
    """Read and check what has been loaded, with progress; `preparing`: also render the texts; `meanwhile`: what may be
    done while other processes read.
    """
    with progress("Đọc nội dung") as told:
        return opened(sources, moment, dialect, told, store, preparing, meanwhile)
