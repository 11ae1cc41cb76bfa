"""The search index: small files that a reader's browser takes only as its query needs them.

    search/search_index.json   what Material loads with every page: no documents, it only lets the search box start
    search/manifest.json       taken with the first query: where each term is, what the filters are, the syllables
    search/terms/N.json        postings of the terms from one key to the next
    search/texts/N.json        one document: address, title, kind, day and text, for the results that are shown

A term is a form (`thu3`) or two forms side by side (`thu3 tuc5`), under the key of its folded letters. Postings name
documents oldest first, each with a weight of one letter (`a`–`p`): how much the term says about the document. Pairs
instead of positions keep the files small, and say as much about a phrase. The same documents give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from zlib import crc32

from cchc.search.documents import Facet, SearchDocument
from cchc.search.postings import TermLine, term_lines
from cchc.search.questions import QUESTION_FRAMES
from cchc.search.terms import DocumentTerms

FORMAT = 2
# About 8 kB compressed: one query takes a few of them.
SHARD_BYTES = 24_000
# One key in so many may end a shard that is long enough.
_ENDS = 24
# How many documents have a syllable, by the logarithm: a digit of base 36, enough for all the documents there are.
_LEVELS = "0123456789abcdefghijklmnopqrstuvwxyz"
# Filters: how a document's value is written, one letter for each document; "-" says "none".
_FACET_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
MATERIAL_INDEX = b'{"config":{"lang":["vi"],"separator":"[\\\\s\\\\-]+","pipeline":[],"fields":{}},"docs":[]}\n'
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def build_index(
    documents: Sequence[SearchDocument], terms: Iterable[DocumentTerms], abbreviations: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Yield (path below search/, bytes) of all files. `documents` come oldest first; of equals the newer goes first.

    `terms` are those of each document, from `terms_of`.
    """
    texts = [text_file(number, document) for number, document in enumerate(documents)]
    yield from texts
    content = hashlib.sha256(b"".join(data for _, data in texts)).digest()
    yield from index_files(documents, term_lines(terms), abbreviations, content)


def text_file(number: int, document: SearchDocument) -> tuple[str, bytes]:
    """Return (path below search/, bytes) of what results show of one document."""
    return f"texts/{number}.json", _text(document)


def index_files(
    documents: Sequence[SearchDocument], lines: Iterable[TermLine], abbreviations: Mapping[str, str], content: bytes
) -> Iterator[tuple[str, bytes]]:
    """Yield (path below search/, bytes) of the index itself: all that `build_index` yields but the texts.

    The order of `lines` is that of their keys; `content` tells the texts apart, so that browsers take new ones.
    """
    digest = hashlib.sha256(content)
    shards: list[str] = []
    syllables: list[str] = []
    for first, data in _shards(_noting_syllables(lines, syllables)):
        yield f"terms/{len(shards)}.json", data
        digest.update(data)
        shards.append(first)
    yield "search_index.json", MATERIAL_INDEX
    yield "manifest.json", _manifest(documents, shards, syllables, digest.hexdigest()[:12], abbreviations)


def _noting_syllables(lines: Iterable[TermLine], syllables: list[str]) -> Iterator[TermLine]:
    """Yield `lines`; note each syllable with the logarithm of its number of documents."""
    for line in lines:
        if line.key.isalpha():
            syllables.append(f"{line.key}{_LEVELS[int(math.log2(line.documents))]}")
        yield line


def _shards(lines: Iterable[TermLine]) -> Iterator[tuple[str, bytes]]:
    """Yield (first key, file) of shards of at most SHARD_BYTES; a term is never split.

    From a size on, the key decides where one ends: an edit changes the files of its own terms, not all that follow.
    """
    first, held, size = "", list[str](), 0
    for key, _, line in lines:
        may_end = size > SHARD_BYTES * 2 // 3 and crc32(key.encode()) % _ENDS == 0
        if held and (may_end or size + len(line) > SHARD_BYTES):
            yield first, _object(held)
            first, held, size = key, [], 0
        first = first or key
        held.append(line)
        size += len(line)
    if held:
        yield first, _object(held)


def _object(lines: Sequence[str]) -> bytes:
    return ("{" + ",\n".join(lines) + "}\n").encode()


def _text(document: SearchDocument) -> bytes:
    data = {"u": document.address, "t": document.title, "x": document.text}
    if document.kind:
        data["k"] = document.kind.label
    if document.day:
        data["d"] = document.day
    return f"{_to_json(data)}\n".encode()


def _manifest(
    documents: Sequence[SearchDocument],
    shards: Sequence[str],
    syllables: Sequence[str],
    build: str,
    abbreviations: Mapping[str, str],
) -> bytes:
    data = {
        "format": FORMAT,
        "build": build,
        "documents": len(documents),
        "shards": shards,
        "syllables": " ".join(syllables),
        "filters": {
            "kind": _filter([document.kind for document in documents]),
            "field": _filter([document.field for document in documents]),
            "year": _filter([document.year for document in documents]),
        },
        "questions": QUESTION_FRAMES,
        "abbreviations": [[short, full] for short, full in sorted(abbreviations.items())],
    }
    return f"{_to_json(data)}\n".encode()


def _filter(values: Sequence[Facet | None]) -> dict[str, object]:
    """Return the values of a filter in the order of their labels, and one letter for each document."""
    found = sorted({value for value in values if value}, key=lambda facet: (facet.label, facet.id))
    letter = {facet: _letter(position) for position, facet in enumerate(found)}
    return {
        "values": [[facet.id, facet.label] for facet in found],
        "documents": "".join(letter.get(value, "-") if value else "-" for value in values),
    }


def _letter(position: int) -> str:
    """Return the letter of a filter's value; `letterOf` in engine.js says the same."""
    return _FACET_LETTERS[position] if position < len(_FACET_LETTERS) else chr(0x100 + position)
