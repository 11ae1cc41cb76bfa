"""Citations in texts become links; what belongs together is shown on both sides; the list for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from cchc.cli.clock import moment_of
from cchc.content.library import sources_of
from cchc.service import opened
from cchc.site.model import Site
from cchc_markdown import MarkdownDialect

DECREE = """---
title: Nghị định về một cửa
date: 2025-06-09
tags: [mot-cua]
so_ky_hieu: 118/2025/NĐ-CP
ngay_ban_hanh: 2025-06-09
co_quan_ban_hanh: Chính phủ
---

Nội dung. Nghị định số 118/2025/NĐ-CP này.
"""
OLD = DECREE.replace("118/2025", "61/2018").replace("2025-06-09", "2018-04-23").replace("về một cửa", "cũ")
UNDATED = DECREE.replace("118/2025/NĐ-CP", "76/NQ-CP").replace("2025-06-09", "2021-07-15").replace("về một cửa", "76")
PROCEDURE = """---
title: Đăng ký công bố hợp chuẩn
date: 2026-03-01
tags: [huong-dan-tthc]
ma: 2.000212
can_cu: ["118/2025/NĐ-CP"]
---

Trình tự.
"""


def news(body: str, **extra: str) -> str:
    head = "".join(f"{key}: {value}\n" for key, value in extra.items())
    return f"---\ntitle: Tin\ndate: 2026-05-05\ntags: [mot-cua]\n{head}---\n\n{body}\n"


def site_of(**files: str) -> Site:
    paths = {
        "decree": "van-ban/2025/nghi-dinh-118.md",
        "old": "van-ban/2018/nghi-dinh-61.md",
        "undated": "van-ban/2021/nghi-quyet-76.md",
        "procedure": "tthc/hop-chuan.md",
        "news": "tin-tuc/2026/05/tin.md",
        "other": "tin-tuc/2026/05/tin-khac.md",
        "activity": "hoat-dong/2026/hoi-nghi.md",
        "plan": "_data/plans/2026.yml",
        "official": "_data/official-documents.yml",
    }
    return site_from({paths[name]: text.encode() for name, text in files.items()})


def site_from(files: dict[str, bytes]) -> Site:
    found = opened(sources_of(files), moment_of("2026-11-21"), MarkdownDialect())
    return Site(found.edition, found.links, found.texts)


def page_of(site: Site, source: str) -> lxml.html.HtmlElement:
    item = next(item for item in site.edition.listed if item.source.startswith(source))
    return lxml.html.fragment_fromstring(site.rendered(item.text, item.address).html, create_parent="div")


def cited(site: Site, source: str = "tin-tuc") -> list[tuple[str, str, str | None]]:
    found = page_of(site, source).xpath("//*[@class='c-cited']")
    return [(one.tag, one.text_content(), one.get("href")) for one in found]


HREF = "../../../../van-ban/2025/nghi-dinh-118/"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Theo Nghị định số 118/2025/NĐ-CP ngày 09/6/2025.", [("a", "118/2025/NĐ-CP", HREF)]),
        ("Theo Nghị định số **118/2025/NĐ-CP** ngày 09/6/2025.", [("a", "118/2025/NĐ-CP", HREF)]),
        ("Theo ND 118 /2025/ND-CP.", [("a", "118 /2025/ND-CP", HREF)]),
        ("Theo Nghị định số 99/2025/NĐ-CP.", [("span", "99/2025/NĐ-CP", None)]),
        ("- Nghị định 118/2025/NĐ-CP\n- Nghị định 118/2025/NĐ-CP", [("a", "118/2025/NĐ-CP", HREF)] * 2),
        ("| a |\n|---|\n| 118/2025/NĐ-CP |", [("a", "118/2025/NĐ-CP", HREF)]),
        ("`118/2025/NĐ-CP`", []),
        ("    118/2025/NĐ-CP", []),
        ("## Nghị định 118/2025/NĐ-CP", []),
        ("[118/2025/NĐ-CP](https://chinhphu.vn)", []),
        ('<a href="https://chinhphu.vn">118/2025/NĐ-CP</a>', []),
        ("https://chinhphu.vn/118/2025/NĐ-CP", []),
        ("Ngày 09/6/2025, giai đoạn 2021-2025, ISO 9001:2015, và/hoặc.", []),
    ],
)
def test_citations_in_a_text(body: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert cited(site_of(decree=DECREE, news=news(body))) == expected


def test_the_hint_of_a_document_that_is_not_here_is_its_full_name() -> None:
    page = page_of(site_of(news=news("Theo Nghị định số 99/2025/NĐ-CP.")), "tin-tuc")
    assert page.xpath("string(//span[@class='c-cited']/@title)") == "Nghị định số 99/2025/NĐ-CP của Chính phủ"


def test_a_document_does_not_link_to_itself() -> None:
    assert cited(site_of(decree=DECREE), "van-ban") == []


def test_a_number_without_a_year_leads_nowhere_unless_its_date_is_in_the_text() -> None:
    alone = cited(site_of(undated=UNDATED, news=news("Theo Nghị quyết số 76/NQ-CP.")))
    dated = cited(site_of(undated=UNDATED, news=news("Nghị quyết số 76/NQ-CP ngày 15/7/2021. Theo 76/NQ-CP.")))
    assert [tag for tag, _, _ in alone] == ["span"]
    assert [tag for tag, _, _ in dated] == ["a", "a"]


def test_a_hidden_document_is_not_linked() -> None:
    hidden = DECREE.replace("so_ky_hieu", "draft: true\nso_ky_hieu")
    assert [tag for tag, _, _ in cited(site_of(decree=hidden, news=news("118/2025/NĐ-CP")))] == ["span"]


OFFICIAL = """documents:
  - {so_ky_hieu: 45/2016/QĐ-TTg, url: "https://vanban.chinhphu.vn/45"}
  - {so_ky_hieu: 76/NQ-CP, ngay_ban_hanh: 2021-07-15, url: "https://vanban.chinhphu.vn/76"}
  - {so_ky_hieu: 118/2025/NĐ-CP, url: "https://vanban.chinhphu.vn/118"}
