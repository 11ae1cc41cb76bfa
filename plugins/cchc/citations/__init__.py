"""Citations of official documents as values: `61/2018/NĐ-CP` found, read, compared, matched with the library."""

from cchc.citations.find import find_citations
from cchc.citations.kinds import KINDS, Kind
from cchc.citations.model import Citation, CitationWarning, Form, Key
from cchc.citations.parse import parse_citation
from cchc.citations.resolve import DocumentIndex, Reason, Resolution, Suggestion

__all__ = [
    "KINDS",
    "Citation",
    "CitationWarning",
    "DocumentIndex",
    "Form",
    "Key",
    "Kind",
    "Reason",
    "Resolution",
    "Suggestion",
    "find_citations",
    "parse_citation",
]
