"""What a text gives to the pages and to the search, made once: its rendering, its words, its search terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

from pydantic import BaseModel

from cchc.citations import Citation, find_citations
from cchc.citations.may_cite import may_cite, words_of
from cchc.content.items import Item, PlainPage, without_title
from cchc.content.schema import ProcedureFields, PublicationDecision
from cchc.search import Abbreviations, DocumentTerms, terms_of
from cchc.texts.rendering import Render, Rendering, render_once

# What a document or a procedure is called by, beside its title.
NUMBERS = ("so_ky_hieu", "ma")
# What the page shows of the front matter: texts, lists of texts and of papers, the number of a decision.
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
    "quyet_dinh_cong_bo",
)


# Without slots, as items are: read from the store twice as fast.
@dataclass(frozen=True)
class Prepared:
    """A text made ready for pages. `facts` are words that its page shows beside the text."""

    rendering: Rendering
    facts: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """All that can be found of the text."""
        return "\n".join((self.rendering.text, *self.facts))


def citations_in(entry: Item | PlainPage) -> tuple[Citation, ...]:
    """Return what a text, and the legal grounds of a procedure, cite, in their order."""
    # What is cited, its type word and its date stand in one paragraph.
    texts = words_of(entry.text.body).split("\n\n")
    if isinstance(entry.fields, ProcedureFields):
        texts += entry.fields.can_cu
    return tuple(one for text in texts if may_cite(text) for one in find_citations(text))


def prepare(entry: Item | PlainPage, cited: Sequence[str], render: Render) -> Prepared:
    """Make a text ready; `cited` are the texts of its citations."""
    rendering = render_once(render, body_of(entry), cited)
    return Prepared(rendering, tuple(_texts(entry, FACTS)))


def search_terms(entry: Item | PlainPage, prepared: Prepared, known: Abbreviations) -> DocumentTerms:
    """Return the terms under which a text is found."""
    return terms_of(prepared.words, entry.title, keys_of(entry), known)


def preparation_key(entry: Item | PlainPage, cited: Sequence[str]) -> bytes:
    """Return what tells two preparations in the same dialect, with the same abbreviations, apart."""
    digest = blake2b(digest_size=16)
    for part in (body_of(entry), entry.title, keys_of(entry), *_texts(entry, FACTS), "", *cited):
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()


def body_of(entry: Item | PlainPage) -> str:
    """Return the Markdown of a text without a first heading that only repeats its title."""
    return without_title(entry.text.body, entry.title)


def keys_of(entry: Item | PlainPage) -> str:
    """Return the numbers and codes that a document or a procedure is called by."""
    return "\n".join(_texts(entry, NUMBERS))


def _texts(entry: Item | PlainPage, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the texts of fields that the item's kind has; a plain page has none."""
    if not isinstance(entry, Item):
        return
    for name in _present(type(entry.fields), names):
        value = getattr(entry.fields, name)
        if isinstance(value, str) and value:
            yield value
        elif isinstance(value, PublicationDecision):
            yield value.so
        elif isinstance(value, tuple):
            yield from (one if isinstance(one, str) else getattr(one, "ten", "") for one in value)


@cache
def _present(kind: type[BaseModel], names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of `names` that are fields of a kind: asking an item for what it has not takes long."""
    return tuple(name for name in names if name in kind.model_fields)
