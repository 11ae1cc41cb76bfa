"""External links against a real server on this machine: what it answers, what is said of it, and how it is asked."""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from cchc.content.internal_hosts import is_internal
from cchc.content.library import library_of
from cchc.dates import VIETNAM
from cchc.external.answers import Answer, Verdict, answer_from
from cchc.external.ask import Manners, ask_all
from cchc.external.collect import External, Spot, external_links
from cchc.external.report import report, split
from cchc.publishing import edition_of
from cchc.taxonomy.load import load_link_exceptions

MANNERS = Manners("cchc-kit/test", pause=0, timeout=0.4, retries=2, backoff=0.01, slow=0.15)
NOW = datetime(2026, 11, 21, tzinfo=VIETNAM)


class Server(ThreadingHTTPServer):
    """Keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path = self.path.strip("/")
        self.server.asked.append((self.command, path, self.headers["User-Agent"]))
        before = sum(one[1] == path for one in self.server.asked)
        status, headers = 200, {}
        if path.isdigit():
            status = int(path)
        elif path == "lan-sau-moi-duoc":
            status = 200 if before > 2 else 503
        elif path == "khong-co-head" and self.command == "HEAD":
            status = 405
        elif path in ("han-301", "tam-302"):
            status, headers = int(path[-3:]), {"Location": "/dich"}
        elif path == "vong":
            status, headers = 302, {"Location": "/vong"}
        elif path == "cham":
            time.sleep(0.2)
        elif path == "treo":
            time.sleep(0.7)
        self.send_response(status)
        for key, value in {**headers, "Content-Length": "0"}.items():
            self.send_header(key, value)
        self.end_headers()

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield running
        running.shutdown()


def asked(server: Server, *paths: str) -> dict[str, Answer]:
    answers = ask_all([f"{server.url}/{path}" for path in paths], MANNERS, lambda done, total: None)
    return {answer.url.rsplit("/", 1)[-1]: answer for answer in answers}


@pytest.mark.parametrize(
    ("path", "verdict", "status"),
    [
        ("200", Verdict.GOOD, 200),
        ("404", Verdict.GONE, 404),
        ("410", Verdict.GONE, 410),
        ("403", Verdict.GUARDED, 403),
        ("500", Verdict.ERROR, 500),
        ("lan-sau-moi-duoc", Verdict.GOOD, 200),
        ("khong-co-head", Verdict.GOOD, 200),
        ("han-301", Verdict.MOVED, 200),
        ("tam-302", Verdict.GOOD, 200),
        ("vong", Verdict.ERROR, 0),
        ("cham", Verdict.SLOW, 200),
        ("treo", Verdict.ERROR, 0),
    ],
)
def test_what_a_server_answers(server: Server, path: str, verdict: Verdict, status: int) -> None:
    answer = asked(server, path)[path]
    assert (answer.verdict, answer.status) == (verdict, status), answer
    assert answer_from(answer.as_json()) == answer
    if path == "han-301":
        assert answer.final == f"{server.url}/dich"


def test_nobody_listening_and_no_such_name() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        refused = f"http://127.0.0.1:{free.getsockname()[1]}/"
    urls = [refused, "http://khong-co.invalid/", "http://[hong/"]
    answers = {one.url: one for one in ask_all(urls[:2], MANNERS, lambda done, total: None)}
    assert answers[refused].detail == "không kết nối được máy chủ"
    assert {one.verdict for one in answers.values()} == {Verdict.ERROR}


def test_a_host_is_asked_politely(server: Server) -> None:
    """One at a time with the program's name; what is there is not fetched, what failed for good is not asked again."""
    server.asked.clear()
    asked(server, "200", "404")
    assert Counter((method, path) for method, path, _ in server.asked) == {
        ("HEAD", "200"): 1, ("HEAD", "404"): 1, ("GET", "404"): 1,
    }  # fmt: skip
    assert {agent for _, _, agent in server.asked} == {"cchc-kit/test"}


def test_progress_is_told(server: Server) -> None:
    said: list[tuple[int, int]] = []
    list(ask_all([f"{server.url}/200", f"{server.url}/404"], MANNERS, lambda done, total: said.append((done, total))))
    assert said == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("url", "internal"),
    [
        ("http://localhost/a", True),
        ("http://127.0.0.1:8000/", True),
        ("http://10.1.2.3/", True),
        ("http://[::1]/", True),
        ("https://may-chu/van-ban", True),
        ("http://luu-tru.so.local/", True),
        ("file:///C:/van-ban.docx", True),
        ("https://8.8.8.8/", False),
        ("https://dichvucong.gov.vn/", False),
        ("http://[hong/", False),
    ],
)
def test_addresses_of_an_office_itself(url: str, internal: bool) -> None:
    assert is_internal(url) is internal


