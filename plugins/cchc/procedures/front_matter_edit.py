"""Changes values in a block of front matter and nothing else: other lines stay byte for byte.

A result is checked before it is returned: read again, it must say exactly what was wanted. What can't be changed with
certainty is refused, so a file is never damaged by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cchc.content.decode import decode
from cchc.content.front_matter import FrontMatter, read_front_matter
from cchc.content.nodes import Node, read_yaml
from cchc.content.schema import ProcedureFields
from cchc.content.validation import known_keys, text_keys
from cchc.problems import has_errors
from cchc.text import fold, nfc

Plain = str | Sequence["Plain"] | Mapping[str, "Plain"]

_LINE = re.compile(r"[^\r\n\u2028\u2029]*(?:\r\n|[\r\n\u2028\u2029])|[^\r\n\u2028\u2029]+")
_END = re.compile(r"[\r\n\u2028\u2029]+$")
_CLOSING = re.compile(r"(?:-{3}|\.{3})\s*")
_HEAD = re.compile(r"(?P<key>\s*(?:\"[^\"]*\"|'[^']*'|[^:：#]+?)\s*[:：])(?P<gap>[ \t]*)")
_TAIL = re.compile(r"\s+#.*$")
_SAFE = re.compile(r"(?:[^\W\d_]|\d+ [^\W\d_])[^\n]*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_COUNT = re.compile(r"0|[1-9]\d{0,5}")
_FLAGS = frozenset({"draft"})
_WORDS_OF_YAML = {"y", "n", "yes", "no", "true", "false", "on", "off", "null"}


class CannotEditError(Exception):
    """The block can't be changed with certainty."""


@dataclass(frozen=True, slots=True)
class Head:
    """A file's front matter, readable without error; `values` by the schema's keys."""

    matter: FrontMatter
    mapping: Node

    @property
    def entries(self) -> dict[str, Node]:
        """The nodes by the schema's keys: `Mã`, `MA` and `ma` are the same key."""
        assert isinstance(self.mapping.value, dict)  # noqa: S101 - read_head lets nothing else through
        found: dict[str, Node] = {}
        for written, node in self.mapping.value.items():
            found.setdefault(known_key(written), node)
        return found

    @property
    def values(self) -> dict[str, Any]:
        """The plain values; a text that looks like a list is the text that was written."""
        texts = text_keys(ProcedureFields)
        return {
            key: node.raw if key in texts and not isinstance(node.value, str) and "\n" not in node.raw else node.plain()
            for key, node in self.entries.items()
        }


def known_key(written: str) -> str:
    """Return the schema's key that a written one means, or the key itself."""
    folded = fold(written).replace(" ", "_").replace("-", "_")
    return folded if folded in known_keys(ProcedureFields) else written


def read_head(data: bytes) -> Head | None:
    """Return the front matter of a guide's bytes; `None` when the file must be mended first (see `cchc check`)."""
    decoded = decode(data)
    if decoded.text is None:
        return None
    matter = read_front_matter(decoded.text, known_keys(ProcedureFields), text_keys(ProcedureFields))
    if matter.mapping is None or has_errors(found.at("") for found in matter.findings):
        return None
    return Head(matter, matter.mapping)


def edited(data: bytes, wanted: Mapping[str, Plain], order: Sequence[str]) -> bytes:
    """Return `data` with the keys of `wanted` set; new keys stand where `order` has them.

    Raises CannotEditError when the result would not say exactly that.
    """
    head = read_head(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotEditError from error
    if head is None:
        raise CannotEditError
    lines = _LINE.findall(text)
    composed = {key: _as_read(value) for key, value in wanted.items()}
    for key, value in composed.items():
        lines = _set(lines, key, value, order)
    result = "".join(lines).encode("utf-8")
    after = read_head(result)
    expected = head.values | composed
    if after is None or after.values != expected or after.matter.body != head.matter.body:
        raise CannotEditError
    return result


def new_block(values: Mapping[str, Plain]) -> str:
    """Return a whole block of front matter with its fences."""
    lines = [line for key, value in values.items() for line in _fresh(key, value)]
    return "\n".join(["---", *lines, "---", ""])


def _as_read(value: Plain) -> Any:
    """Return a value as a reader of the file has it: composed (NFC), lists as lists."""
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, Mapping):
        return {key: _as_read(inner) for key, inner in value.items()}
    return [_as_read(inner) for inner in value]


