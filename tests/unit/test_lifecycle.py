"""Withdrawal, merging of topics, old addresses for servers, the feed of corrections."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cchc.cli.check import run_check
from cchc.cli.lifecycle import run_merge_topic, run_mv, run_withdraw
from cchc.content.library import library_of
from cchc.dates import VIETNAM, parse_civil
from cchc.lifecycle.content import RefusedError, content_of
from cchc.lifecycle.merge_topics import merge_topics
from cchc.lifecycle.redirects import server_file
from cchc.lifecycle.withdraw import Withdrawal, withdraw
from cchc.publishing import Edition, edition_of

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=VIETNAM)
A = "tin-tuc/2026/11/a.md"
ITEM = "---\ntitle: {title}\ndate: 2026-11-05\ntags: {tags}\n{more}---\n\n{body}\n"


def item(title: str = "Tin", tags: str = "[mot-cua]", more: str = "", body: str = "Nội dung") -> bytes:
    return ITEM.format(title=title, tags=tags, more=more, body=body).encode()


def withdrawn(data: bytes, reason: str = "Trùng: bài", day: str = "2026-11-21", counted: bool = False) -> Withdrawal:
    civil = parse_civil(day)
    assert civil is not None
    return withdraw(content_of({A: data}), A, reason, civil, counted, NOW)


def test_a_withdrawn_item_says_when_and_why_and_is_no_longer_counted() -> None:
    done = withdrawn(item(more="source: bien-tap # nguồn\n"))
    line = 'withdrawn: {date: 2026-11-21, reason: "Trùng: bài"}\n'
    assert done.change.writes[A] == item(more=f"source: bien-tap # nguồn\n{line}")
    assert done.counted == (True, False)
    assert withdrawn(item(), counted=True).counted == (True, True)


@pytest.mark.parametrize(
    ("data", "options", "why"),
    [
        (item(more="draft: true\n"), {}, "bản nháp"),
        (item(more="withdrawn: {date: 2026-11-06, reason: x}\n"), {}, "đã có mục gỡ bài"),
        (item(), {"reason": " "}, "lý do"),
        (item(), {"day": "2026-11-04"}, "trước ngày đăng"),
        (b"x", {}, "không phải là bài"),
    ],
)
def test_what_can_not_be_withdrawn_is_refused(data: bytes, options: dict[str, Any], why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        withdrawn(data, **options)


TOPICS = """\
fields:
  # lĩnh vực một
  - id: linh-vuc
    label: Lĩnh vực
    topics:
      - id: cu
        label: Cũ
        aliases: [Cũ kỹ]
        abbreviations: [CU]
      # chủ đề nhận
      - id: moi   # mã
        label: Mới
      - id: khac
        label: Khác
        merged_into: cu
        merged_on: 2026-01-01
"""
IN_BRACES = b"fields: [{id: l, label: L, topics: [{id: cu, label: C}, {id: moi, label: M}, {id: khac, label: K}]}]\n"
LINES = """\
lines:
  - id: mot
    label: Một
    topics:
      - khac
      - cu   # cũ
    parts: [{kinds: [tin], unit: tin}]
  - id: hai
    label: Hai
    topics: [moi]
    parts: [{kinds: [tin], unit: tin}]
