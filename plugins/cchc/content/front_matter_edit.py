"""Changes values in a block of front matter and nothing else: other lines stay byte for byte.

A result is checked before it is returned: read again, it must say exactly what was wanted. What can't be changed with
certainty is refused, so a file is never damaged by it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from cchc.content.decode import decode
from cchc.content.front_matter import FrontMatter, read_front_matter
from cchc.content.nodes import Node
from cchc.content.validation import known_keys, text_keys
from cchc.content.yaml_lines import (
    CannotEditError,
    changed,
    ended,
    extents,
    is_ended,
    line_break,
    removed,
    split_lines,
)
from cchc.content.yaml_write import Plain, as_read, entry
from cchc.problems import has_errors
from cchc.text import fold

__all__ = ["CannotEditError", "Head", "Plain", "edited", "new_block", "order_of", "read_head"]

_CLOSING = re.compile(r"(?:-{3}|\.{3})\s*")


@dataclass(frozen=True, slots=True)
class Head:
    """A file's front matter, readable without error; `values` by the keys of `schema`."""

    matter: FrontMatter
    mapping: Node
    schema: type[BaseModel]

    @property
    def entries(self) -> dict[str, Node]:
        """The nodes by the schema's keys: `Mã`, `MA` and `ma` are the same key."""
        assert isinstance(self.mapping.value, dict)  # noqa: S101 - read_head lets nothing else through
        found: dict[str, Node] = {}
        for written, node in self.mapping.value.items():
            found.setdefault(_known_key(written, self.schema), node)
        return found

    @property
    def values(self) -> dict[str, Any]:
        """The plain values; a text that looks like a list is the text that was written."""
        texts = text_keys(self.schema)
        return {
            key: node.raw if key in texts and not isinstance(node.value, str) and "\n" not in node.raw else node.plain()
            for key, node in self.entries.items()
        }


def read_head(data: bytes, schema: type[BaseModel]) -> Head | None:
    """Return the front matter of a file's bytes, read with the keys of `schema` (see `content.schema`).

    `None` when there is none or the file must be mended first (see `cchc check`).
    """
    decoded = decode(data)
    if decoded.text is None:
        return None
    matter = read_front_matter(decoded.text, known_keys(schema), text_keys(schema))
    if matter.mapping is None or has_errors(found.at("") for found in matter.findings):
        return None
    return Head(matter, matter.mapping, schema)


def order_of(schema: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys of a schema in the order in which they are declared."""
    return tuple(schema.model_fields)


def edited(data: bytes, wanted: Mapping[str, Plain | None], order: Sequence[str], schema: type[BaseModel]) -> bytes:
    """Return `data` with the keys of `wanted` set, and those that are `None` gone with their lines.

    New keys stand where `order` has them. Raises CannotEditError when the result would not say exactly that.
    """
    head = read_head(data, schema)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotEditError from error
    if head is None:
        raise CannotEditError
    lines = split_lines(text)
    for key, value in wanted.items():
        lines = _set(lines, key, value, order, schema)
    result = "".join(lines).encode("utf-8")
    after = read_head(result, schema)
    expected = {key: value for key, value in head.values.items() if key not in wanted}
    expected |= {key: as_read(value) for key, value in wanted.items() if value is not None}
    if after is None or after.values != expected or after.matter.body != head.matter.body:
        raise CannotEditError
    return result


def new_block(values: Mapping[str, Plain]) -> str:
    """Return a whole block of front matter with its fences."""
    lines = [line for key, value in values.items() for line in entry(key, value)]
    return "\n".join(["---", *lines, "---", ""])


def _known_key(written: str, schema: type[BaseModel]) -> str:
    """Return the schema's key that a written one means, or the key itself."""
    folded = fold(written).replace(" ", "_").replace("-", "_")
    return folded if folded in known_keys(schema) else written


def _set(lines: list[str], key: str, value: Plain | None, order: Sequence[str], schema: type[BaseModel]) -> list[str]:
    """Set or remove one key. Places are read anew each time: a line less or more moves all below it."""
    head = read_head("".join(lines).encode("utf-8"), schema)
    if head is None:
        raise CannotEditError
    entries = head.entries
    places = dict(extents(lines, head.mapping, _closing_line(lines, head)))
    break_ = line_break(lines)
    node = entries.get(key)
    if node is not None:
        start, end = places[id(node)]
        own = lines[start:end]
        new = removed(own, node) if value is None else ended(changed(own, node, value, start), break_)
        return [*lines[:start], *new, *lines[end:]]
    if value is None:
        return lines
    earlier = order[: order.index(key)] if key in order else order
    after = next((entries[known] for known in reversed(earlier) if known in entries), None)
    at = places[id(after)][1] if after is not None else max((end for _, end in places.values()), default=0)
    if at and not is_ended(lines[at - 1]):
        raise CannotEditError
    return [*lines[:at], *ended(entry(key, value), break_), *lines[at:]]


def _closing_line(lines: Sequence[str], head: Head) -> int:
    """Return the position of the closing fence."""
    last = max((node.key_line for node in head.entries.values()), default=0)
    for index in range(last, min(len(lines), head.matter.body_line)):
        if _CLOSING.fullmatch(lines[index]):
            return index
    raise CannotEditError
