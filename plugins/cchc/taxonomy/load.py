"""docs/_data/*.yml (or the defaults of the kit) → Vocabulary, with every problem at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Protocol, TypeVar

from cchc.content.decode import decode
from cchc.content.field_types import Fields
from cchc.content.kinds import KINDS
from cchc.content.nodes import Node, read_yaml
from cchc.content.schema import SOURCES
from cchc.content.validation import validate
from cchc.problems import Finding, Problem, finding
from cchc.suggest import nearest
from cchc.taxonomy.link_exceptions import EXCEPTIONS_FILE, LinkException, LinkExceptionsFile
from cchc.taxonomy.models import (
    AbbreviationsFile,
    Agency,
    ChannelsFile,
    FormsFile,
    OfficialDocumentsFile,
    PlanFile,
    ReportLinesFile,
    SeriesFile,
    TopicsFile,
    UnitsFile,
)
from cchc.taxonomy.spelling import SPELLING_FILE, SpellingEntry, SpellingFile, merged
from cchc.taxonomy.targets import PUBLISH_FILE, PublishFile, check_publish_file, check_publish_nodes
from cchc.taxonomy.vocabulary import NameTable, Plan, Topic, Vocabulary
from cchc.text import name_key

M = TypeVar("M", bound=Fields)
DATA_FILES = (
    "agency.yml",
    "topics.yml",
    "channels.yml",
    "forms.yml",
    "units.yml",
    "series.yml",
    "abbreviations.yml",
    "official-documents.yml",
    "report-lines.yml",
    SPELLING_FILE,
    PUBLISH_FILE,
    EXCEPTIONS_FILE,
)
# The office's own Word templates, read by the report only.
OFFICE_FILES = ("mau-bao-cao.docx", "mau-cong-van.docx")
# HTML of the portal that the section belongs to: above the header, in place of the footer.
HEADER_FILE, FOOTER_FILE = "dau-trang.html", "chan-trang.html"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


@cache
def default_file(name: str) -> bytes:
    """Return the kit's own copy of a vocabulary file."""
    return files("cchc").joinpath("defaults", name).read_bytes()


@dataclass(slots=True)
class _Loader:
    sources: Mapping[str, bytes]
    folder: str
    problems: list[Problem] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)

    def read(self, name: str, model: type[M]) -> M:
        """Return a file's model; a file with errors is reported and replaced by the default while checking goes on."""
        data = self.sources.get(name)
        if data is not None and (value := self.validated(name, data, model)) is not None:
            return value
        default = _Loader({}, "").validated(name, default_file(name), model)
        assert default is not None, f"default {name} is valid"  # noqa: S101 - the kit's own data, kept valid by a test
        return default

    def read_plan(self, name: str) -> PlanFile | None:
        return self.validated(name, self.sources[name], PlanFile)

    def validated(self, name: str, data: bytes, model: type[M]) -> M | None:
        decoded = decode(data)
        self.report(name, decoded.findings)
        if decoded.text is None:
            return None
        result = read_yaml(decoded.text)
        self.report(name, [*result.findings, *([result.error] if result.error else [])])
        if result.error is not None or result.findings:
            return None
        if result.root is None or not isinstance(result.root.value, dict):
            self.report(name, [finding("CCHC212", 1)])
            return None
        self.nodes[name] = result.root
        validated = validate(model, result.root, 1)
        self.report(name, validated.findings)
        return validated.value

    def text(self, name: str) -> str:
        """Return a file that is no YAML as it is written; empty when it is not there or can't be read."""
        decoded = decode(self.sources.get(name, b""))
        self.report(name, decoded.findings)
        return (decoded.text or "").strip()

    def report(self, name: str, findings: Iterable[Finding]) -> None:
        self.problems.extend(found.at(f"{self.folder}/{name}") for found in findings)

    def place(self, name: str, *path: str | int) -> tuple[int, int]:
        node = self.nodes[name].find(path) if name in self.nodes else None
        return (node.line, node.column) if node else (1, 1)


