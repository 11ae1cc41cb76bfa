"""What items say of their own history, and when their files were last written. Asks the file system for times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from cchc.audit.events import Deed, Event
from cchc.content.items import Item
from cchc.content.library import Library
from cchc.dates import VIETNAM


def plain_events(library: Library, docs: Path, now: datetime) -> list[Event]:
    """Return what is known without git, newest first; of drafts and of what lies ahead only the file's time."""
    found = [event for item in library.items for event in _of_item(item, library, docs) if event.moment <= now]
    return sorted(found, key=lambda event: (-event.moment.timestamp(), event.path, event.deed))


def _of_item(item: Item, library: Library, docs: Path) -> Iterator[Event]:
    fields, source, title = item.fields, item.source, item.title
    who = ", ".join(library.vocabulary.author_name(author) for author in fields.authors)
    if not fields.draft:
        yield Event(item.moment, Deed.PUBLISHED, source, title, who)
    days = {change.date.day for change in fields.changes}
    for change in fields.changes:
        yield Event(change.date.moment, Deed.UPDATED, source, title, "", change.note)
    if fields.updated is not None and fields.updated.day not in days:
        yield Event(fields.updated.moment, Deed.UPDATED, source, title)
    if fields.withdrawn is not None:
        yield Event(fields.withdrawn.date.moment, Deed.WITHDRAWN, source, title, "", fields.withdrawn.reason)
    file = docs / source
    if file.is_file():
        yield Event(datetime.fromtimestamp(int(file.stat().st_mtime), VIETNAM), Deed.TOUCHED, source, title)
