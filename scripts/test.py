"""Kiểm tra bộ công cụ: python scripts/test.py [--no-lint] [tùy chọn của pytest].

Without pytest options: ruff, mypy and the whole of the tests, each of them even when an earlier one failed.
With pytest options: only pytest.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from _bootstrap import ROOT, child_environment, ensure, say

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
WINDOWS_PLACES = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
MACOS_PLACES = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
PLAYWRIGHT_PATH = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
)
VNU = "vnu-jar@26.9.27"  # its SHA-256 is in tests/build/test_html_checker.py
NO_CHROMIUM = (
    "Không tìm thấy Chromium, Chrome hay Edge trên máy này và không cài được, "
    "nên bỏ qua các kiểm tra bằng trình duyệt. "
    "Hãy cài một trình duyệt đó, hoặc đặt biến môi trường CHROMIUM bằng đường dẫn của nó. / "
    "No Chromium, Chrome or Edge found on this machine, and none could be installed: browser tests are skipped. "
    "Install one, or set CHROMIUM to its path."
)


# --- A browser for the browser tests ---------------------------------------------------------------------------------


def usual_places(environment: Mapping[str, str], platform: str) -> list[Path]:
    """Return where installers of Windows and macOS put a browser that can run the tests."""
    if platform == "win32":
        folders = [environment.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
        return [Path(folder, place) for folder in folders if folder for place in WINDOWS_PLACES]
    if platform == "darwin":
        folders = ["/Applications", environment.get("HOME", "") + "/Applications"]
        return [Path(folder, place) for folder in folders if folder for place in MACOS_PLACES]
    return []


def succeeds(command: Sequence[str], seconds: float) -> bool:
    """Run a command without its words; a command that hangs has failed."""
    nothing = subprocess.DEVNULL
    try:
        code = subprocess.call(
            command, stdin=nothing, stdout=nothing, stderr=nothing, timeout=seconds, env=child_environment()
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return code == 0


def works(browser: str) -> bool:
    """Say whether a browser starts: Ubuntu's `chromium-browser` is only a pointer to a shop."""
    if sys.platform == "win32":
        return Path(browser).is_file()  # there `--version` opens a window
    else:
        return succeeds([browser, "--version"], 60)


def playwright_browser(python: Path) -> str:
    """Return where Playwright keeps, or would keep, its own browser."""
    command = [str(python), "-c", PLAYWRIGHT_PATH]
    try:
        answer = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, env=child_environment())
    except subprocess.TimeoutExpired:
        return ""
    return answer.stdout.strip()


def candidates(python: Path) -> Iterable[str]:
    """Return the browsers of this machine, the wanted one first; lazily, because asking Playwright takes a second."""
    if wanted := os.environ.get("CHROMIUM"):
        yield wanted
    yield from filter(None, map(shutil.which, COMMANDS))
    yield from (str(place) for place in usual_places(os.environ, sys.platform) if place.is_file())
    yield from filter(None, [playwright_browser(python)])


def find_chromium(python: Path) -> str | None:
    """Return the first browser that starts."""
    return next(filter(works, candidates(python)), None)


def install_chromium(python: Path) -> None:
    """Try the ways in which this machine can get a browser, each for a limited time."""
    if sys.platform == "linux" and Path("/etc/debian_version").exists() and os.geteuid() == 0:
        # First, because Debian's package brings the system libraries that Playwright's download lacks.
        say("Đang cài Chromium từ kho gói của hệ điều hành (thường mất 1–2 phút)…")
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        if succeeds(["apt-get", "update"], 300) and succeeds(["apt-get", "install", "-y", "chromium"], 900):
            return
    say("Đang tải Chromium cho các kiểm tra bằng trình duyệt (thường mất 1–3 phút)…")
    succeeds([str(python), "-m", "playwright", "install", "chromium"], 600)


def browser_settings(python: Path) -> dict[str, str]:
    """Return the variables that tell the tests which browser to use, or why there is none."""
    browser = find_chromium(python)
    if not browser:
        install_chromium(python)
        browser = find_chromium(python)
    if browser:
        return {"CCHC_CHROMIUM": browser}
    say(NO_CHROMIUM)
    return {"CCHC_CHROMIUM_SKIP_REASON": NO_CHROMIUM}


# --- The checker of HTML ---------------------------------------------------------------------------------------------


def fetch_html_checker() -> None:
    """Fetch the Nu HTML checker once, where it can run and npm is there; its test tells why it is skipped elsewhere."""
    place = ROOT / ".cache" / "vnu"
    npm = shutil.which("npm")
    if (
        os.environ.get("CCHC_VNU")
        or not npm
        or not shutil.which("java")
        or (place / "node_modules" / "vnu-jar").exists()
    ):
        return
    say("Đang tải bộ kiểm tra HTML (33 MB)…")
    # Without scripts: the package's own would download Java.
    succeeds([npm, "install", "--prefix", str(place), "--ignore-scripts", "--no-audit", "--no-fund", VNU], 300)


# --- The steps -------------------------------------------------------------------------------------------------------


class Step(NamedTuple):
    """One check: what it is called in the summary, and the module and arguments for the environment's Python."""

    name: str
    command: tuple[str, ...]


LINT = (
    Step("ruff check", ("ruff", "check", ".")),
    Step("ruff format", ("ruff", "format", "--check", ".")),
    Step("mypy", ("mypy", "plugins")),
)


def pytest_step(arguments: Sequence[str]) -> Step:
    """Return the test run: on all cores, unless the caller chose otherwise or wants to debug."""
    chosen = any(argument.startswith(("-n", "--numprocesses", "--pdb", "--trace")) for argument in arguments)
    # A process that has done its part takes over from one that has long tests before it.
    spread = [] if chosen else ["-n", "auto", "--dist", "worksteal"]
    return Step("pytest", ("pytest", *spread, *arguments))


def steps_for(arguments: Sequence[str], lint: bool) -> list[Step]:
    """Return what to run; pytest comes last, so that its closing line does."""
    return [*(LINT if lint and not arguments else ()), pytest_step(arguments)]


def run_step(step: Step, python: Path, environment: Mapping[str, str]) -> tuple[int, float]:
    """Run a step in the repository's folder; return its exit code and how long it took."""
    print(f"\n=== {step.name}", flush=True)
    started = time.monotonic()
    code = subprocess.call([str(python), "-m", *step.command], cwd=ROOT, env=environment)
    return code, time.monotonic() - started


def run_all(steps: Sequence[Step], python: Path, environment: Mapping[str, str]) -> int:
    """Run every step, also after a failure; print a summary and return the exit code of the whole."""
    results = [(step, *run_step(step, python, environment)) for step in steps]
    print("\n=== Tóm tắt")
    for step, code, seconds in results:
        print(f"  {'đạt  ' if code == 0 else 'HỎNG '} {step.name} ({seconds:.1f} giây)")
    sys.stdout.flush()
    return int(any(code for _, code, _ in results))


def main(argv: Sequence[str]) -> int:
    """Prepare, find a browser, run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--no-lint", action="store_true", help="bỏ qua ruff và mypy")
    options, arguments = parser.parse_known_args(argv)
    python = ensure("test")
    environment = {**child_environment(), **browser_settings(python)}
    if not arguments:
        fetch_html_checker()
    return run_all(steps_for(arguments, lint=not options.no_lint), python, environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
