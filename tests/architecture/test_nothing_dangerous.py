"""What no part of the kit may do: run a shell, run text as a program, unpack or unpickle what is from outside."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KIT = sorted([*(ROOT / "plugins").rglob("*.py"), *(ROOT / "scripts").rglob("*.py")])
# Calls by their written names; a name alone is a built-in function.
FORBIDDEN = {
    *("eval", "exec", "compile", "__import__", "execfile"),
    *("os.system", "os.popen", "os.execl", "os.execv", "os.spawnl", "os.spawnv", "os.startfile", "pty.spawn"),
    *("subprocess.getoutput", "subprocess.getstatusoutput", "asyncio.create_subprocess_shell"),
    *("yaml.load", "yaml.load_all", "yaml.full_load", "yaml.unsafe_load", "yaml.Loader", "yaml.UnsafeLoader"),
    *("marshal.load", "marshal.loads", "shelve.open", "dill.loads", "jsonpickle.decode"),
    *("tarfile.open", "shutil.unpack_archive", "tempfile.mktemp"),
    *("xml.dom.minidom.parse", "xml.sax.parse", "etree.XSLT", "etree.parse", "etree.XML", "etree.HTML"),
    *("ssl._create_unverified_context", "hashlib.md5", "hashlib.sha1"),
}
# Methods that are dangerous whatever they are called on.
METHODS = {"extractall", "set_missing_host_key_policy"}
# Each with its reason; paths below the repository.
ALLOWED = {
    # Reads what the kit itself wrote on this machine, with a digest before each value (decisions/0010).
    "pickle.loads": {
        "plugins/cchc/content/nodes.py",
        "plugins/cchc/media/reading.py",
        "plugins/cchc/texts/library.py",
    },
    # It sets the policy that refuses every server whose key is not known.
    "set_missing_host_key_policy": {"plugins/cchc/publish/transports/sftp.py"},
    # It reads what the kit has just built: a sitemap may be large.
    "huge_tree=True": {"plugins/cchc/verify/documents.py"},
}


@cache
def calls_of(path: Path) -> tuple[ast.Call, ...]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return tuple(node for node in nodes if isinstance(node, ast.Call))


def found_in(path: Path) -> Iterator[str]:
    """Yield what a file does that is forbidden: the written name of the call."""
    for call in calls_of(path):
        name = ast.unparse(call.func)
        if name in FORBIDDEN or name in ("pickle.load", "pickle.loads", "pickle.Unpickler"):
            yield name
        if isinstance(call.func, ast.Attribute) and call.func.attr in METHODS:
            yield call.func.attr
        for keyword in call.keywords:
            value = keyword.value
            if keyword.arg == "shell" and not (isinstance(value, ast.Constant) and value.value is False):
                yield "shell="
            if keyword.arg in ("verify", "check_hostname") and isinstance(value, ast.Constant) and not value.value:
                yield f"{keyword.arg}=False"
            if keyword.arg in ("resolve_entities", "huge_tree") and getattr(value, "value", None) is True:
                yield f"{keyword.arg}=True"


def test_nothing_dangerous_is_called() -> None:
    found = {(path.relative_to(ROOT).as_posix(), name) for path in KIT for name in found_in(path)}
    assert {(path, name) for path, name in found if path not in ALLOWED.get(name, ())} == set()
    # Nothing is allowed longer than it is needed.
    assert {(path, name) for name, paths in ALLOWED.items() for path in paths} <= found


@pytest.mark.parametrize(
    "code",
    [
        "eval(x)",
        "os.system('x')",
        "subprocess.run(x, shell=True)",
        "subprocess.run(x, shell=shell)",
        "yaml.load(x)",
        "pickle.load(x)",
        "archive.extractall(x)",
        "requests.get(x, verify=False)",
        "etree.XMLParser(resolve_entities=True)",
    ],
)
def test_what_is_dangerous_is_seen(code: str, tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(code, encoding="utf-8")
    assert list(found_in(path))


def test_yaml_is_read_into_texts_only() -> None:
    """One module imports the YAML library, and none of its constructors that make objects."""
    code = (ROOT / "plugins/cchc/content/nodes.py").read_text(encoding="utf-8")
    names = {ast.unparse(node) for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Attribute)}
    assert not {name for name in names if name.endswith(("Constructor", "UnsafeLoader", "FullLoader", ".Loader"))}


def test_every_parser_of_xml_is_told_what_not_to_do() -> None:
    for path in KIT:
        for call in calls_of(path):
            name = ast.unparse(call.func)
            told = {keyword.arg for keyword in call.keywords}
            if name.endswith("etree.XMLParser"):
                assert {"resolve_entities", "no_network"} <= told, path
            if name.endswith("etree.fromstring"):
                assert len(call.args) == 2 or "parser" in told, path


def test_programs_are_started_by_lists() -> None:
    """A program and its arguments, never one line that somebody's name could end."""
    for path in KIT:
        for call in calls_of(path):
            if ast.unparse(call.func) in (
                "subprocess.run",
                "subprocess.Popen",
                "subprocess.call",
                "subprocess.check_output",
            ):
                assert not isinstance(call.args[0], ast.Constant | ast.JoinedStr), path
