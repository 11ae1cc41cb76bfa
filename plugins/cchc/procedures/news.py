"""The news item about a changed list, as a draft: facts from the lists, to be checked against the decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cchc.content.front_matter_edit import Plain, new_block
from cchc.dates import long_date
from cchc.procedures.columns import BY_ID
from cchc.procedures.diff import Amended, Difference, Replaced
from cchc.procedures.markdown import escaped
from cchc.procedures.model import Row
from cchc.text import plural_free_count

_PORTAL = "https://dichvucong.gov.vn"
# What a citizen asks first, in this order.
_FACTS = ("linh_vuc", "doi_tuong", "thoi_han_giai_quyet", "phi_le_phi", "co_quan_giai_quyet")
_LONGEST_VALUE = 200

_Item = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Newsroom:
    """What a draft needs besides the difference. `pages` are links to guides by code (`1.001786` → `../x.md`)."""

    day: date
    topic: str
    agency: str = ""
    pages: Mapping[str, str] | None = None


def news_draft(difference: Difference, room: Newsroom) -> str:
    """Return the Markdown file of a draft news item, front matter and text. The difference must not be empty."""
    if difference.empty:
        raise ValueError("nothing changed, so there is no news")
    parts = list(_counts(difference))
    summary = ", ".join(parts)
    values: dict[str, Plain] = {
        "title": f"Cập nhật danh mục thủ tục hành chính: {summary}",
        "date": room.day.isoformat(),
        "tags": [room.topic],
        "kind": "tin",
        "draft": True,
        "description": f"Danh mục thủ tục hành chính có {summary}.",
    }
    return new_block(values) + "\n" + "\n".join(_text(difference, room, summary)) + "\n"


def _counts(difference: Difference) -> Iterator[str]:
    declared = sum(one.declared for one in difference.abolished)
    missing = len(difference.abolished) - declared
    for number, words in (
        (len(difference.added), "thủ tục mới ban hành"),
        (len(difference.amended), "thủ tục sửa đổi, bổ sung"),
        (len(difference.replaced), "thủ tục thay thế"),
        (declared, "thủ tục bị bãi bỏ"),
        (missing, "thủ tục không còn trong danh mục"),
    ):
        if number:
            yield f"{plural_free_count(number)} {words}"


def _text(difference: Difference, room: Newsroom, summary: str) -> Iterator[str]:
    agency = f" của {escaped(room.agency)}" if room.agency else ""
    decisions = _decisions(difference)
    basis = f" theo {decisions}" if decisions else ""
    yield f"Danh mục thủ tục hành chính{agency} được cập nhật{basis}, gồm {summary}."
    for heading, items in _sections(difference, room):
        if items:
            yield from ("", f"## {heading}", "")
        for head, details in items:
            yield f"- {head}"
            yield from (f"    - {detail}" for detail in details)
    yield ""
    yield (
        "Nội dung chính thức của từng thủ tục được công khai tại "
        f"[Cổng Dịch vụ công quốc gia]({_PORTAL}); tổ chức, cá nhân tra cứu theo mã thủ tục."
    )


def _sections(difference: Difference, room: Newsroom) -> Iterator[tuple[str, list[_Item]]]:
    gone = difference.abolished
    yield "Thủ tục mới ban hành", [(_name(row, room), _facts(row)) for row in difference.added]
    yield "Thủ tục sửa đổi, bổ sung", [(_name(one.new, room), _amendments(one)) for one in difference.amended]
    yield "Thủ tục thay thế", [(_name(one.new, room), _replaces(one)) for one in difference.replaced]
    yield "Thủ tục bị bãi bỏ", [(_name(one.old, room), ()) for one in gone if one.declared]
    yield "Thủ tục không còn trong danh mục", [(_name(one.old, room), ()) for one in gone if not one.declared]


def _name(row: Row, room: Newsroom) -> str:
    page = (room.pages or {}).get(row.key)
    title = escaped(row.title)
    return f"{f'[{title}]({page})' if page else f'**{title}**'} (mã {row.code})"


def _facts(row: Row) -> tuple[str, ...]:
    return tuple(f"{BY_ID[id_].label}: {_shown(id_, row.text(id_))}" for id_ in _FACTS if row.text(id_))


def _amendments(one: Amended) -> tuple[str, ...]:
    details = []
    for change in one.changes:
        old, new = (_shown(change.column, text) for text in (change.old, change.new))
        if not old:
            words = f"bổ sung “{new}”"
        elif not new:
            words = f"bỏ nội dung “{old}”"
        else:
            words = f"từ “{old}” thành “{new}”"
        details.append(f"{change.label}: {words}")
    return tuple(details)


def _replaces(one: Replaced) -> tuple[str, ...]:
    names = [f"{escaped(row.title)} (mã {row.code})" for row in one.old if row.key != one.new.key]
    return tuple(f"Thay thế thủ tục: {name}" for name in names) + _facts(one.new)


def _shown(column: str, text: str) -> str:
    """Return a value as readers see it: labels for ids, dates day first, long texts cut."""
    shown = "; ".join(BY_ID[column].shown(part) for part in text.split("; "))
    shown = " ".join(shown.split())
    return escaped(shown if len(shown) <= _LONGEST_VALUE else f"{shown[:_LONGEST_VALUE].rsplit(' ', 1)[0]}…")


def _decisions(difference: Difference) -> str:
    """Return the decisions that the changed rows name, in the order of their days."""
    rows = [
        *difference.added,
        *(one.new for one in difference.amended),
        *(one.new for one in difference.replaced),
        *(one.new for one in difference.abolished if one.new is not None),
    ]
    named = {(row.text("ngay_quyet_dinh"), row.text("quyet_dinh")) for row in rows if row.text("quyet_dinh")}
    words = []
    for day, number in sorted(named):
        on = f" ngày {long_date(date.fromisoformat(day))}" if day else ""
        words.append(f"Quyết định số {escaped(number)}{on}")
    return "; ".join(words)