"""
PLAN = "title: K\nyear: 2026\ntasks:\n  - id: I.1\n    text: Việc\n    topics: [cu, moi]\n"


def topic_site(**more: bytes) -> dict[str, bytes]:
    return {
        "_data/topics.yml": TOPICS.encode(),
        "_data/report-lines.yml": LINES.encode(),
        "_data/plans/k.yml": PLAN.encode(),
        "tin-tuc/2026/11/a.md": item("Tin a", "[CU, khac]", "plan: [k/I.1]\n", "[chủ đề](../../../chu-de/cu.md)"),
        "tin-tuc/2026/11/b.md": item("Tin b", "moi, cu   # hai chủ đề"),
        "tin-tuc/2026/11/c.md": item("Tin c", "[khac]", "draft: true\n"),
        "chu-de/cu.md": "Giới thiệu".encode(),
        **more,
    }


def test_a_merged_topic_is_gone_everywhere_and_its_names_are_understood() -> None:
    done = merge_topics(content_of(topic_site()), "Cũ kỹ", "moi", NOW)
    after = done.change.after
    assert after.texts["tin-tuc/2026/11/a.md"] == item(
        "Tin a", "[moi, khac]", "plan: [k/I.1]\n", "[chủ đề](../../../chu-de/moi.md)"
    )
    assert after.texts["tin-tuc/2026/11/b.md"] == item("Tin b", "[moi]   # hai chủ đề")
    assert "chu-de/moi.md" in after.texts
    expected = re.sub(r"      - id: cu\n.*?(?=      #)", "", TOPICS, flags=re.DOTALL).replace(
        "merged_into: cu", "merged_into: moi"
    )
    aliases = "        aliases: [cu, Cũ kỹ]\n"
    assert after.data["_data/topics.yml"].decode() == expected.replace(
        "        label: Mới\n", f"        label: Mới\n{aliases}"
    )
    assert after.data["_data/report-lines.yml"].decode() == LINES.replace("      - cu   # cũ\n", "      # cũ\n")
    assert after.data["_data/plans/k.yml"].decode() == PLAN.replace("[cu, moi]", "[moi]")
    assert [(one.topic, one.before, one.after) for one in done.counts] == [("cu", 1, 0), ("moi", 1, 2)]
    assert after.library.vocabulary.topic_names.get("cũ kỹ") == "moi"


@pytest.mark.parametrize(
    ("files", "one", "two", "why"),
    [
        ({}, "cu", "CU", "cùng chỉ một chủ đề"),
        ({}, "khong", "moi", "Không có chủ đề"),
        ({}, "cu", "khac", "đã được gộp"),
        ({"chu-de/moi.md": b"x"}, "cu", "moi", "Cả hai chủ đề đều có lời giới thiệu"),
        ({"tin-tuc/2026/11/d.md": b"x"}, "cu", "moi", "có lỗi"),
        ({"_data/report-lines.yml": LINES.replace("      - khac\n", "").encode()}, "cu", "moi", "đếm mọi chủ đề"),
        ({"_data/topics.yml": IN_BRACES}, "cu", "moi", "một cách chắc chắn"),
    ],
)
def test_a_merge_that_would_lose_something_is_refused(files: dict[str, bytes], one: str, two: str, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        merge_topics(content_of(topic_site(**files)), one, two, NOW)


def edition(*aliases: str) -> Edition:
    more = "aliases:\n" + "".join(f"  - '{alias}'\n" for alias in aliases)
    return edition_of(library_of({A: item(more=more)}), NOW)


OLD = ("cũ/bài (1)+[a].html", 'c/a"b$1', "d%20e/x.*")
NEW = "/cchc/tin-tuc/2026/11/a/"


def with_spaces() -> Edition:
    """An edition whose old addresses hold signs that mean something to a server; spaces only by percent."""
    return edition(*(alias.replace(" ", "%20") for alias in OLD))


def test_nginx_gets_every_old_address_decoded_and_quoted() -> None:
    text = server_file(with_spaces(), "https://x.vn/cchc/", "nginx")
    pairs = re.findall(r'^    "((?:[^"\\]|\\.)*)" "([^"]*)";$', text, re.MULTILINE)
    assert {re.sub(r"\\(.)", r"\1", old) for old, _ in pairs} == {
        f"/cchc/{old}{end}" for old in ("cũ/bài (1)+[a].html", 'c/a"b$1', "d e/x.*") for end in ("", "/")
    }
    assert {new for _, new in pairs} == {NEW}


def test_apache_patterns_match_the_old_address_and_nothing_else() -> None:
    text = server_file(with_spaces(), "https://x.vn/cchc/", "apache")
    patterns = [
        re.compile(written.replace('\\"', '"'))
        for written in re.findall(
            r'^RedirectMatch 301 "((?:[^"\\]|\\.)*)" "/cchc/tin-tuc/2026/11/a/"$', text, re.MULTILINE
        )
    ]
    assert len(patterns) == 6
    for old in ("cũ/bài (1)+[a].html", 'c/a"b$1', "d e/x.*/"):
        assert sum(bool(pattern.search(f"/cchc/{old}")) for pattern in patterns) == 1
    assert not any(pattern.search("/cchc/d e/xyz") or pattern.search("/cchc/d e/x.*/y") for pattern in patterns)


def test_iis_gets_well_formed_xml() -> None:
    root = ET.fromstring(server_file(with_spaces(), "", "iis"))
    added = {entry.attrib["key"]: entry.attrib["value"] for entry in root.iter("add") if "key" in entry.attrib}
    assert added['c/a"b$1'] == "/tin-tuc/2026/11/a/"
    assert len(added) == 6


def test_a_merged_topics_page_and_feeds_lead_on() -> None:
    files = merge_topics(content_of(topic_site()), "cu", "moi", NOW).change.after.library
    text = server_file(edition_of(files, NOW), "", "nginx")
    assert '"/chu-de/cu/rss.xml" "/chu-de/moi/rss.xml";' in text
    assert '"/chu-de/cu" "/chu-de/moi/";' in text


def test_the_commands_say_what_they_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, topic_site())
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.md")}
    now = "2026-11-21"
    assert run_mv(tmp_path, now, "docs/tin-tuc/2026/11/a.md", "tin-tuc/2026/11/x.md", True) == 0
    seen = capsys.readouterr()
    assert ("Sẽ chuyển “Tin a”" in seen.out, "xem trước" in seen.err) == (True, True)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.md")} == before
    assert run_mv(tmp_path, now, "tin-tuc/2026/11/khong.md", "x.md", False) == 2
    assert "Chưa đổi gì" in capsys.readouterr().err
    assert run_merge_topic(tmp_path, now, "cu", "khong-co", False) == 2
    assert run_withdraw(tmp_path, now, "docs/tin-tuc/2026/11/b.md", " ", "", False, False) == 2
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.md")} == before
    assert run_merge_topic(tmp_path, now, "cu", "moi", False) == 0
    assert run_withdraw(tmp_path, now, "docs/tin-tuc/2026/11/b.md", "Trùng", "", False, False) == 0
    said = capsys.readouterr().out
    assert "Đã gộp chủ đề cu vào moi" in said
    assert "Đã gỡ “Tin b”" in said
    assert run_check(tmp_path, now, "text") == 0


def test_a_change_that_makes_an_error_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`luu-tru/` belongs to the kit's own pages."""
    write(tmp_path, {"trang/a.md": b"# A"})
    assert run_mv(tmp_path, "2026-11-21", "trang/a.md", "luu-tru.md", False) == 1
    assert "CCHC601" in capsys.readouterr().err
    assert (tmp_path / "docs/trang/a.md").is_file()


def write(folder: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / path).write_bytes(data)
