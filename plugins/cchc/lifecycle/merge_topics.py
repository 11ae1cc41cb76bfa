"""`merge-topic`: one topic goes into another everywhere: items, topics.yml, plans, report lines, links, its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from cchc.content.front_matter_edit import CannotEditError, Plain, edited, order_of, read_head
from cchc.content.items import Item
from cchc.content.kinds import DATA_FOLDER, TOPIC_INTROS
from cchc.content.nodes import Path
from cchc.content.paths import DOCS
from cchc.content.yaml_data import read_data, with_values, without_element
from cchc.lifecycle.content import Change, Content, RefusedError, WrongUsageError
from cchc.lifecycle.relinking import mended
from cchc.lifecycle.renames import Renames
from cchc.publishing import is_counted, state_of
from cchc.taxonomy.data_files import default_file
from cchc.taxonomy.vocabulary import NameTable
from cchc.text import name_key

TOPICS = f"{DATA_FOLDER}/topics.yml"
LINES = f"{DATA_FOLDER}/report-lines.yml"
_PLANS = f"{DATA_FOLDER}/plans/"


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How many items count for a topic (their first one) before and after."""

    topic: str
    label: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class TopicMerge:
    """A computed merge. `retagged` are items; `others` all other files that change; `total` of all topics stays."""

    change: Change
    one: str
    two: str
    counts: tuple[TopicCount, ...]
    total: int
    retagged: tuple[str, ...]
    others: tuple[str, ...]


def merge_topics(content: Content, one: str, two: str, now: datetime) -> TopicMerge:
    """Return what merging topic `one` into `two` (ids or other names) does. Raises RefusedError."""
    one, two = _known(content, one), _known(content, two)
    _check(content, one, two)
    intro = _intro(content, one, two)
    renames = Renames(intro, {f"{TOPIC_INTROS}/{one}/": f"{TOPIC_INTROS}/{two}/"})
    bytes_of = mended(content, renames)
    try:
        retagged = _retag(content, one, two, bytes_of)
        _topics_file(content, one, two, bytes_of)
        _plans(content, one, two, bytes_of)
        _report_lines(content, one, two, bytes_of)
    except CannotEditError as error:
        raise RefusedError(
            "Có tệp không sửa được một cách chắc chắn nên chưa đổi gì. Chạy “cchc check”, sửa các cảnh báo về khối "
            f"thông tin và các tệp trong {DOCS}/{DATA_FOLDER}, rồi chạy lại."
        ) from error
    change = Change(content, {intro.get(path, path): data for path, data in bytes_of.items()}, intro)
    counts, total = _proven(change, one, two, now)
    others = tuple(sorted((set(change.writes) | set(intro.values())) - set(retagged)))
    return TopicMerge(change, one, two, counts, total, tuple(retagged), others)


def _known(content: Content, name: str) -> str:
    table = content.library.vocabulary.topic_names
    found = table.get(name)
    if found is None:
        near = table.nearest(name)
        ask = f" Có phải ý bạn là “{near}”?" if near else ""
        raise WrongUsageError(f"Không có chủ đề “{name}”.{ask} Xem các mã chủ đề trong docs/_data/topics.yml.")
    return found


def _check(content: Content, one: str, two: str) -> None:
    topics = content.library.vocabulary.topics
    if one == two:
        raise WrongUsageError(f"Hai tên cùng chỉ một chủ đề ({one}), không có gì để gộp.")
    if topics[two].entry.merged_into:
        raise RefusedError(
            f"Chủ đề {two} đã được gộp vào {topics[two].entry.merged_into}; hãy gộp thẳng vào chủ đề ấy."
        )
    unread = sorted(set(content.texts) - set(content.library.by_source) - {f"{TOPIC_INTROS}/index.md"})
    if unread:
        raise RefusedError(f"{DOCS}/{unread[0]} có lỗi nên không biết thuộc chủ đề nào. Chạy “cchc check”, sửa trước.")


def _intro(content: Content, one: str, two: str) -> dict[str, str]:
    old, new = f"{TOPIC_INTROS}/{one}.md", f"{TOPIC_INTROS}/{two}.md"
    if old in content.texts and new in content.texts:
        raise RefusedError(
            f"Cả hai chủ đề đều có lời giới thiệu. Chép nội dung cần giữ từ {DOCS}/{old} sang {DOCS}/{new}, "
            f"xóa {DOCS}/{old}, rồi chạy lại."
        )
    return {old: new} if old in content.texts else {}


def _retag(content: Content, one: str, two: str, bytes_of: dict[str, bytes]) -> list[str]:
    table, changed = content.library.vocabulary.topic_names, []
    for item in content.library.items:
        data = bytes_of.get(item.source, content.texts[item.source])
        schema = type(item.fields)
        head = read_head(data, schema)
        written = head.values.get("tags") if head is not None else None
        new = _tags(written, item, table, one, two)
        if new is not None:
            bytes_of[item.source] = edited(data, {"tags": new}, order_of(schema), schema)
            changed.append(item.source)
    return changed


