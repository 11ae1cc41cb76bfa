"""YAML with a place for every value and with no surprise in meaning.

Every scalar stays the text that was written: `no`, `12:30`, `1.004260` and `2026-11-05` are text; what
a field makes of its text is the schema's business.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from cchc.problems import Finding, finding

_BaseLoader: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Loader(_BaseLoader):  # type: ignore[misc]  # the one in C has no types
    """Asks for no tags: every scalar stays text."""

    def resolve(self, *_node: object) -> str:
        return ""

    def descend_resolver(self, *_nodes: object) -> None:
        return None

    def ascend_resolver(self) -> None:
        return None


Path = tuple[str | int, ...]


class Node(NamedTuple):
    """A value with its place. `value` is `str`, a tuple of nodes, or a dict of key → node; `raw` is its source text.

    `end_line` and `end_column` are where the value ends (exclusive); all count from 1.
    """

    value: str | tuple[Node, ...] | dict[str, Node]
    line: int
    column: int
    raw: str = ""
    quoted: bool = False
    end_line: int = 0
    end_column: int = 0
    key_line: int = 0
    key_column: int = 0

    def plain(self) -> Any:
        """Return the value as `str`, `list` and `dict`."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, tuple):
            return [child.plain() for child in self.value]
        return {key: child.plain() for key, child in self.value.items()}

    def find(self, path: Path) -> Node:
        """Return the deepest node on `path` (keys and positions) that exists."""
        node = self
        for step in path:
            if isinstance(node.value, dict) and step in node.value:
                node = node.value[str(step)]
            elif isinstance(node.value, tuple) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
            else:
                break
        return node

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it."""
        yield self
        if isinstance(self.value, tuple):
            for child in self.value:
                yield from child.walk()
        elif isinstance(self.value, dict):
            for child in self.value.values():
                yield from child.walk()


class WrittenMapping:
    """A mapping that waits, packed, until somebody asks where a value stands: of ten thousand kept items, few are."""

    __slots__ = ("_node", "_packed")

    def __init__(self, node: Node | None, packed: bytes = b"") -> None:
        """`node`, or what pickle has made of it."""
        self._node, self._packed = node, packed

    @property
    def node(self) -> Node:
        """The mapping."""
        if self._node is None:
            self._node = Node(*pickle.loads(zlib.decompress(self._packed)))
        return self._node

    def __reduce__(self) -> tuple[type[WrittenMapping], tuple[None, bytes]]:
        packed = self._packed or zlib.compress(pickle.dumps(tuple(self.node), pickle.HIGHEST_PROTOCOL), level=1)
        return WrittenMapping, (None, packed)


@dataclass(slots=True)
class _Reader:
    text: str
    first_line: int
    findings: list[Finding] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def convert(self, node: yaml.Node, key_line: int = 0, key_column: int = 0) -> Node:
        start, end, first_line = node.start_mark, node.end_mark, self.first_line
        line, column = start.line + first_line, start.column + 1
        if id(node) in self.seen:
            self.refuse_reference(line, column)
            return Node("", line, column)
        self.seen.add(id(node))
        raw = self.text[start.index : end.index]
        value: str | tuple[Node, ...] | dict[str, Node]
        quoted = False
        if isinstance(node, yaml.ScalarNode):
            value = node.value
            if node.style:
                quoted = node.style in ("'", '"')
            elif value == raw or raw.startswith(("!", "&")):
                # A word that YAML takes for a tag or an anchor is a word here.
                value = raw
        elif raw.startswith("&"):
            self.refuse_reference(line, column)
            value = ""
        elif isinstance(node, yaml.SequenceNode):
            value = tuple(self.convert(child) for child in node.value)
        else:
            value = self._entries(node)
        return Node(
            value,
            line,
            column,
            raw,
            quoted,
            end.line + first_line,
            end.column + 1,
            key_line or line,
            key_column or column,
        )

    def refuse_reference(self, line: int, column: int) -> None:
        found = finding("CCHC209", line, column)
        if found not in self.findings:
            self.findings.append(found)

    def _entries(self, node: yaml.Node) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        for key_node, value_node in node.value:
            start = key_node.start_mark
            line, column = start.line + self.first_line, start.column + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.findings.append(finding("CCHC208", line, column, reason="tên mục không phải là chữ"))
                continue
            key = key_node.value.strip()
            if key in entries:
                self.findings.append(finding("CCHC207", line, column, key=key, first=entries[key].key_line))
                continue
            entries[key] = self.convert(value_node, line, column)
        return entries


@dataclass(frozen=True, slots=True)
class YamlResult:
    """`root` is `None` when the text is empty or can't be read; `error` then says where and why."""

    root: Node | None
    findings: tuple[Finding, ...] = ()
    error: Finding | None = None


def read_yaml(text: str, first_line: int = 1) -> YamlResult:
    """Read one YAML document whose first line is line `first_line` of its file."""
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        opened = "quoted scalar" in (error.context or "") or "flow" in (error.context or "")
        mark = (error.context_mark if opened else error.problem_mark) or error.problem_mark or error.context_mark
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        code = "CCHC209" if "alias" in (error.problem or "") or "anchor" in (error.problem or "") else "CCHC208"
        return YamlResult(None, (), finding(code, line, column, reason=_reason(error)))
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        line = text.count("\n", 0, position) + first_line
        return YamlResult(None, (), finding("CCHC208", line, 1, reason="có ký tự điều khiển không in được"))
    finally:
        loader.dispose()
    if root is None:
        return YamlResult(None)
    reader = _Reader(text, first_line)
    converted = reader.convert(root)
    return YamlResult(converted, tuple(reader.findings))


_REASONS = (
    ("found unexpected end of stream", "thiếu dấu nháy đóng hoặc dấu ngoặc đóng"),
    ("mapping values are not allowed", "có dấu hai chấm ở chỗ không được dùng"),
    ("'\\t'", "dòng thụt vào bằng phím Tab"),
    ("cannot start any token", "giá trị bắt đầu bằng ký tự đặc biệt"),
    ("expected ',' or ']'", "thiếu dấu ngoặc vuông đóng hoặc dấu phẩy"),
    ("expected ',' or '}'", "thiếu dấu ngoặc nhọn đóng hoặc dấu phẩy"),
    ("could not find expected ':'", "thiếu dấu hai chấm sau tên mục"),
    ("expected <block end>", "dòng thụt vào không đều hoặc có chữ thừa sau dấu nháy"),
    ("did not find expected key", "dòng thụt vào không đều hoặc có chữ thừa sau dấu nháy"),
    ("unknown escape", "có dấu \\ trong nháy kép (dùng dấu nháy đơn để viết dấu \\)"),
    ("document start", "có dòng gạch ngang thừa"),
    ("block sequence entries are not allowed", "có dấu gạch đầu dòng ở chỗ không được dùng"),
)


def _reason(error: yaml.MarkedYAMLError) -> str:
    text = f"{error.problem or ''} {error.context or ''}"
    return next((reason for marker, reason in _REASONS if marker in text), "viết chưa đúng mẫu")
