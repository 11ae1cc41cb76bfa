"""All hints on one text."""

from __future__ import annotations

from cchc.content.items import Item, PlainPage
from cchc.content.schema import DocumentFields
from cchc.problems import Finding
from cchc.taxonomy.vocabulary import Vocabulary
from cchc.writing.capitals import small_letters
from cchc.writing.citing import short_first_citations
from cchc.writing.length import long_sentences, long_title
from cchc.writing.places import Places
from cchc.writing.prose import prose
from cchc.writing.spelling import misspelt
from cchc.writing.tone_marks import mixed_tone_marks
from cchc.writing.typing import slips


def hints_of(entry: Item | PlainPage, vocabulary: Vocabulary) -> list[Finding]:
    """Return the hints on a text and its title, in the order of their places."""
    words = prose(entry.text.body)
    places = Places(words, entry.text.body_line)
    own = entry.fields.so_ky_hieu if isinstance(entry.fields, DocumentFields) else ""
    found = [
        *misspelt(words, places, vocabulary.spelling),
        *mixed_tone_marks(words, places),
        *small_letters(words, places),
        *short_first_citations(words, places, own),
        *long_sentences(words, places),
        *slips(words, places),
    ]
    if isinstance(entry, Item):
        line, column = entry.place("title")
        title = Places(entry.title, line, column)
        found += misspelt(entry.title, title, vocabulary.spelling)
        found += slips(entry.title, title)
        found += long_title(entry.title, title)
    return sorted(found, key=lambda one: (one.line, one.column, one.code))
