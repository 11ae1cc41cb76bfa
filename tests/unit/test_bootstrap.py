"""The parts of scripts/_bootstrap.py and scripts/test.py that decide, without installing anything."""

import ast
import importlib.util
import json
import os
import re
import sys
import threading
import time
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).resolve().parents[2]
SCRIPTS = REPOSITORY / "scripts"
LOCKS = sorted((REPOSITORY / "requirements").glob("*.lock"))
WINDOWS = os.name == "nt"


def load(name: str, alias: str) -> ModuleType:
    """Import a script under a name that cannot hide a module of the standard library (`test`)."""
    spec = importlib.util.spec_from_file_location(alias, SCRIPTS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[alias] = module
    spec.loader.exec_module(module)
    return module


bootstrap = load("_bootstrap", "_bootstrap")
runner = load("test", "cchc_scripts_test")


# --- Python's version ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 4), (3, 14, 9)])
def test_supported_python_is_accepted(version: tuple[int, ...]) -> None:
    assert bootstrap.python_complaint(version) == ""


@pytest.mark.parametrize(("version", "word"), [((3, 8, 10), "quá cũ"), ((3, 15, 0), "quá mới")])
@pytest.mark.parametrize(("windows", "launcher"), [(True, "py -3.14"), (False, "python3.14")])
def test_unsupported_python_is_told_in_vietnamese(
    version: tuple[int, ...], word: str, windows: bool, launcher: str
) -> None:
    text = bootstrap.python_complaint(version, windows)
    assert word in text
    assert ".".join(map(str, version)) in text
    assert "từ 3.11 đến 3.14" in text
    assert launcher in text


@pytest.mark.parametrize("name", ["_bootstrap", "build", "serve"])
def test_old_python_can_read_the_file_far_enough_to_complain(name: str) -> None:
    ast.parse((SCRIPTS / f"{name}.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_bootstrap_agrees_with_pyproject_on_the_oldest_python() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=" + ".".join(map(str, bootstrap.OLDEST_PYTHON))


def test_bootstrap_needs_the_standard_library_only() -> None:
    tree = ast.parse((SCRIPTS / "_bootstrap.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


# --- Where things are ------------------------------------------------------------------------------------------------


def test_layout_on_windows() -> None:
    venv = bootstrap.venv_at(Path("Bộ công cụ", ".venv"), True, (3, 13))
    assert venv.python.as_posix() == "Bộ công cụ/.venv/Scripts/python.exe"
    assert venv.packages.as_posix() == "Bộ công cụ/.venv/Lib/site-packages"


def test_layout_on_linux_and_macos() -> None:
    venv = bootstrap.venv_at(Path("/srv/bộ công cụ/.venv"), False, (3, 11))
    assert venv.python.as_posix() == "/srv/bộ công cụ/.venv/bin/python"
    assert venv.packages.as_posix() == "/srv/bộ công cụ/.venv/lib/python3.11/site-packages"
    assert venv.stamp("test").name == ".cchc-test.json"


# --- Stamps ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository with locks and an environment that looks installed, under a name as editors have."""
    root = tmp_path / "Phòng KSTTHC, bộ công cụ"
    (root / "requirements").mkdir(parents=True)
    for lock in ("build", "runtime", "test"):
        (root / "requirements" / f"{lock}.lock").write_text(f"{lock}==1\n", encoding="utf-8")
    (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    make_environment(root)
    stamp(root, "runtime")
    stamp(root, "test")
    return root


def make_environment(root: Path) -> None:
    """Make the files that a healthy environment has."""
    venv = bootstrap.venv_of(root)
    venv.python.parent.mkdir(parents=True, exist_ok=True)
    venv.python.touch()
    (venv.packages / "mkdocs-1.6.1.dist-info").mkdir(parents=True, exist_ok=True)
    version = ".".join(map(str, sys.version_info[:3]))
    (venv.folder / "pyvenv.cfg").write_text(f"home = {Path(sys.executable).parent}\nversion = {version}\n")


def stamp(root: Path, profile: str) -> None:
    """Write the stamp of a profile that has just been installed."""
    venv = bootstrap.venv_of(root)
    content = {**bootstrap.fingerprint(root, profile), "installed": bootstrap.installed(venv)}
    bootstrap.write_stamp(venv.stamp(profile), content)


def test_a_true_stamp_means_ready(root: Path) -> None:
    assert bootstrap.is_ready(root, "runtime")
    assert bootstrap.is_ready(root, "test")


@pytest.mark.parametrize("changed", ["requirements/build.lock", "requirements/runtime.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_means_not_ready(root: Path, changed: str) -> None:
    (root / changed).write_text("mới\n", encoding="utf-8")
    assert not bootstrap.is_ready(root, "runtime")


def test_another_profiles_lock_does_not_matter(root: Path) -> None:
    (root / "requirements" / "test.lock").write_text("mới\n", encoding="utf-8")
    assert bootstrap.is_ready(root, "runtime")
    assert not bootstrap.is_ready(root, "test")


def test_a_moved_repository_means_not_ready(root: Path) -> None:
    moved = root.rename(root.with_name("Chỗ mới"))
    assert not bootstrap.is_ready(moved, "runtime")


def test_another_python_means_not_ready(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.sysconfig, "get_platform", lambda: "win-arm64")
    assert not bootstrap.is_ready(root, "runtime")


def test_a_package_removed_by_hand_means_not_ready(root: Path) -> None:
    (bootstrap.venv_of(root).packages / "mkdocs-1.6.1.dist-info").rmdir()
    assert not bootstrap.is_ready(root, "runtime")


def test_a_package_added_later_does_not_matter(root: Path) -> None:
    (bootstrap.venv_of(root).packages / "pytest-9.0.dist-info").mkdir()
    assert bootstrap.is_ready(root, "runtime")


def test_a_missing_interpreter_means_not_ready(root: Path) -> None:
    bootstrap.venv_of(root).python.unlink()
    assert not bootstrap.is_ready(root, "runtime")


@pytest.mark.parametrize("line", ["home = /không/có", "version = 3.10.2"])
def test_an_environment_of_a_python_that_is_gone_means_not_ready(root: Path, line: str) -> None:
    config = bootstrap.venv_of(root).folder / "pyvenv.cfg"
    config.write_text(config.read_text() + line + "\n", encoding="utf-8")
    assert not bootstrap.is_ready(root, "runtime")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", "\x00"])
def test_a_damaged_stamp_means_not_ready(root: Path, content: str) -> None:
    bootstrap.venv_of(root).stamp("runtime").write_text(content)
    assert not bootstrap.is_ready(root, "runtime")


def test_a_stamp_without_packages_means_not_ready(root: Path) -> None:
    bootstrap.write_stamp(bootstrap.venv_of(root).stamp("runtime"), bootstrap.fingerprint(root, "runtime"))
    assert not bootstrap.is_ready(root, "runtime")


# --- Installing, with pip replaced -----------------------------------------------------------------------------------


class FakeSteps:
    """Stands for every child process; fails at the step whose command holds `fails_at`, as often as told."""

    def __init__(self, root: Path, fails_at: str = "nothing", times: int = 0, curable: bool = False) -> None:
        self.root, self.fails_at, self.times, self.curable = root, fails_at, times, curable
        self.commands: list[str] = []

    def __call__(self, command: list[str], root: Path) -> None:
        line = " ".join(command)
        self.commands.append(line)
        if self.fails_at in line and self.times:
            self.times -= 1
            raise bootstrap.BootstrapError("hỏng", curable=self.curable)
        if "-m venv" in line:
            make_environment(root)

    def count(self, part: str) -> int:
        """Return how many commands held `part`."""
        return sum(part in command for command in self.commands)


def replace_steps(monkeypatch: pytest.MonkeyPatch, root: Path, *args: object, **options: object) -> FakeSteps:
    steps = FakeSteps(root, *args, **options)  # type: ignore[arg-type]
    monkeypatch.setattr(bootstrap, "run_quietly", steps)
    return steps


def test_nothing_runs_when_ready(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = replace_steps(monkeypatch, root)
    assert bootstrap.ensure("test", root) == bootstrap.venv_of(root).python
    assert steps.commands == []


def test_installing_test_completes_runtime_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "pyproject.toml").write_text("mới", encoding="utf-8")
    steps = replace_steps(monkeypatch, root)
    bootstrap.prepare(root, "test")
    assert bootstrap.is_ready(root, "test")
    assert bootstrap.is_ready(root, "runtime")
    assert steps.count("--editable") == 1


def test_installing_test_on_top_of_runtime_leaves_the_project_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = bootstrap.venv_of(root)
    bootstrap.write_stamp(venv.stamp("venv"), bootstrap.identity(root))
    venv.stamp("test").unlink()
    steps = replace_steps(monkeypatch, root)
    bootstrap.prepare(root, "test")
    assert bootstrap.is_ready(root, "test")
    assert steps.count("-m venv") == 0
    assert steps.count("--editable") == 0


@pytest.mark.parametrize("fails_at", ["-m venv", "build.lock", "runtime.lock", "--editable"])
def test_a_failed_installation_leaves_no_stamp(root: Path, monkeypatch: pytest.MonkeyPatch, fails_at: str) -> None:
    (root / "requirements" / "build.lock").write_text("mới", encoding="utf-8")
    replace_steps(monkeypatch, root, fails_at, 1)
    with pytest.raises(bootstrap.BootstrapError):
        bootstrap.prepare(root, "runtime")
    assert not bootstrap.venv_of(root).stamp("runtime").exists()
    assert not bootstrap.venv_of(root).stamp("test").exists()


def test_an_environment_made_elsewhere_is_made_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = root.rename(root.with_name("Chỗ mới"))
    (moved / ".venv" / "rác").touch()
    steps = replace_steps(monkeypatch, moved)
    bootstrap.prepare(moved, "runtime")
    assert steps.count("-m venv") == 1
    assert not (moved / ".venv" / "rác").exists()
    assert not list(moved.glob(".venv.old-*"))


@pytest.mark.parametrize(("curable", "rebuilt"), [(True, 1), (False, 0)])
def test_a_damaged_environment_is_made_anew_once(
    root: Path, monkeypatch: pytest.MonkeyPatch, curable: bool, rebuilt: int
) -> None:
    venv = bootstrap.venv_of(root)
    bootstrap.write_stamp(venv.stamp("venv"), bootstrap.identity(root))
    venv.stamp("runtime").unlink()
    steps = replace_steps(monkeypatch, root, "runtime.lock", 1, curable=curable)
    if curable:
        bootstrap.prepare(root, "runtime")
    else:
        with pytest.raises(bootstrap.BootstrapError):
            bootstrap.prepare(root, "runtime")
    assert steps.count("-m venv") == rebuilt


def test_a_failure_ends_the_program_with_a_sentence(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bootstrap.venv_of(root).stamp("runtime").unlink()
    replace_steps(monkeypatch, root, "-m venv", 1)
    with pytest.raises(SystemExit) as stop:
        bootstrap.ensure("runtime", root)
    assert stop.value.code == bootstrap.FAILED
    output = capsys.readouterr()
    assert output.out == ""
    assert "LỖI: hỏng" in output.err


def test_missing_venv_module_is_told_with_the_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(bootstrap.BootstrapError, match=r"sudo apt install python3\.\d+-venv"):
        bootstrap.check_venv_can_be_made(windows=False)
    with pytest.raises(bootstrap.BootstrapError, match=r"python\.org"):
        bootstrap.check_venv_can_be_made(windows=True)


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("Temporary failure in name resolution\nERROR: No matching distribution found", "cần Internet"),
        ("CERTIFICATE_VERIFY_FAILED\nERROR: No matching distribution found", "PIP_CERT"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "mã băm"),
        ("OSError: [WinError 206] The filename or extension is too long", "quá dài"),
        ("[WinError 5] Access is denied", "quyền ghi"),
        ("OSError: [Errno 28] No space left on device", "đầy"),
        ("Something else", "người phụ trách"),
    ],
)
def test_failures_are_explained(output: str, words: str) -> None:
    text = bootstrap.explain(output)
    assert words in text
    assert output.splitlines()[-1] in text


def test_children_speak_utf8_and_stay_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    environment = bootstrap.child_environment()
    assert environment["PYTHONUTF8"] == "1"
    assert environment["PIP_DISABLE_PIP_VERSION_CHECK"] == "1"
    assert environment["PIP_NO_INPUT"] == "1"
    assert environment["PIP_USER"] == "0"
    assert "PYTHONPATH" not in environment


def test_a_second_run_waits_for_the_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events: list[str] = []

    def second() -> None:
        with bootstrap.installation_lock(tmp_path / "lock"):
            events.append("second")

    with bootstrap.installation_lock(tmp_path / "lock"):
        waiting = threading.Thread(target=second)
        waiting.start()
        time.sleep(0.5)
        events.append("first")
    waiting.join(10)
    assert events == ["first", "second"]
    assert "xin chờ" in capsys.readouterr().err


def test_waiting_ends(tmp_path: Path) -> None:
    with (
        bootstrap.installation_lock(tmp_path / "lock"),
        pytest.raises(bootstrap.BootstrapError, match="Chờ quá lâu"),
        bootstrap.installation_lock(tmp_path / "lock", patience=0),
    ):
        pass


# --- The locks -------------------------------------------------------------------------------------------------------


def entries(lock: Path) -> list[str]:
    """Return the requirements of a lock, each with its hashes, on one line."""
    return lock.read_text(encoding="utf-8").replace("\\\n", "").strip().splitlines()


def pins(lock: Path) -> dict[str, str]:
    """Return the versions that a lock fixes."""
    requirements = [Requirement(entry.partition(" --hash")[0]) for entry in entries(lock)]
    return {canonicalize_name(requirement.name): str(requirement.specifier) for requirement in requirements}


def lock_named(name: str) -> Path:
    return REPOSITORY / "requirements" / f"{name}.lock"


def test_there_are_three_locks() -> None:
    assert [lock.stem for lock in LOCKS] == ["build", "runtime", "test"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_entry_is_exact_and_hashed(lock: Path) -> None:
    for entry in entries(lock):
        assert re.fullmatch(r"[a-z0-9.-]+==[\w.]+( ; [^\\]+?)?(\s+--hash=sha256:[0-9a-f]{64})+", entry), entry


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_package_has_one_version_for_every_machine(lock: Path) -> None:
    assert len(pins(lock)) == len(entries(lock))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_no_lock_names_a_place_to_download_from(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8").lower()
    for word in ("http:", "https:", "index-url", "find-links", "file:", "://"):
        assert word not in text


@pytest.mark.parametrize(("smaller", "larger"), [("build", "runtime"), ("runtime", "test")])
def test_a_larger_lock_holds_the_smaller_with_the_same_versions(smaller: str, larger: str) -> None:
    assert pins(lock_named(smaller)).items() <= pins(lock_named(larger)).items()


def test_the_runtime_lock_satisfies_pyproject() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    locked = pins(lock_named("runtime"))
    for text in project["project"]["dependencies"] + project["build-system"]["requires"]:
        wanted = Requirement(text)
        version = locked[canonicalize_name(wanted.name)].removeprefix("==")
        assert wanted.specifier.contains(version), f"{text}: {version}"


@pytest.mark.parametrize("name", ["lxml", "pydantic-core", "pyyaml"])
def test_compiled_packages_are_locked_for_many_machines(name: str) -> None:
    entry = next(entry for entry in entries(lock_named("runtime")) if entry.startswith(f"{name}=="))
    assert entry.count("--hash=") > 20  # one file each for Windows, macOS, Linux and every Python


# --- scripts/test.py -------------------------------------------------------------------------------------------------


def test_without_arguments_everything_runs_and_pytest_last() -> None:
    assert [step.name for step in runner.steps_for([], lint=True)] == ["ruff check", "ruff format", "mypy", "pytest"]
    assert [step.name for step in runner.steps_for([], lint=False)] == ["pytest"]


def test_with_arguments_only_pytest_runs() -> None:
    (step,) = runner.steps_for(["-k", "bootstrap"], lint=True)
    assert step.command == ("pytest", "-n", "auto", "--dist", "worksteal", "-k", "bootstrap")


@pytest.mark.parametrize("arguments", [["-n0"], ["-n", "1"], ["--pdb"]])
def test_the_callers_choice_of_workers_stands(arguments: list[str]) -> None:
    assert runner.pytest_step(arguments).command == ("pytest", *arguments)


def test_browsers_of_windows_and_macos_are_looked_for() -> None:
    windows = runner.usual_places({"PROGRAMFILES": "C:/Program Files", "LOCALAPPDATA": "C:/Dữ liệu"}, "win32")
    assert Path("C:/Program Files/Microsoft/Edge/Application/msedge.exe") in windows
    assert Path("C:/Dữ liệu/Google/Chrome/Application/chrome.exe") in windows
    macos = runner.usual_places({"HOME": "/Users/an"}, "darwin")
    assert Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome") in macos
    assert runner.usual_places({}, "linux") == []


def test_the_browser_that_is_asked_for_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/trình/duyệt")
    assert next(iter(runner.candidates(Path("python")))) == "/trình/duyệt"


def test_without_a_browser_the_reason_is_passed_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(runner, "find_chromium", lambda _: None)
    monkeypatch.setattr(runner, "install_chromium", lambda _: None)
    settings = runner.browser_settings(Path("python"))
    assert list(settings) == ["CCHC_CHROMIUM_SKIP_REASON"]
    assert "bỏ qua các kiểm tra bằng trình duyệt" in capsys.readouterr().err


def test_every_step_runs_even_after_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = iter([1, 0, 0])
    monkeypatch.setattr(runner.subprocess, "call", lambda *_, **__: next(codes))
    steps = [runner.Step(name, (name,)) for name in ("một", "hai", "ba")]
    assert runner.run_all(steps, Path("python"), {}) == 1
    summary = capsys.readouterr().out.partition("Tóm tắt")[2]
    assert re.findall(r"(đạt|HỎNG) +(\w+)", summary) == [("HỎNG", "một"), ("đạt", "hai"), ("đạt", "ba")]


def test_stamps_are_readable_by_a_person(root: Path) -> None:
    content = json.loads(bootstrap.venv_of(root).stamp("runtime").read_text(encoding="utf-8"))
    assert set(content) == {"root", "python", "lock", "project", "packages", "installed"}
