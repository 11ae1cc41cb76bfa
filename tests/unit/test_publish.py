"""What is published, what is refused, what is kept and put back: without servers."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cchc.publish.changes import changes_in_words
from cchc.publish.difference import difference, in_order
from cchc.publish.errors import LockedError, PublishError
from cchc.publish.history import History
from cchc.publish.lock import local_lock
from cchc.publish.log import LogEntry, add_to_log, read_log
from cchc.publish.manifest import Manifest, PublishedFile, manifest_from, manifest_of
from cchc.publish.refusals import Reason, refusals_of_target, remaining
from cchc.publish.staged import Journal, PlaceState, steps_to
from cchc.publish.targets.model import Served
from cchc.publish.transports.s3 import content_type
from cchc.taxonomy.targets import holds_password


def manifest(**files: str) -> Manifest:
    """`tin__a="1"` is the item's page tin/a/index.html with content 1; other names are files."""
    made = {}
    for name, content in files.items():
        if "__" in name:
            path = f"{name.replace('__', '/')}/index.html"
            made[path] = PublishedFile(10, content, f"Bài {name[-1]}", "Tin")
        else:
            made[name.replace("_", ".")] = PublishedFile(10, content)
    return Manifest(made)


def test_a_manifest_is_read_back_and_a_damaged_one_is_none() -> None:
    whole = manifest(index_html="1", tin__a="2")
    data = whole.to_bytes()
    assert manifest_from(data) == whole
    for damaged in (None, b"", b"{", b"[]", b"null", data[:-9], data.replace(b'"2"', b'"3"')):
        assert manifest_from(damaged) is None