def load_vocabulary(sources: Mapping[str, bytes], folder: str = "docs/_data") -> tuple[Vocabulary, tuple[Problem, ...]]:
    """Read the vocabulary. `sources` holds the bytes of the files by name (`topics.yml`, `plans/2026.yml`)."""
    loader = _Loader(sources, folder)
    agency = loader.read("agency.yml", Agency)
    topics_file = loader.read("topics.yml", TopicsFile)
    channels = loader.read("channels.yml", ChannelsFile).channels
    forms = loader.read("forms.yml", FormsFile).forms
    units = loader.read("units.yml", UnitsFile).units
    series = loader.read("series.yml", SeriesFile).series
    abbreviations = loader.read("abbreviations.yml", AbbreviationsFile).abbreviations
    documents = loader.read("official-documents.yml", OfficialDocumentsFile).documents
    lines = loader.read("report-lines.yml", ReportLinesFile).lines

    topics = _topics(topics_file)
    plans = _plans(loader)
    full = {name_key(entry.abbr): name_key(entry.full) for entry in abbreviations}
    vocabulary = Vocabulary(
        agency=agency,
        fields=topics_file.fields,
        topics=topics,
        channels={entry.id: entry for entry in channels},
        forms={entry.id: entry for entry in forms},
        units={entry.id: entry for entry in units},
        series={entry.id: entry for entry in sorted(series, key=lambda entry: (entry.order is None, entry.order or 0))},
        abbreviations=abbreviations,
        official_documents=documents,
        report_lines=lines,
        plans=plans,
        topic_names=NameTable.of(((topic.id, topic.names[1:]) for topic in topics.values()), full),
        channel_names=_table(channels, full),
        form_names=_table(forms, full),
        unit_names=_table(units, full),
        series_names=_table(series, full),
        # Of tasks that are as near, that of the newest plan is meant.
        task_names=NameTable.of(
            (f"{plan.id}/{task}", ())
            for plan in sorted(plans.values(), key=lambda plan: -plan.data.year)
            for task in plan.tasks
        ),
        spelling=_spelling(loader),
        header_html=loader.text(HEADER_FILE),
        footer_html=loader.text(FOOTER_FILE),
    )
    _targets(loader)
    _link_exceptions(loader)
    _check_file_names(loader)
    _check_topics(loader, topics_file, vocabulary)
    for name, key, entries in (
        ("channels.yml", "channels", channels),
        ("forms.yml", "forms", forms),
        ("units.yml", "units", units),
        ("series.yml", "series", series),
    ):
        _check_ids(loader, name, [((key, index), entry.id) for index, entry in enumerate(entries)])
        _check_names(loader, name, [((key, index), entry.id, _names(entry)) for index, entry in enumerate(entries)])
    _check_references(loader, vocabulary)
    return vocabulary, tuple(loader.problems)


def load_link_exceptions(
    data: bytes, folder: str = "docs/_data"
) -> tuple[tuple[LinkException, ...], tuple[Problem, ...]]:
    """Read link-exceptions.yml alone; none when it has errors."""
    loader = _Loader({EXCEPTIONS_FILE: data}, folder)
    return _link_exceptions(loader), tuple(loader.problems)


def _spelling(loader: _Loader) -> tuple[SpellingEntry, ...]:
    """Return the words that are often misspelt: the kit's, with the department's own."""
    kit = _Loader({}, "").read(SPELLING_FILE, SpellingFile)
    own = (
        loader.validated(SPELLING_FILE, loader.sources[SPELLING_FILE], SpellingFile)
        if SPELLING_FILE in loader.sources
        else None
    )
    return merged(own.words, kit.words, own.off) if own else kit.words


def _link_exceptions(loader: _Loader) -> tuple[LinkException, ...]:
    if EXCEPTIONS_FILE not in loader.sources:
        return ()
    file = loader.validated(EXCEPTIONS_FILE, loader.sources[EXCEPTIONS_FILE], LinkExceptionsFile)
    return file.exceptions if file is not None else ()


