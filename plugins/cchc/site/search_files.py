"""What a reader can find: the listed items and the plain pages, newest first, as documents of the search index."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.content.items import Item, PlainPage
from cchc.search import DocumentTerms, Facet, SearchDocument, build_index
from cchc.site.model import Site
from cchc.site.plans import FilePlan
from cchc.texts.prepare import keys_of


def search_entries(site: Site) -> tuple[Item | PlainPage, ...]:
    """Return every text that can be found: what is listed, nothing else; plain pages after the items."""
    return (*site.edition.listed, *(page for page in site.edition.pages if page.address))


def search_documents(site: Site) -> Iterator[tuple[SearchDocument, DocumentTerms]]:
    """Yield every page that can be found, with its terms."""
    fields = {entry.id: entry.label for entry in site.edition.library.vocabulary.fields}
    for entry in search_entries(site):
        prepared = site.texts.prepared(entry.source)
        yield _document(site, entry, prepared.words, fields), prepared.terms


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


def search_plan(site: Site) -> FilePlan:
    """Return the plan of the search index."""
    return FilePlan("search", lambda: _key(site), lambda: search_files(site))


def _key(site: Site) -> bytes:
    return site.digests.of(
        tuple(site.texts.digest(entry.source) for entry in search_entries(site)),
        tuple(entry.address for entry in search_entries(site)),
    )


def search_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the search index."""
    full = {entry.abbr: entry.full for entry in site.edition.library.vocabulary.abbreviations}
    documents, terms = [], []
    for document, of_document in search_documents(site):
        documents.append(document)
        terms.append(of_document)
    for path, data in build_index(documents, terms, full):
        yield f"search/{path}", data