def test_all_that_readers_can_click_is_collected_with_its_places() -> None:
    head = "---\ntitle: {}\ndate: 2026-11-05\ntags: [mot-cua]\n{}---\n\n"
    files = {
        "tin-tuc/2026/11/a.md": head.format("Tin a", "") + "[x](https://a.vn/x#muc)\n\n<https://a.vn/x> [y](b.md)\n",
        "tin-tuc/2026/11/b.md": head.format("Nháp", "draft: true\n") + "[x](https://nhap.vn/)\n",
        "hoat-dong/2026/c.md": head.format("Họp", "evidence: [https://a.vn/x]\n") + "Nội dung\n",
        "tthc/t.md": head.format("Thủ tục", "lien_ket: {dvcqg: https://t.vn/}\n") + "Nội dung\n",
        "chu-de/mot-cua.md": "[z](http://192.168.0.1/)\n",
    }
    library = library_of({path: text.encode() for path, text in files.items()})
    found = {link.url: link.spots for link in external_links(edition_of(library, NOW))}
    assert found["https://a.vn/x"] == (
        Spot("docs/hoat-dong/2026/c.md", 5, "Họp"),
        Spot("docs/tin-tuc/2026/11/a.md", 7, "Tin a"),
        Spot("docs/tin-tuc/2026/11/a.md", 9, "Tin a"),
    )
    assert found["https://t.vn/"] == (Spot("docs/tthc/t.md", 5, "Thủ tục"),)
    assert found["http://192.168.0.1/"][0].title == library.vocabulary.topics["mot-cua"].label
    assert "https://nhap.vn/" not in found


EXCEPTIONS = """\
exceptions:
  - url: https://a.vn/*
    reason: Trang chỉ mở trong nước
    until: 2026-11-21
  - {url: "https://b.vn/", reason: Bảo trì, until: 2026-11-20}
  - {url: "https://c.vn/", reason: x, until: 2027-01-01}
"""


def test_exceptions_hold_until_their_day_and_the_list_is_ranked() -> None:
    exceptions, problems = load_link_exceptions(EXCEPTIONS.encode())
    assert problems == ()
    one, two = (Spot("docs/a.md", 1, "A"),), (Spot("docs/a.md", 1, "A"), Spot("docs/b.md", 2, "B"))
    verdicts = {"https://x.vn/1": Verdict.SLOW, "https://x.vn/2": Verdict.MOVED, "https://x.vn/3": Verdict.ERROR}
    verdicts |= {"https://x.vn/4": Verdict.GONE, "https://x.vn/5": Verdict.GONE, "https://b.vn/": Verdict.GONE}
    links = [External(url, two if url.endswith("5") else one) for url in (*verdicts, "https://a.vn/z")]
    asked_for, excepted = split(links, exceptions, date(2026, 11, 21))
    assert [link.url for link, _ in excepted] == ["https://a.vn/z"]
    found = report(asked_for, excepted, {url: Answer(url, verdict) for url, verdict in verdicts.items()}, exceptions)
    ranked = [one.answer.url for one in found.entries]
    assert ranked == [f"https://{url}" for url in ("x.vn/5", "b.vn/", "x.vn/4", "x.vn/3", "x.vn/2", "x.vn/1")]
    assert [one.lapsed is not None for one in found.entries] == [False, True, False, False, False, False]
    assert [one.url for one in found.unused] == ["https://c.vn/"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('exceptions: [{url: "https://a.vn/", until: 2027-01-01}]', "CCHC301"),
        ('exceptions: [{url: "https://a.vn/", reason: x}]', "CCHC301"),
        ("exceptions: [{url: a.vn, reason: x, until: 2027-01-01}]", "CCHC306"),
    ],
)
def test_an_exception_without_reason_or_day_is_an_error(text: str, code: str) -> None:
    library = library_of({"_data/link-exceptions.yml": text.encode()})
    assert [problem.code for problem in library.problems] == [code]


def test_the_command_ranks_keeps_good_answers_and_tells_broken_ones(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from cchc.cli import links

    docs = tmp_path / "docs/tin-tuc/2026/11"
    docs.mkdir(parents=True)
    body = f"[a]({server.url}/200) [b]({server.url}/410) [c]({server.url}/han-301)"
    (docs / "a.md").write_text(f"---\ntitle: Tin a\ndate: 2026-11-05\ntags: [mot-cua]\n---\n\n{body}\n", "utf-8")
    (tmp_path / "docs/_data").mkdir()
    for name in ("agency", "channels"):
        key = "name: Sở\nlinks: []\ndefault_channel: web" if name == "agency" else "channels: [{id: web, label: W}]"
        (tmp_path / f"docs/_data/{name}.yml").write_text(f"{key}\n", "utf-8")
    (tmp_path / "docs/_data/official-documents.yml").write_text("documents: []\n", "utf-8")
    monkeypatch.setattr(links, "is_internal", lambda url: False)
    monkeypatch.setattr("cchc.external.ask.Manners", lambda agent: MANNERS)
    assert links.run_links(tmp_path, "2026-11-21", False, "text", 7, False) == 1
    said = capsys.readouterr()
    assert said.out.index("Trang không còn (1)") < said.out.index("Đã chuyển hẳn sang địa chỉ khác (1)")
    assert f"→ đổi thành {server.url}/dich" in said.out
    assert "docs/tin-tuc/2026/11/a.md:7  Tin a" in said.out
    assert "Đã kiểm tra 3 địa chỉ: 1 trang không còn, 1 đã chuyển địa chỉ, 1 tốt." in said.err
    server.asked.clear()
    links.run_links(tmp_path, "2026-11-21", False, "csv", 7, True)
    assert {path for _, path, _ in server.asked} == {"410"}
    server.asked.clear()
    assert links.run_links(tmp_path, "2026-11-21", True, "json", 7, True) == 0
    assert server.asked == []
