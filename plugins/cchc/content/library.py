"""The Library: everything in docs/, read once, immutable. All that the kit shows, counts or sends is made from it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path

from cchc.content.items import Item, PlainPage
from cchc.content.kinds import DATA_FOLDER
from cchc.content.paths import DOCS, is_ignored
from cchc.content.reading import Reading, Role, read_source
from cchc.disk import reason_of
from cchc.problems import Problem, make_problem
from cchc.taxonomy.link_exceptions import EXCEPTIONS_FILE
from cchc.taxonomy.load import load_vocabulary
from cchc.taxonomy.targets import PUBLISH_FILE
from cchc.taxonomy.vocabulary import Vocabulary

_PAGE_SUFFIXES = (".md",)
# Where the site is served, and which links are left alone, changes nothing on it.
_NOT_SHOWN = {PUBLISH_FILE, EXCEPTIONS_FILE}


@dataclass(frozen=True)
class Library:
    """All content. `items` are in the order of their paths; `assets` are the other files of docs/ with their sizes."""

    vocabulary: Vocabulary
    items: tuple[Item, ...]
    pages: tuple[PlainPage, ...]
    section_intros: Mapping[str, PlainPage]
    topic_intros: Mapping[str, PlainPage]
    assets: Mapping[str, int]
    problems: tuple[Problem, ...]
    by_source: Mapping[str, Item | PlainPage] = field(repr=False)
    sources: frozenset[str] = field(repr=False)  # every Markdown file, those with errors too


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of docs/: `source` is its path below docs/; `size` in bytes; `changed` tells when it was last touched:
    times of content and of state in nanoseconds, and the file's number.
    """

    source: str
    path: str
    size: int
    changed: tuple[int, int, int]


def scan(docs: Path) -> tuple[list[SourceFile], list[Problem]]:
    """List the files below `docs` in the order of their names, and links that lead out of it."""
    found: list[SourceFile] = []
    problems: list[Problem] = []
    root = docs.resolve()
    _scan_folder(docs, "", root, found, problems)
    return found, problems


