"""What the pages of a site show of other texts than their own: with the same surface, a changed text changes its own
page, feeds and search only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from cchc.publishing import Edition


def surface_of(edition: Edition, of_text: Mapping[str, bytes], assets: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the digest of a site's surface.

    `of_text`: by source, what tells apart what others may show of a text (`TextRecord.surface`); `assets`: (path, what
    tells two versions of the file apart).
    """
    digest = blake2b(digest_size=16)
    for source, own in of_text.items():
        digest.update(source.encode() + b"\0" + own)
    for item, state in edition.states.items():
        digest.update(f"{item}\0{state.name}\0".encode())
    for path, version in assets:
        digest.update(f"{path}\0".encode() + version + b"\0")
    return digest.digest()
