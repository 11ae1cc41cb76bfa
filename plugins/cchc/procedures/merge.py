"""A list of procedures into the guides: what the list says is set, what an editor wrote stays.

Nothing is deleted: a guide whose procedure is not in the list is named, an abolished one keeps its page with its state.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from cchc.content.front_matter_edit import CannotEditError, Head, Plain, edited, new_block, read_head
from cchc.content.kinds import PROCEDURES
from cchc.content.paths import DOCS, place_of
from cchc.content.schema import ProcedureFields
from cchc.problems import Severity
from cchc.procedures.columns import BY_FIELD, BY_ID, Column, plain_value, written_part
from cchc.procedures.markdown import as_text
from cchc.procedures.model import ListProblem, Row, Value, short_code
from cchc.suggest import nearest
from cchc.text import name_key, slugify, tidy

_LONGEST_NAME = 80
_LEAST_NAME = 8
_ALIKE = 0.9
# A new guide's keys, and where a key that is missing in an old one goes: behind the one before it here.
ORDER = ("title", "date", "tags", *(field for field in BY_FIELD if field != "title"))


class State(StrEnum):
    """What an import does with a procedure's guide."""

    NEW = "moi"
    UPDATED = "cap-nhat"
    UNCHANGED = "giu-nguyen"
    MISSING = "khong-co-trong-danh-muc"
    ABOLISHED = "bai-bo-chua-co-trang"


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a guide that gets another value; both in words, `old` is empty where nothing stood."""

    column: str
    old: str
    new: str

    @property
    def label(self) -> str:
        """The part's name."""
        return BY_ID[self.column].label


@dataclass(frozen=True, slots=True)
class Outcome:
    """One procedure. `path` is below docs/, `data` what the file must hold (`None`: leave it, or there is none)."""

    state: State
    code: str
    title: str
    path: str = ""
    data: bytes | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """What an import would do; with `problems` of severity error nothing of it may be written."""

    outcomes: tuple[Outcome, ...] = ()
    problems: tuple[ListProblem, ...] = ()

    def of(self, state: State) -> tuple[Outcome, ...]:
        """Return the outcomes of one state."""
        return tuple(outcome for outcome in self.outcomes if outcome.state is state)


@dataclass(frozen=True, slots=True)
class NewGuide:
    """What a new guide gets besides what the list says."""

    day: date
    draft: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Guide:
    path: str
    data: bytes
    head: Head

    @property
    def values(self) -> dict[str, Any]:
        return self.head.values

    @property
    def key(self) -> str:
        return short_code(tidy(str(self.values.get("ma") or "")))

    @property
    def title(self) -> str:
        return tidy(str(self.values.get("title") or ""))


def merge(rows: Iterable[Row], guides: Mapping[str, bytes], new: NewGuide) -> Merge:
    """Return what an import does. `guides` are the files of docs/tthc: path below docs/ → bytes."""
    rows = tuple(rows)
    problems: list[ListProblem] = []
    known = _known_guides(guides, problems)
    by_code = _by_code(known, problems)
    if problems:
        return Merge(problems=tuple(problems))
    by_title = _untold(known, rows)
    taken = {place_of(path).slug for path in guides} | {"", "index"}
    outcomes = []
    for row in rows:
        guide = by_code.get(row.key) or by_title.get(name_key(row.title))
        problems += _day_alone(row, guide)
        problems += _other_title(row, guide)
        if guide is not None:
            outcomes.append(_update(row, guide, problems))
        elif not row.in_force:
            outcomes.append(Outcome(State.ABOLISHED, row.code, row.title))
        else:
            outcomes.append(_create(row, new, taken))
    listed = {row.key for row in rows}
    outcomes += [
        Outcome(State.MISSING, key, guide.title, guide.path)
        for key, guide in by_code.items()
        if key not in listed and _in_force(guide)
    ]
    return Merge(tuple(outcomes), tuple(problems))


