"""The one schema → the form that an editor fills in: fields with label, help, example, kind of input and choices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from cchc.content.field_types import Choice, Flag, Names, Number, OldPaths, Texts
from cchc.content.kinds import SECTIONS, Section
from cchc.content.library import Library
from cchc.content.schema import IntroFields, ItemFields, schema_of
from cchc.dates import CivilDate
from cchc.taxonomy.vocabulary import Vocabulary
from cchc.text import name_key
from cchc_desk.listing import PAGES, PAGES_LABEL

# What the form shows first; the others stand in groups that open.
_FIRST = ("title", "date", "kind", "draft", "tags", "description")
_FILES = ("image", "attachments")
_LIFE = ("expires", "withdrawn", "counted", "updated", "changes", "pinned", "aliases")
GROUPS = {
    "chinh": "Thông tin chính",
    "rieng": "Thông tin riêng của loại nội dung này",
    "thuc-hien": "Đơn vị, kênh, kế hoạch",
    "tep": "Ảnh đại diện và tệp đính kèm",
    "trang-thai": "Hết hạn, gỡ bài, lịch sử sửa đổi",
}
_LONG = frozenset(
    ["description", "trich_yeu", "yeu_cau_dieu_kien", "ket_qua", "phi_le_phi", "mau_don", "reason", "note", "mo_ta"]
)
# Which fields take their values from which part of the vocabulary.
_VOCABULARY = {
    "tags": "topics",
    "channels": "channels",
    "unit": "units",
    "answered_by": "units",
    "plan": "tasks",
    "form": "forms",
    "authors": "authors",
    "kind": "kinds",
}
_TAG = re.compile(r"\s*(?:[,;]|\.$)?\s*(?:theo|trong) (?:\w+)\.yml\b")
_READERS = {id(get_args(kind)[1]): word for kind, word in ((Names, "list"), (Texts, "list"), (OldPaths, "list"))}
_FLAG, _NUMBER = get_args(Flag)[1], get_args(Number)[1]


def forms(library: Library) -> dict[str, Any]:
    """Return the forms of all sections, and the choices of the vocabulary that they share."""
    sections = [
        {
            "id": section.folder,
            "label": section.label,
            "kinds": [{"id": kind.id, "label": kind.label} for kind in section.kinds],
            "fields": fields_of(schema_of(section), section),
        }
        for section in SECTIONS.values()
    ]
    pages = {"id": PAGES, "label": PAGES_LABEL, "kinds": [], "fields": fields_of(IntroFields, None)}
    return {"sections": [*sections, pages], "groups": GROUPS, "choices": choices(library)}


def fields_of(model: type[BaseModel], section: Section | None) -> list[dict[str, Any]]:
    """Return the fields of a model in the order of the form."""
    described = [_described(name, field, section) for name, field in model.model_fields.items()]
    order = list(GROUPS)
    return sorted(described, key=lambda one: (order.index(one["group"]), _FIRST_ORDER.get(one["name"], 99)))


_FIRST_ORDER = {name: place for place, name in enumerate(_FIRST)}


def _described(name: str, field: FieldInfo, section: Section | None) -> dict[str, Any]:
    described = {
        "name": name,
        "label": field.title or name,
        "help": _plain(field.description or ""),
        "example": _example(field),
        "required": field.is_required() or (name == "tags" and section is not None and section.folder == "tin-tuc"),
        "group": _group_of(name, section),
        **_kind_of(name, field.annotation, field.metadata),
    }
    if name == "kind" and section is not None:
        kinds = [{"id": kind.id, "label": kind.label} for kind in section.kinds]
        described |= {"type": "choice", "choices": kinds, "blank": f"{section.kinds[0].label} (mặc định)"}
    elif described["type"] == "choice" and isinstance(field.default, str):
        labels = {one["id"]: one["label"] for one in described["choices"]}
        described["blank"] = f"{labels.get(field.default, '')} (mặc định)"
    return described


def _group_of(name: str, section: Section | None) -> str:
    if name in _FIRST:
        return "chinh"
    if section is None or name not in ItemFields.model_fields:
        return "rieng"
    return "tep" if name in _FILES else "trang-thai" if name in _LIFE else "thuc-hien"


def _plain(help_text: str) -> str:
    """Return a help text without what only those need who write the file by hand."""
    text = re.sub(r"\btrue thì (\w)", lambda match: f"Đánh dấu thì {match[1]}", help_text)
    text = text.replace("true nếu ", "Đánh dấu nếu ").replace(" trong topics.yml", "")
    text = text.replace("Có dấu hai chấm cũng không cần dấu nháy.", "").replace("Tên tệp ảnh đặt cạnh bài.", "")
    return _TAG.sub("", text).strip()


def _example(field: FieldInfo) -> str:
    """Return the value in a field's example line, without the marks of the file; empty for lists and groups."""
    written = str(field.examples[0]).partition(": ")[2] if field.examples else ""
    return "" if written.startswith(("[", "{")) or written in ("true", "false") else written.strip("\"'")


