"""One file of docs/ → what it says: an item, a page or an introduction, and the problems of reading it. Nothing else
is looked at, so the answer holds as long as the file and the vocabulary are the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from cchc.content.decode import decode
from cchc.content.field_types import is_true
from cchc.content.front_matter import read_front_matter
from cchc.content.items import Item, PlainPage, Text
from cchc.content.kinds import KINDS, SECTIONS, Section
from cchc.content.nodes import Node, WrittenMapping
from cchc.content.paths import DOCS, Place, item_address, page_address, place_of
from cchc.content.schema import IntroFields, ItemFields, schema_of
from cchc.content.validation import known_keys, text_keys, validate
from cchc.dates import long_date
from cchc.problems import Finding, Problem, Severity, finding, make_problem
from cchc.suggest import nearest
from cchc.taxonomy.vocabulary import NameTable, Vocabulary
from cchc.text import name_key, tidy

# Keys that MkDocs and Material understand on plain pages: not ours, not worth a warning there.
_HOST_KEYS = ("hide", "template", "icon", "status", "search", "tags")


class Role(StrEnum):
    """What a text is for."""

    ITEM = "item"
    PAGE = "page"
    SECTION_INTRO = "section-intro"
    TOPIC_INTRO = "topic-intro"


# Without slots, as items are: read from the store twice as fast.
@dataclass(frozen=True)
class Reading:
    """What a file says. `entry` is `None` when it can't be used; `of` is the section or topic that it introduces."""

    source: str
    role: Role = Role.ITEM
    entry: Item | PlainPage | None = None
    of: str = ""
    problems: tuple[Problem, ...] = ()


def read_source(source: str, data: bytes, vocabulary: Vocabulary) -> Reading:
    """Read the Markdown file `source` (path below docs/) that holds `data`."""
    return _Reader(source, vocabulary).read(data)


class _Reader:
    """Reads one file and collects its problems."""

    def __init__(self, source: str, vocabulary: Vocabulary) -> None:
        self.source, self.vocabulary = source, vocabulary
        self.problems: list[Problem] = []

    def read(self, data: bytes) -> Reading:
        place = place_of(self.source)
        decoded = decode(data)
        self.report(decoded.findings)
        if decoded.text is None:
            return Reading(self.source, problems=tuple(self.problems))
        if place.section is not None:
            item = self.item(place, place.section, decoded.text)
            return Reading(self.source, Role.ITEM, item, "", tuple(self.problems))
        return self.page(place, decoded.text)

    def item(self, place: Place, section: Section, text: str) -> Item | None:
        model = schema_of(section)
        head = read_front_matter(text, known_keys(model), text_keys(model))
        self.report(head.findings)
        if head.mapping is None:
            return None
        validated = validate(model, head.mapping, head.mapping.line)
        self.report(validated.findings)
        if validated.value is None:
            self.forgive_draft(head.mapping)
            return None
        resolver = _Resolver(self.vocabulary, section, validated.value, head.mapping)
        body = Text.of(place.source, head.body, head.body_line)
        item = resolver.item(body, item_address(place, validated.value.date.day))
        self.report(resolver.findings)
        if item is None:
            self.forgive_draft(head.mapping)
        return item

    def forgive_draft(self, mapping: Node) -> None:
        """Let what is not yet right in a draft stop nothing: it is neither published nor counted, whatever it says."""
        if is_true(mapping.find(("draft",)).plain()):
            self.problems = [replace(problem, severity=Severity.WARNING) for problem in self.problems]

    def page(self, place: Place, text: str) -> Reading:
        head_line = text.lstrip().split("\n", 1)[0].strip()
        body, body_line, fields = (
            text.strip("\n"),
            text.count("\n", 0, len(text) - len(text.lstrip("\n"))) + 1,
            IntroFields(),
        )
        if head_line.startswith("---") or head_line[:6].lower() == "title:":
            head = read_front_matter(text, known_keys(IntroFields), text_keys(IntroFields))
            if head.mapping is not None:
                keys = head.mapping.value if isinstance(head.mapping.value, dict) else {}
                if "date" in keys or "kind" in keys:
                    near = nearest(place.source.split("/")[0], SECTIONS) if "/" in place.source else ""
                    self.problems.append(
                        make_problem(
                            "CCHC108",
                            f"{DOCS}/{place.source}",
                            head.mapping.line,
                            nearest=f"docs/{near}/" if near else "",
                        )
                    )
                validated = validate(IntroFields, head.mapping, head.mapping.line, (*_HOST_KEYS, "date", "kind"))
                self.report((*head.findings, *validated.findings))
                body, body_line, fields = head.body, head.body_line, validated.value or fields
        address = page_address(place.source)
        page = PlainPage(Text.of(place.source, body, body_line), address, fields)
        if place.topic is not None:
            if place.topic in self.vocabulary.topics:
                return self.reading(Role.TOPIC_INTRO, page, place.topic)
            if place.topic != "index":
                near = self.vocabulary.topic_names.nearest(place.topic)
                self.problems.append(make_problem("CCHC414", f"{DOCS}/{place.source}", nearest=near))
            return self.reading(Role.TOPIC_INTRO, None)
        if place.intro_of is not None:
            return self.reading(Role.SECTION_INTRO, page, place.intro_of.folder)
        return self.reading(Role.PAGE, page)

    def reading(self, role: Role, page: PlainPage | None, of: str = "") -> Reading:
        return Reading(self.source, role, page, of, tuple(self.problems))

    def report(self, findings: Iterable[Finding]) -> None:
        self.problems.extend(found.at(f"{DOCS}/{self.source}") for found in findings)


