"""`cchc verify`: nothing is found in a good site, and every seeded fault is found by its code."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cchc.problems import CATALOGUE
from cchc.store import Store
from cchc.verify import Report, verify

pytestmark = pytest.mark.build
SITE_URL = "https://skhcn.example.gov.vn/chuyen-muc/cchc/"
NEWS = "tin-tuc/2026/11/kiem-tra-cong-tac-cchc-quy-iv/"
NEWS_TITLE = "Kiểm tra công tác cải cách hành chính quý IV tại bốn phòng, đơn vị"
PAGE = f"{NEWS}index.html"
Fault = Callable[["BuiltSite"], None]


class BuiltSite:
    """A copy of the example's site to be damaged; every file that was touched can be put back."""

    def __init__(self, folder: Path, opened: Any, store: Store) -> None:
        self.folder, self.opened, self.store = folder, opened, store
        self._before: dict[Path, bytes | None] = {}

    def verify(self, trusting_times: bool = True) -> Report:
        return verify(
            self.folder,
            self.opened,
            site_url=SITE_URL,
            store=self.store,
            trusting_times=trusting_times,
            folders=[Path("/srv/so-khcn/chuyen-muc")],
        )

    def text(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def write(self, path: str, data: str | bytes | None) -> None:
        file = self.folder / path
        self._before.setdefault(file, file.read_bytes() if file.is_file() else None)
        if data is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data.encode() if isinstance(data, str) else data)

    @property
    def newest(self) -> int:
        """The number of the newest item among the documents of the search."""
        return int(json.loads(self.text("search/manifest.json"))["documents"]) - 1

    def restore(self) -> None:
        for file, data in self._before.items():
            if data is None:
                file.unlink()
            else:
                file.write_bytes(data)
        self._before.clear()

    def hidden(self, state: str) -> Any:
        """Return the item of the example that is in this state."""
        return next(item for item in self.opened.library.items if self.opened.edition.state(item) == state)


def removed(path: str) -> Fault:
    return lambda site: site.write(path, None)


def written(path: str, data: str) -> Fault:
    return lambda site: site.write(path, data)


def replaced(path: str, old: str, new: str) -> Fault:
    """Replace what the pattern `old` finds first."""

    def fault(site: BuiltSite) -> None:
        changed, times = re.subn(old, new, site.text(path), count=1, flags=re.DOTALL)
        assert times == 1, f"{old} is not in {path}"
        site.write(path, changed)

    return fault


def in_body(markup: str, path: str = PAGE) -> Fault:
    """Put markup at the end of the main part of a page."""
    return lambda site: site.write(path, site.text(path).replace("</main>", f"{markup}</main>"))


def with_hidden(state: str, fault: Callable[[BuiltSite, Any], None]) -> Fault:
    return lambda site: fault(site, site.hidden(state))


def card(site: BuiltSite, path: str, item: Any) -> None:
    up = "../" * path.count("/")
    in_body(f'<article><h2><a href="{up}{item.address}">{item.title}</a></h2></article>', path)(site)


def search_text(site: BuiltSite, number: int, **changes: str) -> None:
    path = f"search/texts/{number}.json"
    site.write(path, json.dumps({**json.loads(site.text(path)), **changes}, ensure_ascii=False))


def map_line(site: BuiltSite, address: str, day: str = "2026-11-01") -> None:
    line = f"<url><loc>{SITE_URL}{address}</loc><lastmod>{day}</lastmod></url></urlset>"
    site.write("sitemap.xml", site.text("sitemap.xml").replace("</urlset>", line))


def json_total(site: BuiltSite) -> None:
    data = json.loads(site.text("thong-ke.json"))
    data["tables"]["topic"]["rows"][0]["count"] += 1
    site.write("thong-ke.json", json.dumps(data))


def sentence_of(item: Any) -> str:
    """Return the longest sentence of an item's text."""
    return str(max(re.split(r"[.\n]", re.sub(r"[*_\[\]()#>|-]", " ", item.text.body)), key=len).strip())