def load_targets(data: bytes, folder: str = "docs/_data") -> tuple[PublishFile | None, tuple[Problem, ...]]:
    """Read publish.yml alone; `None` when it has errors."""
    loader = _Loader({PUBLISH_FILE: data}, folder)
    return _targets(loader), tuple(loader.problems)


def _targets(loader: _Loader) -> PublishFile | None:
    if PUBLISH_FILE not in loader.sources:
        return None
    file = loader.validated(PUBLISH_FILE, loader.sources[PUBLISH_FILE], PublishFile)
    root = loader.nodes.get(PUBLISH_FILE)
    if root is not None:
        passwords = list(check_publish_nodes(root))
        # Nobody is to look for the right name of a password.
        places = {(one.line, one.column) for one in passwords}
        named = [one for one in loader.problems if one.code == "CCHC302" and one.path.endswith(f"/{PUBLISH_FILE}")]
        for one in named:
            if (one.line, one.column) in places:
                loader.problems.remove(one)
        loader.report(PUBLISH_FILE, passwords)
    if root is not None and file is not None:
        loader.report(PUBLISH_FILE, check_publish_file(root, file))
        ids = [(("targets", index), target.id) for index, target in enumerate(file.targets)]
        _check_ids(loader, PUBLISH_FILE, ids)
    return file


def _check_file_names(loader: _Loader) -> None:
    """Report files of docs/_data that nothing reads, such as `topics.yaml`."""
    for name in sorted(loader.sources):
        if name in (*DATA_FILES, *OFFICE_FILES, HEADER_FILE, FOOTER_FILE) or re.fullmatch(r"plans/[^/]+\.yml", name):
            continue
        near = nearest(name, DATA_FILES) or ""
        loader.report(name, [finding("CCHC109", 1, name=name, known=", ".join(DATA_FILES), nearest=near)])


def _names(entry: _Named) -> tuple[str, ...]:
    return (entry.label, *entry.aliases)


def _table(entries: Iterable[_Named], full: Mapping[str, str]) -> NameTable:
    return NameTable.of(((entry.id, _names(entry)) for entry in entries), full)


def _topics(data: TopicsFile) -> dict[str, Topic]:
    topics: dict[str, Topic] = {}
    for group in data.fields:
        ordered = sorted(enumerate(group.topics), key=lambda pair: (pair[1].order is None, pair[1].order or 0, pair[0]))
        for _, entry in ordered:
            topics.setdefault(entry.id, Topic(entry.id, entry.label, group.id, len(topics), entry))
    return topics


def _plans(loader: _Loader) -> dict[str, Plan]:
    plans: dict[str, Plan] = {}
    for name in sorted(loader.sources):
        if not name.startswith("plans/") or not name.endswith(".yml"):
            continue
        plan_id = name.removeprefix("plans/").removesuffix(".yml")
        data = loader.read_plan(name)
        if data is None:
            continue
        plans[plan_id] = Plan(plan_id, data)
        _check_ids(loader, name, [(("tasks", i), task.id) for i, task in enumerate(data.tasks)], slug=False)
    return plans


def _check_ids(loader: _Loader, name: str, ids: Iterable[tuple[tuple[str | int, ...], str]], slug: bool = True) -> None:
    first: dict[str, int] = {}
    for path, id_ in ids:
        line, column = loader.place(name, *path, "id")
        if slug and not _ID.fullmatch(id_):
            loader.report(name, [finding("CCHC408", line, column, value=id_)])
        if id_ in first:
            loader.report(name, [finding("CCHC409", line, column, value=id_, first=first[id_])])
        first.setdefault(id_, line)


def _check_names(
    loader: _Loader, name: str, entries: Iterable[tuple[tuple[str | int, ...], str, tuple[str, ...]]]
) -> None:
    owners: dict[str, str] = {}
    listed = list(entries)
    for _, id_, _ in listed:
        owners.setdefault(name_key(id_), id_)
    for path, id_, names in listed:
        for text in names:
            owner = owners.setdefault(name_key(text), id_)
            if owner != id_:
                line, column = loader.place(name, *path)
                loader.report(name, [finding("CCHC407", line, column, value=text, one=owner, two=id_)])


