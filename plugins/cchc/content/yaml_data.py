"""Changes values in a whole YAML file (docs/_data) or at known places of one; all other lines stay byte for byte.

Every result is read again: what does not say exactly what was wanted is refused with CannotEditError.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cchc.content.decode import decode
from cchc.content.nodes import Node, Path, read_yaml
from cchc.content.yaml_lines import CannotEditError, changed, ended, extents, line_break, split_lines
from cchc.content.yaml_write import Plain, as_read, entry, inline
from cchc.text import nfc

_BOM = "\ufeff"


def read_data(data: bytes) -> Node:
    """Return the root of a YAML file. Raises CannotEditError when it can't be read without a finding."""
    decoded = decode(data)
    result = read_yaml(decoded.text) if decoded.text is not None else None
    if result is None or result.root is None or result.error is not None or result.findings:
        raise CannotEditError
    return result.root


def with_scalars(text: str, wanted: Iterable[tuple[Node, str]]) -> str:
    """Return a file's text with other texts at the places of scalars, in the quotes they have.

    The caller reads the result again. Raises CannotEditError where a place is not what its node says.
    """
    lines = split_lines(text)
    for node, new in sorted(wanted, key=lambda pair: (pair[0].line, pair[0].column), reverse=True):
        line = lines[node.line - 1]
        start, end = _raw_column(line, node.column), _raw_column(line, node.end_column)
        if node.end_line != node.line or nfc(line[start:end]) != node.raw:
            raise CannotEditError
        lines[node.line - 1] = line[:start] + inline(new, node.raw[:1] if node.quoted else "", within=True) + line[end:]
    return "".join(lines)


def with_values(data: bytes, wanted: Mapping[Path, Plain]) -> bytes:
    """Return a YAML file with the keys at the paths set; a path ends with a key of a block mapping.

    A key that is missing comes last in its mapping. Raises CannotEditError.
    """
    expected = read_data(data).plain()
    for path, value in wanted.items():
        parent = read_data(data).find(path[:-1])
        if not isinstance(parent.value, dict) or parent.raw.startswith("{"):
            raise CannotEditError
        data = "".join(_set(split_lines(_text(data)), parent, str(path[-1]), value)).encode()
        _at(expected, path[:-1])[path[-1]] = as_read(value)
    return _proven(data, expected)


def without_element(data: bytes, path: Path) -> bytes:
    """Return a YAML file without the element of a block list at `path`; comments on lines of their own stay.

    Raises CannotEditError.
    """
    root = read_data(data)
    expected = root.plain()
    del _at(expected, path[:-1])[path[-1]]
    node = root.find(path)
    lines = split_lines(_text(data))
    start, end = node.line - 1, _last_line(node)
    if not lines[start].lstrip().startswith("-"):
        raise CannotEditError
    kept = [line for line in lines[start:end] if line.lstrip().startswith("#")]
    return _proven("".join([*lines[:start], *kept, *lines[end:]]).encode(), expected)


def _set(lines: list[str], parent: Node, key: str, value: Plain) -> list[str]:
    assert isinstance(parent.value, dict)  # noqa: S101 - the caller has looked
    places = dict(extents(lines, parent, _last_line(parent)))
    node, break_ = parent.value.get(key), line_break(lines)
    if node is not None:
        start, end = places[id(node)]
        return [*lines[:start], *ended(changed(lines[start:end], node, value, start), break_), *lines[end:]]
    at = max(end for _, end in places.values())
    indent = " " * (next(iter(parent.value.values())).key_column - 1)
    new = [f"{indent}{line}" for line in entry(key, value)]
    return [*ended(lines[:at], break_), *ended(new, break_), *lines[at:]]


def _last_line(node: Node) -> int:
    """Return how many lines of the file there are up to the end of a node."""
    leaves = [one for one in node.walk() if isinstance(one.value, str) or one.raw.startswith(("[", "{"))]
    return max(max(one.end_line - (one.end_column == 1), one.key_line, one.line) for one in leaves)


def _proven(data: bytes, expected: Any) -> bytes:
    if read_data(data).plain() != expected:
        raise CannotEditError
    return data


def _at(plain: Any, path: Path) -> Any:
    for step in path:
        plain = plain[step]
    return plain


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotEditError from error


def _raw_column(line: str, column: int) -> int:
    """Return where a column (from 1) of the composed line begins in the line as it is written."""
    bare = line.removeprefix(_BOM)
    offset = len(line) - len(bare)
    if nfc(bare) == bare:
        return offset + column - 1
    for index in range(len(bare) + 1):
        if len(nfc(bare[:index])) == column - 1 and nfc(bare) == nfc(bare[:index]) + nfc(bare[index:]):
            return offset + index
    raise CannotEditError