# What is broken → the code that is found.
FAULTS: dict[str, tuple[Fault, str]] = {
    "the page of an item is gone": (removed(PAGE), "CCHC901"),
    "a list is gone": (removed("chu-de/mot-cua/index.html"), "CCHC901"),
    "a feed is gone": (removed("chu-de/mot-cua/rss.xml"), "CCHC901"),
    "the sitemap is gone": (removed("sitemap.xml"), "CCHC901"),
    "a draft has a page": (
        with_hidden("ban-nhap", lambda site, item: site.write(f"{item.address}index.html", "<html></html>")),
        "CCHC902",
    ),
    "a scheduled item has a page": (
        with_hidden("hen-gio", lambda site, item: site.write(f"{item.address}index.html", "<html></html>")),
        "CCHC902",
    ),
    "a page of a removed item is left": (
        lambda site: site.write("tin-tuc/2026/11/bai-da-xoa/index.html", site.text(PAGE)),
        "CCHC903",
    ),
    "a page has another title": (replaced(PAGE, r"(<h1[^>]*>).*?</h1>", r"\1Tin khác</h1>"), "CCHC904"),
    "a page has another date": (
        replaced(PAGE, 'dcterms.issued" content="[^"]*', 'dcterms.issued" content="2026-01-02'),
        "CCHC904",
    ),
    "the archive lacks an item": (replaced("luu-tru/2026/11/index.html", r"<article.*?</article>", ""), "CCHC905"),
    "the section lacks an item": (replaced("hoi-dap/index.html", r"<article.*?</article>", ""), "CCHC905"),
    "a topic shows a withdrawn item": (
        with_hidden("da-go", lambda site, item: card(site, f"chu-de/{item.topics[0]}/index.html", item)),
        "CCHC906",
    ),
    "the home page shows an expired item": (
        with_hidden("het-han", lambda site, item: card(site, "index.html", item)),
        "CCHC906",
    ),
    "a list shows an item twice": (
        replaced("luu-tru/2026/11/index.html", r"(<article.*?</article>)", r"\1\1"),
        "CCHC906",
    ),
    "a list shows what belongs elsewhere": (
        lambda site: card(site, "luu-tru/2020/index.html", site.opened.edition.listed[0]),
        "CCHC906",
    ),
    "RSS lacks an item": (replaced("rss.xml", r"<item>.*?</item>", ""), "CCHC907"),
    "the archive of a month lacks an item": (
        replaced("luu-tru/2026/11/atom.xml", r"<entry>.*?</entry>", ""),
        "CCHC907",
    ),
    "a feed holds an expired item": (
        with_hidden(
            "het-han",
            lambda site, item: replaced("rss.xml", r"<link>[^<]*tin-tuc/[^<]*", f"<link>{SITE_URL}{item.address}")(
                site
            ),
        ),
        "CCHC908",
    ),
    "a feed has another title": (replaced("feed.json", re.escape(NEWS_TITLE), "Tin khác"), "CCHC909"),
    "a feed has another date": (replaced("atom.xml", r"<published>2026", "<published>2025"), "CCHC909"),
    "the search lacks a document": (lambda site: search_text(site, site.newest, u="gioi-thieu/"), "CCHC910"),
    "the search holds a draft": (
        with_hidden("ban-nhap", lambda site, item: search_text(site, site.newest, u=item.address)),
        "CCHC911",
    ),
    "the index counts one more": (replaced("search/manifest.json", r'"documents":(\d)', r'"documents":1\1'), "CCHC912"),
    "a file of terms is gone": (removed("search/terms/3.json"), "CCHC912"),
    "the search has another title of a page": (lambda site: search_text(site, 0, t="Tin khác"), "CCHC912"),
    "the search has another title": (lambda site: search_text(site, site.newest, t="Tin khác"), "CCHC912"),
    "the sitemap lacks a page": (replaced("sitemap.xml", rf"<url><loc>[^<]*{NEWS}.*?</url>", ""), "CCHC913"),
    "the sitemap has a withdrawn item": (
        with_hidden("da-go", lambda site, item: map_line(site, item.address)),
        "CCHC914",
    ),
    "the sitemap has a page that is not there": (lambda site: map_line(site, "khong-co/"), "CCHC914"),
    "the sitemap has a false date": (replaced("sitemap.xml", r"<lastmod>2026-11-20", "<lastmod>2027-11-20"), "CCHC915"),
    "the packed sitemap is an old one": (lambda site: site.write("sitemap.xml.gz", b"\x1f\x8b"), "CCHC915"),
    "the home page has another number": (replaced("index.html", r"<dd>\d+</dd>", "<dd>999</dd>"), "CCHC916"),
    "a topic has another number": (
        replaced("chu-de/index.html", r'(class="c-count"[^>]*>)\d+', r"\g<1>999"),
        "CCHC916",
    ),
    "a list has another total": (replaced("tin-tuc/index.html", r'("c-total">\s*)\d+', r"\g<1>999"), "CCHC916"),
    "a cell of a table is another": (
        replaced("thong-ke/2026/index.html", r'(c-number--total">)[\d.]+', r"\g<1>999"),
        "CCHC916",
    ),
    "the open data have another number": (json_total, "CCHC917"),
    "the CSV lacks a row": (replaced("thong-ke.csv", r"\n2026-05[^\n]*", ""), "CCHC917"),
    "JSON-LD is no JSON": (replaced(PAGE, r'"@graph":', '"@graph"'), "CCHC918"),
    "JSON-LD lacks a required part": (replaced(PAGE, r'"headline":"[^"]*",', ""), "CCHC918"),
    "JSON-LD has another date": (replaced(PAGE, r'"datePublished":"2026', '"datePublished":"2024'), "CCHC918"),
    "a feed is cut off": (lambda site: site.write("rss.xml", site.text("rss.xml")[:5000]), "CCHC919"),
    "a page is cut off": (lambda site: site.write(PAGE, site.text(PAGE)[:5000]), "CCHC919"),
    "an Atom entry has no id": (replaced("atom.xml", r"<entry>\s*<id>[^<]*</id>", "<entry>"), "CCHC919"),
    "a link leads to no page": (in_body('<a href="../khong-co/">x</a>'), "CCHC920"),
    "a link leads out of the site": (in_body('<a href="../../../../../../a.html">x</a>'), "CCHC920"),
    "the menu of one page leads nowhere": (
        replaced(PAGE, r'href="../../../../thong-ke/"', 'href="../thong-ke/"'),
        "CCHC920",
    ),
    "a link has capital letters": (in_body('<a href="../../../../Tin-Tuc/">x</a>'), "CCHC921"),
    "a link leads to no place of its page": (in_body('<a href="#khong-co">x</a>'), "CCHC922"),
    "a link leads to no place of another page": (in_body('<a href="../../../../lien-he/#khong-co">x</a>'), "CCHC922"),
    "a picture is gone": (in_body('<img src="anh-khong-co.png" alt="">'), "CCHC923"),
    "a picture of srcset is gone": (
        in_body('<img src="../../../../assets/images/favicon.png" srcset="anh-khong-co.png 2x" alt="">'),
        "CCHC923",
    ),
    "a font is gone": (
        lambda site: site.write("assets/stylesheets/a.css", "@font-face { src: url(../fonts/khong-co.woff2) }"),
        "CCHC923",
    ),
    "a script is gone": (removed("assets/javascripts/cchc.js"), "CCHC923"),
    "an attachment is cut off": (
        written("tin-tuc/2025/12/ke-hoach-truyen-thong-cchc-nam-2026/tom-tat-ke-hoach-truyen-thong-cchc-2026.pdf", "x"),
        "CCHC924",
    ),
    "a page loads from elsewhere": (in_body('<img src="https://example.com/dem.png" alt="">'), "CCHC925"),
    "a style loads from elsewhere": (
        lambda site: site.write("assets/stylesheets/a.css", "@import 'https://fonts.example.com/a.css';"),
        "CCHC925",
    ),
    "a page says no language": (replaced(PAGE, r'<html lang="vi"', "<html"), "CCHC926"),
    "a page has two headings": (in_body("<h1>Hai</h1>"), "CCHC926"),
    "an id stands twice": (in_body('<p id="ket-qua">x</p>'), "CCHC926"),
    "a feed tells a draft's sentence": (
        with_hidden(
            "ban-nhap",
            lambda site, item: replaced("rss.xml", r"(<description>)[^<]*", rf"\g<1>{sentence_of(item)}")(site),
        ),
        "CCHC927",
    ),
    "a page tells the title of a scheduled item": (
        with_hidden("hen-gio", lambda site, item: in_body(f"<p>{item.title}</p>")(site)),
        "CCHC927",
    ),
    "the search tells a withdrawn text": (
        with_hidden("da-go", lambda site, item: search_text(site, site.newest, x=sentence_of(item))),
        "CCHC927",
    ),
    "a script names the site's folder": (
        written("assets/javascripts/a.js", "// /srv/so-khcn/chuyen-muc/docs"),
        "CCHC928",
    ),
    "a page names a folder of Windows": (in_body("<p>C:\\Users\\an\\cchc</p>"), "CCHC928"),
    "a page has the number of a person's papers": (in_body("<p>Số 001085123456 của ông A</p>"), "CCHC930"),
    "a page has a mobile number": (in_body("<p>Gọi 0912 345 678</p>"), "CCHC930"),
    "a page has a private mailbox": (in_body("<p>nguyen.van.a@gmail.com</p>"), "CCHC930"),
    "a page says another address": (replaced(PAGE, r'(rel="canonical" href=")[^"]*', rf"\1{SITE_URL}khac/"), "CCHC932"),
}
# These need content that the example does not have: see below.
ELSEWHERE = {"CCHC929", "CCHC931"}


