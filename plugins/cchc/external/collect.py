"""All addresses outside the site that its readers can click, each with the places where it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag

from cchc.content.items import Item, PlainPage
from cchc.content.kinds import DATA_FOLDER, SECTIONS
from cchc.content.library import Library
from cchc.content.paths import DOCS
from cchc.content.schema import ActivityFields, ProcedureFields
from cchc.publishing import Edition, State

_WITH_TEXT = frozenset({State.PUBLISHED, State.EXPIRED})


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Where an address is written: `path` from the site's folder, `line` (0: not known), `title` of the text."""

    path: str
    line: int
    title: str


@dataclass(frozen=True, slots=True)
class External:
    """An address without its anchor, and the places that name it, in order."""

    url: str
    spots: tuple[Spot, ...]


def external_links(edition: Edition) -> list[External]:
    """Return the addresses of all texts that readers see, of their front matter and of docs/_data, in their order."""
    found: dict[str, set[Spot]] = {}
    for written, spot in _written(edition):
        url = urldefrag(written.strip()).url
        if is_outside(url):
            found.setdefault(url, set()).add(spot)
    return [External(url, tuple(sorted(spots))) for url, spots in sorted(found.items())]


def is_outside(url: str) -> bool:
    """Say whether an address can be asked for, or is one that no reader can open (`file:`)."""
    return url.lower().startswith(("http://", "https://", "file:"))


def _written(edition: Edition) -> Iterator[tuple[str, Spot]]:
    library = edition.library
    labels = _labels(library)
    for source, entry in library.by_source.items():
        if not _is_seen(edition, entry):
            continue
        path, title = f"{DOCS}/{source}", labels.get(source, entry.title)
        for link in entry.text.links:
            yield link.target, Spot(path, link.line + entry.text.body_line - 1, title)
        if isinstance(entry, Item):
            for url, line in _of_front_matter(entry):
                yield url, Spot(path, line, entry.title)
    yield from _of_data(library)


def _labels(library: Library) -> dict[str, str]:
    """Return the titles of introductions, which have none of their own, by file."""
    topics = library.vocabulary.topics
    labels = {page.source: topics[topic].label for topic, page in library.topic_intros.items()}
    return labels | {page.source: SECTIONS[folder].label for folder, page in library.section_intros.items()}


def _is_seen(edition: Edition, entry: Item | PlainPage) -> bool:
    return edition.state(entry) in _WITH_TEXT if isinstance(entry, Item) else not entry.fields.draft


def _of_front_matter(item: Item) -> Iterator[tuple[str, int]]:
    fields = item.fields
    for index, attachment in enumerate(fields.attachments):
        yield attachment.file, item.place("attachments", index, "file")[0]
    if isinstance(fields, ActivityFields):
        for index, evidence in enumerate(fields.evidence):
            yield evidence, item.place("evidence", index)[0]
    if isinstance(fields, ProcedureFields):
        for key, url in fields.lien_ket.items():
            yield url, item.place("lien_ket", key)[0]


def _of_data(library: Library) -> Iterator[tuple[str, Spot]]:
    vocabulary = library.vocabulary
    named = [("agency.yml", link.url, link.label) for link in vocabulary.agency.links]
    named += [("channels.yml", channel.url, channel.label) for channel in vocabulary.channels.values()]
    named += [("official-documents.yml", entry.url, entry.so_ky_hieu) for entry in vocabulary.official_documents]
    for name, url, label in named:
        yield url, Spot(f"{DOCS}/{DATA_FOLDER}/{name}", 0, label)
