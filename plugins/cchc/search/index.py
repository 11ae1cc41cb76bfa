"""The search index: small files that a reader's browser takes only as its query needs them.

    search/search_index.json   what Material loads with every page: no documents, it only lets the search box start
    search/manifest.json       taken with the first query: where each term is, what the filters are, the syllables
    search/terms/N.json        postings of the terms from one key to the next
    search/texts/N.json        one document: address, title, kind, day and text, for the results that are shown

A term is a form (`thu3`) or two forms side by side (`thu3 tuc5`), under the key of its folded letters. Postings name
documents newest first, each with a weight of one letter (`a`–`p`): how much the term says about the document. Pairs
instead of positions keep the files small, and say as much about a phrase. The same documents give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import sub
from typing import TypeVar

from cchc.search.abbreviations import Abbreviations, expand
from cchc.search.documents import Facet, SearchDocument
from cchc.search.normal import codes_of, forms_of, key_of
from cchc.search.questions import QUESTION_FRAMES

FORMAT = 1
# About 8 kB compressed: one query takes a few of them.
SHARD_BYTES = 24_000
WEIGHTS = "abcdefghijklmnop"
# A word of the title or of the keys counts as this many of the text.
TITLE, KEYS = 3.0, 1.5
# What an abbreviation stands for is not written there: it counts less than what is.
UNWRITTEN = 0.6
# BM25: saturation of repetition, and how much a long text is held back.
SATURATION, LENGTH_SHARE, USUAL_LENGTH = 1.2, 0.5, 250
# Filters: how a document's value is written, one letter for each document; "-" says "none".
_FACET_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
MATERIAL_INDEX = b'{"config":{"lang":["vi"],"separator":"[\\\\s\\\\-]+","pipeline":[],"fields":{}},"docs":[]}\n'
# A posting in one number: the document and its weight.
_PACK = 16
# A procedure's national code, without the part of the province.
_SHORT_CODE = re.compile(r"\d\.\d{6}(?=\.)")
K = TypeVar("K")


def build_index(documents: Sequence[SearchDocument], abbreviations: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield (path below search/, bytes) of all files. `documents` come newest first, which is the order of equals."""
    known = Abbreviations.of(abbreviations)
    words: dict[str, array[int]] = defaultdict(_postings)
    pairs: dict[tuple[str, str], array[int]] = defaultdict(_postings)
    for number, document in enumerate(documents):
        _add(document, number, known, words, pairs)
        yield f"texts/{number}.json", _text(document)
    shards = list(_shards(_terms(words, pairs)))
    for number, (_, data) in enumerate(shards):
        yield f"terms/{number}.json", data
    yield "search_index.json", MATERIAL_INDEX
    yield "manifest.json", _manifest(documents, words, shards, abbreviations)


def _postings() -> array[int]:
    return array("I")


def _add(
    document: SearchDocument,
    number: int,
    known: Abbreviations,
    words: dict[str, array[int]],
    pairs: dict[tuple[str, str], array[int]],
) -> None:
    """Add a document's postings: for each term how much it says (BM25's saturation, held back in a long text)."""
    word_times: dict[str, float] = {}
    pair_times: dict[tuple[str, str], float] = {}
    length = 0
    for text, times in ((document.text, 1.0), (document.title, TITLE), (document.keys, KEYS)):
        forms = forms_of(text)
        length += len(forms)
        more_words, more_pairs = expand(forms, known)
        _sum(word_times, Counter(forms), times)
        _sum(word_times, Counter(codes_of(text)), times)
        _sum(pair_times, Counter(pairwise(forms)), times)
        _sum(word_times, Counter(more_words), UNWRITTEN * times)
        _sum(pair_times, Counter(more_pairs), UNWRITTEN * times)
    # What a document is called by is found before the documents that speak of it.
    for code in codes_of(document.keys):
        word_times[f"={code}"] = KEYS
        if short := _SHORT_CODE.match(code):
            word_times[f"={short[0]}"] = KEYS
    damping = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / USUAL_LENGTH)
    # Few numbers of times come again and again: each is weighed once.
    packed = {
        times: number * _PACK + min(15, int(times / (times + damping) * 16))
        for times in {*word_times.values(), *pair_times.values()}
    }
    for word, times in word_times.items():
        words[word].append(packed[times])
    for pair, times in pair_times.items():
        pairs[pair].append(packed[times])


