"""What a reader can find: the plain pages and the listed items, as documents of the search index.

The oldest item comes first: a new one is the last, so that no other gets another number and other files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from cchc.content.items import Item, PlainPage
from cchc.search import Facet, SearchDocument, index_files, text_file
from cchc.site.model import Site
from cchc.site.plans import WITH_PAGES, FilePlan
from cchc.texts.prepare import keys_of

_SLICE = 50


def search_entries(site: Site) -> tuple[Item | PlainPage, ...]:
    """Return every text that can be found: what is listed, nothing else; plain pages count as the oldest."""
    entries: list[Item | PlainPage] = [*site.edition.listed, *(page for page in site.edition.pages if page.address)]
    return tuple(reversed(entries))


def search_plans(site: Site) -> Iterator[FilePlan]:
    """Yield the plans of the search: of the index, and of what results show of the texts, some at a time."""
    entries = search_entries(site)
    yield FilePlan("search", partial(_key, site, entries), partial(_index, site, entries))
    for start in range(0, len(entries), _SLICE):
        part = entries[start : start + _SLICE]
        sources = frozenset(entry.source for entry in part)
        name = f"search/texts/{start}"
        yield FilePlan(name, partial(_key, site, part), partial(_texts, site, part, start), sources, WITH_PAGES)


def _key(site: Site, entries: Sequence[Item | PlainPage]) -> bytes:
    return site.digests.of(tuple((site.texts.digest(entry.source), entry.address) for entry in entries))


def _texts(site: Site, entries: Sequence[Item | PlainPage], start: int) -> Iterator[tuple[str, bytes]]:
    fields = _fields(site)
    for number, entry in enumerate(entries, start):
        path, data = text_file(number, _document(site, entry, site.texts.prepared(entry.source).words, fields))
        yield f"search/{path}", data


def _index(site: Site, entries: Sequence[Item | PlainPage]) -> Iterator[tuple[str, bytes]]:
    full = {entry.abbr: entry.full for entry in site.edition.library.vocabulary.abbreviations}
    fields = _fields(site)
    documents = [_document(site, entry, "", fields) for entry in entries]
    lines = site.texts.index([entry.source for entry in entries]).term_lines()
    for path, data in index_files(documents, lines, full, _key(site, entries)):
        yield f"search/{path}", data


def _fields(site: Site) -> dict[str, str]:
    return {entry.id: entry.label for entry in site.edition.library.vocabulary.fields}


def _document(site: Site, entry: Item | PlainPage, words: str, fields: dict[str, str]) -> SearchDocument:
    if not isinstance(entry, Item):
        return SearchDocument(entry.address, entry.title, words)
    field = site.edition.library.vocabulary.topics[entry.topics[0]].field_id if entry.topics else ""
    return SearchDocument(
        address=entry.address,
        title=entry.title,
        text=words,
        keys=keys_of(entry),
        day=entry.day.isoformat(),
        kind=Facet(entry.kind, entry.kind_label),
        field=Facet(field, fields[field]) if field in fields else None,
    )
