"""Search that understands Vietnamese: the normaliser and the index; the browser's side is in overrides/assets."""

from cchc.search.documents import Facet, SearchDocument
from cchc.search.index import build_index

__all__ = ["Facet", "SearchDocument", "build_index"]
