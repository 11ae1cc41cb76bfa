"""The schema.org data of every page of the built example, read back and held against the page and the item."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.cli.clock import moment_of
from cchc.content.kinds import NEWS_KINDS
from cchc.content.library import library_of, sources_of
from cchc.content.schema import AUDIENCES, AnswerFields, DocumentFields, ProcedureFields
from cchc.publishing import State
from cchc.service import opened
from cchc.site.item_pages import ItemPages
from cchc.site.model import Site
from cchc.site.structured import exact_fee, exact_time, script_text, structured_data
from cchc.site.views import ItemView, PageView
from cchc_markdown import MarkdownDialect

pytestmark = pytest.mark.build
SITE_URL = "https://skhcn.example.gov.vn/chuyen-muc/cchc/"
HOSTILE = "</script><script>alert(1)</script><!-- ]]> & \u2028 tin"
# What is said by the form of a page, not by its words.
FORMAL = {
    "@context",
    "@type",
    "@id",
    "inLanguage",
    "legislationLegalForce",
    "processingTime",
    "query-input",
    "priceCurrency",
    "encodingFormat",
    "temporalCoverage",
}
ADDRESSES = {"url", "item", "mainEntityOfPage", "contentUrl", "image", "serviceUrl"}
DAYS = {"datePublished", "dateModified", "dateCreated", "legislationDate"}


def script_of(root: Any) -> list[dict[str, Any]]:
    """Return the things that a page describes; it has one script of them or none."""
    scripts = root.xpath("//script[@type='application/ld+json']")
    assert len(scripts) <= 1
    return json.loads(scripts[0].text)["@graph"] if scripts else []


def page_of(site: Path, address: str) -> Any:
    return lxml.html.fromstring((site / address / "index.html").read_text(encoding="utf-8"))


def thing(things: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    return next(one for one in things if one["@type"] == kind)


def leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from leaves(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one, key)
    else:
        yield key, value


def bare(text: str) -> str:
    return re.sub(r"[\s¶]+", "", text)


def test_nothing_is_said_that_is_not_on_the_page(example) -> None:
    described = 0
    for path in sorted(example.site.rglob("*.html")):
        root = lxml.html.fromstring(path.read_text(encoding="utf-8"))
        things = script_of(root)
        described += bool(things)
        for script in root.xpath("//script | //style"):
            script.drop_tree()  # they are no words of the page
        words = bare(root.text_content() + "".join(root.xpath("//meta[@name='description']/@content")))
        days = set(root.xpath("//time/@datetime"))
        links = set(root.xpath("//a/@href"))
        for key, value in leaves(things):
            assert value != "", (path, key)
            if key in FORMAL or isinstance(value, int):
                continue
            if key in ADDRESSES:
                local = unquote(value.removeprefix(SITE_URL))
                there = value.startswith(SITE_URL) and (
                    (example.site / local).is_file() or (example.site / local / "index.html").is_file()
                )
                assert there or value in links, (path, key, value)
            elif key in DAYS:
                assert value in days, (path, key, value)
            elif key == "urlTemplate":
                assert value == f"{SITE_URL}tim-kiem/?q={{search_term_string}}"
            else:
                assert bare(value) in words, (path, key, value)
    assert described > len(example.opened.edition.listed)


def test_each_item_is_described_as_what_it_is(example) -> None:
    seen = set()
    for item in example.opened.edition.paged:
        root = page_of(example.site, item.address)
        things = script_of(root)
        if example.opened.edition.state(item) in (State.WITHDRAWN, State.ABOLISHED):
            assert things == [], item.address
            seen.add("removed")
            continue
        fields, url = item.fields, SITE_URL + item.address
        if isinstance(fields, ProcedureFields):
            one = thing(things, "GovernmentService")
            assert (one["name"], one["url"], one["identifier"]) == (item.title, url, fields.ma)
            assert one["provider"]["name"] == fields.co_quan_giai_quyet
            assert [who["audienceType"] for who in one["audience"]] == [AUDIENCES[who] for who in fields.doi_tuong]
            if fields.muc_do != "thong-tin":
                assert fields.lien_ket["dvcqg"] in [way.get("serviceUrl") for way in one["availableChannel"]]
            if fields.phi_le_phi == "Không":
                assert one["offers"] == {"@type": "Offer", "price": 0, "priceCurrency": "VND"}
        elif isinstance(fields, DocumentFields):
            one = thing(things, "Legislation")
            assert (one["name"], one["url"]) == (item.title, url)
            assert one.get("legislationIdentifier", "") == fields.so_ky_hieu
            assert one.get("legislationType", "") == fields.loai_van_ban
            assert one.get("legislationPassedBy", {}).get("name", "") == fields.co_quan_ban_hanh
            issued = fields.ngay_ban_hanh.day.isoformat() if fields.ngay_ban_hanh else None
            assert one.get("legislationDate") == issued
            force = "InForce" if fields.hieu_luc == "con-hieu-luc" else "NotInForce"
            said = f"https://schema.org/{force}" if fields.hieu_luc else None
            assert one.get("legislationLegalForce") == said
        elif isinstance(fields, AnswerFields):
            page = thing(things, "QAPage")
            assert (page["url"], page["mainEntity"]["name"]) == (url, item.title)
            assert page["mainEntity"]["acceptedAnswer"]["datePublished"].startswith(item.day.isoformat())
            assert "Trả lời:" not in page["mainEntity"]["acceptedAnswer"]["text"]
        else:
            one = thing(things, "NewsArticle" if item.kind in NEWS_KINDS else "Article")
            assert (one["headline"], one["url"]) == (item.title, url)
            assert one["datePublished"].startswith(item.day.isoformat())
            assert datetime.fromisoformat(one["datePublished"])
            changed = [fields.updated] if fields.updated else [change.date for change in fields.changes]
            assert one.get("dateModified", "") == max((day.day.isoformat() for day in changed), default="")
            assert one["publisher"]["name"] == example.opened.library.vocabulary.agency.name
        seen.add(item.section.folder)
    assert seen == {"tin-tuc", "van-ban", "tthc", "hoat-dong", "hoi-dap", "removed"}


def test_breadcrumbs_are_those_of_the_page(example) -> None:
    removed = {
        item.address
        for item in example.opened.edition.paged
        if example.opened.edition.state(item) in (State.WITHDRAWN, State.ABOLISHED)
    }
    number = 0
    for path in sorted(example.site.rglob("index.html")):
        address = path.relative_to(example.site).as_posix().removesuffix("index.html")
        root = lxml.html.fromstring(path.read_text(encoding="utf-8"))
        shown = root.xpath("//nav[@class='c-breadcrumbs']//a")
        said = [one for one in script_of(root) if one["@type"] == "BreadcrumbList"]
        assert len(said) == bool(shown and address not in removed), address
        if said:
            number += 1
            *way, here = said[0]["itemListElement"]
            assert [one["name"] for one in way] == [link.text for link in shown]
            assert [one["position"] for one in (*way, here)] == list(range(1, len(shown) + 2))
            assert here["item"] == SITE_URL + address == root.xpath("//link[@rel='canonical']/@href")[0]
    assert number > 50


def test_home_says_whose_site_it_is_and_how_to_search(example) -> None:
    things = script_of(page_of(example.site, ""))
    agency = example.opened.library.vocabulary.agency
    assert thing(things, "GovernmentOrganization")["name"] == agency.name
    site = thing(things, "WebSite")
    assert (site["name"], site["url"]) == (agency.site_name, SITE_URL)
    assert site["publisher"]["@id"] == thing(things, "GovernmentOrganization")["@id"]


def test_the_numbers_are_a_data_set_with_its_files(example) -> None:
    root = page_of(example.site, "thong-ke/")
    said = thing(script_of(root), "Dataset")
    days = root.xpath("//time/@datetime")
    assert said["temporalCoverage"] == "/".join((min(days), max(days)))
    files = [(file["contentUrl"].removeprefix(SITE_URL), file["encodingFormat"]) for file in said["distribution"]]
    assert files == [("thong-ke.csv", "text/csv"), ("thong-ke.json", "application/json")]


def test_the_sections_of_a_procedure_are_in_its_contents(example) -> None:
    found = set()
    for item in example.opened.edition.listed:
        if item.kind == "tthc":
            root = page_of(example.site, item.address)
            listed = {
                link.get("href").removeprefix("#"): bare(link.text_content())
                for link in root.xpath("//nav[@aria-label='Mục lục']//a")
            }
            headings = root.xpath("//article/div//h2[@id]")
            assert list(listed) == [one.get("id") for one in root.xpath("//article/div//*[self::h2 or self::h3][@id]")]
            assert all(listed[one.get("id")] == bare(one.text_content()) for one in headings)
            found |= set(listed)
    assert {"c-cach-thuc", "c-ho-so", "c-khac"} <= found


def test_a_hostile_title_stays_data(example, cchc, tmp_path) -> None:
    for name in ("docs", "overrides", "mkdocs.yml"):
        source = example.root / name
        shutil.copytree(source, tmp_path / name) if source.is_dir() else shutil.copy(source, tmp_path / name)
    front = (
        f"---\ntitle: '{HOSTILE}'\ndate: 2026-11-19\ntags: [mot-cua]\n"
        f"description: '{HOSTILE}'\nauthors: ['{HOSTILE}']\n"
    )
    (tmp_path / "docs/tin-tuc/2026/11/tan-cong.md").write_text(f"{front}---\n\nTin.\n", encoding="utf-8")
    (tmp_path / "docs/tthc/tan-cong.md").write_text(
        f"{front}ma: 9.000099\nket_qua: '{HOSTILE}'\n---\n\nThủ tục.\n", encoding="utf-8"
    )
    cchc("build", "-C", tmp_path, "--now", example.now)
    usual = len(page_of(example.site, example.opened.edition.listed[0].address).xpath("//script"))
    for address, kind, key in (
        ("tin-tuc/2026/11/tan-cong/", "NewsArticle", "headline"),
        ("tthc/tan-cong/", "GovernmentService", "name"),
    ):
        root = page_of(tmp_path / "site", address)
        assert len(root.xpath("//script")) == usual
        assert not [one for one in root.xpath("//script[not(@type)]") if "alert(1)" in (one.text or "")]
        said = thing(script_of(root), kind)
        assert said[key] == root.xpath("string(//h1)") == " ".join(HOSTILE.split())


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8))
def test_any_text_comes_back_and_cannot_end_the_script(value: Any) -> None:
    written = script_text({"x": value, "y": HOSTILE})
    assert json.loads(written) == {"x": value, "y": HOSTILE}
    assert not set(written) & set("<>&\u2028\u2029")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("15 ngày", "P15D"),
        ("08 giờ", "PT8H"),
        ("2 tháng", "P2M"),
        ("3 ngày làm việc", ""),
        ("10-15 ngày", ""),
        ("Trong ngày", ""),
        ("", ""),
    ],
)
def test_only_an_exact_time_is_said(written: str, said: str) -> None:
    assert exact_time(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Không", 0),
        ("150.000 đồng", 150000),
        ("150000 VNĐ", 150000),
        ("150.000 đồng/lần", None),
        ("Theo quy định", None),
        ("Không quy định", None),
        ("100.000 đồng hoặc 200.000 đồng", None),
    ],
)
def test_only_a_certain_fee_is_said(written: str, said: int | None) -> None:
    assert exact_fee(written) == said


def made(front: str, now: str = "2026-11-21", body: str = "Nội dung.", **more: bytes) -> PageView:
    """Return the page of a procedure of a library of its own."""
    text = f"---\ntitle: Cấp phép\ndate: 2026-01-05\nma: 1.004260\n{front}\n---\n\n{body}\n".encode()
    files = {"tthc/cap-phep.md": text, **{f"tthc/{name.replace('_', '.')}": data for name, data in more.items()}}
    content = opened(sources_of(files), moment_of(now), MarkdownDialect())
    pages = {page.address: page for page in ItemPages(Site(content.edition, content.links, content.texts)).all()}
    return pages["tthc/cap-phep/"]


def view_of(page: PageView) -> ItemView:
    assert isinstance(page.view, ItemView)
    return page.view


@pytest.mark.parametrize(
    ("compared", "kind", "words"),
    [
        ("ngay_doi_chieu: 2026-08-23", "info", "Đối chiếu lần cuối ngày 23/08/2026."),  # 90 days before
        ("ngay_doi_chieu: 2026-08-22", "warning", "đã quá 90 ngày"),
        ("", "warning", "chưa ghi ngày đối chiếu"),
    ],
)
def test_an_old_comparison_is_a_warning(compared: str, kind: str, words: str) -> None:
    (notice,) = view_of(made(f"{compared}\nlien_ket: {{dvcqg: https://dichvucong.gov.vn}}")).notices
    assert notice.kind == kind
    assert notice.text.startswith("Nội dung chính thức tại Cổng Dịch vụ công quốc gia.")
    assert words in notice.text
    assert bool(notice.link) == (kind == "warning")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("bai-bo", "Thủ tục đã bãi bỏ theo Quyết định số 402/QĐ-UBND ngày 15/04/2026, không còn thực hiện."),
        ("sua-doi-bo-sung", "Thủ tục đã bãi bỏ, không còn thực hiện."),
    ],
)
def test_an_abolished_procedure_is_a_notice_with_its_decision(change: str, words: str) -> None:
    decision = 'quyet_dinh_cong_bo: {so: "402/QĐ-UBND", ngay: 2026-04-15}'
    page = made(f"trang_thai: bai-bo\nlan_thay_doi: {change}\n{decision}\nho_so: [Đơn]\nket_qua: Giấy phép")
    view = view_of(page)
    assert view.notices[0].text.startswith(words)
    assert (view.body, view.papers, view.key_facts, view.more_facts, view.official) == ("", (), (), (), None)
    assert (page.toc, page.indexed) == ((), False)
    agency = library_of({}).vocabulary.agency
    assert structured_data(page, agency, SITE_URL) == {}


def test_a_form_is_downloaded_from_its_paper() -> None:
    front = (
        "attachments: [{file: mau-01.docx, title: Mẫu số 01}]\n"
        "ho_so: [{ten: Đơn, mau: mẫu số 01}, {ten: Tờ khai, mau: to-khai.docx}, {ten: Giấy khác, mau: Mẫu số 09}]"
    )
    papers = view_of(made(front, **{"mau-01_docx": b"x" * 2048, "to-khai_docx": b"y"})).papers
    assert [paper.file.address if paper.file else "" for paper in papers] == [
        "tthc/mau-01.docx",
        "tthc/to-khai.docx",
        "",
    ]
    assert [paper.form for paper in papers] == ["mẫu số 01", "Tờ khai", "Mẫu số 09"]
    assert papers[0].file is not None
    assert papers[0].file.size == "2 KB"


def test_legal_grounds_are_shown_once() -> None:
    apart = made('can_cu: ["118/2025/NĐ-CP"]')
    assert [ground.label for ground in view_of(apart).grounds] == ["118/2025/NĐ-CP"]
    assert "c-can-cu" in [entry.id for entry in apart.toc]
    in_text = made('can_cu: ["118/2025/NĐ-CP"]', body="## Căn cứ pháp lý\n\nNghị định 118/2025/NĐ-CP.")
    assert view_of(in_text).grounds == ()
    assert ("Văn bản căn cứ", "118/2025/NĐ-CP") in [(fact.label, fact.text) for fact in view_of(in_text).more_facts]
    assert "c-can-cu" not in [entry.id for entry in in_text.toc]
