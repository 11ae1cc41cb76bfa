"""Runs a site generator: the one place of the program that knows there is one."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from cchc.cli.folder import SiteFolder
from cchc.cli.inputs import Inputs, inputs_of
from cchc.disk import reason_of
from cchc.service import Opened
from cchc.site.built import Built
from cchc.site.placing import put_in_place
from cchc.version import version_of_kit
from cchc_markdown import MarkdownDialect

if sys.platform != "win32":
    import fcntl

_PREFIX = ".site-"
_PLUGIN = "cchc"
_LONGEST = 86_400  # seconds that no build takes
_NO_LOCK = -1
# Plugins that look at nothing but the configuration and the content.
_KNOWN_PLUGINS = frozenset([_PLUGIN, "material/search", "search"])
# What lets the configuration, or a text, come from another place.
_ELSEWHERE = ("!ENV", "INHERIT", "snippets")


class EngineError(Exception):
    """The site generator stopped; the message is what it said."""


class HalfPlacedError(EngineError):
    """The new site was made, but a file of it could not be put in its place; the message says which and why."""


class _Messages(logging.Handler):
    """Keeps what the generator warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


class Engine:
    """A site generator with a folder's configuration. Raises EngineError when it can't be loaded."""

    def __init__(self, name: str, folder: SiteFolder) -> None:
        self.name, self._docs = name, folder.docs
        self._generator = load_engine(name)
        with self._heard():
            self._config = load_config(self._generator, folder, folder.root / "site")
        if _PLUGIN not in self._config.plugins:
            raise EngineError(f"Tệp {folder.config_file} thiếu dòng “- cchc” ở mục plugins. Thêm dòng ấy rồi chạy lại.")
        # Before any template is read: one that changes meanwhile is new to the next build.
        self.inputs = self._inputs()

    @property
    def dialect(self) -> MarkdownDialect:
        """How Markdown is written on the site."""
        return MarkdownDialect(tuple(self._config.markdown_extensions), self._config.mdx_configs)

    def load_rest(self) -> None:
        """Load what only making pages needs: to be called while other processes read the texts."""
        self._config.plugins[_PLUGIN].load_writer()

    def _inputs(self) -> Inputs | None:
        """Return what the look of the site is made from; `None` where the configuration may look elsewhere."""
        plugins, hooks = set(self._config.plugins), self._config.hooks
        written = Path(self._config.config_file_path).read_text("utf-8")
        if hooks or not plugins <= _KNOWN_PLUGINS or any(elsewhere in written for elsewhere in _ELSEWHERE):
            return None
        folders = [Path(self._config.theme.custom_dir)] if self._config.theme.custom_dir else []
        return inputs_of(self.name, [Path(self._config.config_file_path)], folders)

    def build(self, site_dir: Path, opened: Opened, before: Built) -> tuple[Built, list[str]]:
        """Build beside `site_dir`, then put what has changed since `before` in its place: until then the old site is
        not touched.

        Returns what the site is made of and the generator's warnings. Raises EngineError, or HalfPlacedError when both
        old and new files are there now; the next build puts that right.
        """
        plugin = self._config.plugins[_PLUGIN]
        plugin.use(opened, self._docs)
        if self.inputs is not None:
            salt = f"{version_of_kit()} {opened.data_digest.hex()} {self.inputs.digest}"
            plugin.keep_from(before, site_dir, salt)
        with _folder_beside(site_dir) as fresh, self._heard() as warnings:
            self._config.site_dir = str(fresh)
            if self.inputs is not None:
                # All that is in docs/ is the plugin's: the generator need not look at ten thousand files it leaves.
                self._config.docs_dir = str(fresh)
            self._generator["build"](self._config)
            parts = plugin.made
            kept = [file for made in parts.values() for file in made.files]
            try:
                others = put_in_place(fresh, site_dir, kept)
            except OSError as error:
                raise HalfPlacedError(f"{error.filename}: {reason_of(error)}") from error
            texts, surface = plugin.made_from
        return Built(parts, others, texts, surface), warnings

    @property
    def writer(self) -> Any:
        """What has written the pages of the last build: `site`, and `page_html` of a page."""
        return self._config.plugins[_PLUGIN].writer

    @contextmanager
    def _heard(self) -> Iterator[list[str]]:
        """Keep what the generator warns of; turn its failures into EngineError."""
        kept = _Messages()
        logger = logging.getLogger(self.name)
        logger.addHandler(kept)
        logger.propagate = False
        try:
            yield kept.lines
        except Exception as error:
            if type(error).__module__.split(".")[0] in (self.name, "mkdocs", "click") or isinstance(error, OSError):
                words = f"{error.filename}: {reason_of(error)}" if isinstance(error, OSError) else str(error)
                raise EngineError("\n".join([*kept.lines, words]).strip()) from error
            raise
        finally:
            logger.removeHandler(kept)


@contextmanager
def _folder_beside(site_dir: Path) -> Iterator[Path]:
    """Give a new folder beside `site_dir` for one build; folders of builds that were killed are removed."""
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    prefix = f"{_PREFIX}{site_dir.name}-"
    for old in site_dir.parent.iterdir():
        if old.name.startswith(prefix):
            _remove_if_dead(old)
    folder, held = _new_folder(prefix, site_dir.parent)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _let_go(held)


def _new_folder(prefix: str, place: Path) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
        held = _hold(folder, wait=True)
        # Between the two, another build may have taken it for a dead one's.
        if held is not None and folder.is_dir():
            return folder, held
        _let_go(held)


def _remove_if_dead(folder: Path) -> None:
    held = _hold(folder, wait=False)
    if held is not None:
        with suppress(OSError):
            if held != _NO_LOCK or folder.stat().st_mtime < time.time() - _LONGEST:
                shutil.rmtree(folder, ignore_errors=True)
    _let_go(held)


def _hold(folder: Path, wait: bool) -> int | None:
    """Hold a folder for as long as this process lives; return what to let go of, `None` when it can't be held."""
    if sys.platform == "win32":
        return _NO_LOCK
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:
        # A network drive that knows no locks.
        os.close(descriptor)
        return _NO_LOCK
    return descriptor


def _let_go(held: int | None) -> None:
    if held is not None and held != _NO_LOCK:
        os.close(held)


def load_engine(engine: str) -> dict[str, Any]:
    """Import a site generator. Raises EngineError when it is not installed."""
    # Material prints an advertisement of another generator at import unless told not to.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")
    try:
        if engine == "properdocs":
            # Its own way of letting plugins written for MkDocs run under it.
            import_module("properdocs.replacement")
        return {
            "load_config": import_module(f"{engine}.config").load_config,
            "build": import_module(f"{engine}.commands.build").build,
        }
    except ModuleNotFoundError as error:
        raise EngineError(f"Chưa cài {engine}.") from error


def load_config(generator: dict[str, Any], folder: SiteFolder, site_dir: Path) -> Any:
    """Return the generator's configuration for a folder; the kit's theme where the folder has no mkdocs.yml."""
    config = generator["load_config"](str(folder.config_file), docs_dir=str(folder.docs), site_dir=str(site_dir))
    config.config_file_path = str(folder.config_file)
    return config
