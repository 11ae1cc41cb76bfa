"""What the look of a site is made from: configuration and theme, told apart without a site generator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Inputs:
    """Files and folders, and the digest of all that is in them under a site generator."""

    engine: str
    files: tuple[Path, ...]
    folders: tuple[Path, ...]
    digest: str

    def are_the_same(self) -> bool:
        """Say whether nothing in them has changed since."""
        return inputs_of(self.engine, self.files, self.folders).digest == self.digest


def inputs_of(engine: str, files: Iterable[Path], folders: Iterable[Path]) -> Inputs:
    """Read files and folders; what is not there counts as empty."""
    files, folders = tuple(files), tuple(folders)
    digest = blake2b(engine.encode(), digest_size=16)
    inside = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in (*files, *inside):
        data = path.read_bytes() if path.is_file() else b""
        digest.update(f"\0{path}\0{len(data)}\0".encode() + data)
    return Inputs(engine, files, folders, digest.hexdigest())
