"""Which addresses of a Word file may stand in a text."""

from __future__ import annotations

import re

_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_NOT_PRINTED = re.compile(r"[\x00-\x20\x7f<>\"\\^`{|}]")
_FIELD = re.compile(r'HYPERLINK\s+(?:\\l\s+)?"([^"]*)"', re.IGNORECASE)


def safe_link(address: str) -> str:
    """Return an address as Markdown can hold it, or "" for one that leads nowhere a reader could go.

    `javascript:`, files of the writer's own computer and all other schemes are refused.
    """
    address = address.strip()
    if not address.casefold().startswith(_SCHEMES):
        return ""
    return _NOT_PRINTED.sub(lambda sign: f"%{ord(sign[0]):02X}", address).replace("(", "%28").replace(")", "%29")


def address_of_field(instruction: str) -> str:
    """Return the address of a field `HYPERLINK "…"`, or ""."""
    found = _FIELD.search(instruction)
    return found[1] if found is not None and "\\l" not in found[0] else ""
