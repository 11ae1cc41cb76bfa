"""Files of `.vscode`: snippets with the department's own topics, the check as a task that fills the list of problems,
schemas for the files of `_data`.

Formats: https://code.visualstudio.com/docs/editor/userdefinedsnippets and …/editor/tasks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from cchc.content.kinds import SECTIONS, Section
from cchc.content.schema import schema_of
from cchc.editors.watching import STARTED, WAITING
from cchc.reference import data_schemas
from cchc.taxonomy.vocabulary import Vocabulary

_TODAY = "${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}"
_SEVERITIES = {"lỗi": "error", "cảnh báo": "warning", "gợi ý": "info"}
# What a new item is shown beside the keys that it must have.
_OFTEN = ("description",)
_SPECIAL = re.compile(r"[\\$},|]")


def vscode_files(vocabulary: Vocabulary) -> dict[str, str]:
    """Return the files by their paths below the site's folder."""
    schemas = {f".vscode/cchc/{name}.schema.json": schema for name, schema in data_schemas().items()}
    files: dict[str, Any] = {
        ".vscode/cchc.code-snippets": _snippets(vocabulary),
        ".vscode/extensions.json": {"recommendations": ["redhat.vscode-yaml"]},
        ".vscode/settings.json": _settings(),
        ".vscode/tasks.json": _tasks(),
        **schemas,
    }
    return {path: json.dumps(content, ensure_ascii=False, indent=2) + "\n" for path, content in files.items()}


def _snippets(vocabulary: Vocabulary) -> dict[str, Any]:
    topics = [topic.id for topic in vocabulary.topics.values() if topic.entry.valid_to is None]
    made = {
        f"Bài mới: {section.label}": _snippet(
            f"moi-{section.folder}", f"Khối thông tin của một bài trong docs/{section.folder}", _head(section, topics)
        )
        for section in SECTIONS.values()
    }
    made["Chủ đề"] = _snippet("chu-de", "Chủ đề chính của bài", [f"tags: [${{1{_choice(topics)}}}]$0"])
    tasks = [f"{plan.id}/{task}" for plan in vocabulary.plans.values() for task in plan.tasks]
    if tasks:
        made["Nhiệm vụ kế hoạch"] = _snippet(
            "nhiem-vu", "Nhiệm vụ của kế hoạch năm mà bài thực hiện", [f"plan: [${{1{_choice(tasks)}}}]$0"]
        )
    made["Ảnh"] = _snippet("anh", "Ảnh trong bài, có lời mô tả", ["![${1:Mô tả ảnh}](${2:anh.jpg})$0"])
    made["Gỡ bài"] = _snippet(
        "go-bai", "Gỡ bài: trang chỉ còn thông báo", [f'withdrawn: {{date: {_TODAY}, reason: "${{1:Lý do}}"}}$0']
    )
    return made


def _snippet(prefix: str, description: str, body: list[str]) -> dict[str, Any]:
    return {"scope": "markdown", "prefix": prefix, "description": description, "body": body}


def _head(section: Section, topics: Iterable[str]) -> list[str]:
    """Return the lines of a new item: what its section requires, with the choices there are."""
    model = schema_of(section)
    asked = [name for name, field in model.model_fields.items() if field.is_required() or name in ("tags", *_OFTEN)]
    lines = ["---"]
    for number, name in enumerate(asked, start=1):
        field = model.model_fields[name]
        if name == "date":
            lines.append(f"date: {_TODAY}")
        elif name == "tags":
            lines.append(f"tags: [${{{number}{_choice(topics)}}}]")
        else:
            example = str(field.examples[0]).partition(":")[2].strip() if field.examples else field.title or name
            lines.append(f"{field.alias or name}: ${{{number}:{_escaped(example)}}}")
    kinds = [kind.id for kind in section.kinds]
    if len(kinds) > 1:
        lines.append(f"kind: ${{{len(asked) + 1}{_choice(kinds)}}}")
    return [*lines, "---", "", "$0"]


def _choice(values: Iterable[str]) -> str:
    return f"|{','.join(map(_escaped, values))}|"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text)


def _settings() -> dict[str, Any]:
    schemas = {f"./.vscode/cchc/{name}.schema.json": f"docs/_data/{pattern}" for name, pattern in _data_patterns()}
    return {
        "files.encoding": "utf8",
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "[markdown]": {
            "editor.wordWrap": "on",
            "editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "on"},
            "editor.snippetSuggestions": "top",
            "editor.unicodeHighlight.ambiguousCharacters": False,
        },
        "markdown.copyFiles.destination": {"docs/**/*.md": "${documentDirName}/"},
        "yaml.schemas": schemas,
    }


def _data_patterns() -> Iterable[tuple[str, str]]:
    return ((name, "plans/*.yml" if name == "plans" else f"{name}.yml") for name in data_schemas())


def _tasks() -> dict[str, Any]:
    matchers = [_matcher(label, severity) for label, severity in _SEVERITIES.items()]
    shared = {"type": "process", "command": _program("bin"), "windows": {"command": _program("Scripts")}}
    return {
        "version": "2.0.0",
        "tasks": [
            {
                "label": "CCHC: kiểm tra khi lưu",
                **shared,
                "args": ["check", "--hints", "--watch"],
                "isBackground": True,
                "runOptions": {"runOn": "folderOpen"},
                "presentation": {"reveal": "never"},
                "problemMatcher": matchers,
            },
            {"label": "CCHC: xem trước", **shared, "args": ["serve", "--open"], "problemMatcher": []},
            {"label": "CCHC: dựng trang", **shared, "args": ["build"], "group": "build", "problemMatcher": []},
        ],
    }


def _program(folder: str) -> str:
    return f"${{workspaceFolder}}/.venv/{folder}/cchc"


def _line(words: str) -> str:
    return f"^{re.escape(words)}$".replace("\\ ", " ")


def _matcher(label: str, severity: str) -> dict[str, Any]:
    """Return what reads one kind of problems from the output of `cchc check`."""
    return {
        "owner": f"cchc-{severity}",
        "source": "cchc",
        "severity": severity,
        "fileLocation": ["relative", "${workspaceFolder}"],
        "pattern": [
            {"regexp": rf"^(\S.*?):(\d+):(\d+)\s+{label} (CCHC\d+)$", "file": 1, "line": 2, "column": 3, "code": 4},
            {"regexp": r"^\s{4}(.+)$", "message": 1},
        ],
        "background": {"activeOnStart": True, "beginsPattern": _line(STARTED), "endsPattern": _line(WAITING)},
    }
