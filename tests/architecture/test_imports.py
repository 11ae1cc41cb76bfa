"""The directions of imports, and what the domain may not do. Read from the code, not from a list kept by hand."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
MODULES = sorted(PLUGINS.rglob("*.py"))
HOSTS = {"mkdocs", "material", "properdocs", "jinja2"}
# Each layer may import itself and those before it.
LAYERS = (
    ("problems", "text", "dates", "periods", "suggest", "store", "processes", "version", "disk"),
    ("content", "taxonomy", "media"),
    ("publishing",),
    ("statistics", "search", "citations"),
    ("checks", "feeds", "reports", "reference", "procedures", "authoring", "digest", "publish", "writing"),
    ("texts",),
    ("service", "counted", "editors"),
    ("lifecycle", "external", "audit", "schedule"),
    ("site",),
    ("verify",),
    ("preview",),
    ("cli", "__main__", "__init__"),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
# content and taxonomy need the model of a problem, and the vocabulary is read with content's reader.


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


def part_of(path: Path) -> str:
    parts = path.relative_to(PLUGINS / "cchc").parts
    return parts[0].removesuffix(".py")


def domain() -> list[Path]:
    return [path for path in MODULES if path.relative_to(PLUGINS).parts[0] == "cchc"]


def test_the_domain_knows_no_host() -> None:
    for path in domain():
        roots = {name.split(".")[0] for name in imports_of(path)}
        assert not roots & HOSTS, path
        assert "cchc_mkdocs" not in roots, path
        if part_of(path) not in ("cli",):
            assert not roots & {"cchc_markdown", "markdown", "click", "rich"}, path


def test_markdown_knows_no_host() -> None:
    for path in (PLUGINS / "cchc_markdown").rglob("*.py"):
        assert not {name.split(".")[0] for name in imports_of(path)} & (HOSTS | {"cchc_mkdocs"}), path


def test_only_the_word_writer_knows_word() -> None:
    for path in MODULES:
        roots = {name.split(".")[0] for name in imports_of(path)}
        if path.relative_to(PLUGINS).parts[0] == "cchc_word":
            assert not roots & {"mkdocs", "material", "properdocs", "cchc_mkdocs", "cchc_markdown"}, path
        else:
            assert not roots & {"docx", "docxtpl"}, path


def test_the_word_reader_stands_beside_the_domain() -> None:
    for path in MODULES:
        roots = {name.split(".")[0] for name in imports_of(path)}
        if path.relative_to(PLUGINS).parts[0] == "cchc_import":
            assert not roots & (HOSTS | {"cchc_mkdocs", "cchc_markdown", "click", "rich"}), path
        elif path.is_relative_to(PLUGINS / "cchc") and part_of(path) != "cli":
            assert "cchc_import" not in roots, path


def test_the_desk_knows_the_domain_and_no_command_line() -> None:
    for path in MODULES:
        names = set(imports_of(path))
        roots = {name.split(".")[0] for name in names}
        if path.relative_to(PLUGINS).parts[0] == "cchc_desk":
            assert not roots & (HOSTS | {"cchc_mkdocs", "cchc_markdown", "cchc_word", "click", "rich"}), path
            assert not {name for name in names if name.startswith("cchc.cli")}, path
        else:
            # The web server and what it needs are loaded by the desk's command only.
            is_command = path == PLUGINS / "cchc" / "cli" / "desk.py"
            assert is_command or not roots & {"cchc_desk", "starlette", "uvicorn", "multipart"}, path


def test_only_one_file_touches_the_hosts_objects() -> None:
    for path in (PLUGINS / "cchc_mkdocs").glob("*.py"):
        names = {name for name in imports_of(path) if name.startswith("mkdocs.structure")}
        code = ast.parse(path.read_text(encoding="utf-8"))
        guarded = [node for node in code.body if isinstance(node, ast.If)]
        typing_only = {
            name
            for block in guarded
            for node in ast.walk(block)
            if isinstance(node, ast.ImportFrom)
            for name in [node.module]
        }
        assert names <= typing_only or path.name == "bridge.py", path


def test_layers_point_one_way() -> None:
    for path in domain():
        here = LEVEL[part_of(path)]
        for name in imports_of(path):
            if name.startswith("cchc."):
                assert LEVEL[name.split(".")[1]] <= here, (path, name)


def test_what_verifies_a_site_knows_nothing_of_what_builds_it() -> None:
    for path in (PLUGINS / "cchc" / "verify").glob("*.py"):
        assert not [name for name in imports_of(path) if name.startswith(("cchc.site", "cchc.feeds", "cchc.search"))]


@pytest.mark.parametrize(
    ("library", "owner"),
    [
        ("feedgen", "feeds/write.py"),
        ("frontmatter", "content/front_matter.py"),
        ("yaml", "content/nodes.py"),
        ("openpyxl", "procedures/workbook.py"),
        ("xlsxwriter", "reports/xlsx.py"),
        ("rapidfuzz", "suggest.py"),
    ],
)
def test_a_library_has_one_door(library: str, owner: str) -> None:
    users = {
        path.relative_to(PLUGINS / "cchc").as_posix()
        for path in domain()
        if library in {n.split(".")[0] for n in imports_of(path)}
    }
    assert users == {owner}


def test_below_the_command_line_nothing_prints_or_asks_the_clock() -> None:
    forbidden = {
        "print",
        "datetime.now",
        "datetime.today",
        "datetime.utcnow",
        "date.today",
        "time.time",
        "os.environ",
        "os.getenv",
        "input",
    }
    for path in MODULES:
        if path.is_relative_to(PLUGINS / "cchc" / "cli"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = ast.unparse(node) if isinstance(node, ast.Attribute | ast.Name) else ""
            assert name not in forbidden, (path, name)


def test_no_error_is_swallowed() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, path
                assert not all(isinstance(step, ast.Pass) for step in node.body), path


def test_every_public_function_says_what_it_does() -> None:
    for path in domain():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), (path, node.name)
