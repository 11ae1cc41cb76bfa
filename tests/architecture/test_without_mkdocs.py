"""The domain in a Python that has no site generator: it imports, its tests pass, its commands run."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCKER = textwrap.dedent(
    """
    import sys

    class Blocker:
        def find_spec(self, name, path=None, target=None):
            if name.split(".")[0] in {"mkdocs", "material", "jinja2", "properdocs", "cchc_mkdocs"}:
                raise ModuleNotFoundError(f"blocked: {name}", name=name)

    sys.meta_path.insert(0, Blocker())
    """
)


def run(code: str, *arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-c", BLOCKER + code, *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def test_the_blocker_blocks() -> None:
    assert run("import mkdocs").returncode != 0


def test_every_module_of_the_domain_imports() -> None:
    code = textwrap.dedent(
        """
        import importlib, pkgutil, cchc, cchc_markdown
        for package in (cchc, cchc_markdown):
            for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
                if not module.name.endswith("__main__"):
                    importlib.import_module(module.name)
        print(sorted(name for name in sys.modules if name.split(".")[0] in ("mkdocs", "jinja2")))
        """
    )
    result = run(code)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == "[]"


def test_the_domains_tests_pass() -> None:
    tests = "'tests/golden', 'tests/unit/test_feeds.py'"
    code = f"import pytest; sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', {tests}]))"
    result = run(code)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-2000:]
    assert " passed" in result.stdout


def test_check_and_stats_run(tmp_path: Path) -> None:
    news = tmp_path / "docs/tin-tuc/2026/11/tin.md"
    news.parent.mkdir(parents=True)
    news.write_text("---\ntitle: Tin\ndate: 2026-11-05\ntags: [mot-cua]\n---\n\nNội dung\n", encoding="utf-8")
    for arguments in (("check",), ("stats", "--format", "json")):
        result = run("from cchc.cli import main; sys.argv[0] = 'cchc'; main()", *arguments, "-C", str(tmp_path))
        assert result.returncode == 0, result.stderr
    assert '"total": 1' in result.stdout
