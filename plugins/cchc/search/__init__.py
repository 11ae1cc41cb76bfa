"""Search that understands Vietnamese: the normaliser and the index; the browser's side is in overrides/assets.

`terms_of` reads one document, `build_index` makes the files of the terms of all.
"""

from cchc.search.abbreviations import Abbreviations
from cchc.search.documents import Facet, SearchDocument
from cchc.search.index import build_index, index_files
from cchc.search.postings import pair_lines, word_lines
from cchc.search.terms import DocumentTerms, terms_of

__all__ = [
    "Abbreviations",
    "DocumentTerms",
    "Facet",
    "SearchDocument",
    "build_index",
    "index_files",
    "pair_lines",
    "terms_of",
    "word_lines",
]
