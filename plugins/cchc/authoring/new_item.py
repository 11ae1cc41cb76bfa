"""The file of a new item: where it goes, under which name, and what its front matter says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from types import MappingProxyType

from cchc.content.front_matter_edit import Plain, new_block
from cchc.content.kinds import KINDS, SECTIONS, Kind, Section
from cchc.content.schema import ItemFields, schema_of
from cchc.suggest import nearest
from cchc.text import name_key, slugify, tidy

_LONGEST_NAME = 80
# Windows keeps these names for devices, whatever the suffix.
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))]
)
# Keys of all items that a new one is shown, beside those of its section.
_OFTEN = ("description", "image")
_NOTHING: Mapping[str, Plain] = MappingProxyType({})
_NO_COMMENTS: Mapping[str, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be written: `path` below docs/, with `/`; `renamed` when the first name was taken."""

    path: str
    text: str
    renamed: bool = False

    @property
    def folder(self) -> str:
        """Where the item's pictures and files go: the folder of a bundle, else the one the file stands in."""
        return self.path.rpartition("/")[0]


def new_item(
    kind: str,
    title: str,
    when: date,
    topics: Iterable[str] = (),
    fields: Mapping[str, Plain] = _NOTHING,
    body: str = "",
    taken: Iterable[str] = (),
    *,
    bundle: bool = False,
    comments: Mapping[str, Sequence[str]] = _NO_COMMENTS,
) -> NewFile:
    """Return the file of a new item.

    `kind` is an id of `KINDS`; `when` a day, or a moment to publish at; `fields` are further keys of the front matter,
    in their order; an empty value leaves its key out. `taken` are the paths below docs/ that are there. A `bundle` is
    `<name>/index.md`, with room for pictures beside it. `comments` are lines put above a key (or at the end, under
    the key ""). Raises KeyError for an unknown kind.
    """
    section = section_of(kind)
    folder = _folder(section, when)
    name, renamed = _free_name(_name(title), folder, taken)
    path = f"{folder}/{name}/index.md" if bundle else f"{folder}/{name}.md"
    values: dict[str, Plain] = {"title": tidy(title), "date": _written(when), "tags": list(topics)}
    if kind != section.default_kind:
        values["kind"] = kind
    values |= fields
    kept = {key: value for key, value in values.items() if value not in ("", [], (), {})}
    text = body.strip("\n")
    return NewFile(path, _with_comments(new_block(kept), comments) + (f"\n{text}\n" if text else "\n"), renamed)


def section_of(kind: str) -> Section:
    """Return the section that holds a kind. Raises KeyError."""
    for section in SECTIONS.values():
        if any(one.id == kind for one in section.kinds):
            return section
    raise KeyError(kind)


def kind_named(written: str) -> tuple[Kind | None, str]:
    """Return the kind that an id or label means, without regard to case and diacritics; else the nearest id, or ""."""
    wanted = name_key(written)
    for kind in KINDS.values():
        if wanted in (name_key(kind.id), name_key(kind.label)):
            return kind, kind.id
    labels = {name: kind.id for kind in KINDS.values() for name in (kind.id, kind.label)}
    near = nearest(written, labels)
    return None, labels[near] if near is not None else ""


def _folder(section: Section, when: date) -> str:
    parts = {"": (), "year": (f"{when:%Y}",), "month": (f"{when:%Y}", f"{when:%m}")}[section.dated]
    return "/".join((section.folder, *parts))


def _written(when: date) -> str:
    return f"{when:%Y-%m-%d %H:%M}" if isinstance(when, datetime) else when.isoformat()


def _name(title: str) -> str:
    name = slugify(tidy(title))
    if len(name) > _LONGEST_NAME:
        name = name[: _LONGEST_NAME + 1].rpartition("-")[0] or name[:_LONGEST_NAME]
    # A name of digits alone would be taken for a folder of a year or month; `index` is a section's introduction.
    return f"muc-{name}" if name.isdigit() or name == "index" or name in _DEVICES else name


def _free_name(name: str, folder: str, taken: Iterable[str]) -> tuple[str, bool]:
    start = f"{folder}/"
    # By slug: `Tin-Moi.md` has the address of `tin-moi.md`, and is the same file to Windows.
    used = {slugify(path[len(start) :].split("/")[0].removesuffix(".md")) for path in taken if path.startswith(start)}
    if name not in used:
        return name, False
    return next(f"{name}-{number}" for number in count(2) if f"{name}-{number}" not in used), True


def _with_comments(block: str, comments: Mapping[str, Sequence[str]]) -> str:
    lines: list[str] = []
    *rows, closing, _ = block.split("\n")
    for row in rows:
        lines += [f"# {tidy(line)}" for line in comments.get(row.partition(":")[0], ()) if row != "---"]
        lines.append(row)
    lines += [f"# {tidy(line)}" for line in comments.get("", ())]
    return "\n".join([*lines, closing, ""])


def hints(section: Section) -> tuple[str, ...]:
    """Return lines that show which keys of their own the items of a section can have, with an example each."""
    model = schema_of(section)
    own = [name for name in model.model_fields if name not in ItemFields.model_fields or name in _OFTEN]
    examples = [str((model.model_fields[name].examples or [""])[0]) for name in own]
    return ("Có thể thêm, bỏ dấu # ở đầu dòng và sửa lại:", *examples) if examples else ()
