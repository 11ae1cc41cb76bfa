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
from cchc.content.remarks import remarks_in
from cchc.problems import Problem
from cchc.search import Abbreviations, DocumentTerms
from cchc.taxonomy.vocabulary import Vocabulary
from cchc.texts.prepare import Prepared, citations_in, preparation_key, prepare, search_terms
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


# Without slots, as items are: read from the store twice as fast.
@dataclass(frozen=True)
class TextRecord:
    """What is known of a text before it is shown. `problems` are those found beside the problems of reading.

    `key` tells apart what its preparation is made from, the dialect aside; empty when there is nothing to prepare.
    `head` tells apart what stands above the text: with the same head, an item counts the same. `surface` tells apart
    what other pages can show of it: all but the words of the text itself. `remarks` are those of its editors.
    """

    reading: Reading
    citations: tuple[Citation, ...] = ()
    problems: tuple[Problem, ...] = ()
    key: bytes = b""
    head: bytes = b""
    surface: bytes = b""
    remarks: tuple[str, ...] = ()


class TextReader:
    """Reads and prepares the texts of one site."""

    def __init__(self, vocabulary: Vocabulary, data_digest: bytes, dialect: Dialect) -> None:
        abbreviations = [(entry.abbr, entry.full) for entry in vocabulary.abbreviations]
        self.vocabulary, self.data_digest = vocabulary, data_digest
        self.renderer = dialect.renderer(abbreviations)
        self._known = Abbreviations.of(dict(abbreviations))
        self._salt = blake2b(
            dialect.fingerprint + pickle.dumps(sorted(dict(abbreviations).items())), digest_size=16
        ).digest()

    def record_key(self, source: str, data: bytes) -> bytes:
        """Return what tells two records apart."""
        digest = blake2b(self.data_digest, digest_size=16)
        digest.update(f"{source}\0".encode() + data)
        return digest.digest()

    def record(self, source: str, data: bytes) -> TextRecord:
        """Read one file."""
        reading = read_source(source, data, self.vocabulary)
        remarks = tuple(remarks_in(data.decode("utf-8", "replace")))
        if reading.entry is None:
            return TextRecord(reading, surface=_digest(data), remarks=remarks)
        citations = citations_in(reading.entry)
        # Found here, they stay with the text.
        text = reading.entry.text
        _ = text.links, text.summary, text.procedure_codes, text.is_blank
        if isinstance(reading.entry, Item):
            _ = reading.entry.title_key
        problems = tuple(check_text(reading.entry, self.renderer.allowed_tags))
        key = preparation_key(reading.entry, cited_texts(citations))
        head = _head_digest(reading.entry, data)
        surface = _surface_digest(reading.entry, head, citations) if isinstance(reading.entry, Item) else _digest(data)
        return TextRecord(reading, citations, problems, key, head, surface, remarks)

    def prepared_key(self, record: TextRecord) -> bytes:
        """Return the name of a text's preparation in this dialect."""
        return blake2b(self._salt + record.key, digest_size=16).digest()

    def prepared(self, entry: Item | PlainPage, citations: Sequence[Citation]) -> Prepared:
        """Render a text."""
        return prepare(entry, cited_texts(citations), self.renderer.render)

    def terms(self, entry: Item | PlainPage, prepared: Prepared) -> DocumentTerms:
        """Return the search terms of a text."""
        return search_terms(entry, prepared, self._known)


def cited_texts(citations: Sequence[Citation]) -> tuple[str, ...]:
    """Return the different texts of citations, in the order they first stand in."""
    return tuple(dict.fromkeys(citation.text for citation in citations))


def _head_digest(entry: Item | PlainPage, data: bytes) -> bytes:
    """Return a digest of the lines above a text; of the whole file where its lines end in another way."""
    above = entry.text.body_line - 1
    lines = data.split(b"\n", above)
    head = data if len(lines) <= above else b"\n".join(lines[:above])
    return _digest(entry.source.encode() + b"\0" + head)


def _surface_digest(item: Item, head: bytes, citations: Sequence[Citation]) -> bytes:
    """Return a digest of all that a page of something else may look at in an item, wherever in the text it stands."""
    text = item.text
    links = [(link.target, link.is_picture, link.alt) for link in text.links]
    cited = [(one.text, one.form, one.kind, one.number, one.key, one.agency, one.word, one.date) for one in citations]
    return _digest(head + repr((links, cited, text.procedure_codes, text.summary)).encode("utf-8", "surrogatepass"))


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
