"""What a window has changed and not saved, and the bytes that the file would then have."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from cchc.content.front_matter_edit import CannotEditError, Plain
from cchc_desk.core import GONE, DeskError
from cchc_desk.keeping import Keeper
from cchc_desk.parts import digest_of, with_body, with_changes

_SEEN = 64


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What a window has changed: `values` of the block (`None` removes one), `body`, or the whole file as `raw`."""

    base: str
    values: Mapping[str, Plain | None]
    body: str | None = None
    raw: str | None = None


class Bases:
    """The versions of texts that windows started from, the last few."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._seen: OrderedDict[str, bytes] = OrderedDict()
        self._turn = threading.Lock()

    def remember(self, data: bytes) -> None:
        """A window has been given this version."""
        with self._turn:
            self._seen[digest_of(data)] = data
            while len(self._seen) > _SEEN:
                self._seen.popitem(last=False)

    def made(self, source: str, unsaved: Unsaved) -> bytes:
        """Return the bytes that a text would have. Raises PlaceError, DeskError."""
        with self._turn:
            base = self._seen.get(unsaved.base)
        data = base if base is not None else self._keeper.read(source)
        if unsaved.raw is not None:
            return with_body(data or b"", 1, unsaved.raw)
        if data is None:
            raise DeskError(GONE)
        try:
            return with_changes(source, data, unsaved.values, unsaved.body)
        except CannotEditError as error:
            raise DeskError(
                "Không ghi được thay đổi này vào khối thông tin ở đầu bài mà không động đến phần khác. "
                "Hãy chọn “Sửa cả tệp” để sửa trực tiếp."
            ) from error