"""
NO_ADDRESS = 'documents:\n  - {so_ky_hieu: 99/2025/NĐ-CP, url: "javascript:alert(1)"}\n'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Quyết định số 45/2016/QĐ-TTg.", [("a", "45/2016/QĐ-TTg", "https://vanban.chinhphu.vn/45")]),
        ("Nghị quyết số 76/NQ-CP ngày 15/7/2021.", [("a", "76/NQ-CP", "https://vanban.chinhphu.vn/76")]),
        ("Nghị quyết số 76/NQ-CP.", [("span", "76/NQ-CP", None)]),
        ("Nghị định số 118/2025/NĐ-CP.", [("a", "118/2025/NĐ-CP", HREF)]),
    ],
)
def test_a_document_without_a_page_leads_to_its_official_address(
    body: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert cited(site_of(decree=DECREE, official=OFFICIAL, news=news(body))) == expected


def test_an_official_address_that_is_no_address_of_the_web_is_not_linked() -> None:
    assert [href for _, _, href in cited(site_of(official=NO_ADDRESS, news=news("99/2025/NĐ-CP")))] == [None]


def test_hostile_titles_stay_text() -> None:
    hostile = DECREE.replace("Nghị định về một cửa", "'\"><script>alert(1)</script>'")
    html = page_of(site_of(decree=hostile, news=news("118/2025/NĐ-CP")), "tin-tuc")
    assert html.xpath("//script") == []
    assert html.xpath("string(//a/@title)") == '"><script>alert(1)</script>'


# What belongs together


def relations(site: Site, source: str) -> dict[str, list[str]]:
    item = next(item for item in site.edition.listed if item.source.startswith(source))
    return {view.label: [link.label for link in view.links] for view in site.relations.of(item)}


PLAN = "title: Kế hoạch\nyear: 2026\ntasks:\n  - {id: '1', text: Việc, time: thường xuyên}\n"


def test_relations_hold_both_ways() -> None:
    site = site_of(
        decree=DECREE,
        procedure=PROCEDURE,
        news=news("Hướng dẫn thủ tục 2.000212, [xem thêm](tin-khac.md)."),
        other=news("Nghị định 118/2025/NĐ-CP.").replace("title: Tin", "title: Tin khác"),
    )
    assert relations(site, "van-ban") == {"Được dẫn chiếu trong": ["Tin khác", "Đăng ký công bố hợp chuẩn"]}
    assert relations(site, "tthc") == {
        "Văn bản liên quan": ["Nghị định về một cửa"],
        "Tin, bài liên quan": ["Tin"],
    }
    assert relations(site, "tin-tuc/2026/05/tin.md") == {
        "Thủ tục hành chính liên quan": ["Đăng ký công bố hợp chuẩn"],
        "Tin, bài liên quan": ["Tin khác"],
    }
    assert relations(site, "tin-tuc/2026/05/tin-khac.md") == {
        "Văn bản liên quan": ["Nghị định về một cửa"],
        "Tin, bài liên quan": ["Tin"],
    }


def test_items_of_one_plan_task() -> None:
    activity = "---\ntitle: Hội nghị\ndate: 2026-04-04\ntags: [mot-cua]\nplan: [2026/1]\nform: hoi-nghi\n---\n\nx\n"
    site = site_of(plan=PLAN, news=news("x", plan="[2026/1]"), activity=activity)
    assert relations(site, "tin-tuc") == {"Cùng nhiệm vụ kế hoạch": ["Hội nghị"]}
    assert relations(site, "hoat-dong") == {"Cùng nhiệm vụ kế hoạch": ["Tin"]}


def test_of_a_task_with_very_many_items_only_the_newest_are_read() -> None:
    files = {"_data/plans/2026.yml": PLAN.encode()}
    for number in range(60):
        text = news("x", plan="[2026/1]").replace("title: Tin", f"title: Tin {number}")
        files[f"tin-tuc/2026/05/tin-{number}.md"] = text.replace(
            "2026-05-05", f"2026-05-{1 + number // 3:02d}"
        ).encode()
    site = site_from(files)
    newest = [item.title for item in site.edition.listed[:9]]
    (view,) = site.relations.of(site.edition.listed[0])
    assert [link.label for link in view.links] == newest[1:]
    assert view.count == len(view.links)
    (view,) = site.relations.of(site.edition.listed[-1])
    assert [link.label for link in view.links] == newest[:8]


def test_procedures_that_nobody_has_explained_yet() -> None:
    assert [item.title for item in site_of(decree=DECREE, procedure=PROCEDURE).relations.unexplained()] == [
        "Đăng ký công bố hợp chuẩn"
    ]
    explained = site_of(procedure=PROCEDURE, news=news("Thủ tục [hợp chuẩn](../../../tthc/hop-chuan.md)."))
    assert explained.relations.unexplained() == ()


# The command


def test_the_command_lists_what_leads_nowhere_first(cchc: Any, tmp_path: Path) -> None:
    for path, text in {
        "van-ban/2025/nghi-dinh-118.md": DECREE,
        "tin-tuc/2026/05/tin.md": news("Nghị định 118/2025/NĐ-CP.\n\nNghị định 119/2025/NĐ-CP."),
    }.items():
        (tmp_path / "docs" / path).parent.mkdir(parents=True)
        (tmp_path / "docs" / path).write_text(text, encoding="utf-8")
    rows = json.loads(cchc("citations", "-C", tmp_path, "--now", "2026-11-21", "--format", "json"))
    assert [(row["path"], row["line"], row["text"], row["document"]) for row in rows] == [
        ("docs/tin-tuc/2026/05/tin.md", 9, "119/2025/NĐ-CP", None),
        ("docs/tin-tuc/2026/05/tin.md", 7, "118/2025/NĐ-CP", "Nghị định về một cửa"),
    ]
    assert any("Nghị định về một cửa" in note for note in rows[0]["notes"])
    text = cchc("citations", "-C", tmp_path, "--now", "2026-11-21", "--unresolved")
    assert "119/2025" in text
    assert "7  Nghị định" not in text


def test_the_command_lists_procedures_without_explanation(cchc: Any, tmp_path: Path) -> None:
    (tmp_path / "docs/tthc").mkdir(parents=True)
    (tmp_path / "docs/tthc/hop-chuan.md").write_text(PROCEDURE, encoding="utf-8")
    listed = cchc("tthc", "unexplained", "-C", tmp_path, "--now", "2026-11-21")
    assert listed.splitlines() == ["2.000212  Đăng ký công bố hợp chuẩn  docs/tthc/hop-chuan.md"]
