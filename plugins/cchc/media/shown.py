"""Which pictures and PDF files the texts of a site show."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.content.items import Item, PlainPage
from cchc.content.library import Library
from cchc.content.links import Leads, LinkMap
from cchc.content.schema import ActivityFields
from cchc.media.facts import PDF, PICTURES, suffix_of

# Of which a list of files shows a small picture.
_FILES = (PDF, *PICTURES)


def media_shown(library: Library, links: LinkMap) -> tuple[str, ...]:
    """Return the paths of the files that pages show as pictures, or with a small picture in a list of files."""
    found: dict[str, None] = {}
    for text in library.by_source.values():
        for written, endings in _written(text):
            target = links.target(text.source, written)
            if target.leads is Leads.ASSET and suffix_of(target.path) in endings:
                found[target.path] = None
    return tuple(sorted(found))


def _written(text: Item | PlainPage) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what a text shows, as it is written there, with the endings that count there."""
    for link in text.text.links:
        if link.is_picture:
            yield link.target, PICTURES
    if not isinstance(text, Item):
        return
    fields = text.fields
    if fields.image is not None:
        yield fields.image.src, PICTURES
    for one in fields.attachments:
        yield one.file, _FILES
    if isinstance(fields, ActivityFields):
        for evidence in fields.evidence:
            yield evidence, _FILES
