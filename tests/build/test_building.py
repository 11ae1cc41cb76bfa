"""Builds as such: the same bytes again, whole or not at all, linear, under another path, from damaged content."""

from __future__ import annotations

import cProfile
import hashlib
import os
import pstats
import shutil
from pathlib import Path

import pytest

from cchc.cli.clock import moment_of
from cchc.content.library import sources_of
from cchc.service import opened
from cchc.site.model import Site
from cchc.site.outputs import file_plans
from cchc.site.pages import item_pieces, page_pieces
from cchc.site.plans import PagePlan
from cchc_markdown import MarkdownDialect

pytestmark = pytest.mark.build
ROOT = Path(__file__).resolve().parents[2]


def digest(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def copy_of_example(target: Path) -> Path:
    for name in ("docs", "overrides", "mkdocs.yml"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name)
        else:
            shutil.copy(source, target / name)
    return target


def test_the_same_content_gives_the_same_bytes(example, cchc, tmp_path) -> None:
    elsewhere = copy_of_example(tmp_path / "Bản sao của trang")
    for path in elsewhere.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    cchc("build", "-C", elsewhere, "--now", example.now)
    assert digest(elsewhere / "site") == digest(example.site)


def test_a_link_into_a_withdrawn_text_leads_to_its_notice(cchc, tmp_path) -> None:
    for name, head, body in (
        ("a", "", "[phần hồ sơ](b.md#ho-so)"),
        ("b", "withdrawn: {date: 2026-11-10, reason: Sai số liệu}\n", "## Hồ sơ\n\nMột."),
    ):
        path = tmp_path / f"docs/tin-tuc/2026/11/{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: Tin {name}\ndate: 2026-11-05\ntags: [mot-cua]\n{head}---\n{body}\n", "utf-8")
    # The site is verified: an anchor that is nowhere would end the build.
    cchc("build", "-C", tmp_path, "--now", "2026-11-21")
    page = (tmp_path / "site/tin-tuc/2026/11/a/index.html").read_text(encoding="utf-8")
    assert '<a href="../b/">phần hồ sơ</a>' in page


def test_errors_stop_a_build_and_keep_the_old_site(cchc, tmp_path) -> None:
    root = copy_of_example(tmp_path / "trang")
    cchc("build", "-C", root)
    before = digest(root / "site")
    bad = root / "docs/tin-tuc/2026/11/bai-hong.md"
    bad.parent.mkdir(parents=True, exist_ok=True)
    bad.write_text("---\ntitle: Bài hỏng\ndate: 31/02/2026\ntags: [khong-co]\n---\nx", encoding="utf-8")
    result = cchc.run("build", "-C", root)
    assert result.returncode == 1
    assert "CCHC303" in result.stderr
    assert "bai-hong.md:3:7" in result.stderr
    assert digest(root / "site") == before
    assert not list(root.glob(".site-*"))


def test_a_new_file_is_one_more(example, cchc, tmp_path) -> None:
    """What the whole is for: an editor adds a file, one command builds the site, the tally is right."""
    root = copy_of_example(tmp_path / "trang")
    new = root / "docs/tin-tuc/2026/11/tin-moi-cua-toi.md"
    new.parent.mkdir(parents=True, exist_ok=True)
    new.write_text(
        "---\ntitle: Tin mới: của tôi\ndate: 20/11/2026\ntags: DVCTT\n---\n\nNội dung tin mới.\n", encoding="utf-8"
    )
    cchc("build", "-C", root, "--now", example.now)
    page = root / "site/tin-tuc/2026/11/tin-moi-cua-toi/index.html"
    assert "Tin mới: của tôi" in page.read_text(encoding="utf-8")
    assert "Tin mới: của tôi" in (root / "site/tin-tuc/index.html").read_text(encoding="utf-8")
    assert "Tin mới: của tôi" in (root / "site/chu-de/dich-vu-cong-truc-tuyen/index.html").read_text(encoding="utf-8")
    assert "Tin mới: của tôi" in (root / "site/rss.xml").read_text(encoding="utf-8")

    def tally(folder: Path) -> dict[str, int]:
        import json

        said = json.loads(cchc("stats", "-C", folder, "--now", example.now, "--by", "topic", "--format", "json"))
        return {row["topic"]: row["count"] for row in said["rows"]}

    before, after = tally(example.root), tally(root)
    assert after["dich-vu-cong-truc-tuyen"] == before["dich-vu-cong-truc-tuyen"] + 1
    assert {**before, "dich-vu-cong-truc-tuyen": after["dich-vu-cong-truc-tuyen"]} == after


def test_mkdocs_itself_builds_the_same_site(example, run_module, tmp_path) -> None:
    site = tmp_path / "site"
    result = run_module("mkdocs", "build", "-q", "-f", example.root / "mkdocs.yml", "-d", site, now=example.now)
    assert result.returncode == 0, result.stderr
    assert digest(site) == digest(example.site)


def calls_for(number: int) -> int:
    """Count the function calls of making all pages and files of `number` items."""
    files = {
        f"tin-tuc/2024/{1 + i % 12:02d}/tin-{i}.md": (
            f"---\ntitle: Tin số {i}\ndate: 2024-{1 + i % 12:02d}-{1 + i % 28:02d}\n"
            f"tags: [{('mot-cua', 'kiem-soat-tthc', 'chi-so-cchc')[i % 3]}]\n---\n\n"
            f"Nội dung tin số {i}, [tin](tin-{i}.md).\n"
        ).encode()
        for i in range(number)
    }
    profile = cProfile.Profile()
    profile.enable()
    found = opened(sources_of(files), moment_of("2026-11-21"), MarkdownDialect())
    site = Site(found.edition, found.links, found.texts)
    pages = [
        (plan.key(), plan.page())
        for piece in [*page_pieces(site), *item_pieces(site, ())]
        for plan in piece()
        if isinstance(plan, PagePlan)
    ]
    files_made = [(plan.key(), list(plan.files())) for plan in file_plans(site, "https://x.gov.vn/")]
    assert len(pages) > number
    assert files_made
    profile.disable()
    return pstats.Stats(profile).total_calls


def test_work_grows_linearly_with_items() -> None:
    """Calls, not seconds: nothing walks all items for one item."""
    calls_for(20)  # imports, caches
    small, large = calls_for(200), calls_for(800)
    base = calls_for(0)
    assert (large - base) / (small - base) < 4.6
