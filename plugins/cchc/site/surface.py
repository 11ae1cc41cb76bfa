"""What the pages of a site show of other texts than their own: with the same surface, a changed text changes its own
page, feeds and search only.
"""

from __future__ import annotations

from hashlib import blake2b

from cchc.publishing import Edition


def surface_of(edition: Edition, texts: bytes) -> bytes:
    """Return the digest of a site's surface, files beside the texts aside: what can be seen of them (`Texts.surface`),
    and which of them are public.
    """
    digest = blake2b(texts, digest_size=16)
    for item, state in edition.states.items():
        digest.update(f"{item}\0{state.name}\0".encode())
    return digest.digest()
