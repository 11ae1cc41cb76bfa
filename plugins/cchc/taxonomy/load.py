"""docs/_data/*.yml (or the defaults of the kit) → Vocabulary, with every problem at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Protocol

from cchc.problems import Problem, finding
from cchc.suggest import nearest
from cchc.taxonomy.checks import check_ids, check_names, check_references, check_topics
from cchc.taxonomy.data_files import DataFiles
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
from cchc.taxonomy.targets import PUBLISH_FILE, PublishFile, check_publish_file, check_publish_nodes, secret_keys
from cchc.taxonomy.vocabulary import NameTable, Plan, Topic, Vocabulary
from cchc.text import name_key

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


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


def load_vocabulary(sources: Mapping[str, bytes], folder: str = "docs/_data") -> tuple[Vocabulary, tuple[Problem, ...]]:
    """Read the vocabulary. `sources` holds the bytes of the files by name (`topics.yml`, `plans/2026.yml`)."""
    data_files = DataFiles(sources, folder)
    agency = data_files.read("agency.yml", Agency)
    topics_file = data_files.read("topics.yml", TopicsFile)
    channels = data_files.read("channels.yml", ChannelsFile).channels
    forms = data_files.read("forms.yml", FormsFile).forms
    units = data_files.read("units.yml", UnitsFile).units
    series = data_files.read("series.yml", SeriesFile).series
    abbreviations = data_files.read("abbreviations.yml", AbbreviationsFile).abbreviations
    documents = data_files.read("official-documents.yml", OfficialDocumentsFile).documents
    lines = data_files.read("report-lines.yml", ReportLinesFile).lines

    topics = _topics(topics_file)
    plans = _plans(data_files)
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
        spelling=_spelling(data_files),
        header_html=data_files.text(HEADER_FILE),
        footer_html=data_files.text(FOOTER_FILE),
    )
    _targets(data_files)
    _link_exceptions(data_files)
    _check_file_names(data_files)
    check_topics(data_files, topics_file, vocabulary)
    for name, key, entries in (
        ("channels.yml", "channels", channels),
        ("forms.yml", "forms", forms),
        ("units.yml", "units", units),
        ("series.yml", "series", series),
    ):
        check_ids(data_files, name, [((key, index), entry.id) for index, entry in enumerate(entries)])
        check_names(data_files, name, [((key, index), entry.id, _names(entry)) for index, entry in enumerate(entries)])
    check_references(data_files, vocabulary)
    return vocabulary, tuple(data_files.problems)


def load_link_exceptions(
    data: bytes, folder: str = "docs/_data"
) -> tuple[tuple[LinkException, ...], tuple[Problem, ...]]:
    """Read link-exceptions.yml alone; none when it has errors."""
    data_files = DataFiles({EXCEPTIONS_FILE: data}, folder)
    return _link_exceptions(data_files), tuple(data_files.problems)


def _spelling(data_files: DataFiles) -> tuple[SpellingEntry, ...]:
    """Return the words that are often misspelt: the kit's, with the department's own."""
    kit = DataFiles({}, "").read(SPELLING_FILE, SpellingFile)
    own = (
        data_files.validated(SPELLING_FILE, data_files.sources[SPELLING_FILE], SpellingFile)
        if SPELLING_FILE in data_files.sources
        else None
    )
    return merged(own.words, kit.words, own.off) if own else kit.words


def _link_exceptions(data_files: DataFiles) -> tuple[LinkException, ...]:
    if EXCEPTIONS_FILE not in data_files.sources:
        return ()
    file = data_files.validated(EXCEPTIONS_FILE, data_files.sources[EXCEPTIONS_FILE], LinkExceptionsFile)
    return file.exceptions if file is not None else ()


def load_targets(data: bytes, folder: str = "docs/_data") -> tuple[PublishFile | None, tuple[Problem, ...]]:
    """Read publish.yml alone; `None` when it has errors."""
    data_files = DataFiles({PUBLISH_FILE: data}, folder)
    return _targets(data_files), tuple(data_files.problems)


def _targets(data_files: DataFiles) -> PublishFile | None:
    if PUBLISH_FILE not in data_files.sources:
        return None
    file = data_files.validated(PUBLISH_FILE, data_files.sources[PUBLISH_FILE], PublishFile, secret_keys)
    root = data_files.nodes.get(PUBLISH_FILE)
    if root is not None:
        data_files.report(PUBLISH_FILE, check_publish_nodes(root))
    if root is not None and file is not None:
        data_files.report(PUBLISH_FILE, check_publish_file(root, file))
        ids = [(("targets", index), target.id) for index, target in enumerate(file.targets)]
        check_ids(data_files, PUBLISH_FILE, ids)
    return file


def _check_file_names(data_files: DataFiles) -> None:
    """Report files of docs/_data that nothing reads, such as `topics.yaml`."""
    for name in sorted(data_files.sources):
        if name in (*DATA_FILES, *OFFICE_FILES, HEADER_FILE, FOOTER_FILE) or re.fullmatch(r"plans/[^/]+\.yml", name):
            continue
        near = nearest(name, DATA_FILES) or ""
        data_files.report(name, [finding("CCHC109", 1, name=name, known=", ".join(DATA_FILES), nearest=near)])


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


def _plans(data_files: DataFiles) -> dict[str, Plan]:
    plans: dict[str, Plan] = {}
    for name in sorted(data_files.sources):
        if not name.startswith("plans/") or not name.endswith(".yml"):
            continue
        plan_id = name.removeprefix("plans/").removesuffix(".yml")
        data = data_files.validated(name, data_files.sources[name], PlanFile)
        if data is None:
            continue
        plans[plan_id] = Plan(plan_id, data)
        check_ids(data_files, name, [(("tasks", i), task.id) for i, task in enumerate(data.tasks)], slug=False)
    return plans
