"""The parts of the preview: what is added to a page, what is shown before a build has followed, what may be asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cchc.preview.box import bare_page, box_of, with_additions
from cchc.preview.orders import Build, Done, Outcome, Refused, Save, SavedPage
from cchc.preview.server import media_type, safe_parts
from cchc.preview.session import Session
from cchc.preview.shown import Shown
from cchc.preview.watch import Watcher
from cchc.problems import Problem, make_problem

ERROR = make_problem("CCHC201", "docs/tin-tuc/2026/11/a.md")
WARNING = make_problem("CCHC102", "docs/tin-tuc/2026/11/a.md", encoding="UTF-16")
PAGE = "tin-tuc/2026/11/a/"
SOURCE = "tin-tuc/2026/11/a.md"


def saved(html: str | None, *problems: Problem, address: str = PAGE, **more: Any) -> SavedPage:
    return SavedPage(SOURCE, address, html=html, problems=problems, **more)


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    site = tmp_path / "site"
    (site / PAGE).mkdir(parents=True)
    (site / PAGE / "index.html").write_text("<body>cũ</body>", encoding="utf-8")
    (site / "404.html").write_text("<body>không có</body>", encoding="utf-8")
    shown = Shown(site)
    shown.built(0, (), {}, frozenset(), False)
    return shown


def text_of(shown: Shown, address: str = PAGE) -> str:
    view = shown.view(address)
    return (view.html + view.box).decode()


def test_what_an_editor_wrote_is_escaped_in_the_box() -> None:
    evil = make_problem("CCHC202", "docs/<b>.md", found="<script>alert(1)</script>")
    box = box_of(["<i>"], [evil], stays=False).decode()
    assert "<script>" not in box
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in box
    assert "docs/&lt;b&gt;.md, dòng 1, cột 1" in box
    assert "<i>" not in box


def test_errors_come_first_and_show_a_right_example() -> None:
    box = box_of([], [WARNING, ERROR], stays=True).decode()
    assert box.index("Lỗi CCHC201") < box.index("Cảnh báo CCHC102")
    assert box.count("Ví dụ đúng") == 1
    assert "bản đúng gần nhất" in box


def test_nothing_to_say_is_no_box() -> None:
    assert box_of([], [], stays=True) == b""


@pytest.mark.parametrize("html", [b"<html><body class='a'>x</body></html>", b"just words"])
def test_the_additions_leave_the_page_whole(html: bytes) -> None:
    made = with_additions(html, b"<BOX>", "/s.js", "/e?a=1&dau=2")
    assert made.replace(b"<BOX>", b"").replace(
        b'<script src="/s.js" data-events="/e?a=1&amp;dau=2"></script>', b""
    ) == (html)


def test_a_saved_page_goes_before_the_built_one_until_a_build_has_it(shown: Shown) -> None:
    shown.saved(saved("<body>mới</body>", former=PAGE), 1)
    assert "mới" in text_of(shown)
    shown.built(0, (), {}, frozenset(), False)
    assert "mới" in text_of(shown)
    shown.built(1, (), {}, frozenset(), False)
    assert text_of(shown) == "<body>cũ</body>"


def test_with_an_error_the_last_good_page_stays_even_when_a_build_leaves_it_out(shown: Shown) -> None:
    shown.saved(saved(None, ERROR, former=PAGE), 1)
    assert "cũ" in text_of(shown)
    assert "CCHC201" in text_of(shown)
    (shown.site_dir / PAGE / "index.html").unlink()
    shown.built(1, [ERROR], {}, frozenset(), False)
    assert "cũ" in text_of(shown)
    shown.saved(saved("<body>mới</body>"), 2)
    assert text_of(shown) == "<body>mới</body>"


def test_a_damaged_new_text_has_a_page_that_says_so(shown: Shown) -> None:
    address = shown.saved(saved(None, ERROR, address="tin-tuc/2026/12/b/"), 1)
    assert "CCHC201" in text_of(shown, address)
    assert not shown.view(address).found


def test_a_draft_is_shown_after_a_build_too_until_it_is_deleted(shown: Shown) -> None:
    draft = saved("<body>nháp</body>", address="tin-tuc/2026/12/b/", notice="Bản nháp")
    address = shown.saved(draft, 1)
    shown.built(1, (), {}, frozenset(), False)
    assert "Bản nháp" in text_of(shown, address)
    shown.built(1, (), {}, frozenset([SOURCE]), False)
    assert text_of(shown, address) == "<body>không có</body>"


def test_a_page_that_has_moved_leads_to_its_new_address(shown: Shown) -> None:
    (shown.site_dir / PAGE / "index.html").unlink()
    shown.saved(saved("<body>mới</body>", address="tin-tuc/2026/12/a/", former=PAGE), 1)
    assert shown.view(PAGE).moved == "tin-tuc/2026/12/a/"


def test_problems_of_a_build_stand_on_their_pages(shown: Shown) -> None:
    shown.refused(0, [WARNING], {WARNING.path: PAGE})
    assert "CCHC102" in text_of(shown)
    shown.built(0, (), {}, frozenset(), False)
    assert "CCHC102" not in text_of(shown)


def test_before_the_first_build_a_page_says_that_it_comes(tmp_path: Path) -> None:
    assert "Đang dựng trang" in text_of(Shown(tmp_path))


def test_only_a_page_that_is_another_one_wakes_who_waits(shown: Shown) -> None:
    digest = shown.view(PAGE).digest
    woken: list[bool] = []
    waiting = threading.Thread(target=lambda: woken.append(shown.wait(PAGE, digest, 30)))
    waiting.start()
    shown.saved(saved("<body>mới</body>"), 1)
    waiting.join(30)
    assert woken == [True]
    assert not shown.wait(PAGE, shown.view(PAGE).digest, 0)
    before = shown.view(PAGE).digest
    shown.built(0, (), {}, frozenset(), True)
    assert shown.view(PAGE).digest != before


@pytest.mark.parametrize("path", ["../a", "a/%2e%2e/b", "%2e%2e%2fa", "a%5c..%5cb", "C%3a/x", "a%00b"])
def test_a_path_that_may_lead_out_is_refused(path: str) -> None:
    assert safe_parts(path) is None


def test_a_path_below_the_site_is_taken_apart() -> None:
    assert safe_parts("t%E1%BB%87p/a%20b.pdf") == ["tệp", "a b.pdf"]


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("site.webmanifest", "application/manifest+json"),
        ("rss.xml", "application/xml"),
        ("be.woff2", "font/woff2"),
        ("a.js", "text/javascript"),
        ("A.PDF", "application/pdf"),
        ("a.unknown-one", "application/octet-stream"),
    ],
)
def test_media_types_do_not_depend_on_the_machine(name: str, media: str) -> None:
    assert media_type(name) == media


class _Workers:
    """Workers without processes: a save gives a page with the words of the file."""

    def __init__(self) -> None:
        self.saves: list[str] = []
        self.builds: list[Build] = []
        self.outcome: Outcome = Done((), {})
        self.built = threading.Semaphore(0)

    def save(self, order: Save) -> SavedPage:
        self.saves.append(order.source)
        return saved(f"<body>{order.data.decode()}</body>")

    def build(self, order: Build) -> Outcome:
        self.builds.append(order)
        self.built.release()
        return self.outcome

    def get_ready(self) -> None: ...

    def stop(self) -> None: ...


class _Quiet:
    def saved(self, *_: object) -> None: ...

    def built(self, *_: object) -> None: ...

    def lost(self) -> None: ...


@pytest.fixture
def session(shown: Shown, tmp_path: Path) -> Iterator[tuple[Session, _Workers, Path]]:
    docs, workers = tmp_path / "docs", _Workers()
    (docs / SOURCE).parent.mkdir(parents=True)
    session = Session(docs, (tmp_path / "mkdocs.yml",), shown, workers, _Quiet())  # type: ignore[arg-type]  # no processes
    session.start()
    assert workers.built.acquire(timeout=30)
    yield session, workers, docs
    session.stop()


def test_a_save_is_shown_and_the_site_follows(session: tuple[Session, _Workers, Path], shown: Shown) -> None:
    running, workers, docs = session
    (docs / SOURCE).write_text("chữ mới", encoding="utf-8")
    running.changed([docs / SOURCE])
    assert workers.saves == [SOURCE]
    assert "chữ mới" in text_of(shown)
    assert workers.built.acquire(timeout=30)
    running.changed([docs / SOURCE])
    assert workers.saves == [SOURCE], "the same bytes were made twice"


def test_what_is_no_content_is_left_alone(session: tuple[Session, _Workers, Path], tmp_path: Path) -> None:
    running, workers, docs = session
    for name in (".a.md", "a.md~", "b.tmp", ".git/c.md", "#d.md#"):
        running.changed([docs / name])
    running.changed([tmp_path / "site", tmp_path / "README.md"])
    assert not workers.saves
    assert not workers.built.acquire(timeout=0.5)
    running.changed([tmp_path / "mkdocs.yml"])
    assert workers.built.acquire(timeout=30)


def test_a_refused_build_keeps_what_is_accepted(session: tuple[Session, _Workers, Path]) -> None:
    running, workers, docs = session
    workers.outcome = Done((), {}, frozenset(["docs/a.md"]))
    running.changed([docs / "b.png"])
    assert workers.built.acquire(timeout=30)
    workers.outcome = Refused((), {})
    for _ in range(2):
        running.changed([docs / "b.png"])
        assert workers.built.acquire(timeout=30)
    assert [order.accepted for order in workers.builds] == [None, frozenset(), *[frozenset(["docs/a.md"])] * 2]


def test_a_file_put_in_the_place_of_another_is_a_change_and_reading_one_is_none(tmp_path: Path) -> None:
    came, replaced = threading.Event(), threading.Event()

    def changed(paths: frozenset[Path]) -> None:
        came.set()
        if tmp_path / "a.md" in paths:
            replaced.set()

    (tmp_path / "a.md").write_text("cũ", encoding="utf-8")
    watcher = Watcher(changed)
    watcher.start([(tmp_path, True)])
    try:
        (tmp_path / "a.md").read_text(encoding="utf-8")
        assert not came.wait(0.5)
        (tmp_path / "b.md.part").write_text("mới", encoding="utf-8")
        (tmp_path / "b.md.part").replace(tmp_path / "a.md")
        assert replaced.wait(30)
    finally:
        watcher.stop()


def test_a_bare_page_escapes_its_words() -> None:
    assert b"<b>" not in bare_page("<b>", "<b>")
