"""`withdraw`: an item is taken down, with the day and the reason; its page becomes a notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cchc.content.front_matter_edit import CannotEditError, Plain, edited, order_of
from cchc.content.items import Item
from cchc.content.links import Leads
from cchc.content.paths import DOCS
from cchc.dates import CivilDate, long_date
from cchc.lifecycle.content import Change, Content, RefusedError, WrongUsageError
from cchc.publishing import State, is_counted, state_of
from cchc.text import tidy


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A computed withdrawal. `counted`: whether the item counts before and after; `linked`: texts that link to it."""

    change: Change
    item: Item
    day: CivilDate
    reason: str
    counted: tuple[bool, bool]
    linked: tuple[str, ...]


def withdraw(content: Content, path: str, reason: str, day: CivilDate, counted: bool, now: datetime) -> Withdrawal:
    """Return what taking down the item at `path` (below docs/) does. Raises RefusedError."""
    item = _item(content, path)
    _check(item, reason, day, now)
    value: dict[str, Plain] = {"date": str(day), "reason": tidy(reason)}
    if counted:
        value["counted"] = True
    schema = type(item.fields)
    try:
        data = edited(content.texts[item.source], {"withdrawn": value}, order_of(schema), schema)
    except CannotEditError as error:
        raise RefusedError(
            f"Không ghi được mục withdrawn vào {DOCS}/{item.source} một cách chắc chắn. "
            "Chạy “cchc check”, sửa các cảnh báo về khối thông tin của bài rồi chạy lại."
        ) from error
    change = Change(content, {item.source: data})
    after = change.after.library.by_source.get(item.source)
    if not isinstance(after, Item):
        raise RefusedError(f"Ghi mục gỡ bài vào {DOCS}/{item.source} làm bài không đọc được nên chưa đổi gì.")
    then = max(now, day.moment)
    before = is_counted(item, state_of(item, then)), is_counted(after, state_of(after, then))
    return Withdrawal(change, item, day, tidy(reason), before, _linked(content, item))


def _item(content: Content, path: str) -> Item:
    item = content.library.by_source.get(path) or content.library.by_source.get(f"{path}/index.md")
    if isinstance(item, Item):
        return item
    if path in content.texts:
        raise RefusedError(f"{DOCS}/{path} không phải là bài, hoặc có lỗi nên chưa đọc được. Chạy “cchc check” để xem.")
    raise WrongUsageError(f"Không có bài {DOCS}/{path}. Ghi đường dẫn của bài, ví dụ docs/tin-tuc/2026/11/bai.md.")


def _check(item: Item, reason: str, day: CivilDate, now: datetime) -> None:
    if not tidy(reason):
        raise WrongUsageError("Chưa ghi lý do gỡ. Thêm --reason, ví dụ: --reason “Trùng nội dung”.")
    state = state_of(item, now)
    if item.fields.withdrawn is not None:
        on = long_date(item.fields.withdrawn.date.day)
        raise RefusedError(f"Bài đã có mục gỡ bài từ ngày {on}: {item.fields.withdrawn.reason}. Không ghi đè.")
    if state is State.DRAFT:
        raise RefusedError("Bài là bản nháp, chưa đăng nên không cần gỡ; xóa tệp hoặc để nguyên bản nháp.")
    if day.moment < item.moment and day.day != item.day:
        raise WrongUsageError(
            f"Ngày gỡ {long_date(day.day)} trước ngày đăng {long_date(item.day)}. Sửa --date; "
            "bài hẹn giờ chưa đăng thì đặt draft: true."
        )


def _linked(content: Content, item: Item) -> tuple[str, ...]:
    found = []
    for source, entry in content.library.by_source.items():
        targets = (content.links.target(source, link.target) for link in entry.text.links)
        if source != item.source and any(target.leads is Leads.TEXT and target.text == item for target in targets):
            found.append(source)
    return tuple(found)