def _kind_of(name: str, annotation: Any, metadata: list[Any]) -> dict[str, Any]:
    annotation, metadata = _unwrapped(annotation, list(metadata))
    choice = next((one for one in metadata if isinstance(one, Choice)), None)
    if name in _VOCABULARY:
        several = get_origin(annotation) is tuple
        return {"type": "names" if several else "name", "vocabulary": _VOCABULARY[name]}
    if choice is not None:
        return {"type": "choice", "choices": _pairs(choice)}
    if _FLAG in metadata:
        return {"type": "flag"}
    if _NUMBER in metadata:
        return {"type": "number"}
    if annotation is CivilDate:
        return {"type": "moment" if name == "date" else "day"}
    if get_origin(annotation) is dict:
        return {"type": "map"}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {"type": "group", "fields": fields_of_group(annotation)}
    if get_origin(annotation) is tuple:
        return _list_of(get_args(annotation)[0], metadata)
    return {"type": "long" if name in _LONG else "text"}


def _list_of(element: Any, metadata: list[Any]) -> dict[str, Any]:
    if any(id(one) in _READERS for one in metadata):
        return {"type": "list"}
    inner, inner_metadata = _unwrapped(element, [])
    choice = next((one for one in inner_metadata if isinstance(one, Choice)), None)
    if choice is not None:
        return {"type": "choices", "choices": _pairs(choice)}
    return {"type": "groups", "fields": fields_of_group(inner)}


def fields_of_group(model: type[BaseModel]) -> list[dict[str, Any]]:
    """Return the fields of a group in the order of the schema."""
    return [
        {
            "name": name,
            "label": field.title or name,
            "help": _plain(field.description or ""),
            "example": _example(field),
            "required": field.is_required(),
            **_kind_of("", field.annotation, field.metadata),
            **({"type": "long"} if name in _LONG else {}),
        }
        for name, field in model.model_fields.items()
    ]


def _unwrapped(annotation: Any, metadata: list[Any]) -> tuple[Any, list[Any]]:
    """Return the type itself and all that is said of it: `Annotated[…] | None` → the type."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            metadata += more
        elif get_origin(annotation) in (Union, UnionType):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation, metadata


def _pairs(choice: Choice) -> list[dict[str, str]]:
    return [{"id": id_, "label": label} for id_, label in choice.choices.items()]


def choices(library: Library) -> dict[str, list[dict[str, Any]]]:
    """Return the vocabulary as choices: id, label, what it is found by (`key`), its group, and how often it is used."""
    vocabulary = library.vocabulary
    primary = Counter(item.topics[0] for item in library.items if item.topics)
    units = Counter(item.unit for item in library.items)
    authors = [
        {"id": one.id, "label": one.name, "key": name_key(f"{one.id} {one.name}")} for one in vocabulary.agency.authors
    ]
    return {
        "topics": [
            {
                "id": topic.id,
                "label": topic.label,
                "group": vocabulary.field_label(topic.field_id),
                "count": primary[topic.id],
                "key": name_key(" ".join((*topic.names, vocabulary.field_label(topic.field_id)))),
                "names": [name_key(name) for name in topic.names],
                "ended": str(topic.entry.valid_to) if topic.entry.valid_to else "",
            }
            for topic in vocabulary.topics.values()
        ],
        "channels": [_entry(one) for one in vocabulary.channels.values()],
        "units": [{**_entry(one), "count": units[one.id]} for one in vocabulary.units.values()],
        "forms": [_entry(one) for one in vocabulary.forms.values()],
        "authors": authors,
        "tasks": list(_tasks(vocabulary)),
    }


def _entry(entry: Any) -> dict[str, Any]:
    names = (entry.id, entry.label, *entry.aliases)
    return {
        "id": entry.id,
        "label": entry.label,
        "key": name_key(" ".join(names)),
        "names": [name_key(name) for name in names],
    }


def _tasks(vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    for plan in vocabulary.plans.values():
        for task in plan.tasks.values():
            id_ = f"{plan.id}/{task.id}"
            label = f"{task.id}. {task.text}"
            yield {"id": id_, "label": label, "group": plan.data.title, "key": name_key(f"{id_} {label}")}
