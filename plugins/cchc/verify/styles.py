"""Addresses in style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Names of XML vocabularies look like addresses, and nothing loads them.
_NOT_LOADED = re.compile(r"/\*.*?\*/|@namespace\b[^;]*;", re.DOTALL)
_ADDRESS = re.compile(
    r"""url\(\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^)'"\s]*))\s*\)|@import\s+(?:"(?P<d>[^"]*)"|'(?P<e>[^']*)')""",
    re.IGNORECASE,
)


def css_addresses(css: str) -> Iterator[str]:
    """Yield what a style sheet loads; data within the sheet itself, and anchors of its own page, are left out."""
    for match in _ADDRESS.finditer(_NOT_LOADED.sub("", css)):
        written = next((value for value in match.groups() if value), "").strip()
        if written and not written.startswith(("data:", "#", "blob:")):
            yield written
