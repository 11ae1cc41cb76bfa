"""Addresses by how they begin: which lead to elsewhere, and which must never be printed."""

from __future__ import annotations

import re
from enum import Enum

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SAFE_SCHEMES = ("http:", "https:", "mailto:", "tel:")
# What browsers skip in an address, and what nobody sees in one.
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")


class Begins(Enum):
    """How an address begins. `UNSAFE` may run, or leads elsewhere without saying so."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    INSIDE = "inside"


def beginning(address: str) -> Begins:
    """Say how an address begins, as a browser reads it."""
    bare = _CONTROL.sub("", address)
    scheme = _SCHEME.match(bare)
    if scheme:
        return Begins.SAFE if scheme[0].lower() in _SAFE_SCHEMES else Begins.UNSAFE
    return Begins.UNSAFE if bare.startswith(("//", "\\\\", "/\\", "\\/")) else Begins.INSIDE
