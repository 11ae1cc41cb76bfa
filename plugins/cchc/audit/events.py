"""What happened to an item, wherever it is known from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Deed(StrEnum):
    """What was done."""

    CREATED = "tao"
    EDITED = "sua"
    MOVED = "chuyen"
    PUBLISHED = "dang"
    WITHDRAWN = "go"
    RESTORED = "khoi-phuc"
    DELETED = "xoa"
    UPDATED = "cap-nhat"
    TOUCHED = "luu-tep"


DEED_LABELS = {
    Deed.CREATED: "tạo",
    Deed.EDITED: "sửa",
    Deed.MOVED: "chuyển",
    Deed.PUBLISHED: "đăng",
    Deed.WITHDRAWN: "gỡ bài",
    Deed.RESTORED: "bỏ gỡ bài",
    Deed.DELETED: "xóa",
    Deed.UPDATED: "cập nhật",
    Deed.TOUCHED: "lưu tệp",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One deed. `path` is below docs/ as it was then, `old_path` where it was before; `who` and `note` may be empty."""

    moment: datetime
    deed: Deed
    path: str
    title: str
    who: str = ""
    note: str = ""
    old_path: str = ""


def of_file(events: Iterable[Event], path: str) -> Iterator[Event]:
    """Yield the events of one file, through all its moves; `events` are newest first, as the result is."""
    current = path
    for event in events:
        if event.path == current:
            yield event
            current = event.old_path or current