@pytest.fixture(scope="module")
def copy(example: Any, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    folder = tmp_path_factory.mktemp("verify") / "site"
    shutil.copytree(example.site, folder)
    return BuiltSite(folder, example.opened, Store(folder.parent / "kept.db"))


@pytest.fixture
def site(copy: BuiltSite) -> Iterator[BuiltSite]:
    yield copy
    copy.restore()


def test_nothing_is_found_in_a_good_site(site: BuiltSite) -> None:
    report = site.verify(trusting_times=False)
    assert report == site.verify(trusting_times=True)
    assert [f"{one.path}:{one.line} {one.code} {one.message}" for one in report.problems] == []
    assert report.is_good
    assert report.items == len(site.opened.edition.paged)
    assert report.links > 5_000
    assert report.summary.endswith(": không có sai khác.")


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found(site: BuiltSite, name: str) -> None:
    fault, code = FAULTS[name]
    fault(site)
    report = site.verify()
    assert code in {problem.code for problem in report.problems}, report.problems
    assert all(problem.path.startswith("site/") for problem in report.problems)
    assert report.is_good == all(CATALOGUE[problem.code].severity == "warning" for problem in report.problems)


def test_every_code_is_shown_by_a_fault() -> None:
    assert {code for _, code in FAULTS.values()} | ELSEWHERE == {code for code in CATALOGUE if code.startswith("CCHC9")}


def test_remarks_of_editors_and_files_of_drafts_are_found(cchc: Any, tmp_path: Path) -> None:
    folder = tmp_path / "docs/tin-tuc/2026/11/tin"
    folder.mkdir(parents=True)
    front = "---\ntitle: Tin có ghi chú\ndate: 2026-11-10 # hỏi lại phòng chuyên môn ngày này\ntags: [mot-cua]\n"
    body = "---\n\n<!-- số liệu này chưa được lãnh đạo duyệt -->\n\nNội dung tin.\n"
    (folder / "index.md").write_text(front + body, encoding="utf-8")
    draft = tmp_path / "docs/tin-tuc/2026/11/nhap"
    draft.mkdir()
    (draft / "index.md").write_text(f"{front}draft: true\n---\n\nNháp.\n", encoding="utf-8")
    (draft / "anh.png").write_bytes(b"x")
    cchc("build", "-C", tmp_path, "--now", "2026-11-21")
    good = cchc.run("verify", "-C", tmp_path, "--now", "2026-11-21")
    assert (good.returncode, good.stderr) == (0, "")
    assert "không có sai khác" in good.stdout
    page = tmp_path / "site/tin-tuc/2026/11/tin/index.html"
    remarks = "<!-- Số liệu này chưa được lãnh đạo duyệt --><p>hỏi lại phòng chuyên môn ngày này</p></main>"
    page.write_text(page.read_text("utf-8").replace("</main>", remarks), encoding="utf-8")
    (tmp_path / "site/tin-tuc/2026/11/nhap").mkdir()
    (tmp_path / "site/tin-tuc/2026/11/nhap/anh.png").write_bytes(b"x")
    bad = cchc.run("verify", "-C", tmp_path, "--now", "2026-11-21", "--format", "json")
    assert bad.returncode == 1
    assert {problem["code"] for problem in json.loads(bad.stdout)} == ELSEWHERE


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_a_site_built_by_the_generator_itself_is_good(
    example: Any, run_module: Any, cchc: Any, tmp_path: Path, engine: str
) -> None:
    built = tmp_path / "site"
    result = run_module(engine, "build", "-q", "-f", example.root / "mkdocs.yml", "-d", built, now=example.now)
    assert result.returncode == 0, result.stderr
    assert "không có sai khác" in cchc("verify", "-C", example.root, "--now", example.now, built)


def test_a_folder_that_is_no_site_is_wrong_usage(cchc: Any, example: Any, tmp_path: Path) -> None:
    result = cchc.run("verify", "-C", example.root, tmp_path)
    assert result.returncode == 2
    assert "cchc build" in result.stderr
