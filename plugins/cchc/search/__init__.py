"""Search that understands Vietnamese: the normaliser and the index; the browser's side is in overrides/assets.

`terms_of` reads one document, `build_index` makes the files of the terms of all.
"""

from cchc.search.abbreviations import Abbreviations
from cchc.search.documents import Facet, SearchDocument
from cchc.search.index import build_index, index_files, text_file
from cchc.search.kept_index import Change, KeptIndex, updated
from cchc.search.normal import forget_words
from cchc.search.postings import term_lines
from cchc.search.terms import NO_TERMS, DocumentTerms, terms_of

__all__ = [
    "NO_TERMS",
    "Abbreviations",
    "Change",
    "DocumentTerms",
    "Facet",
    "KeptIndex",
    "SearchDocument",
    "build_index",
    "forget_words",
    "index_files",
    "term_lines",
    "terms_of",
    "text_file",
    "updated",
]
