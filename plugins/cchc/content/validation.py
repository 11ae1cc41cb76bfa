"""Positioned values → one of the schema's models, with every problem at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from cchc.content.field_types import Names, OldPaths, Text, Texts
from cchc.content.nodes import Node, Path
from cchc.problems import CATALOGUE, Finding, finding
from cchc.suggest import nearest
from cchc.text import fold

M = TypeVar("M", bound=BaseModel)

_TEXT_METADATA = get_args(Text)[1]


@dataclass(frozen=True, slots=True)
class Validated(Generic[M]):
    """`value` is `None` when there are errors."""

    value: M | None
    findings: tuple[Finding, ...]


@cache
def known_keys(model: type[BaseModel]) -> frozenset[str]:
    """Return the keys of a model."""
    return frozenset(model.model_fields)


@cache
def text_keys(model: type[BaseModel]) -> frozenset[str]:
    """Return the keys whose value is always one text."""
    return frozenset(name for name, field in model.model_fields.items() if _is_text(field))


def _is_text(field: FieldInfo) -> bool:
    return _TEXT_METADATA in field.metadata or _TEXT_METADATA in _nested_metadata(field.annotation)


def _nested_metadata(annotation: Any) -> tuple[Any, ...]:
    """Return the metadata of the parts of an optional type."""
    parts = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else ()
    return tuple(meta for part in parts for meta in getattr(part, "__metadata__", ()))


@dataclass(frozen=True, slots=True)
class _Keys:
    """What the reading of values asks of a model's keys."""

    known: frozenset[str]
    texts: frozenset[str]
    text_lists: frozenset[str]
    wrapped: dict[str, bool]


@cache
def _keys_of(model: type[BaseModel]) -> _Keys:
    return _Keys(known_keys(model), text_keys(model), _text_list_keys(model), _wrapped_keys(model))


def _wrapped_keys(model: type[BaseModel]) -> dict[str, bool]:
    """Return the keys of lists that may be written as one value → whether commas separate several in it."""
    return {
        name: _model_in(field.annotation) is None
        for name, field in model.model_fields.items()
        if get_origin(field.annotation) is tuple and not _before(field)
    }


def _text_list_keys(model: type[BaseModel]) -> frozenset[str]:
    """Return the keys whose value is a list of texts: what looks like a group in it is text with a colon."""
    readers = {get_args(kind)[1] for kind in (Names, Texts, OldPaths)}
    return frozenset(name for name, field in model.model_fields.items() if readers.intersection(_before(field)))


def _before(field: FieldInfo) -> list[BeforeValidator]:
    return [part for part in field.metadata if isinstance(part, BeforeValidator)]


def validate(model: type[M], mapping: Node, first_line: int, ignored: Iterable[str] = ()) -> Validated[M]:
    """Read `mapping` as `model`. Missing keys are reported at `first_line`; keys in `ignored` are nobody's business."""
    found: list[Finding] = []
    values, places = _values(model, mapping, found, frozenset(ignored))
    try:
        value = model.model_validate(values)
    except ValidationError as error:
        found.extend(_finding(model, details, mapping, places, first_line) for details in error.errors())
        return Validated(None, tuple(found))
    return Validated(value, tuple(found))


