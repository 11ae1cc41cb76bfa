"""Which kit this is, to the byte: what is kept by one version is never read by another."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PLUGINS = Path(__file__).resolve().parents[1]
_PACKAGES = ("cchc", "cchc_markdown", "cchc_mkdocs", "cchc_word")
_CODE = (".py", ".yml", ".json")
# What decides how content is read and pages are made.
_LIBRARIES = (
    *(
        "feedgen",
        "Jinja2",
        "lxml",
        "Markdown",
        "MarkupSafe",
        "mkdocs",
        "mkdocs-material",
        "nh3",
        "pillow",
        "properdocs",
    ),
    *("pydantic", "pydantic-core", "pymdown-extensions", "pypdfium2", "python-frontmatter", "PyYAML", "rapidfuzz"),
)


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
    for library in _LIBRARIES:
        digest.update(f"{library}={_version(library)}\0".encode())
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