def test_files_of_the_kit_and_their_times_are_no_part_of_a_site(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_bytes(b"x")
    (tmp_path / ".cchc-journal.json").write_bytes(b"x")
    first = manifest_of(tmp_path, {})
    os.utime(tmp_path / "a/index.html", (1, 1))
    assert list(first.files) == ["a/index.html"]
    assert manifest_of(tmp_path, {}).id == first.id


def test_changes_in_words() -> None:
    old = manifest(index_html="1", tin__a="1", tin__b="1", rss_xml="1", cu_css="1")
    new = manifest(index_html="2", tin__b="2", tin__c="1", tin__d="1", rss_xml="2", cu_css="1")
    # The files that are replaced may be others than those that are served.
    idle = manifest(index_html="1", tin__b="2", tin__c="1", tin__d="1", rss_xml="2", cu_css="1")
    assert changes_in_words(difference(old, new), difference(idle, new))[-1] == "Phải gửi: 1 tệp, 10 byte"
    first = changes_in_words(difference(old, new), difference(None, new))[-1]
    assert first == "Phải gửi: 6 tệp, 60 byte, gồm cả thay đổi của lần đăng trước (hai thư mục thay phiên nhau)"
    assert changes_in_words(difference(old, new), difference(old, new), most=1) == [
        "Bài mới: 2",
        "  - Bài c (Tin) tin/c/",
        "  … và 1 bài khác",
        "Bài thay đổi: 1",
        "  - Bài b (Tin) tin/b/",
        "Bài bị xóa: 1",
        "  - Bài a (Tin) tin/a/",
        "Tệp khác: trang chủ (1); nguồn tin, tìm kiếm, sơ đồ trang (1)",
        "Phải gửi: 5 tệp, 50 byte",
    ]


def test_what_others_lead_to_goes_first() -> None:
    whole = manifest(index_html="1", list_html="1", tin__a="1", a_css="1", sitemap_xml="1")
    assert in_order(whole.files, whole) == ["a.css", "tin/a/index.html", "list.html", "index.html", "sitemap.xml"]


def test_steps_after_a_run_that_was_cut() -> None:
    """What that run may have changed is placed again, what it may have removed goes before what leads there."""
    base = manifest(index_html="1", a_html="1", b_html="1", c_html="1")
    journal = Journal("x", frozenset({"index.html", "d.html"}), frozenset({"b.html"}))
    steps = steps_to(manifest(index_html="1", a_html="1", b_html="1", e_html="1"), PlaceState(base, journal))
    assert steps.placed == ("e.html", "b.html", "index.html")
    assert steps.removed == ("c.html", "d.html")


def test_refusals_of_a_target_and_their_names() -> None:
    old = manifest(index_html="1", a_html="1", b_html="1", c_html="1", d_css="1")
    change = difference(old, manifest(index_html="1", a_html="1", b_html="1"))
    assert refusals_of_target(Served(old), change, 25) == []
    (refusal,) = refusals_of_target(Served(old), change, 24)
    assert (refusal.reason, "25 %" in refusal.message) == (Reason.REMOVAL, True)
    assert remaining([refusal], ["mass-removal"]) == []
    assert remaining([refusal], ["errors"]) == [refusal]
    first = difference(None, old)
    assert [one.reason for one in refusals_of_target(Served(None, other_site=True), first, 20)] == [Reason.OTHER_SITE]


def kept(history: History, site: Path, words: str) -> Manifest:
    site.mkdir(exist_ok=True)
    (site / "index.html").write_text(words, encoding="utf-8")
    version = manifest_of(site, {})
    history.keep(site, version)
    return version


def test_the_way_back(tmp_path: Path) -> None:
    history, site = History(tmp_path / "kept"), tmp_path / "site"
    versions: list[Manifest] = []
    for words in "123":
        version = kept(history, site, words)
        history.published("t", versions[-1].id if versions else None, version.id, 5)
        versions.append(version)
    one, two, three = versions
    assert history.before("t", three.id) == two
    assert history.before("t", two.id) == one
    assert history.before("t", one.id) is None
    assert history.before("t", "something else") is None
    # Back at two, something else is published: three, which was put back, is not what one goes back to.
    four = kept(history, site, "4")
    history.published("t", two.id, four.id, 5)
    assert history.before("t", four.id) == two
    assert history.version(three.id) is None
    # Content that was there before is a new version, too.
    history.published("t", four.id, one.id, 5)
    assert history.before("t", one.id) == four


def test_only_so_many_versions_are_kept(tmp_path: Path) -> None:
    history, before = History(tmp_path / "kept"), None
    for number in range(6):
        version = kept(history, tmp_path / "site", str(number))
        history.published("t", before, version.id, 3)
        before = version.id
    assert len(history.versions("t")) == 3
    assert len(list((tmp_path / "kept/objects").glob("*/*"))) == 3


def test_a_build_meanwhile_is_noticed(tmp_path: Path) -> None:
    history, site = History(tmp_path / "kept"), tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_bytes(b"1")
    version = manifest_of(site, {})
    (site / "index.html").write_bytes(b"2")
    with pytest.raises(PublishError, match="vừa được dựng lại"):
        history.keep(site, version)


def test_two_runs_on_one_machine(tmp_path: Path) -> None:
    with local_lock(tmp_path / "a.lock"):
        with pytest.raises(LockedError), local_lock(tmp_path / "a.lock"):
            pytest.fail("both hold the lock")
        with local_lock(tmp_path / "b.lock"):
            pass


def test_a_cut_line_of_the_log_is_left_out(tmp_path: Path) -> None:
    entry = LogEntry("2026-11-21T09:00:00+07:00", "an", "t", "đăng", "abc", 1, 2, 3, 4, ("errors",))
    add_to_log(tmp_path, entry)
    with (tmp_path / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"when": 1})[:-3] + "\n")
    add_to_log(tmp_path, entry)
    assert read_log(tmp_path) == [entry, entry]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/index.html", "text/html; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("rss.xml", "application/xml; charset=utf-8"),
        ("a.woff2", "font/woff2"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("sitemap.xml.gz", "application/gzip"),
        ("tep", "application/octet-stream"),
    ],
)
def test_types(path: str, kind: str) -> None:
    assert content_type(path) == kind


def test_an_address_with_a_password() -> None:
    assert holds_password("https://an:bi-mat@git.example.gov.vn/a.git")
    assert not holds_password("git@git.example.gov.vn:a.git")
    assert not holds_password("https://an@git.example.gov.vn/a.git")