def _check_topics(loader: _Loader, data: TopicsFile, vocabulary: Vocabulary) -> None:
    name = "topics.yml"
    paths: list[tuple[tuple[str | int, ...], str, tuple[str, ...]]] = []
    _check_ids(loader, name, [(("fields", index), group.id) for index, group in enumerate(data.fields)])
    for index, group in enumerate(data.fields):
        for position, entry in enumerate(group.topics):
            path = ("fields", index, "topics", position)
            paths.append((path, entry.id, (entry.label, *entry.abbreviations, *entry.aliases)))
            line, column = loader.place(name, *path)
            if bool(entry.merged_into) != bool(entry.merged_on):
                missing = "merged_on" if entry.merged_into else "merged_into"
                loader.report(name, [finding("CCHC411", line, column, value=entry.id, missing=missing)])
            elif entry.merged_into and entry.merged_into not in vocabulary.topics:
                near = vocabulary.topic_names.nearest(entry.merged_into)
                loader.report(
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
                loader.report(name, [finding("CCHC412", line, column, value=entry.id)])
    _check_ids(loader, name, [(path, id_) for path, id_, _ in paths])
    _check_names(loader, name, paths)


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


def _check_references(loader: _Loader, vocabulary: Vocabulary) -> None:
    """Report what report lines, plans and agency.yml name but nobody declares."""
    known = {
        "topics": _Known(frozenset(vocabulary.topics), vocabulary.topic_names, "topics.yml"),
        "fields": _Known.of((entry.id for entry in vocabulary.fields), "topics.yml"),
        "kinds": _Known.of(KINDS, "các loại tin, bài"),
        "channels": _Known(frozenset(vocabulary.channels), vocabulary.channel_names, "channels.yml"),
        "sources": _Known.of(SOURCES, "các nguồn"),
    }
    # The kit's own lines name the kit's own topics: a department without the file has not written them.
    own_lines = vocabulary.report_lines if "report-lines.yml" in loader.sources else ()
    for index, report_line in enumerate(own_lines):
        path = ("lines", index)
        for key, what in known.items():
            _check_values(loader, "report-lines.yml", path, key, what, getattr(report_line, key))
        for position, part in enumerate(report_line.parts):
            place = (*path, "parts", position)
            _check_values(loader, "report-lines.yml", place, "kinds", known["kinds"], part.kinds)
    for plan in vocabulary.plans.values():
        name = f"plans/{plan.id}.yml"
        groups = _Known.of((group.id for group in plan.data.groups), "mục groups")
        for index, task in enumerate(plan.data.tasks):
            _check_values(loader, name, ("tasks", index), "topics", known["topics"], task.topics)
            if task.group and task.group not in groups.ids:
                _report_unknown(loader, name, ("tasks", index, "group"), "group", groups, task.group)
    channel = vocabulary.agency.default_channel
    if channel not in vocabulary.channels:
        line, column = loader.place("agency.yml", "default_channel")
        near = vocabulary.channel_names.nearest(channel)
        loader.report("agency.yml", [finding("CCHC402", line, column, value=channel, nearest=near)])


def _check_values(
    loader: _Loader, name: str, path: tuple[str | int, ...], key: str, known: _Known, values: Iterable[str]
) -> None:
    for index, value in enumerate(values):
        if value not in known.ids:
            _report_unknown(loader, name, (*path, key, index), key, known, value)


def _report_unknown(
    loader: _Loader, name: str, path: tuple[str | int, ...], key: str, known: _Known, value: str
) -> None:
    line, column = loader.place(name, *path)
    near = known.table.nearest(value)
    loader.report(name, [finding("CCHC410", line, column, key=key, value=value, where=known.where, nearest=near)])
