"""Templates are compiled once for all folders, and anew where what is compiled would differ."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import pytest

from cchc.store import Store
from cchc_mkdocs.bridge import keep_compiled

SOURCES = {"page.html": "{{ title }}{% include 'part.html' %}", "part.html": "{{ title | upper }}"}


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the templates that are compiled from now on."""
    names: list[str] = []
    compile_one = jinja2.Environment.compile

    def noting(self: jinja2.Environment, source: Any, name: Any = None, *rest: Any, **more: Any) -> Any:
        names.append(name)
        return compile_one(self, source, name, *rest, **more)

    monkeypatch.setattr(jinja2.Environment, "compile", noting)
    return names


def shown(store: Store, name: str = "own", change: Callable[[jinja2.Environment], object] = lambda _: None) -> str:
    """Render a page as a build in one more folder does."""
    env = jinja2.Environment(loader=jinja2.DictLoader(SOURCES), autoescape=name == "own")
    change(env)
    cache = keep_compiled(env, store, name)
    html = env.get_template("page.html").render(title="<a>")
    cache.save()
    return html


def test_once_for_all_folders(tmp_path: Path, compiled: list[str]) -> None:
    store = Store(tmp_path / "kept.db")
    first = shown(store)
    assert compiled == ["page.html", "part.html"]
    assert shown(Store(tmp_path / "kept.db")) == first == "&lt;a&gt;&lt;A&gt;"
    assert len(compiled) == 2


def test_another_environment_has_its_own(tmp_path: Path, compiled: list[str]) -> None:
    store = Store(tmp_path / "kept.db")
    shown(store)
    assert shown(store, "theme") == "<a><A>"
    assert len(compiled) == 4
    assert shown(store, change=lambda env: env.filters.update(upper=str.lower, more=len)) == "&lt;a&gt;&lt;a&gt;"
    assert len(compiled) == 6


def test_nothing_is_kept_without_a_place(compiled: list[str]) -> None:
    assert shown(Store(None)) == shown(Store(None))
    assert len(compiled) == 4
