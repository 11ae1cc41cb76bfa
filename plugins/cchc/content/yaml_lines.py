"""Lines of a YAML block whose entries change: which lines are an entry's own, and what they become.

Comments on lines of their own stay, whatever happens to the values around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from cchc.content.nodes import Node, read_yaml
from cchc.content.yaml_write import Plain, as_read, entry, inline
from cchc.text import nfc

_LINE = re.compile(r"[^\r\n\u2028\u2029]*(?:\r\n|[\r\n\u2028\u2029])|[^\r\n\u2028\u2029]+")
_END = re.compile(r"[\r\n\u2028\u2029]+$")
_HEAD = re.compile(r"(?P<key>\s*(?:\"[^\"]*\"|'[^']*'|[^:：#]+?)\s*[:：])(?P<gap>[ \t]*)")
_TAIL = re.compile(r"\s+#.*$")


class CannotEditError(Exception):
    """The block can't be changed with certainty."""


def split_lines(text: str) -> list[str]:
    """Return the lines of a text with their ends, as the reader of front matter counts them."""
    return _LINE.findall(text)


def line_break(lines: Sequence[str]) -> str:
    """Return the line end that a text uses."""
    ends = (_END.search(line) for line in lines)
    return next((end[0] for end in ends if end is not None), "\n")


def is_ended(line: str) -> bool:
    """Say whether a line has a line end."""
    return _END.search(line) is not None


def ended(lines: Sequence[str], break_: str) -> list[str]:
    """Return the lines, each with a line end."""
    return [line if is_ended(line) else f"{line}{break_}" for line in lines]


def extents(lines: Sequence[str], mapping: Node, end: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield for each entry of a block mapping (by `id` of its node) which lines are its own, from and to.

    Comments and empty lines behind it are not. Raises CannotEditError where two entries share a line.
    """
    assert isinstance(mapping.value, dict)  # noqa: S101 - callers pass mappings only
    nodes = sorted(mapping.value.values(), key=lambda node: node.key_line)
    for node, following in zip(nodes, [*nodes[1:], None], strict=True):
        start, stop = node.key_line - 1, following.key_line - 1 if following else end
        if stop <= start:
            raise CannotEditError
        yield id(node), (start, _without_tail(lines, start, stop, _is_block_scalar(node)))


def changed(lines: list[str], node: Node, value: Plain, start: int) -> list[str]:
    """Return an entry's lines with another value, as near to how they were written as can be.

    `start` is how many lines of the file stand before them. Raises CannotEditError.
    """
    in_block = not node.raw.startswith(("[", "{"))
    if isinstance(value, Mapping) and isinstance(node.value, dict) and in_block and node.line > node.key_line:
        return _changed_group(lines, node, value, start)
    # A list of nothing has no lines of its own: it is written as `[]` below.
    wants_list = isinstance(value, Sequence) and not isinstance(value, str) and len(value) > 0
    if wants_list and isinstance(node.value, tuple) and in_block:
        return _changed_list(lines, node, cast(Sequence[Plain], value), start)
    match = _HEAD.match(lines[0])
    if match is None:
        raise CannotEditError
    tail = _tail(lines[0]) if len(lines) == 1 else ""
    quote = node.raw[:1] if node.quoted else ""
    comments = [] if isinstance(node.value, str) or len(lines) == 1 else _comments(lines, "")
    gap = match["gap"] or " "
    written = f"{match['key']}{gap}{inline(value, quote)}{tail}"
    return [written, *comments]


def removed(lines: list[str], node: Node) -> list[str]:
    """Return what stays of an entry that goes away: the comments on lines of their own within it."""
    if isinstance(node.value, str):
        return []
    return [line.lstrip() for line in lines if line.lstrip().startswith("#")]


def _is_block_scalar(node: Node) -> bool:
    return isinstance(node.value, str) and not node.quoted and node.raw.startswith(("|", ">"))


def _without_tail(lines: Sequence[str], start: int, stop: int, in_scalar: bool) -> int:
    """Return where an entry ends that could reach to `stop`; in a block scalar an indented `#` is text."""
    while stop > start + 1:
        line = lines[stop - 1]
        if line.strip() and not (line if in_scalar else line.lstrip()).startswith("#"):
            break
        stop -= 1
    return stop


def _comments(lines: Sequence[str], indent: str) -> list[str]:
    """Return the comments within lines that go away, as lines of their own."""
    found = [line if line.lstrip().startswith("#") else (_tail(line) or _loose_tail(line)).lstrip() for line in lines]
    return [comment if is_ended(comment) else f"{indent}{comment}" for comment in found if comment]


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
    places = dict(extents(padded, node, start + len(lines)))
    out = lines[: min(first for first, _ in places.values()) - start]
    position = len(out)
    indent = " " * (next(iter(node.value.values())).key_column - 1)
    for key, child in node.value.items():
        first, last = (line - start for line in places[id(child)])
        out += lines[position:first]
        own = lines[first:last]
        if key not in value:
            out += removed(own, child)
        else:
            out += own if child.plain() == as_read(value[key]) else changed(own, child, value[key], start + first)
        position = last
    out += [f"{indent}{line}" for key, new in value.items() if key not in node.value for line in entry(key, new)]
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
        kept = next((index for index, (plain, _) in enumerate(left) if plain == as_read(element)), None)
        if kept is not None:
            out += left.pop(kept)[1]
        else:
            out.append(f"{indent}- {inline(element)}")
    return out + [comment for _, chunk in left for comment in _comments(chunk, indent)]
