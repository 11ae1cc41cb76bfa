"""Plain values → YAML on one line, quoted wherever this reader or another could take them for something else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from cchc.text import nfc

Plain = str | bool | int | Sequence["Plain"] | Mapping[str, "Plain"]

_SAFE = re.compile(r"(?:[^\W\d_]|\d+ [^\W\d_])[^\n\t]*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?")
_PATH = re.compile(r"\.{0,2}/[\w./ -]*[\w/]")
_COUNT = re.compile(r"0|[1-9]\d{0,5}")
_WORDS_OF_YAML = {"y", "n", "yes", "no", "true", "false", "on", "off", "null"}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})
# A code is a number to other readers of YAML, which would drop the zeros at its end.
_QUOTED_KEYS = frozenset({"ma"})


def as_read(value: Plain) -> Any:
    """Return a value as a reader of the file has it: scalars as composed text (NFC), lists as lists."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, Mapping):
        return {key: as_read(inner) for key, inner in value.items()}
    return [as_read(inner) for inner in value]


def entry(key: str, value: Plain) -> list[str]:
    """Return the lines of a new entry, without line ends; a list of groups gets one line for each."""
    if isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(part, Mapping) for part in value):
        return [f"{key}:", *(f"  - {inline(part)}" for part in value)]
    return [f"{key}: {inline(value, chr(34) if key in _QUOTED_KEYS else '')}"]


def inline(value: Plain, quote: str = "", within: bool = False) -> str:
    """Return a value on one line, a text in `quote` signs if given; `within` brackets more signs need quotes."""
    if isinstance(value, bool | int):
        return str(as_read(value))
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {inline(inner, within=True)}" for key, inner in value.items()) + "}"
    if not isinstance(value, str):
        return "[" + ", ".join(inline(inner, within=True) for inner in value) + "]"
    value = nfc(value)
    if quote == "'" and "\n" not in value:
        return "'" + value.replace("'", "''") + "'"
    if quote != '"' and _is_safe(value, within):
        return value
    return '"' + value.translate(_ESCAPES) + '"'


def _is_safe(value: str, within: bool) -> bool:
    """Say whether a text means itself without quotes, to this reader and to others."""
    if _DATE.fullmatch(value) or _COUNT.fullmatch(value) or _PATH.fullmatch(value):
        return True
    return (
        _SAFE.fullmatch(value) is not None
        and value == value.strip()
        and value.casefold() not in _WORDS_OF_YAML
        and ": " not in value
        and " #" not in value
        and not value.endswith(":")
        and not (within and any(sign in value for sign in ",[]{}:\"'"))
    )
