"""Help for who writes: a new item's file, suggested topics and links. Pure: nothing is read, written or asked here."""

from cchc.authoring.find_topics import found_topics
from cchc.authoring.new_item import NewFile, hints, kind_named, new_item
from cchc.authoring.similarity import TextIndex
from cchc.authoring.suggest_links import LinkReason, LinkSuggestion, suggest_links
from cchc.authoring.suggest_topics import Suggestion, suggest_topics

__all__ = [
    "LinkReason",
    "LinkSuggestion",
    "NewFile",
    "Suggestion",
    "TextIndex",
    "found_topics",
    "hints",
    "kind_named",
    "new_item",
    "suggest_links",
    "suggest_topics",
]
