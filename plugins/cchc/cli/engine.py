"""Runs a site generator: the one place of the program that knows there is one."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from cchc.cli.folder import SiteFolder
from cchc.service import Opened

_PREFIX = ".site-"


class EngineError(Exception):
    """The site generator stopped; the message is what it said."""


class _Messages(logging.Handler):
    """Keeps what the generator warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def build_site(folder: SiteFolder, site_dir: Path, opened: Opened, engine: str) -> tuple[int, list[str]]:
    """Build into a new folder beside `site_dir`, then put it in its place: the old site stays whole until then.

    Returns the number of pages and the generator's warnings. Raises EngineError.
    """
    generator = load_engine(engine)
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{site_dir.name}-", dir=site_dir.parent))
    kept = _Messages()
    logger = logging.getLogger(engine)
    logger.addHandler(kept)
    logger.propagate = False
    try:
        config = load_config(generator, folder, fresh)
        plugin = config.plugins["cchc"]
        plugin.use(opened)
        generator["build"](config)
        replace_folder(fresh, site_dir)
        return plugin.pages_written, kept.lines
    except Exception as error:
        if type(error).__module__.split(".")[0] in (engine, "mkdocs", "click") or isinstance(error, OSError):
            raise EngineError("\n".join([*kept.lines, str(error)]).strip()) from error
        raise
    finally:
        logger.removeHandler(kept)
        shutil.rmtree(fresh, ignore_errors=True)


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


def replace_folder(fresh: Path, target: Path) -> None:
    """Put `fresh` in the place of `target`; when that fails the old one is put back."""
    old = target.with_name(f"{_PREFIX}{target.name}-old")
    if old.exists():
        shutil.rmtree(old)
    fresh.chmod(0o755)
    if target.exists():
        target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
