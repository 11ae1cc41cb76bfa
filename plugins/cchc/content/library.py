"""The Library: everything in docs/, read once, immutable. All that the kit shows, counts or sends is made from it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cchc.content.decode import decode
from cchc.content.front_matter import read_front_matter
from cchc.content.items import Item, PlainPage, Text
from cchc.content.kinds import DATA_FOLDER, KINDS, SECTIONS, Section
from cchc.content.nodes import Node
from cchc.content.paths import Place, is_ignored, item_address, page_address, place_of
from cchc.content.schema import IntroFields, ItemFields, schema_of
from cchc.content.validation import known_keys, text_keys, validate
from cchc.dates import long_date
from cchc.problems import Finding, Problem, finding, make_problem
from cchc.suggest import nearest
from cchc.taxonomy.load import load_vocabulary
from cchc.taxonomy.vocabulary import NameTable, Vocabulary
from cchc.text import name_key, tidy

DOCS = "docs"
# Keys that MkDocs and Material understand on plain pages: not ours, not worth a warning there.
_HOST_KEYS = ("hide", "template", "icon", "status", "search", "tags")
_PAGE_SUFFIXES = (".md",)
_ASSET_SUFFIXES_IN_BUNDLES_ONLY = (".docx", ".doc", ".odt", ".rtf", ".txt", ".markdown", ".htm", ".html")


@dataclass(frozen=True)
class Library:
    """All content. `items` are in the order of their paths; `assets` are the other files of docs/ with their sizes."""

    vocabulary: Vocabulary
    items: tuple[Item, ...]
    pages: tuple[PlainPage, ...]
    section_intros: Mapping[str, PlainPage]
    topic_intros: Mapping[str, PlainPage]
    assets: Mapping[str, int]
    problems: tuple[Problem, ...]
    by_source: Mapping[str, Item | PlainPage] = field(repr=False)
    sources: frozenset[str] = field(repr=False)  # every Markdown file, those with errors too


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of docs/: `source` is its path below docs/; `size` in bytes."""

    source: str
    path: Path
    size: int


def scan(docs: Path) -> tuple[list[SourceFile], list[Problem]]:
    """List the files below `docs` in the order of their names, and links that lead out of it."""
    found: list[SourceFile] = []
    problems: list[Problem] = []
    root = docs.resolve()
    _scan_folder(docs, "", root, found, problems)
    return found, problems


def _scan_folder(folder: Path, prefix: str, root: Path, found: list[SourceFile], problems: list[Problem]) -> None:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(make_problem("CCHC105", f"{DOCS}/{prefix}".rstrip("/"), reason=error.strerror or "lỗi đọc"))
        return
    for entry in entries:
        source = f"{prefix}{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root):
            problems.append(make_problem("CCHC107", f"{DOCS}/{source}"))
        elif entry.is_dir():
            _scan_folder(Path(entry.path), f"{source}/", root, found, problems)
        elif entry.is_file():
            found.append(SourceFile(source, Path(entry.path), entry.stat().st_size))


Progress = Callable[[int, int], None]


def load_library(docs: Path, progress: Progress | None = None) -> Library:
    """Read everything below `docs`. `progress` is told how many of how many texts have been read."""
    files, problems = scan(docs)
    sources: dict[str, bytes] = {}
    texts: list[SourceFile] = []
    assets: dict[str, int] = {}
    for file in files:
        if file.source.startswith(f"{DATA_FOLDER}/"):
            data = _read(file, problems)
            if data is not None:
                sources[file.source.removeprefix(f"{DATA_FOLDER}/")] = data
        elif file.source.lower().endswith(_PAGE_SUFFIXES) and not is_ignored(file.source):
            texts.append(file)
        else:
            assets[file.source] = file.size
    vocabulary, data_problems = load_vocabulary(sources, f"{DOCS}/{DATA_FOLDER}")
    problems.extend(data_problems)
    problems.extend(_stray_files(assets, texts))
    builder = _Builder(vocabulary, problems)
    for index, file in enumerate(texts):
        data = _read(file, problems)
        if data is not None:
            builder.add(file.source, data)
        if progress is not None:
            progress(index + 1, len(texts))
    return builder.finish(assets)