def _values(
    model: type[BaseModel], mapping: Node, found: list[Finding], ignored: frozenset[str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the plain values by their right keys, and which written key each came from."""
    values: dict[str, Any] = {}
    written: dict[str, str] = {}
    assert isinstance(mapping.value, dict)  # noqa: S101 - callers pass mappings only
    keys = _keys_of(model)
    for key, node in mapping.value.items():
        known = _known(keys.known, key)
        if known is None:
            if key not in ignored:
                found.append(_unknown(model, key, node))
            continue
        found.extend(_unknown_inside(model.model_fields[known], node, ignored))
        if known != key:
            if known in mapping.value:
                found.append(
                    finding("CCHC207", node.key_line, node.key_column, key=key, first=mapping.value[known].key_line)
                )
                continue
            found.append(finding("CCHC310", node.key_line, node.key_column, key=key, known=known))
        plain = _plain(keys, known, node)
        if plain == "" or (plain == "~" and not node.quoted):
            continue
        values[known] = plain
        written[known] = key
    return values, written


def _unknown(model: type[BaseModel], key: str, node: Node) -> Finding:
    names = _names_of(model)
    near = names.get(nearest(key, names) or "", "")
    return finding("CCHC302", node.key_line, node.key_column, key=key, nearest=near)


@cache
def _names_of(model: type[BaseModel]) -> dict[str, str]:
    """Return the keys of a model by how an editor may call them: the keys, then what the guide calls them."""
    keys = {name: field.alias or name for name, field in model.model_fields.items()}
    titles = {field.title: keys[name] for name, field in model.model_fields.items() if field.title}
    return {**titles, **{key: key for key in keys.values()}}


def _unknown_inside(field: FieldInfo, node: Node, ignored: frozenset[str]) -> Iterator[Finding]:
    """Find the keys in a group, or in the groups of a list, that the group does not have: they would be lost."""
    inner = _model_in(field.annotation)
    if inner is None:
        return
    known = ignored.union(_names_of(inner).values())
    for part in node.value if isinstance(node.value, tuple) else (node,):
        for key, child in part.value.items() if isinstance(part.value, dict) else ():
            if key not in known:
                yield _unknown(inner, key, child)


def _known(keys: frozenset[str], key: str) -> str | None:
    if key in keys:
        return key
    folded = fold(key).replace(" ", "_").replace("-", "_")
    return folded if folded in keys else None


def _plain(keys: _Keys, key: str, node: Node) -> Any:
    if key in keys.texts and not isinstance(node.value, str) and _on_one_line(node):
        return node.raw
    if key in keys.text_lists and isinstance(node.value, tuple):
        return [child.value if isinstance(child.value, str) else child.raw for child in node.value]
    plain = node.plain()
    if key in keys.wrapped:
        if isinstance(plain, str):
            return [part.strip() for part in plain.split(",")] if keys.wrapped[key] else [plain]
        if isinstance(plain, dict):
            return [plain]
    return plain


def _on_one_line(node: Node) -> bool:
    return node.line == node.key_line and "\n" not in node.raw.strip()


def _finding(
    model: type[BaseModel], details: ErrorDetails, mapping: Node, written: dict[str, str], first_line: int
) -> Finding:
    path = tuple(step for step in details["loc"] if not (isinstance(step, str) and step.startswith("function-")))
    key = ".".join(str(step) for step in path if isinstance(step, str)) or "?"
    field = _field(model, path)
    # What is missing in a group is shown with the whole group: by itself it would stand in the wrong place.
    shown = model.model_fields.get(str(path[0])) if len(path) > 1 and details["type"] == "missing" else field
    example = str(shown.examples[0]) if shown is not None and shown.examples else f"{key}: …"
    label = (field.title if field is not None else None) or key
    source = tuple(
        written.get(step, step) if index == 0 and isinstance(step, str) else step for index, step in enumerate(path)
    )
    node = mapping.find(source)
    if details["type"] in ("missing", "string_too_short", "too_short"):
        whole = len(path) == 1 and path[0] not in written
        line, column = (first_line, 1) if whole else (node.line, node.column)
        return finding("CCHC301", line, column, key=key, label=label, example=example)
    context = {name: str(value) for name, value in (details.get("ctx") or {}).items() if name != "code"}
    code = details["type"] if details["type"] in CATALOGUE else "CCHC307" if "dict" in details["type"] else "CCHC306"
    context.setdefault("parts", "tên: giá trị")
    return finding(code, node.line, node.column, key=key, example=example, **context)


def _field(model: type[BaseModel], path: Path) -> FieldInfo | None:
    """Return the field at `path`, through lists and groups."""
    field: FieldInfo | None = None
    current: Any = model
    for step in path:
        if not isinstance(step, str):
            continue
        owner = _model_in(current)
        if owner is None or step not in owner.model_fields:
            return field
        field = owner.model_fields[step]
        current = field.annotation
    return field


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    origin = getattr(annotation, "__origin__", None)
    if isinstance(origin, type) and issubclass(origin, BaseModel):
        return origin
    return next((found for part in getattr(annotation, "__args__", ()) if (found := _model_in(part))), None)