def _scan_folder(folder: Path, prefix: str, root: Path, found: list[SourceFile], problems: list[Problem]) -> None:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(make_problem("CCHC105", f"{DOCS}/{prefix}".rstrip("/"), reason=reason_of(error)))
        return
    for entry in entries:
        source = f"{prefix}{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and not _leads_to_file_below(root, entry.path):
            problems.append(make_problem("CCHC107", f"{DOCS}/{source}"))
        elif entry.is_dir():
            _scan_folder(Path(entry.path), f"{source}/", root, found, problems)
        elif entry.is_file():
            stat = entry.stat()
            changed = (stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
            found.append(SourceFile(source, entry.path, stat.st_size, changed))


def _leads_to_file_below(root: Path, link: str) -> bool:
    """Say whether a link leads to a file of the content. Folders are not followed: they may lead round in a circle."""
    # Before Python 3.13, Path.resolve raises at a circle.
    real = Path(os.path.realpath(link))
    return real.is_relative_to(root) and real.is_file()


Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Sources:
    """What is in docs/, texts still as bytes: `texts` by path; `data_digest` tells two vocabularies apart.

    `files` are the files of `assets` that can be opened; there are none where the content is not in a folder.
    """

    vocabulary: Vocabulary
    data_digest: bytes
    texts: Mapping[str, bytes]
    assets: Mapping[str, int]
    problems: tuple[Problem, ...]
    files: Mapping[str, SourceFile] = field(default_factory=dict)


def load_sources(docs: Path) -> Sources:
    """Read the bytes of everything below `docs` that is text, and the vocabulary."""
    files, problems = scan(docs)
    data: dict[str, bytes] = {}
    texts: dict[str, bytes] = {}
    assets: dict[str, int] = {}
    for file in files:
        target = _target(file.source, data, texts)
        if target is None:
            assets[file.source] = file.size
        elif (read := _read(file, problems)) is not None:
            target[file.source] = read
    return replace(
        sources_from(data, texts, assets, problems),
        files={file.source: file for file in files if file.source in assets},
    )


def sources_of(files: Mapping[str, bytes]) -> Sources:
    """Return the sources of files in memory: path below docs/ → bytes. For tests and previews."""
    data: dict[str, bytes] = {}
    texts: dict[str, bytes] = {}
    assets: dict[str, int] = {}
    for name in sorted(files):
        target = _target(name, data, texts)
        if target is None:
            assets[name] = len(files[name])
        else:
            target[name] = files[name]
    return sources_from(data, texts, assets)


def _target(source: str, data: dict[str, bytes], texts: dict[str, bytes]) -> dict[str, bytes] | None:
    """Return where the bytes of a file belong; `None` for a picture or attachment, whose bytes are not read."""
    if source.startswith(f"{DATA_FOLDER}/"):
        return data
    return texts if source.lower().endswith(_PAGE_SUFFIXES) and not is_ignored(source) else None


def sources_from(
    data: Mapping[str, bytes], texts: Mapping[str, bytes], assets: Mapping[str, int], problems: Iterable[Problem] = ()
) -> Sources:
    """Return the sources of what has been read: the vocabulary's files, the texts, the sizes of all others."""
    named = {source.removeprefix(f"{DATA_FOLDER}/"): content for source, content in data.items()}
    vocabulary, found = load_vocabulary(named, f"{DOCS}/{DATA_FOLDER}")
    digest = blake2b(digest_size=16)
    for name in sorted(named.keys() - _NOT_SHOWN):
        digest.update(f"{name}\0{len(named[name])}\0".encode() + named[name])
    return Sources(vocabulary, digest.digest(), texts, assets, (*problems, *found))


def load_library(docs: Path, progress: Progress | None = None) -> Library:
    """Read everything below `docs`. `progress` is told how many of how many texts have been read."""
    return read_all(load_sources(docs), progress)


def library_of(files: Mapping[str, bytes]) -> Library:
    """Return the library of files in memory: path below docs/ → bytes. For tests and previews."""
    return read_all(sources_of(files))


def read_all(sources: Sources, progress: Progress | None = None) -> Library:
    """Read all texts, one after another."""
    readings = []
    for source, data in sources.texts.items():
        readings.append(read_source(source, data, sources.vocabulary))
        if progress is not None:
            progress(len(readings), len(sources.texts))
    return library_from(sources, readings)


def library_from(sources: Sources, readings: Iterable[Reading]) -> Library:
    """Put together what the texts say; `readings` are in the order of the sources."""
    entries: dict[Role, list[tuple[str, Item | PlainPage]]] = {role: [] for role in Role}
    problems = list(sources.problems)
    for reading in readings:
        problems += reading.problems
        if reading.entry is not None:
            entries[reading.role].append((reading.of, reading.entry))
    pages, section_intros, topic_intros = (
        [(of, page) for of, page in entries[role] if isinstance(page, PlainPage)]
        for role in (Role.PAGE, Role.SECTION_INTRO, Role.TOPIC_INTRO)
    )
    return Library(
        vocabulary=sources.vocabulary,
        items=tuple(item for _, item in entries[Role.ITEM] if isinstance(item, Item)),
        pages=tuple(page for _, page in pages),
        section_intros=dict(section_intros),
        topic_intros=dict(topic_intros),
        assets=sources.assets,
        problems=tuple(sorted(problems)),
        by_source={entry.source: entry for role in Role for _, entry in entries[role]},
        sources=frozenset(sources.texts),
    )


def _read(file: SourceFile, problems: list[Problem]) -> bytes | None:
    try:
        with open(file.path, "rb") as opened:  # noqa: PTH123 - ten thousand times a run, and twice as fast
            return opened.read()
    except OSError as error:
        problems.append(make_problem("CCHC105", f"{DOCS}/{file.source}", reason=reason_of(error)))
        return None