def library_of(files: Mapping[str, bytes]) -> Library:
    """Return the library of files in memory: path below docs/ → bytes. For tests and previews."""
    sources = {
        name.removeprefix(f"{DATA_FOLDER}/"): data for name, data in files.items() if name.startswith(f"{DATA_FOLDER}/")
    }
    vocabulary, problems = load_vocabulary(sources, f"{DOCS}/{DATA_FOLDER}")
    builder = _Builder(vocabulary, list(problems))
    assets: dict[str, int] = {}
    for name in sorted(files):
        if name.endswith(_PAGE_SUFFIXES) and not is_ignored(name):
            builder.add(name, files[name])
        elif not name.startswith(f"{DATA_FOLDER}/"):
            assets[name] = len(files[name])
    return builder.finish(assets)


def _read(file: SourceFile, problems: list[Problem]) -> bytes | None:
    try:
        return file.path.read_bytes()
    except OSError as error:
        problems.append(make_problem("CCHC105", f"{DOCS}/{file.source}", reason=error.strerror or "lỗi đọc"))
        return None


def _stray_files(assets: Mapping[str, int], texts: Iterable[SourceFile]) -> Iterator[Problem]:
    """Report files that an editor may take for published items."""
    bundles = {file.source.rpartition("/")[0] for file in texts if file.source.endswith("/index.md")}
    for source in assets:
        parts = source.split("/")
        in_bundle = any("/".join(parts[:depth]) in bundles for depth in range(2, len(parts)))
        if parts[0] in SECTIONS and source.lower().endswith(_ASSET_SUFFIXES_IN_BUNDLES_ONLY) and not in_bundle:
            yield make_problem("CCHC106", f"{DOCS}/{source}")


class _Builder:
    """Collects typed content and problems, then freezes them."""

    def __init__(self, vocabulary: Vocabulary, problems: list[Problem]) -> None:
        self.vocabulary, self.problems = vocabulary, problems
        self.items: list[Item] = []
        self.pages: list[PlainPage] = []
        self.section_intros: dict[str, PlainPage] = {}
        self.topic_intros: dict[str, PlainPage] = {}
        self.sources: list[str] = []

    def add(self, source: str, data: bytes) -> None:
        """Read one Markdown file into what it is."""
        self.sources.append(source)
        place = place_of(source)
        decoded = decode(data)
        self.report(source, decoded.findings)
        if decoded.text is None:
            return
        if place.section is not None:
            self.add_item(place, place.section, decoded.text)
        else:
            self.add_page(place, decoded.text)

    def add_item(self, place: Place, section: Section, text: str) -> None:
        model = schema_of(section)
        head = read_front_matter(text, known_keys(model), text_keys(model))
        self.report(place.source, head.findings)
        if head.mapping is None:
            return
        validated = validate(model, head.mapping, head.mapping.line)
        self.report(place.source, validated.findings)
        if validated.value is None:
            return
        resolver = _Resolver(self.vocabulary, section, validated.value, head.mapping)
        body = Text(place.source, head.body, head.body_line)
        item = resolver.item(body, item_address(place, validated.value.date.day))
        self.report(place.source, resolver.findings)
        if item is not None:
            self.items.append(item)

    def add_page(self, place: Place, text: str) -> None:
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
                self.report(place.source, (*head.findings, *validated.findings))
                body, body_line, fields = head.body, head.body_line, validated.value or fields
        address = page_address(place.source)
        page = PlainPage(Text(place.source, body, body_line), address, fields)
        if place.topic is not None:
            if place.topic in self.vocabulary.topics:
                self.topic_intros[place.topic] = page
            elif place.topic != "index":
                near = self.vocabulary.topic_names.nearest(place.topic)
                self.problems.append(make_problem("CCHC414", f"{DOCS}/{place.source}", nearest=near))
        elif place.intro_of is not None:
            self.section_intros[place.intro_of.folder] = page
        else:
            self.pages.append(page)

    def report(self, source: str, findings: Iterable[Finding]) -> None:
        self.problems.extend(found.at(f"{DOCS}/{source}") for found in findings)

    def finish(self, assets: Mapping[str, int]) -> Library:
        texts: list[Item | PlainPage] = [
            *self.items,
            *self.pages,
            *self.section_intros.values(),
            *self.topic_intros.values(),
        ]
        return Library(
            vocabulary=self.vocabulary,
            items=tuple(self.items),
            pages=tuple(self.pages),
            section_intros=self.section_intros,
            topic_intros=self.topic_intros,
            assets=assets,
            problems=tuple(sorted(self.problems)),
            by_source={text.source: text for text in texts},
            sources=frozenset(self.sources),
        )


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
            plan=self.plan(),
            form=self.name("form", self.vocabulary.form_names, "CCHC405"),
            mapping=self.mapping,
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