def _other_title(row: Row, guide: _Guide | None) -> Iterator[ListProblem]:
    """A wrong code would put one procedure's data into another's guide: a name of no likeness is worth a look."""
    if guide is not None and guide.title and nearest(row.title, [guide.title]) is None:
        yield ListProblem(
            f"tên “{row.title}” khác hẳn tên của bài {DOCS}/{guide.path}: “{guide.title}”",
            f"Kiểm tra mã {row.code} có đúng là của thủ tục này không.",
            row.place,
            Severity.WARNING,
        )


def _day_alone(row: Row, guide: _Guide | None) -> Iterator[ListProblem]:
    written = guide.values.get("quyet_dinh_cong_bo") if guide is not None else None
    number = row.values.get("quyet_dinh") or plain_value(BY_ID["quyet_dinh"], written)
    if "ngay_quyet_dinh" in row.values and not number:
        yield ListProblem(
            "có ngày quyết định mà không có số quyết định nên không ghi ngày vào bài",
            f"Ghi thêm cột “{BY_ID['quyet_dinh'].label}”.",
            row.place,
            Severity.WARNING,
        )


def _in_force(guide: _Guide) -> bool:
    column = BY_ID["trang_thai"]
    return plain_value(column, guide.values.get("trang_thai")) != "bai-bo"


def _known_guides(guides: Mapping[str, bytes], problems: list[ListProblem]) -> list[_Guide]:
    known = []
    for path in sorted(guides):
        place = place_of(path)
        if place.section != PROCEDURES:
            continue
        head = read_head(guides[path], ProcedureFields)
        if head is None:
            problems.append(
                ListProblem(
                    "không đọc được khối thông tin của bài nên không biết bài là thủ tục nào",
                    "Chạy “cchc check”, sửa bài này trước rồi nhập lại.",
                    f"{DOCS}/{path}",
                )
            )
        else:
            known.append(_Guide(path, guides[path], head))
    return known


def _by_code(known: list[_Guide], problems: list[ListProblem]) -> dict[str, _Guide]:
    found: dict[str, _Guide] = {}
    twice = [guide for guide in known if guide.key and found.setdefault(guide.key, guide) is not guide]
    problems += [
        ListProblem(
            f"hai bài cùng mã {guide.key}: bài này và {DOCS}/{found[guide.key].path}",
            "Giữ lại một bài, hoặc sửa mã; rồi nhập lại.",
            f"{DOCS}/{guide.path}",
        )
        for guide in twice
    ]
    return found


def _untold(known: list[_Guide], rows: Iterable[Row]) -> dict[str, _Guide]:
    """Return the guides without a code by their titles, where guide and row are the only ones of that title."""
    titles = [name_key(guide.title) for guide in known if not guide.key]
    listed = [name_key(row.title) for row in rows]
    return {
        title: guide
        for guide in known
        if not guide.key and (title := name_key(guide.title)) and titles.count(title) == 1 and listed.count(title) == 1
    }


def _update(row: Row, guide: _Guide, problems: list[ListProblem]) -> Outcome:
    wanted: dict[str, Plain] = {}
    changes: list[Change] = []
    for field, columns in BY_FIELD.items():
        written = guide.values.get(field)
        value: Any = written
        for column in columns:
            if (listed := _listed(row, column, value)) is None:
                continue
            old = plain_value(column, value)
            if old is None or not column.same(old, listed):
                value = _with(column, value, listed)
                changes.append(Change(column.id, _words(old, written_part(column, written)), _words(listed)))
        if value is not None and value != written:
            wanted[field] = value
    if not wanted:
        return Outcome(State.UNCHANGED, row.code, row.title, guide.path)
    try:
        data = edited(guide.data, wanted, ORDER, ProcedureFields)
    except CannotEditError:
        labels = ", ".join(change.label for change in changes)
        problems.append(
            ListProblem(
                f"không sửa được khối thông tin một cách chắc chắn ({labels})",
                "Chạy “cchc check” và sửa các cảnh báo về khối thông tin của bài, hoặc sửa các mục này bằng tay.",
                f"{DOCS}/{guide.path}",
            )
        )
        return Outcome(State.UNCHANGED, row.code, row.title, guide.path)
    return Outcome(State.UPDATED, row.code, row.title, guide.path, data, tuple(changes))


