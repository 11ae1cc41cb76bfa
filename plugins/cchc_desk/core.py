"""What every part of the desk shares: the content in mind, the files, the windows, the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cchc_desk.events import Events
from cchc_desk.keeping import Keeper
from cchc_desk.shelf import Shelf

GONE = "Bài này không còn nữa: tệp đã bị xóa hoặc đổi tên."


class DeskError(ValueError):
    """A request that can't be carried out; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Core:
    """`shelf` knows the content, `keeper` writes it, `events` tells the windows, `clock` tells the time."""

    shelf: Shelf
    keeper: Keeper
    events: Events
    clock: Callable[[], datetime]

    def took(self, *sources: str) -> None:
        """Know at once what the watcher will tell: these files have changed, come or gone."""
        self.shelf.changed([self.keeper.docs / source for source in sources])
        self.events.tell("changed", sources=list(sources))

    def there(self, source: str) -> bytes:
        """Return the bytes of a text. Raises PlaceError, DeskError."""
        data = self.keeper.read(source)
        if data is None:
            raise DeskError(GONE)
        return data
