"""Addresses of the site as others need them: whole."""

from __future__ import annotations

import re
from urllib.parse import urljoin

# What only has to be put behind the site's address: it begins with a name, and names no place above.
_BELOW = re.compile(r"[\w%][\w%-]*(?:[/.][\w%-]+)*/?")


def full_address(site_url: str, address: str) -> str:
    """Return an address from the site's root as a full one; full addresses as they are."""
    if site_url.endswith("/") and _BELOW.fullmatch(address):
        return site_url + address
    return urljoin(site_url, address)
