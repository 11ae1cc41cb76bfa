"""The e-mail digest: its counts are those of `cchc stats`, its HTML what mail programs can show."""

from __future__ import annotations

import json
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from cchc.cli.clock import moment_of
from cchc.content.library import library_of
from cchc.dates import VIETNAM
from cchc.digest import Digest, digest_html, digest_mail, digest_of, digest_text
from cchc.digest.html import MOST_BYTES
from cchc.periods import Basis, parse_period
from cchc.publishing import edition_of

SITE_URL = "https://so.example.gov.vn/cchc/"
NOW = datetime(2026, 11, 21, 9, tzinfo=VIETNAM)


def news(title: str, day: str, topic: str = "mot-cua", **more: str) -> bytes:
    lines = "".join(f"{key}: {value}\n" for key, value in {"title": title, "date": day, **more}.items())
    return f"---\n{lines}tags: [{topic}]\n---\n\nMột câu về {title.strip(chr(39))}.\n".encode()


def digest(files: dict[str, bytes], period: str = "2026-10", topics: tuple[str, ...] = ()) -> Digest:
    library = library_of({f"tin-tuc/2026/10/{name}.md": data for name, data in files.items()})
    assert not [problem for problem in library.problems if problem.severity.name == "ERROR"]
    span = parse_period(period, Basis.ND09)
    assert span is not None
    return digest_of(edition_of(library, NOW), span, SITE_URL, topics)


SMALL = {
    "a": news("Tin A", "2026-09-15"),
    "b": news("Tin B", "2026-10-14"),
    "c": news("Tin C", "2026-10-15"),
    "d": news("Tin D", "2026-10-01", "chi-so-cchc"),
    "e": news("Tin nháp", "2026-10-02", draft="true"),
    "f": news("Tin hết hạn", "2026-10-03", expires="2026-11-01"),
    "g": news("Tin gỡ", "2026-10-04", withdrawn="{date: 2026-10-05, reason: Trùng}"),
}


def test_what_is_in_it() -> None:
    """Books close on the 14th; what cannot be read any more is counted, said, and not linked."""
    found = digest(SMALL)
    assert found.title == "Bản tin cải cách hành chính tháng 10 năm 2026"
    parts = {part.label: (part.count, [entry.title for entry in part.entries]) for part in found.parts}
    assert sorted(parts.values()) == [(1, ["Tin D"]), (3, ["Tin B", "Tin A"])]
    assert (found.total, found.hidden) == (4, 1)
    assert "Trong đó 1 nội dung đã hết hạn đăng hoặc đã gỡ" in digest_html(found)


def test_a_topic_alone() -> None:
    found = digest(SMALL, topics=("chi-so-cchc",))
    assert [(part.count, part.url) for part in found.parts] == [(1, f"{SITE_URL}chu-de/chi-so-cchc/")]
    assert found.total == 1


def test_an_empty_period_is_said() -> None:
    assert "không đăng nội dung nào" in digest_html(digest({}, "2026-q1"))


def test_html_is_what_mail_programs_show() -> None:
    """Tables for the look, styles on elements, no program, no picture, no address that is not whole."""
    root: Any = lxml.html.document_fromstring(digest_html(digest({"a": news("'Tin <b>&\" A'", "2026-10-01")})))
    assert root.get("lang") == "vi"
    assert not root.xpath("//script | //style | //link | //img | //iframe | //form | //*[@class]")
    assert all(link.startswith("https://") for link in root.xpath("//@href"))
    assert root.xpath("string(//h3)").strip() == 'Tin <b>&" A'
    assert [len(root.xpath(f"//h{level}")) for level in (1, 2, 3)] == [1, 1, 1]
    assert all(table.get("role") == "presentation" for table in root.xpath("//table"))


def test_a_long_digest_stays_below_what_mail_programs_cut() -> None:
    many = {f"t{number}": news(f"Tin số {number} " + "rất dài " * 12, "2026-10-01") for number in range(600)}
    found = digest(many)
    html = digest_html(found)
    assert len(html.encode()) <= MOST_BYTES
    assert html.count("<h3") > 50
    assert "Xem tất cả" in html
    assert "(600)" in html
    assert len(found.parts[0].entries) == 600


def test_the_message_has_both_forms_and_the_same_bytes() -> None:
    data = digest_mail(digest(SMALL))
    assert data == digest_mail(digest(SMALL))
    message = message_from_bytes(data, policy=default)
    assert message["Subject"] == "Bản tin cải cách hành chính tháng 10 năm 2026"
    plain, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == digest_text(digest(SMALL))
    assert "Tin A" in html.get_content()
    assert max(map(len, data.split(b"\r\n"))) < 998


@pytest.mark.build
@pytest.mark.parametrize("period", ["2026", "2026-10", "2026-q3"])
def test_counts_are_those_of_the_statistics(cchc: Any, example: Any, period: str) -> None:
    counted = json.loads(
        cchc("stats", "-C", example.root, "--now", example.now, "--period", period, "--format", "json")
    )
    span = parse_period(period, Basis.ND09)
    assert span is not None
    assert moment_of(example.now) == example.opened.edition.now
    found = digest_of(example.opened.edition, span, SITE_URL)
    assert [part.count for part in found.parts] == [row["count"] for row in counted["rows"]]
    assert found.total == counted["total"] == found.hidden + sum(len(part.entries) for part in found.parts)


@pytest.mark.build
def test_the_command(cchc: Any, example: Any, tmp_path: Path) -> None:
    out = tmp_path / "ban-tin" / "t10.eml"
    common = ("digest", "-C", example.root, "--now", example.now, "--period", "2026-10")
    cchc(*common, "--out", out)
    assert message_from_bytes(out.read_bytes(), policy=default)["Subject"]
    assert cchc(*common).startswith("<!DOCTYPE html>")
    for wrong, said in (
        (("--topic", "mot-cuaa"), "Có phải ý bạn là"),
        (("--out", tmp_path / "x.pdf"), "tên tệp phải kết thúc bằng"),
    ):
        result = cchc.run(*common, *wrong)
        assert result.returncode == 2
        assert said in result.stderr
