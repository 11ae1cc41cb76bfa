"""Files of docs/_data as they are read: checked against their models, each problem at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TypeVar

from cchc.content.decode import decode
from cchc.content.field_types import Fields
from cchc.content.nodes import Node, read_yaml
from cchc.content.validation import validate
from cchc.problems import Finding, Problem, finding

M = TypeVar("M", bound=Fields)


@cache
def default_file(name: str) -> bytes:
    """Return the kit's own copy of a vocabulary file."""
    return files("cchc").joinpath("defaults", name).read_bytes()


@dataclass(slots=True)
class DataFiles:
    """The files of `docs/_data` in `sources`, by name, and what is found wrong in them; read one by one."""

    sources: Mapping[str, bytes]
    folder: str
    problems: list[Problem] = field(default_factory=list)
    nodes: dict[str, Node] = field(default_factory=dict)

    def read(self, name: str, model: type[M]) -> M:
        """Return a file's model; a file with errors is reported and replaced by the default while checking goes on."""
        data = self.sources.get(name)
        if data is not None and (value := self.validated(name, data, model)) is not None:
            return value
        default = DataFiles({}, "").validated(name, default_file(name), model)
        assert default is not None, f"default {name} is valid"  # noqa: S101 - the kit's own data, kept valid by a test
        return default

    def validated(
        self, name: str, data: bytes, model: type[M], ignored: Callable[[Node], Iterable[str]] = lambda _: ()
    ) -> M | None:
        """Read a file; its keys among those that `ignored` finds are nobody's business here."""
        decoded = decode(data)
        self.report(name, decoded.findings)
        if decoded.text is None:
            return None
        result = read_yaml(decoded.text)
        self.report(name, [*result.findings, *([result.error] if result.error else [])])
        if result.error is not None or result.findings:
            return None
        if result.root is None or not isinstance(result.root.value, dict):
            self.report(name, [finding("CCHC212", 1)])
            return None
        self.nodes[name] = result.root
        validated = validate(model, result.root, 1, ignored(result.root))
        self.report(name, validated.findings)
        return validated.value

    def text(self, name: str) -> str:
        """Return a file that is no YAML as it is written; empty when it is not there or can't be read."""
        decoded = decode(self.sources.get(name, b""))
        self.report(name, decoded.findings)
        return (decoded.text or "").strip()

    def report(self, name: str, findings: Iterable[Finding]) -> None:
        """Take what was found in a file."""
        self.problems.extend(found.at(f"{self.folder}/{name}") for found in findings)

    def place(self, name: str, *path: str | int) -> tuple[int, int]:
        """Return the line and column of a value of a file that was read."""
        node = self.nodes[name].find(path) if name in self.nodes else None
        return (node.line, node.column) if node else (1, 1)
