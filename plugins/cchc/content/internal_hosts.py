"""Addresses that lead into an office's own machine or network, where no reader of the site is."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

_NAMES = (".localhost", ".local", ".lan", ".internal", ".intranet", ".home", ".localdomain")


def is_internal(url: str) -> bool:
    """Say whether an address is a file of a machine, or names a host that only its own network knows."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return False
    if parts.scheme.lower() == "file" or host == "localhost" or host.endswith(_NAMES):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        # Names without a dot are those of a local network.
        return host != "" and "." not in host