def _set(lines: list[str], key: str, value: Plain, order: Sequence[str]) -> list[str]:
    """Set one key. Places are read anew each time: a line less or more moves all below it."""
    head = read_head("".join(lines).encode("utf-8"))
    if head is None:
        raise CannotEditError
    entries = head.entries
    extents = dict(_extents(lines, head.mapping, _closing_line(lines, head)))
    break_ = _break_of(lines)
    node = entries.get(key)
    if node is not None:
        start, end = extents[id(node)]
        return [*lines[:start], *_ended(_changed(lines[start:end], node, value, start), break_), *lines[end:]]
    earlier = order[: order.index(key)] if key in order else order
    after = next((entries[known] for known in reversed(earlier) if known in entries), None)
    at = extents[id(after)][1] if after is not None else max((end for _, end in extents.values()), default=0)
    if at and not _END.search(lines[at - 1]):
        raise CannotEditError
    return [*lines[:at], *_ended(_fresh(key, value), break_), *lines[at:]]


def _break_of(lines: list[str]) -> str:
    ends = (_END.search(line) for line in lines)
    return next((end[0] for end in ends if end is not None), "\n")


def _ended(lines: list[str], break_: str) -> list[str]:
    return [line if _END.search(line) else f"{line}{break_}" for line in lines]


def _closing_line(lines: list[str], head: Head) -> int:
    """Return the position of the closing fence."""
    last = max((node.key_line for node in head.entries.values()), default=0)
    for index in range(last, min(len(lines), head.matter.body_line)):
        if _CLOSING.fullmatch(lines[index]):
            return index
    raise CannotEditError


