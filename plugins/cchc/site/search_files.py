"""What a reader can find: the listed items and the plain pages, newest first, as documents of the search index."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.content.items import Item
from cchc.search import Facet, SearchDocument, build_index
from cchc.site.model import Site, page_title

# What a document or a procedure is called by, beside its title.
NUMBERS = ("so_ky_hieu", "ma")
# What the page shows of the front matter: texts, lists of texts and of papers.
FACTS = (
    "description",
    "trich_yeu",
    "co_quan_ban_hanh",
    "co_quan_giai_quyet",
    "ho_so",
    "ket_qua",
    "yeu_cau_dieu_kien",
    "phi_le_phi",
    "mau_don",
    "can_cu",
)


def search_documents(site: Site) -> list[SearchDocument]:
    """Return every page that can be found: what is listed, nothing else; plain pages after the items."""
    documents = [_of_item(site, item) for item in site.edition.listed]
    for page in site.edition.pages:
        if page.address:
            text = site.rendered(page.text, page.address).text
            documents.append(SearchDocument(page.address, page_title(page), text))
    return documents


def _of_item(site: Site, item: Item) -> SearchDocument:
    vocabulary = site.edition.library.vocabulary
    topics = [vocabulary.topics[topic] for topic in item.topics]
    fields = {entry.id: entry.label for entry in vocabulary.fields}
    field = topics[0].field_id if topics else ""
    return SearchDocument(
        address=item.address,
        title=item.title,
        text="\n".join((site.rendered(item.text, item.address).text, *_texts(item, FACTS))),
        keys="\n".join(_texts(item, NUMBERS)),
        day=item.day.isoformat(),
        kind=Facet(item.kind, item.kind_label),
        field=Facet(field, fields[field]) if field in fields else None,
    )


def _texts(item: Item, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the texts of fields that the item's kind has."""
    for name in names:
        value = getattr(item.fields, name, None)
        if isinstance(value, str) and value:
            yield value
        elif isinstance(value, tuple):
            yield from (one if isinstance(one, str) else getattr(one, "ten", "") for one in value)


def search_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the search index."""
    vocabulary = site.edition.library.vocabulary
    full = {entry.abbr: entry.full for entry in vocabulary.abbreviations}
    for path, data in build_index(search_documents(site), full):
        yield f"search/{path}", data
