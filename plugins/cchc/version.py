"""Which kit this is, to the byte: what is kept by one version is never read by another."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

_PLUGINS = Path(__file__).resolve().parents[1]
_PACKAGES = ("cchc", "cchc_markdown", "cchc_mkdocs", "cchc_word")
_CODE = (".py", ".yml", ".json")
# What decides how content is read and pages are made, as its metadata is named.
_LIBRARIES = frozenset(
    [
        *("feedgen", "jinja2", "lxml", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "nh3", "pillow"),
        *("properdocs", "pydantic", "pydantic-core", "pymdown-extensions", "pypdfium2", "python-frontmatter"),
        *("pyyaml", "rapidfuzz"),
    ]
)
_METADATA = ".dist-info"


@cache
def version_of_kit() -> str:
    """Return a digest of the kit's own code and data, the libraries' versions and Python's."""
    digest = blake2b(sys.version.encode(), digest_size=12)
    for package in _PACKAGES:
        for folder, folders, names in os.walk(_PLUGINS / package):
            folders.sort()
            inside = os.path.relpath(folder, _PLUGINS).replace(os.sep, "/")
            for name in sorted(name for name in names if name.endswith(_CODE)):
                digest.update(f"{inside}/{name}\0".encode() + Path(folder, name).read_bytes())
    digest.update("\0".join(_versions(sys.path)).encode())
    return digest.hexdigest()


def _versions(places: Iterable[str]) -> list[str]:
    """Return `name-version` of the libraries in folders of packages: the names of their metadata say it (PEP 427), and
    reading the metadata would take longer than all else that a small command does.
    """
    found: set[str] = set()
    for place in places:
        # The standard library may be in an archive, and a folder may be gone or closed.
        with suppress(OSError):
            names = (path.name for path in Path(place or ".").iterdir() if path.suffix == _METADATA)
            found.update(name.removesuffix(_METADATA) for name in names if _library(name) in _LIBRARIES)
    missing = _LIBRARIES.difference(map(_library, found))
    return sorted(found) + (_otherwise_installed(missing) if missing else [])


def _otherwise_installed(libraries: Iterable[str]) -> list[str]:
    """Return `name-version` of libraries with metadata of another form: those of a distribution, or in an archive."""
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for library in sorted(libraries):
        with suppress(PackageNotFoundError):
            found.append(f"{library}-{version(library)}")
    return found


def _library(metadata: str) -> str:
    """Return the library that a folder of metadata is of, by its normal name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", metadata.partition("-")[0]).lower()
