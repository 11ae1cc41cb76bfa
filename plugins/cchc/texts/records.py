"""One text as it is kept: what it says, what is wrong with it by itself, what it cites, and its preparation."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

from cchc.checks import check_text
from cchc.citations import Citation
from cchc.content.items import Item, PlainPage
from cchc.content.reading import Reading, read_source
from cchc.problems import Problem
from cchc.search import Abbreviations
from cchc.taxonomy.vocabulary import Vocabulary
from cchc.texts.prepare import Prepared, citations_in, preparation_key, prepare
from cchc.texts.rendering import Cite, RenderedText, Resolve


class TextRenderer(Protocol):
    """What the domain asks of Markdown."""

    @property
    def allowed_tags(self) -> frozenset[str]: ...

    def render(self, body: str, resolve: Resolve, cite: Cite) -> RenderedText: ...

    def anchors(self, body: str) -> frozenset[str]: ...


class Dialect(Protocol):
    """How Markdown is written on a site. `fingerprint` tells two dialects apart."""

    @property
    def fingerprint(self) -> bytes: ...

    def renderer(self, abbreviations: Sequence[tuple[str, str]] = ()) -> TextRenderer: ...


@dataclass(frozen=True, slots=True)
class TextRecord:
    """What is known of a text before it is shown. `problems` are those found beside the problems of reading.

    `key` names its preparation; empty when there is nothing to prepare.
    """

    reading: Reading
    citations: tuple[Citation, ...] = ()
    problems: tuple[Problem, ...] = ()
    key: bytes = b""


class TextReader:
    """Reads and prepares the texts of one site."""

    def __init__(self, vocabulary: Vocabulary, data_digest: bytes, dialect: Dialect) -> None:
        abbreviations = [(entry.abbr, entry.full) for entry in vocabulary.abbreviations]
        self.vocabulary, self._data_digest = vocabulary, data_digest
        self.renderer = dialect.renderer(abbreviations)
        self.known = Abbreviations.of(dict(abbreviations))
        self._salt = blake2b(
            dialect.fingerprint + pickle.dumps(sorted(dict(abbreviations).items())), digest_size=16
        ).digest()

    def record_key(self, source: str, data: bytes) -> bytes:
        """Return what tells two records apart."""
        digest = blake2b(self._data_digest, digest_size=16)
        digest.update(f"{source}\0".encode() + data)
        return digest.digest()

    def record(self, source: str, data: bytes) -> TextRecord:
        """Read one file."""
        reading = read_source(source, data, self.vocabulary)
        if reading.entry is None:
            return TextRecord(reading)
        citations = citations_in(reading.entry)
        problems = tuple(check_text(reading.entry, self.renderer.allowed_tags))
        return TextRecord(reading, citations, problems, self.key_of(reading.entry, citations))

    def key_of(self, entry: Item | PlainPage, citations: Sequence[Citation]) -> bytes:
        """Return the key of a text's preparation."""
        return preparation_key(entry, cited_texts(citations), self._salt)

    def prepared(self, entry: Item | PlainPage, citations: Sequence[Citation]) -> Prepared:
        """Render a text and find its search terms."""
        return prepare(entry, cited_texts(citations), self.renderer.render, self.known)


def cited_texts(citations: Sequence[Citation]) -> tuple[str, ...]:
    """Return the different texts of citations, in the order they first stand in."""
    return tuple(dict.fromkeys(citation.text for citation in citations))
