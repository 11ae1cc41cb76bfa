"""Look into the pictures and PDF files of a site, with several processes; what is known of them is kept."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from cchc.content.library import SourceFile
from cchc.content.paths import DOCS
from cchc.media.clean import cleaner_of
from cchc.media.facts import PDF, MediaFacts, digest_of, suffix_of
from cchc.problems import Problem, make_problem
from cchc.processes import processes_for, shared
from cchc.store import Store

_KIND = "media"
# A picture is as much work as so many texts.
_WORTH = 10
_AT_ONCE = 4


def read_media(paths: Iterable[str], files: Mapping[str, SourceFile], store: Store) -> dict[str, MediaFacts]:
    """Return what is known of files, by path; those with the times that they had are not opened again.

    Paths that are not among `files` are left out.
    """
    wanted = {path: _key(files[path]) for path in paths if path in files}
    kept = store.get_many(_KIND, wanted.values())
    known = {path: pickle.loads(kept[key]) for path, key in wanted.items() if key in kept}
    missing = [(path, files[path].path) for path in wanted if path not in known]
    if missing:
        batches = [missing[start : start + _AT_ONCE] for start in range(0, len(missing), _AT_ONCE)]
        with shared(_look_into_all, processes_for(_WORTH * len(missing))) as together:
            for found in together.each(batches):
                store.put_many(_KIND, [(wanted[path], pickle.dumps(facts)) for path, facts in found])
                known.update(found)
        store.keep_only(_KIND, wanted.values())
    return {path: known[path] for path in wanted if path in known}


def _key(file: SourceFile) -> bytes:
    """Return what tells two versions of a file apart without reading it."""
    return blake2b(f"{file.source}\0{file.size} {file.changed}".encode("utf-8", "surrogateescape")).digest()


def _look_into_all(files: list[tuple[str, str]]) -> list[tuple[str, MediaFacts]]:
    return [(path, look_into(path, Path(file).read_bytes())) for path, file in files]


def look_into(path: str, data: bytes) -> MediaFacts:
    """Return what is known of the file `data`, called `path`; its size is that of what is published."""
    clean, facts = cleaner_of(path), _looked_into(path, data)
    return replace(facts, size=len(clean(data))) if clean else facts


def _looked_into(path: str, data: bytes) -> MediaFacts:
    # Pillow and pypdfium2 take a tenth of a second to load: only where there is a file for them.
    digest, suffix = digest_of(data), suffix_of(path)
    if suffix == ".svg":
        from cchc.media import svg

        return svg.look_into(data, digest)
    if suffix == PDF:
        from cchc.media import pdf

        return pdf.look_into(data, digest)
    from cchc.media import pictures

    return pictures.look_into(path, data, digest)


def media_problems(known: Mapping[str, MediaFacts]) -> Iterator[Problem]:
    """Yield what is wrong with the files."""
    for path, facts in known.items():
        if facts.problem:
            yield make_problem(
                facts.problem, f"{DOCS}/{path}", 1, 1, target=path.rsplit("/", 1)[-1], **dict(facts.values)
            )


def made_from(data: bytes, facts: MediaFacts, sharing: bool) -> Iterator[tuple[str, bytes]]:
    """Yield (address, bytes) of the smaller pictures that are made of a file."""
    if facts.pages:
        from cchc.media import pdf

        return pdf.first_page(data, facts)
    from cchc.media import pictures

    return pictures.smaller_pictures(data, facts, sharing)