def _tags(written: Any, item: Item, table: NameTable, one: str, two: str) -> Plain | None:
    """Return the tags with `two` in the place of `one`, the others as they are written; `None`: nothing to change."""
    parts = [written] if isinstance(written, str) else [part for part in written or () if isinstance(part, str)]
    known = [table.get(part) or "" for part in parts]
    if "" in known and one in item.topics:
        # Several names in one text: the ids take their place.
        parts = known = list(item.topics)
    if one not in known:
        return None
    new: dict[str, str] = {}
    for part, topic in zip(parts, known, strict=True):
        new.setdefault(two if topic == one else topic, two if topic == one else part)
    return list(new.values())


def _unique(parts: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for part in parts:
        found.setdefault(name_key(part), part)
    return list(found.values())


def _topics_file(content: Content, one: str, two: str, bytes_of: dict[str, bytes]) -> None:
    """Take the old topic out of topics.yml; all its names become other names of the one that stays."""
    data = bytes_of.get(TOPICS) or content.data.get(TOPICS) or default_file("topics.yml")
    entries = _entries(data)
    gone = content.library.vocabulary.topics[one]
    names = [name for name in gone.names if name_key(name) not in map(name_key, _names(entries[two][1]))]
    kept = entries[two][1].get("aliases") or []
    aliases = [kept] if isinstance(kept, str) else list(kept)
    wanted: dict[Path, Plain] = {(*entries[two][0], "aliases"): _unique([*aliases, *names])}
    for path, entry in entries.values():
        if entry.get("merged_into") == one:
            wanted[*path, "merged_into"] = two
    bytes_of[TOPICS] = without_element(with_values(data, wanted), entries[one][0])


def _names(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return str(entry.get("id", "")), str(entry.get("label", ""))


def _entries(data: bytes) -> dict[str, tuple[Path, dict[str, Any]]]:
    plain = read_data(data).plain()
    return {
        topic["id"]: (("fields", index, "topics", position), topic)
        for index, group in enumerate(plain["fields"])
        for position, topic in enumerate(group.get("topics") or ())
    }


def _plans(content: Content, one: str, two: str, bytes_of: dict[str, bytes]) -> None:
    for path in content.data:
        if path.startswith(_PLANS) and path.endswith(".yml"):
            data = bytes_of.get(path, content.data[path])
            tasks = read_data(data).plain().get("tasks") or ()
            wanted: dict[Path, Plain] = {
                ("tasks", index, "topics"): _unique(two if topic == one else topic for topic in _list(task))
                for index, task in enumerate(tasks)
                if one in _list(task)
            }
            if wanted:
                bytes_of[path] = with_values(data, wanted)


def _list(entry: Any) -> list[str]:
    topics = entry.get("topics") if isinstance(entry, dict) else None
    return [topics] if isinstance(topics, str) and topics else list(topics or ())


def _report_lines(content: Content, one: str, two: str, bytes_of: dict[str, bytes]) -> None:
    """Put `two` where `one` was, unless another line has it: an item must not stand in two lines."""
    data = bytes_of.get(LINES) or content.data.get(LINES) or default_file("report-lines.yml")
    lines = read_data(data).plain().get("lines") or ()
    elsewhere = any(two in _list(line) for line in lines)
    wanted: dict[Path, Plain] = {}
    for index, line in enumerate(lines):
        topics = _list(line)
        if one not in topics:
            continue
        new = [topic for topic in topics if topic != one] if elsewhere else [two if t == one else t for t in topics]
        if not new:
            raise RefusedError(
                f"Dòng báo cáo “{line.get('id', index + 1)}” chỉ đếm chủ đề {one}, còn chủ đề {two} thuộc dòng khác; "
                f"để trống thì dòng ấy đếm mọi chủ đề. Xóa hoặc sửa dòng này trong {DOCS}/{LINES} rồi chạy lại."
            )
        wanted["lines", index, "topics"] = _unique(new)
    if wanted:
        bytes_of[LINES] = with_values(data, wanted)


def _proven(change: Change, one: str, two: str, now: datetime) -> tuple[tuple[TopicCount, ...], int]:
    """Return the counts; refuse a change after which an item has other topics than it should."""
    before, after = change.before.library, change.after.library
    there = {item.source: item for item in after.items}
    for item in before.items:
        wanted = tuple(dict.fromkeys(two if topic == one else topic for topic in item.topics))
        now_there = there.get(item.source)
        if now_there is None or now_there.topics != wanted or now_there.plan != item.plan:
            raise RefusedError(f"Gộp như vậy làm sai chủ đề của {DOCS}/{item.source} nên chưa đổi gì. Sửa tay bài này.")
    was, will = (_counts(library.items, now) for library in (before, after))
    if sum(was.values()) != sum(will.values()):
        raise RefusedError("Gộp như vậy làm tổng số thay đổi nên chưa đổi gì.")
    label = partial(_label, before.vocabulary.topics)
    topics = [one, *sorted({topic for topic in (*was, *will) if was[topic] != will[topic]} - {one, two}), two]
    return tuple(TopicCount(topic, label(topic), was[topic], will[topic]) for topic in topics), sum(was.values())


def _label(topics: Mapping[str, Any], topic: str) -> str:
    return str(topics[topic].label)


def _counts(items: Iterable[Item], now: datetime) -> Counter[str]:
    return Counter(item.topic for item in items if item.topic and is_counted(item, state_of(item, now)))
