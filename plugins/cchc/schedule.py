"""When what a site shows changes by itself: scheduled items, expiring ones, withdrawals with a day to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cchc.content.items import Item
from cchc.content.library import Library
from cchc.publishing import State, state_of


@dataclass(frozen=True, slots=True)
class StateChange:
    """An item that is something else from a moment on."""

    moment: datetime
    item: Item
    before: State
    after: State


def changes_after(library: Library, now: datetime) -> list[StateChange]:
    """Return every change of state that lies ahead of `now`, in the order of time."""
    return sorted(
        (change for item in library.items for change in _of(item, now)),
        key=lambda change: (change.moment, change.item.address),
    )


def next_changes(library: Library, now: datetime) -> list[StateChange]:
    """Return the changes of the next moment at which there are any."""
    ahead = changes_after(library, now)
    return [change for change in ahead if change.moment == ahead[0].moment]


def missed_changes(library: Library, built: datetime, now: datetime) -> list[StateChange]:
    """Return the changes since a build that showed the site as of `built`: they are not on it yet."""
    return [change for change in changes_after(library, built) if change.moment <= now]


def _of(item: Item, now: datetime) -> Iterator[StateChange]:
    fields = item.fields
    days = [fields.date, fields.expires, fields.withdrawn.date if fields.withdrawn else None]
    moments = sorted({day.moment for day in days if day is not None and day.moment > now})
    state = state_of(item, now)
    for moment in moments:
        after = state_of(item, moment)
        if after is not state:
            yield StateChange(moment, item, state, after)
        state = after
