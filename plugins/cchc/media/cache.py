"""Pictures that have been made, kept as files by the digest of what they were made from, beside the other kept values.

Each file has its own digest before it: one that is damaged is as good as none. They outlive versions of the kit: what
they are named by holds all that they depend on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

_SEAL = 16  # bytes


def name_of(address: str) -> str:
    """Return the name under which a picture of the site is kept; those of other files mean nothing here."""
    return address.rsplit("/", 1)[-1]


class MediaCache:
    """Kept pictures in a folder; `None` keeps nothing. For use by many processes at once."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        """Return what is kept as `name`."""
        if self._folder is None:
            return None
        try:
            sealed = self._path(name).read_bytes()
        except OSError:
            return None
        data = sealed[_SEAL:]
        return data if sealed[:_SEAL] == _seal(name, data) else None

    def put(self, name: str, data: bytes) -> None:
        """Keep `data` as `name`; where that fails it is made again the next time."""
        if self._folder is None:
            return
        path = self._path(name)
        beside = path.with_name(f".{os.getpid()}-{path.name}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(_seal(name, data) + data)
            beside.replace(path)

    def keep_only(self, names: Iterable[str]) -> None:
        """Remove all but these."""
        wanted = {self._path(name) for name in names} if self._folder else set()
        for path in self._files():
            if path not in wanted:
                with suppress(OSError):
                    path.unlink()

    def _files(self) -> Iterator[Path]:
        yield from self._folder.glob("*/*") if self._folder else ()

    def _path(self, name: str) -> Path:
        assert self._folder is not None  # noqa: S101 - asked only where there is a folder
        return self._folder / name[:2] / name


def _seal(name: str, data: bytes) -> bytes:
    digest = blake2b(f"{name}\0".encode(), digest_size=_SEAL)
    digest.update(data)
    return digest.digest()
