"""Settings that make docs/ a vault of Obsidian: links and files as this kit reads them, fields with their types."""

from __future__ import annotations

import json
from typing import Any

from cchc.content.kinds import SECTIONS
from cchc.content.schema import schema_of

_LISTS = frozenset({"tags", "channels", "plan", "authors", "aliases"})
_FLAGS = frozenset({"draft", "pinned"})
_DAYS = frozenset({"date", "updated", "expires"})


def obsidian_files() -> dict[str, str]:
    """Return the files by their paths below the site's folder."""
    app = {
        "useMarkdownLinks": True,  # [chữ](tệp.md), not [[tệp]]
        "newLinkFormat": "relative",
        "attachmentFolderPath": "./",
        "alwaysUpdateLinks": True,
        "strictLineBreaks": True,
        "showUnsupportedFiles": True,
        "userIgnoreFilters": ["_data/"],
    }
    files: dict[str, Any] = {
        "docs/.obsidian/app.json": app,
        "docs/.obsidian/types.json": {"types": _types()},
    }
    return {path: json.dumps(content, ensure_ascii=False, indent=2) + "\n" for path, content in files.items()}


def _types() -> dict[str, str]:
    names = {name for section in SECTIONS.values() for name in schema_of(section).model_fields}
    return {name: _type(name) for name in sorted(names)}


def _type(name: str) -> str:
    if name in _LISTS:
        return "tags" if name == "tags" else "aliases" if name == "aliases" else "multitext"
    if name in _FLAGS:
        return "checkbox"
    return "date" if name in _DAYS else "text"