def _listed(row: Row, column: Column, written: Any) -> Value | None:
    """Return what the list says for a column of a guide that has `written` in its key.

    Abolition said as a change is a state too; the day of a decision without a number says nothing.
    """
    if column.id == "trang_thai" and not row.in_force:
        return "bai-bo"
    if column.id == "ngay_quyet_dinh" and not plain_value(BY_ID["quyet_dinh"], written):
        return None
    return row.values.get(column.id)


def _words(value: Value | None, written: Any = "") -> str:
    if value is None:
        return tidy(written) if isinstance(written, str) else ""
    return value if isinstance(value, str) else "; ".join(value)


def _with(column: Column, written: Any, value: Value) -> Any:
    """Return the plain value of a guide's key with what a list says in it."""
    if len(column.path) > 1:
        group = written if isinstance(written, dict) else {}
        if isinstance(written, str) and column.path == ("quyet_dinh_cong_bo", "ngay"):
            group = {"so": written}
        return {**group, column.path[1]: value}
    if column.element and isinstance(value, tuple):
        return _elements(column, written if isinstance(written, list) else [], value)
    return list(value) if isinstance(value, tuple) else value


def _elements(column: Column, written: list[Any], names: tuple[str, ...]) -> list[Any]:
    """Return the elements of a list of groups: each name keeps the group that an editor filled in for it.

    A name that only changed its wording takes over the group of the one it was before.
    """
    left = {_name(column, part): part for part in written}
    stay = {name: left.pop(name) for name in names if name in left}
    for name in names:
        was = next((before for before in left if _reworded(before, name)), None)
        if name not in stay and column.id == "ho_so" and was is not None:
            old = left.pop(was)
            stay[name] = {**old, column.element: name} if isinstance(old, dict) else name
    return [stay.get(name, {column.element: name}) for name in names]


def _reworded(old: str, new: str) -> bool:
    """Say whether two names are of one paper; doubt means no, for a form's number would go to another paper."""
    short, long = sorted((name_key(old), name_key(new)), key=len)
    return (len(short) >= _LEAST_NAME and long.startswith(f"{short} ")) or SequenceMatcher(
        None, short, long
    ).ratio() >= _ALIKE


def _name(column: Column, part: Any) -> str:
    word = part.get(column.element, "") if isinstance(part, dict) else part
    read = plain_value(column, [word])
    return read[0] if isinstance(read, tuple) and read else str(word)


def _create(row: Row, new: NewGuide, taken: set[str]) -> Outcome:
    slug = _slug(row, taken)
    taken.add(slug)
    values: dict[str, Any] = {"title": row.title, "date": new.day.isoformat()}
    if new.tags:
        values["tags"] = list(new.tags)
    if new.draft:
        values["draft"] = True
    for field, columns in BY_FIELD.items():
        value: Any = None
        for column in columns:
            if (listed := _listed(row, column, value)) is not None:
                value = _with(column, value, listed)
        if value is not None:
            values[field] = value
    steps = as_text(row.text("trinh_tu"))
    body = f"\n## {BY_ID['trinh_tu'].label}\n\n{steps}\n" if steps else ""
    data = (new_block(values) + body).encode()
    changes = tuple(Change(id_, "", row.text(id_)) for id_ in row.values)
    return Outcome(State.NEW, row.code, row.title, f"{PROCEDURES.folder}/{slug}.md", data, changes)


def _slug(row: Row, taken: set[str]) -> str:
    """Return a file name made of the procedure's name, with its code where that name is taken."""
    slug = slugify(row.title, "thu-tuc")
    if len(slug) > _LONGEST_NAME:
        slug = re.sub(r"-[^-]*$", "", slug[: _LONGEST_NAME + 1])
    return slug if slug not in taken else f"{slug}-{slugify(row.code)}"


def guide_paths(guides: Mapping[str, bytes]) -> dict[str, str]:
    """Return the path below docs/ of each guide by its comparable code; unreadable guides have none."""
    known = _known_guides(guides, [])
    return {guide.key: guide.path for guide in reversed(known) if guide.key}
