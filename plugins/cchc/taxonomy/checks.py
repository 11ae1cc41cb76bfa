"""What is wrong between the entries of docs/_data: ids, names, and what names nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cchc.content.kinds import KINDS
from cchc.content.schema import SOURCES
from cchc.problems import finding
from cchc.taxonomy.data_files import DataFiles
from cchc.taxonomy.models import TopicsFile
from cchc.taxonomy.vocabulary import NameTable, Vocabulary
from cchc.text import name_key

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_ids(
    data_files: DataFiles, name: str, ids: Iterable[tuple[tuple[str | int, ...], str]], slug: bool = True
) -> None:
    """Report ids that are there twice, or, where they must be fit for addresses (`slug`), are not."""
    first: dict[str, int] = {}
    for path, id_ in ids:
        line, column = data_files.place(name, *path, "id")
        if slug and not _ID.fullmatch(id_):
            data_files.report(name, [finding("CCHC408", line, column, value=id_)])
        if id_ in first:
            data_files.report(name, [finding("CCHC409", line, column, value=id_, first=first[id_])])
        first.setdefault(id_, line)


def check_names(
    data_files: DataFiles, name: str, entries: Iterable[tuple[tuple[str | int, ...], str, tuple[str, ...]]]
) -> None:
    """Report names that mean two entries; `entries`: (place, id, other names)."""
    owners: dict[str, str] = {}
    listed = list(entries)
    for _, id_, _ in listed:
        owners.setdefault(name_key(id_), id_)
    for path, id_, names in listed:
        for text in names:
            owner = owners.setdefault(name_key(text), id_)
            if owner != id_:
                line, column = data_files.place(name, *path)
                data_files.report(name, [finding("CCHC407", line, column, value=text, one=owner, two=id_)])


def check_topics(data_files: DataFiles, data: TopicsFile, vocabulary: Vocabulary) -> None:
    """Report ids, names and mergers of topics that can't be."""
    name = "topics.yml"
    paths: list[tuple[tuple[str | int, ...], str, tuple[str, ...]]] = []
    check_ids(data_files, name, [(("fields", index), group.id) for index, group in enumerate(data.fields)])
    for index, group in enumerate(data.fields):
        for position, entry in enumerate(group.topics):
            path = ("fields", index, "topics", position)
            paths.append((path, entry.id, (entry.label, *entry.abbreviations, *entry.aliases)))
            line, column = data_files.place(name, *path)
            if bool(entry.merged_into) != bool(entry.merged_on):
                missing = "merged_on" if entry.merged_into else "merged_into"
                data_files.report(name, [finding("CCHC411", line, column, value=entry.id, missing=missing)])
            elif entry.merged_into and entry.merged_into not in vocabulary.topics:
                near = vocabulary.topic_names.nearest(entry.merged_into)
                data_files.report(
                    name,
                    [
                        finding(
                            "CCHC410",
                            line,
                            column,
                            key="merged_into",
                            value=entry.merged_into,
                            where="topics.yml",
                            nearest=near,
                        )
                    ],
                )
            elif _merges_in_a_circle(entry.id, vocabulary):
                data_files.report(name, [finding("CCHC412", line, column, value=entry.id)])
    check_ids(data_files, name, [(path, id_) for path, id_, _ in paths])
    check_names(data_files, name, paths)


def _merges_in_a_circle(topic_id: str, vocabulary: Vocabulary) -> bool:
    seen: set[str] = set()
    current: str | None = topic_id
    while current and current in vocabulary.topics:
        if current in seen:
            return True
        seen.add(current)
        current = vocabulary.topics[current].entry.merged_into
    return False


@dataclass(frozen=True, slots=True)
class _Known:
    """What a key of a data file can name: the ids, how to find the nearest, and where they are declared."""

    ids: frozenset[str]
    table: NameTable
    where: str

    @classmethod
    def of(cls, ids: Iterable[str], where: str) -> _Known:
        listed = frozenset(ids)
        return cls(listed, NameTable.of((id_, ()) for id_ in sorted(listed)), where)


def check_references(data_files: DataFiles, vocabulary: Vocabulary) -> None:
    """Report what report lines, plans and agency.yml name but nobody declares."""
    known = {
        "topics": _Known(frozenset(vocabulary.topics), vocabulary.topic_names, "topics.yml"),
        "fields": _Known.of((entry.id for entry in vocabulary.fields), "topics.yml"),
        "kinds": _Known.of(KINDS, "các loại tin, bài"),
        "channels": _Known(frozenset(vocabulary.channels), vocabulary.channel_names, "channels.yml"),
        "sources": _Known.of(SOURCES, "các nguồn"),
    }
    # The kit's own lines name the kit's own topics: a department without the file has not written them.
    own_lines = vocabulary.report_lines if "report-lines.yml" in data_files.sources else ()
    for index, report_line in enumerate(own_lines):
        path = ("lines", index)
        for key, what in known.items():
            _check_values(data_files, "report-lines.yml", path, key, what, getattr(report_line, key))
        for position, part in enumerate(report_line.parts):
            place = (*path, "parts", position)
            _check_values(data_files, "report-lines.yml", place, "kinds", known["kinds"], part.kinds)
    for plan in vocabulary.plans.values():
        name = f"plans/{plan.id}.yml"
        groups = _Known.of((group.id for group in plan.data.groups), "mục groups")
        for index, task in enumerate(plan.data.tasks):
            _check_values(data_files, name, ("tasks", index), "topics", known["topics"], task.topics)
            if task.group and task.group not in groups.ids:
                _report_unknown(data_files, name, ("tasks", index, "group"), "group", groups, task.group)
    channel = vocabulary.agency.default_channel
    if channel not in vocabulary.channels:
        line, column = data_files.place("agency.yml", "default_channel")
        near = vocabulary.channel_names.nearest(channel)
        data_files.report("agency.yml", [finding("CCHC402", line, column, value=channel, nearest=near)])


def _check_values(
    data_files: DataFiles, name: str, path: tuple[str | int, ...], key: str, known: _Known, values: Iterable[str]
) -> None:
    for index, value in enumerate(values):
        if value not in known.ids:
            _report_unknown(data_files, name, (*path, key, index), key, known, value)


def _report_unknown(
    data_files: DataFiles, name: str, path: tuple[str | int, ...], key: str, known: _Known, value: str
) -> None:
    line, column = data_files.place(name, *path)
    near = known.table.nearest(value)
    data_files.report(name, [finding("CCHC410", line, column, key=key, value=value, where=known.where, nearest=near)])
