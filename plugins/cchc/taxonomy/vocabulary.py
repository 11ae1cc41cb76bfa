"""The resolved vocabulary: topics, channels, forms, units, plans, looked up by any of their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from cchc.suggest import nearest
from cchc.taxonomy.models import (
    AbbreviationEntry,
    Agency,
    ChannelEntry,
    FieldEntry,
    FormEntry,
    OfficialDocumentEntry,
    PlanFile,
    PlanTask,
    ReportLine,
    SeriesEntry,
    TopicEntry,
    UnitEntry,
)
from cchc.taxonomy.spelling import SpellingEntry
from cchc.text import name_key


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic in its field; `position` is its place in the whole list."""

    id: str
    label: str
    field_id: str
    position: int
    entry: TopicEntry

    @property
    def names(self) -> tuple[str, ...]:
        """All names under which the topic is understood."""
        return (self.id, self.label, *self.entry.abbreviations, *self.entry.aliases)


@dataclass(frozen=True, slots=True)
class NameTable:
    """Names → ids. Ids win over labels, labels over abbreviations and aliases of other entries.

    `full`: what abbreviations stand for, to find the nearest name.
    """

    ids: Mapping[str, str]
    full: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, named: Iterable[tuple[str, Iterable[str]]], full: Mapping[str, str] | None = None) -> NameTable:
        """Build the table from (id, other names) in order of preference."""
        pairs = [(id_, tuple(names)) for id_, names in named]
        table: dict[str, str] = {}
        for id_, _ in pairs:
            table.setdefault(name_key(id_), id_)
        for id_, names in pairs:
            for name in names:
                table.setdefault(name_key(name), id_)
        return cls(table, full or {})

    def get(self, name: str) -> str | None:
        """Return the id that `name` stands for, in any case, with or without diacritics."""
        return self.ids.get(name_key(name))

    def nearest(self, name: str) -> str:
        """Return the id whose name is most like `name`, or an empty text."""
        near = nearest(name, self.ids, self.full)
        return "" if near is None else self.ids[near]


@dataclass(frozen=True, slots=True)
class Plan:
    """A year's plan; `id` is the name of its file."""

    id: str
    data: PlanFile

    @property
    def tasks(self) -> dict[str, PlanTask]:
        """Tasks by id."""
        return {task.id: task for task in self.data.tasks}


@dataclass(frozen=True)
class Vocabulary:
    """Everything in docs/_data. Lists keep the order of the files."""

    agency: Agency
    fields: tuple[FieldEntry, ...]
    topics: Mapping[str, Topic]
    channels: Mapping[str, ChannelEntry]
    forms: Mapping[str, FormEntry]
    units: Mapping[str, UnitEntry]
    series: Mapping[str, SeriesEntry]
    abbreviations: tuple[AbbreviationEntry, ...]
    official_documents: tuple[OfficialDocumentEntry, ...]
    report_lines: tuple[ReportLine, ...]
    plans: Mapping[str, Plan]
    topic_names: NameTable = field(repr=False)
    channel_names: NameTable = field(repr=False)
    form_names: NameTable = field(repr=False)
    unit_names: NameTable = field(repr=False)
    series_names: NameTable = field(repr=False)
    task_names: NameTable = field(repr=False)
    spelling: tuple[SpellingEntry, ...] = field(repr=False)
    # As the department wrote it, not yet safe to print.
    header_html: str = field(default="", repr=False)
    footer_html: str = field(default="", repr=False)

    def topic_on(self, topic_id: str, day: date) -> str:
        """Return the topic that counts for an item of `day`: merges that have come into force are followed."""
        seen = {topic_id}
        while True:
            entry = self.topics[topic_id].entry
            if not entry.merged_into or entry.merged_on is None or day < entry.merged_on.day:
                return topic_id
            topic_id = entry.merged_into
            if topic_id in seen:
                return topic_id
            seen.add(topic_id)

    def field_label(self, field_id: str) -> str:
        """Return the label of a field."""
        return next((entry.label for entry in self.fields if entry.id == field_id), field_id)

    def author_name(self, author: str) -> str:
        """Return the name of an author's id, or what was written."""
        return next((entry.name for entry in self.agency.authors if entry.id == author), author)

    def link(self, link_id: str) -> str:
        """Return the address of a portal of agency.yml, or an empty text."""
        return next((entry.url for entry in self.agency.links if entry.id == link_id), "")