@cache
def _kind_names(section: Section) -> NameTable:
    return NameTable.of((kind.id, (kind.label,)) for kind in section.kinds)


def _task_ids(vocabulary: Vocabulary) -> dict[str, str]:
    """Return the plan tasks by their exact names in lower case: `d.1` and `đ.1` are two tasks."""
    return {
        f"{plan.id}/{task}".casefold(): f"{plan.id}/{task}" for plan in vocabulary.plans.values() for task in plan.tasks
    }


class _Resolver:
    """Names of the vocabulary in one item → ids."""

    def __init__(self, vocabulary: Vocabulary, section: Section, fields: ItemFields, mapping: Node) -> None:
        self.vocabulary, self.section, self.fields, self.mapping = vocabulary, section, fields, mapping
        self.findings: list[Finding] = []
        self.failed = False

    def item(self, text: Text, address: str) -> Item | None:
        """Return the item, or `None` when a name that decides its counts is unknown."""
        kind = self.kind()
        item = Item(
            text=text,
            section=self.section,
            kind=kind,
            address=address,
            fields=self.fields,
            topics=self.topics(),
            channels=self.names("channels", self.vocabulary.channel_names, "CCHC402")
            or (self.vocabulary.agency.default_channel,),
            unit=self.name("unit", self.vocabulary.unit_names, "CCHC403"),
            series=self.name("series", self.vocabulary.series_names, "CCHC416"),
            plan=self.plan(),
            form=self.name("form", self.vocabulary.form_names, "CCHC405"),
            written=WrittenMapping(self.mapping),
        )
        self.name("answered_by", self.vocabulary.unit_names, "CCHC403")
        return None if self.failed else item

    def fail(self, code: str, where: tuple[str | int, ...], **values: object) -> None:
        node = self.mapping.find(where)
        self.findings.append(finding(code, node.line, node.column, **values))
        self.failed = True

    def kind(self) -> str:
        written = self.fields.kind
        if not written:
            return self.section.default_kind
        found = _kind_names(self.section).get(written)
        if found is None:
            ids = [kind.id for kind in self.section.kinds]
            code = "CCHC311" if NameTable.of((kind, ()) for kind in KINDS).get(written) else "CCHC304"
            self.fail(
                code,
                ("kind",),
                key="kind",
                folder=self.section.folder,
                value=written,
                choices=", ".join(ids),
                nearest=(nearest(written, ids) or "") if code == "CCHC304" else "",
            )
            return self.section.default_kind
        return found

    def topics(self) -> tuple[str, ...]:
        ids: list[str] = []
        for name, where in _named_parts(self.fields.tags, "tags", self.vocabulary.topic_names):
            found = self.vocabulary.topic_names.get(name)
            if found is None:
                self.fail("CCHC401", where, value=name, nearest=self.vocabulary.topic_names.nearest(name))
                continue
            day = self.fields.date.day
            topic = self.vocabulary.topics[self.vocabulary.topic_on(found, day)]
            if topic.entry.valid_to is not None and day > topic.entry.valid_to.day:
                self.fail("CCHC406", where, value=name, end=long_date(topic.entry.valid_to.day))
            elif topic.id in ids:
                node = self.mapping.find(where)
                self.findings.append(finding("CCHC413", node.line, node.column, value=name))
            else:
                ids.append(topic.id)
        return tuple(ids)

    def names(self, key: str, table: NameTable, code: str) -> tuple[str, ...]:
        ids: list[str] = []
        for name, where in _named_parts(getattr(self.fields, key), key, table):
            found = table.get(name)
            if found is None:
                self.fail(code, where, value=name, nearest=table.nearest(name))
            elif found not in ids:
                ids.append(found)
        return tuple(ids)

    def name(self, key: str, table: NameTable, code: str) -> str | None:
        written = getattr(self.fields, key, None)
        if not written:
            return None
        found = table.get(written)
        if found is None:
            self.fail(code, (key,), value=written, nearest=table.nearest(written))
        return found

    def plan(self) -> tuple[str, ...]:
        ids: list[str] = []
        if not self.fields.plan:
            return ()
        table = self.vocabulary.task_names
        known = _task_ids(self.vocabulary)
        for index, written in enumerate(self.fields.plan):
            found = known.get(tidy(written).casefold())
            if found is None:
                example = next(iter(sorted(known.values())), "ke-hoach-2026/I.1")
                self.fail("CCHC404", ("plan", index), value=written, example=example, nearest=table.nearest(written))
            elif found not in ids:
                ids.append(found)
        return tuple(ids)


def _named_parts(written: tuple[str, ...], key: str, table: NameTable) -> list[tuple[str, tuple[str | int, ...]]]:
    """Split what was written at commas into names, joining again those that only together are a known name."""
    atoms: list[tuple[str, tuple[str | int, ...]]] = []
    for index, text in enumerate(written):
        if table.get(text) is not None:
            atoms.append((text, (key, index)))
        else:
            atoms.extend((part.strip(), (key, index)) for part in text.split(",") if name_key(part))
    joined: list[tuple[str, tuple[str | int, ...]]] = []
    start = 0
    while start < len(atoms):
        end = start + 1
        for stop in range(min(len(atoms), start + 4), start + 1, -1):
            name = ", ".join(atom[0] for atom in atoms[start:stop])
            if table.get(name) is not None:
                end = stop
                break
        joined.append((", ".join(atom[0] for atom in atoms[start:end]), atoms[start][1]))
        start = end
    return joined