def _sum(total: dict[K, float], counted: Mapping[K, int], times: float) -> None:
    """Add how often terms stand in a part of a document, each as many `times`."""
    if not total and times == 1:
        total.update(counted)
        return
    for term, number in counted.items():
        total[term] = total.get(term, 0) + number * times


def _terms(
    words: Mapping[str, array[int]], pairs: Mapping[tuple[str, str], array[int]]
) -> Iterator[tuple[str, list[tuple[str, array[int]]]]]:
    """Yield (key, [(form, postings)]) in the order of the keys; the most frequent form of a key first."""
    by_key: dict[str, list[tuple[str, array[int]]]] = defaultdict(list)
    for word, postings in words.items():
        by_key[key_of(word)].append((word, postings))
    for (first, second), postings in pairs.items():
        by_key[f"{key_of(first)} {key_of(second)}"].append((f"{first} {second}", postings))
    for key in sorted(by_key):
        yield key, sorted(by_key[key], key=lambda entry: (-len(entry[1]), entry[0]))


def _shards(terms: Iterable[tuple[str, list[tuple[str, array[int]]]]]) -> Iterator[tuple[str, bytes]]:
    """Yield (first key, file) of shards of about SHARD_BYTES; a term is never split."""
    first, lines, size = "", list[str](), 0
    for key, forms in terms:
        line = f'"{key}":[{",".join(_entry(form, found) for form, found in forms)}]'
        if lines and size + len(line) > SHARD_BYTES:
            yield first, _object(lines)
            first, lines, size = key, [], 0
        first = first or key
        lines.append(line)
        size += len(line)
    if lines:
        yield first, _object(lines)


def _object(lines: Sequence[str]) -> bytes:
    return ("{" + ",\n".join(lines) + "}\n").encode()


def _entry(form: str, postings: array[int]) -> str:
    """Return `["thu3",[0,1,5],"abc"]`: the form, the steps from document to document, the weights."""
    numbers = [packed // _PACK for packed in postings]
    steps = map(sub, numbers, (0, *numbers))
    weights = "".join([WEIGHTS[packed % _PACK] for packed in postings])
    return f'["{form}",[{",".join(map(str, steps))}],"{weights}"]'


def _text(document: SearchDocument) -> bytes:
    data = {"u": document.address, "t": document.title, "x": document.text}
    if document.kind:
        data["k"] = document.kind.label
    if document.day:
        data["d"] = document.day
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _manifest(
    documents: Sequence[SearchDocument],
    words: Mapping[str, array[int]],
    shards: Sequence[tuple[str, bytes]],
    abbreviations: Mapping[str, str],
) -> bytes:
    frequency: Counter[str] = Counter()
    for word, postings in words.items():
        key = key_of(word)
        if key.isalpha():
            frequency[key] += len(postings)
    digest = hashlib.sha256(b"".join(data for _, data in shards))
    for document in documents:
        digest.update(_text(document))
    data = {
        "format": FORMAT,
        "build": digest.hexdigest()[:12],
        "documents": len(documents),
        "shards": [first for first, _ in shards],
        # Syllables from the most frequent on, each with the logarithm of its number of documents.
        "syllables": " ".join(
            f"{key}{min(9, int(math.log2(number)))}"
            for key, number in sorted(frequency.items(), key=lambda entry: entry[0])
        ),
        "filters": {
            "kind": _filter([document.kind for document in documents]),
            "field": _filter([document.field for document in documents]),
            "year": _filter([document.year for document in documents]),
        },
        "questions": QUESTION_FRAMES,
        "abbreviations": [[short, full] for short, full in sorted(abbreviations.items())],
    }
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


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
