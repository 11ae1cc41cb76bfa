"""What a site consists of: its files by path, told apart by their content. Never by times."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

# Files of the kit's own on a target. A site's file with such a name is never published.
OWN_PREFIX = ".cchc-"
MANIFEST = f"{OWN_PREFIX}publish.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file as it is served. `title` and `kind` (a label) are set for the page of an item."""

    size: int
    digest: str
    title: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Manifest:
    """A version of a site: files by path below its root."""

    files: Mapping[str, PublishedFile]

    @cached_property
    def id(self) -> str:
        """What tells two versions apart: a digest of all paths and contents."""
        digest = sha256()
        for path, file in sorted(self.files.items()):
            digest.update(f"{path}\0{file.digest}\n".encode())
        return digest.hexdigest()

    def to_bytes(self) -> bytes:
        """Return the manifest as it is kept on a target; the same files give the same bytes."""
        files = {
            path: [file.size, file.digest, *([file.title, file.kind] if file.title else [])]
            for path, file in sorted(self.files.items())
        }
        whole = {"version": _VERSION, "id": self.id, "files": files}
        return (json.dumps(whole, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n").encode()


def manifest_from(data: bytes | None) -> Manifest | None:
    """Read a kept manifest; `None` when there is none, or it is damaged: then everything is sent again."""
    try:
        whole: Any = json.loads(data or b"null")
        manifest = Manifest({path: PublishedFile(*file) for path, file in whole["files"].items()})
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return manifest if whole.get("version") == _VERSION and whole.get("id") == manifest.id else None


def manifest_of(site: Path, items: Mapping[str, tuple[str, str]]) -> Manifest:
    """Read all files of a built site; `items` gives (title, kind label) by the path of an item's page."""
    files: dict[str, PublishedFile] = {}
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if not file.is_file() or path.split("/")[0].startswith(OWN_PREFIX):
            continue
        files[path] = PublishedFile(file.stat().st_size, digest_of(file), *items.get(path, ("", "")))
    return Manifest(files)


def digest_of(file: Path) -> str:
    """Return the digest of a file's content."""
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