def _extents(lines: list[str], mapping: Node, end: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield for each entry of a block mapping which lines are its own: comments and empty lines behind it are not."""
    assert isinstance(mapping.value, dict)  # noqa: S101 - callers pass mappings only
    nodes = sorted(mapping.value.values(), key=lambda node: node.key_line)
    for node, following in zip(nodes, [*nodes[1:], None], strict=True):
        start, stop = node.key_line - 1, following.key_line - 1 if following else end
        if stop <= start:
            raise CannotEditError
        yield id(node), (start, _without_tail(lines, start, stop, _is_block_scalar(node)))


def _is_block_scalar(node: Node) -> bool:
    return isinstance(node.value, str) and not node.quoted and node.raw.startswith(("|", ">"))


def _without_tail(lines: list[str], start: int, stop: int, in_scalar: bool) -> int:
    """Return where an entry ends that could reach to `stop`; in a block scalar an indented `#` is text."""
    while stop > start + 1:
        line = lines[stop - 1]
        if line.strip() and not (line if in_scalar else line.lstrip()).startswith("#"):
            break
        stop -= 1
    return stop


def _changed(lines: list[str], node: Node, value: Plain, start: int) -> list[str]:
    """Return an entry's lines with another value, as near to how they were written as can be."""
    in_block = not node.raw.startswith(("[", "{"))
    if isinstance(value, Mapping) and isinstance(node.value, dict) and in_block and node.line > node.key_line:
        return _changed_group(lines, node, value, start)
    if isinstance(value, Sequence) and not isinstance(value, str) and isinstance(node.value, tuple) and in_block:
        return _changed_list(lines, node, value, start)
    match = _HEAD.match(lines[0])
    if match is None:
        raise CannotEditError
    tail = _tail(lines[0]) if len(lines) == 1 else ""
    quote = node.raw[:1] if node.quoted else ""
    comments = [] if isinstance(node.value, str) or len(lines) == 1 else _comments(lines, "")
    gap = match["gap"] or " "
    written = f"{match['key']}{gap}{_inline(value, quote)}{tail}"
    return [written, *comments]


def _comments(lines: list[str], indent: str) -> list[str]:
    """Return the comments within lines that go away, as lines of their own."""
    found = [line if line.lstrip().startswith("#") else (_tail(line) or _loose_tail(line)).lstrip() for line in lines]
    return [comment if _END.search(comment) else f"{indent}{comment}" for comment in found if comment]


def _loose_tail(line: str) -> str:
    """Return what can only be a comment on a line that is a piece of a longer value."""
    match = _TAIL.search(_END.sub("", line))
    return match[0] if match and not set("'\"") & set(line[: match.start()]) else ""


def _tail(line: str) -> str:
    """Return the comment behind a value on one line, with the space before it."""
    bare = _END.sub("", line)
    root = read_yaml(nfc(bare)).root
    nodes = list(root.walk()) if root is not None else []
    ends = [node.end_column for node in nodes if isinstance(node.value, str) or node.raw.startswith(("[", "{"))]
    rest = nfc(bare)[max(ends, default=len(bare) + 1) - 1 :]
    return rest if _TAIL.fullmatch(rest) else ""


def _changed_group(lines: list[str], node: Node, value: Mapping[str, Plain], start: int) -> list[str]:
    assert isinstance(node.value, dict)  # noqa: S101 - the caller has looked
    padded = ["\n"] * start + lines
    extents = dict(_extents(padded, node, start + len(lines)))
    out = lines[: min(first for first, _ in extents.values()) - start]
    position = len(out)
    indent = " " * (next(iter(node.value.values())).key_column - 1)
    for key, child in node.value.items():
        first, last = (line - start for line in extents[id(child)])
        out += lines[position:first]
        new = value.get(key, "")
        out += lines[first:last] if child.plain() == new else _changed(lines[first:last], child, new, start + first)
        position = last
    out += [f"{indent}{line}" for key, new in value.items() if key not in node.value for line in _fresh(key, new)]
    return out + lines[position:]


def _changed_list(lines: list[str], node: Node, value: Sequence[Plain], start: int) -> list[str]:
    """Keep the lines of the elements that stay, their comments too."""
    assert isinstance(node.value, tuple)  # noqa: S101 - the caller has looked
    starts = [child.line - 1 - start for child in node.value]
    if not starts or starts[0] < 1 or len(set(starts)) != len(starts):
        raise CannotEditError
    chunks = [lines[first:last] for first, last in zip(starts, [*starts[1:], len(lines)], strict=True)]
    left = list(zip([child.plain() for child in node.value], chunks, strict=True))
    indent = lines[starts[0]][: len(lines[starts[0]]) - len(lines[starts[0]].lstrip())]
    out = lines[: starts[0]]
    for element in value:
        kept = next((index for index, (plain, _) in enumerate(left) if plain == element), None)
        if kept is not None:
            out += left.pop(kept)[1]
        else:
            out.append(f"{indent}- {_inline(element)}")
    return out + [comment for _, chunk in left for comment in _comments(chunk, indent)]


def _fresh(key: str, value: Plain) -> list[str]:
    if isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(part, Mapping) for part in value):
        return [f"{key}:", *(f"  - {_inline(part)}" for part in value)]
    if key in _FLAGS:
        return [f"{key}: {value}"]
    # A code is a number to other readers of YAML, which would drop the zeros at its end.
    return [f"{key}: {_inline(value, chr(34) if key == 'ma' else '')}"]


def _inline(value: Plain, quote: str = "", within: bool = False) -> str:
    """Return a value on one line; `within` brackets more signs need quotes."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_inline(inner, within=True)}" for key, inner in value.items()) + "}"
    if not isinstance(value, str):
        return "[" + ", ".join(_inline(inner, within=True) for inner in value) + "]"
    if quote == "'":
        return "'" + value.replace("'", "''") + "'"
    if quote != '"' and _is_safe(value, within):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _is_safe(value: str, within: bool) -> bool:
    """Say whether a text means itself without quotes, to this reader and to others."""
    if _DATE.fullmatch(value) or _COUNT.fullmatch(value):
        return True
    return (
        _SAFE.fullmatch(value) is not None
        and value.casefold() not in _WORDS_OF_YAML
        and ": " not in value
        and " #" not in value
        and not value.endswith(":")
        and not (within and any(sign in value for sign in ",[]{}:\"'"))
    )
