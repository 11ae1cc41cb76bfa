"""The settings for VS Code and Obsidian fit what the kit reads and prints."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
import yaml

from cchc.cli.check import run_check
from cchc.cli.reference import run_reference
from cchc.content.kinds import SECTIONS
from cchc.content.reading import read_source
from cchc.editors import obsidian_files, vscode_files
from cchc.editors.watching import STARTED, WAITING
from cchc.reference import data_schemas
from cchc.taxonomy.data_files import default_file
from cchc.taxonomy.load import load_vocabulary

VOCABULARY, _ = load_vocabulary({})
FILES = {name: json.loads(text) for name, text in vscode_files(VOCABULARY).items()}
PATHS = {
    "tin-tuc": "tin-tuc/2026/11/a.md",
    "van-ban": "van-ban/2026/a.md",
    "tthc": "tthc/a.md",
    "hoat-dong": "hoat-dong/2026/a.md",
    "hoi-dap": "hoi-dap/2026/a.md",
}


def expanded(body: list[str]) -> str:
    """What VS Code writes when every choice is left at its first value, every word as proposed."""
    text = "\n".join(body)
    for name, value in (("YEAR", "2026"), ("MONTH", "11"), ("DATE", "05")):
        text = text.replace(f"${{CURRENT_{name}}}", value)
    text = re.sub(r"\$\{\d+\|((?:\\.|[^,|\\])*)[^}]*\|\}", r"\1", text)
    text = re.sub(r"\$\{\d+:((?:\\.|[^}\\])*)\}", r"\1", text)
    return re.sub(r"\\([\\$},|])", r"\1", text.replace("$0", ""))


@pytest.mark.parametrize("section", SECTIONS)
def test_a_new_item_of_each_section_can_be_read(section: str) -> None:
    snippets = FILES[".vscode/cchc.code-snippets"]
    [snippet] = [one for one in snippets.values() if one["prefix"] == f"moi-{section}"]
    reading = read_source(PATHS[section], expanded(snippet["body"]).encode(), VOCABULARY)
    assert reading.entry is not None, reading.problems
    assert [one.code for one in reading.problems] == []


def test_matchers_read_what_check_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "docs/tin-tuc/2026/11/a.md"
    place.parent.mkdir(parents=True)
    place.write_text("---\ntitle: A\ndate: 2026-11-05\ntags: [mot-cuaa]\nlạ: 1\n---\nsử lý\n", encoding="utf-8")
    run_check(tmp_path, "2026-11-20", "text", hints=True)
    lines = capsys.readouterr().err.split("\n")
    [task] = [one for one in FILES[".vscode/tasks.json"]["tasks"] if "--watch" in one["args"]]
    found = set()
    for matcher in task["problemMatcher"]:
        head, message = matcher["pattern"]
        for line, below in pairwise(lines):
            if match := re.match(head["regexp"], line):
                assert re.match(message["regexp"], below)
                assert match[head["file"]] == "docs/tin-tuc/2026/11/a.md"
                found.add((matcher["severity"], match[head["code"]], int(match[head["line"]])))
        assert re.match(matcher["background"]["beginsPattern"], STARTED)
        assert re.match(matcher["background"]["endsPattern"], WAITING)
    assert {("error", "CCHC401", 4)} <= found
    assert any(severity == "warning" and line == 5 for severity, _, line in found)


def test_schemas_of_data_files_accept_the_kits_own() -> None:
    for name, schema in data_schemas().items():
        jsonschema.Draft202012Validator.check_schema(schema)
        if name in ("plans", "publish", "link-exceptions"):
            continue
        data = yaml.load(default_file(f"{name}.yml"), yaml.BaseLoader)
        kinds = {error.validator for error in jsonschema.Draft202012Validator(schema).iter_errors(data)}
        # Read as text, numbers and flags are of another type; nothing else may be wrong.
        assert kinds <= {"type", "anyOf"}, name


def test_each_schema_has_its_files() -> None:
    patterns = FILES[".vscode/settings.json"]["yaml.schemas"]
    for schema in patterns:
        assert schema.removeprefix("./") in FILES
    for name in ("topics.yml", "plans/ke-hoach-2026.yml"):
        assert sum(fnmatch(f"docs/_data/{name}", pattern) for pattern in patterns.values()) == 1


def test_fields_of_obsidian_are_those_of_the_schema() -> None:
    types = json.loads(obsidian_files()["docs/.obsidian/types.json"])["types"]
    assert types["date"] == "date"
    assert types["tags"] == "tags"
    assert types["draft"] == "checkbox"
    assert types["so_ky_hieu"] == "text"


def test_own_settings_stay(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode/settings.json").write_text("{}", encoding="utf-8")
    assert run_reference("editors", "tin-tuc", tmp_path) == 0
    assert (tmp_path / ".vscode/settings.json").read_text(encoding="utf-8") == "{}"
    assert (tmp_path / ".vscode/tasks.json").is_file()
    # The settings are no content.
    assert run_check(tmp_path, "2026-11-20", "text") == 0
