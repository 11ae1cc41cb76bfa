"""The search in a real Chromium: what is found, how it is typed, how it is used with keys and a screen reader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.conftest import VIEWPORTS, no_sideways_scroll

from cchc.search import Abbreviations, SearchDocument, build_index, terms_of

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
NORMAL = json.loads((ROOT / "tests/golden/search-normal.json").read_text(encoding="utf-8"))
QUERIES = json.loads((ROOT / "tests/golden/search-queries.json").read_text(encoding="utf-8"))
RESULTS = ".md-search-result__link"


def open_box(page: Page, served: str) -> Locator:
    """Open the search of the home page as a reader does."""
    page.goto(served)
    if page.viewport_size == VIEWPORTS["phone"]:
        page.get_by_role("button", name="Tìm kiếm").first.click()
    box = page.locator(".md-search__input")
    box.click()
    return box


def status(page: Page) -> Locator:
    return page.locator("[data-c-search-status]").first


def names(page: Page) -> list[str]:
    """Return the last part of the addresses of the results, in their order."""
    found = page.locator(RESULTS).evaluate_all("links => links.map(link => new URL(link.href).pathname)")
    return [path.rstrip("/").rpartition("/")[2] for path in found]


# The normaliser, the same golden cases as in Python


@pytest.fixture(scope="session")
def script(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    for name in ("normal.js", "marks.js"):
        page.add_script_tag(path=str(ROOT / "overrides/assets/javascripts/search" / name))
    yield page
    page.close()


def test_the_browser_normalises_as_the_index_does(script: Page) -> None:
    said = script.evaluate(
        """golden => ({
          forms: golden.forms.map(([word]) => {
            const form = cchcNormal.formOf(word);
            return [word, form, cchcNormal.keyOf(form)];
          }),
          chunks: golden.chunks.map(([text]) => [text, cchcNormal.chunksOf(text)]),
          codes: golden.codes.map(([chunk]) => [chunk, cchcNormal.codeOf(chunk)]),
          typed: golden.typed.map(([word]) => [word, cchcNormal.typedForm(word)]),
        })""",
        NORMAL,
    )
    assert said == NORMAL


# What is found at ten thousand pages


@pytest.fixture(scope="session")
def large(chromium: Browser) -> Iterator[Page]:
    """The engine on an index of 8,300 pages that all hold `phường` and `xã`, only three of them side by side."""
    words = ["Người dân xã {0} đến phường nộp hồ sơ {0}", "Công bố phường xã mới số {0}"]
    texts = [words[number % 4000 == 7].format(number) for number in range(8300)]
    documents = [SearchDocument(f"tin-tuc/{number}/", f"Tin {number}", text) for number, text in enumerate(texts)]
    terms = [terms_of(one.text, one.title, one.keys, Abbreviations.of({})) for one in documents]
    files = {
        path: json.loads(data) for path, data in build_index(documents, terms, {}) if not path.startswith("texts/")
    }
    page = chromium.new_page()
    for name in ("normal.js", "marks.js", "engine.js"):
        page.add_script_tag(path=str(ROOT / "overrides/assets/javascripts/search" / name))
    page.evaluate(
        """files => {
          self.engine = new CchcEngine("", name => Promise.resolve(files[name.split("?")[0]]));
          const postings = engine.postings;
          engine.postings = key => { asked.push(key); return postings.call(engine, key); };
        }""",
        files,
    )
    yield page
    page.close()


def found_by(page: Page, query: str) -> tuple[int, set[str]]:
    """Return how many pages a query finds, and the keys whose postings it took."""
    total, asked = page.evaluate(
        "query => { self.asked = []; return engine.find(query, {}).then(result => [result.total, asked]); }", query
    )
    return total, set(asked)


@pytest.mark.parametrize("query", ["phường xã ", "phuong xa "])
def test_words_of_nearly_all_pages_are_found_where_they_stand_apart(large: Page, query: str) -> None:
    """Next to each other they stand on three pages of 8,300."""
    assert found_by(large, query) == (8300, {"phuong", "xa", "phuong xa"})


def test_words_of_nearly_all_pages_are_looked_for_by_their_neighbours(large: Page) -> None:
    """Their own postings name all pages: they are left alone where their neighbours find enough."""
    assert found_by(large, "người dân ") == (8297, {"nguoi dan"})


# What is found


def test_queries_of_the_example_find_their_page_first(chromium: Browser, served: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    box = open_box(page, served)
    missed = []
    for query, expected in QUERIES:
        box.fill(query)
        expect(status(page)).to_contain_text(f"“{query.strip()}”", timeout=10_000)
        if names(page)[:1] == [] or names(page)[0] not in expected:
            missed.append((query, names(page)[:3]))
    page.close()
    assert missed == []


def test_abbreviations_are_found_both_ways(page: Page, served: str) -> None:
    box = open_box(page, served)
    box.fill("DVCTT")
    expect(page.locator(f"{RESULTS} mark", has_text="dịch vụ công trực tuyến").first).to_be_visible()
    box.fill("phản ánh kiến nghị")
    expect(page.locator(RESULTS).first).to_contain_text("phản ánh")


def test_accented_words_are_marked_for_a_query_without_accents(page: Page, served: str) -> None:
    open_box(page, served).fill("chuyen giao cong nghe")
    expect(page.locator(f"{RESULTS} mark").first).to_have_text("chuyển giao công nghệ")


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("một cửa", "Kết luận của Sở", []),
        ("một cửa", "Bộ phận một cửa của Sở", ["một cửa"]),
        ("một cửa", "Một việc của Sở", ["Một"]),
        ("mot cua", "Kết luận của Sở", ["của"]),
        ("mọt của", "Bộ phận một cửa", ["một cửa"]),
        ("cửa", "Kết luận của Sở", ["của"]),
    ],
)
def test_what_is_marked(script: Page, query: str, text: str, marked: list[str]) -> None:
    """A single word with other marks than those typed is another word."""
    html = script.evaluate("([query, text]) => new CchcMarker(cchcUnits(query), []).all(text)", [query, text])
    assert re.findall("<mark>(.*?)</mark>", html) == marked


def test_a_result_says_its_kind_and_date(page: Page, served: str) -> None:
    open_box(page, served).fill("118/2025/NĐ-CP")
    expect(page.locator(f"{RESULTS} .c-found-facts").first).to_contain_text("Văn bản · ")


def test_a_word_that_is_known_is_not_called_missing(page: Page, served: str) -> None:
    """It stands beside none of its neighbours anywhere: another one is looked for too, and that is said."""
    open_box(page, served).fill("chứng thực ")
    expect(status(page)).to_contain_text("Đã tìm thêm từ gần giống “chứng”")
    expect(status(page)).not_to_contain_text("không có trong chuyên mục")


def test_an_unknown_word_is_corrected_and_said(page: Page, served: str) -> None:
    open_box(page, served).fill("cai cahc hanh chinh")
    expect(status(page)).to_contain_text("“cahc” không có trong chuyên mục, đã tìm từ gần giống: cách")
    assert names(page)


def test_a_number_that_nothing_has_is_said(page: Page, served: str) -> None:
    box = open_box(page, served)
    box.fill("9876/QĐ-UBND")
    expect(status(page)).to_contain_text("Không có số, mã “9876/QĐ-UBND” trong chuyên mục, đã tìm theo từng phần.")
    # An abolished procedure has a page, and a place in the list, but is in no search.
    box.fill("9.000010")
    expect(status(page)).to_have_text(
        "Không tìm thấy nội dung nào cho “9.000010”. Không có thủ tục đang áp dụng mang mã “9.000010”; "
        "thủ tục đã bãi bỏ: xem Danh mục thủ tục hành chính."
    )
    expect(page.locator("[data-c-search-none] a[href$='tthc/']").first).to_be_visible()
    box.fill("9.000010 nhãn hiệu")
    expect(status(page)).to_contain_text("mang mã “9.000010”, đã tìm theo từng phần;")
    for known in ("118/2025/NĐ-CP", "118/2025", "118/2025/ND-CP và 1.00"):
        box.fill(known)
        expect(status(page)).to_contain_text(f"“{known}”")
        expect(status(page)).not_to_contain_text(re.compile("Không có (số|thủ tục)"))


def test_nothing_found_says_so_and_shows_other_ways(page: Page, served: str) -> None:
    open_box(page, served).fill("xyzzyq")
    expect(status(page)).to_have_text("Không tìm thấy nội dung nào cho “xyzzyq”.")
    expect(page.locator("[data-c-search-none] a").first).to_be_visible()
    assert names(page) == []


def test_hostile_queries_stay_text(page: Page, served: str) -> None:
    for query in (
        '<img src=x onerror="document.title=1">',
        "constructor __proto__",
        "a" * 5000,
        "\\u0000 ' \" &amp;",
        "%%%",
    ):
        open_box(page, served).fill(query)
        expect(status(page)).to_contain_text("cho “", timeout=10_000)
        page.goto(f"{served}tim-kiem/?q={query.replace('%', '%25').replace('&', '%26')}")
        expect(page.locator(".c-results__status")).not_to_be_empty()
        assert page.title() != "1"


# How it is typed


def test_typing_letter_by_letter(page: Page, served: str) -> None:
    open_box(page, served).press_sequentially("thu tuc hanh ch", delay=15)
    expect(status(page)).to_contain_text("“thu tuc hanh ch”")
    assert names(page)
    no_sideways_scroll(page)


def test_pasted_and_dictated_text(page: Page, served: str) -> None:
    """Text that comes without any key: only the input event tells of it."""
    box = open_box(page, served)
    box.evaluate("input => { input.value = 'hợp chuẩn'; input.dispatchEvent(new InputEvent('input')); }")
    expect(status(page)).to_contain_text("“hợp chuẩn”")
    assert names(page)[0] == "dang-ky-cong-bo-hop-chuan"


def test_composition_of_an_input_method(chromium: Browser, served: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    box = open_box(page, served)
    keyboard = context.new_cdp_session(page)
    for text in ("h", "hơ", "hợ", "hợp"):
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    expect(status(page)).to_contain_text("“hợp”")
    # Enter ends the composition; it does not leave the page.
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True})
    keyboard.send("Input.insertText", {"text": "hợp quy"})
    expect(status(page)).to_contain_text("“hợp quy”")
    assert "tim-kiem" not in page.url
    context.close()


# Keys, filters, addresses


def test_keyboard_only(page: Page, served: str) -> None:
    box = open_box(page, served)
    box.press_sequentially("một cửa", delay=10)
    expect(status(page)).to_contain_text("“một cửa”")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "c-search-loai":
            break
    assert page.evaluate("document.activeElement.id") == "c-search-loai"
    before = page.locator(RESULTS).count()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("document.getElementById('c-search-loai').value !== ''")
    assert before
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.className"))
    assert any("md-search-result__link" in name for name in reached)


def test_arrows_escape_and_enter(page: Page, served: str) -> None:
    box = open_box(page, served)
    box.press_sequentially("một cửa", delay=10)
    # Results of "một c" may still be replaced.
    expect(status(page)).to_contain_text("“một cửa”")
    expect(page.locator(RESULTS).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULTS).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(RESULTS).first).to_be_hidden()
    if page.viewport_size == VIEWPORTS["phone"]:
        # The next key goes on from the button that had opened it.
        expect(page.get_by_role("button", name="Tìm kiếm").first).to_be_focused()
        page.keyboard.press("Enter")
    else:
        box.focus()
    page.keyboard.press("ArrowDown")
    wanted = page.locator(RESULTS).first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(str(wanted))


def test_who_walks_through_the_results_stays_there_when_others_come(page: Page, served: str) -> None:
    box = open_box(page, served)
    box.press_sequentially("một cửa", delay=10)
    expect(status(page)).to_contain_text("“một cửa”")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator(RESULTS).nth(1)
    expect(second).to_be_focused()
    address = second.get_attribute("href")

    def answered(query: str) -> None:
        page.locator(RESULTS).first.evaluate("link => link.dataset.old = ''")
        box.evaluate("(box, query) => { box.value = query; box.dispatchEvent(new Event('input')); }", query)
        expect(page.locator(f"{RESULTS}[data-old]")).to_have_count(0)

    answered("một cửa ")
    assert page.evaluate("document.activeElement.href") == address
    answered("cải cách hành chính")
    assert page.evaluate("document.activeElement.className") == "md-search-result__link"
    # Nothing is found: back to where the words are.
    answered("zzzzqqqq")
    expect(page.locator(RESULTS)).to_have_count(0)
    expect(box).to_be_focused()


def test_back_from_a_result_leads_to_the_page(page: Page, served: str) -> None:
    """Not to an open search without words."""
    page.goto(f"{served}tin-tuc/")
    if page.viewport_size == VIEWPORTS["phone"]:
        page.get_by_role("button", name="Tìm kiếm").first.click()
    page.locator(".md-search__input").fill("một cửa")
    page.locator(RESULTS).first.click()
    page.wait_for_url("**h=*")
    page.go_back()
    page.wait_for_url("**/tin-tuc/")
    expect(page.locator("#__search")).not_to_be_checked()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_filters_narrow_and_say_how_many(page: Page, served: str) -> None:
    open_box(page, served).fill("thủ tục hành chính")
    kinds = page.locator("#c-search-loai")
    expect(kinds.locator("option")).not_to_have_count(1)
    label = kinds.locator("option[value=tthc]").inner_text()
    number = int(label.rpartition("(")[2].rstrip(")"))
    kinds.select_option("tthc")
    expect(status(page)).to_contain_text(f"Có {number} kết quả")
    assert all(
        text.startswith("Thủ tục hành chính") for text in page.locator(f"{RESULTS} .c-found-facts").all_inner_texts()
    )


def test_enter_opens_the_page_of_results_with_the_filters(page: Page, served: str) -> None:
    box = open_box(page, served)
    box.fill("công nghệ")
    expect(status(page)).to_contain_text("“công nghệ”")
    page.locator("#c-search-loai").select_option("tthc")
    box.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served}tim-kiem/?**")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["công nghệ"], "loai": ["tthc"]}
    expect(page.locator(".c-found").first).to_be_visible()
    expect(page.locator("#c-results-loai")).to_have_value("tthc")
    no_sideways_scroll(page)


def test_an_address_of_results_can_be_shared(page: Page, served: str) -> None:
    page.goto(f"{served}tim-kiem/?q=thu+tuc+hanh+chinh&nam=2026")
    expect(page.locator(".c-results__status")).to_contain_text("kết quả cho “thu tuc hanh chinh”")
    expect(page.locator("#c-results-nam")).to_have_value("2026")
    shown = page.locator(".c-found").count()
    more = page.locator("[data-c-search-more]")
    assert more.is_visible()
    more.click()
    expect(page.locator(".c-found").nth(shown)).to_be_visible()
    addresses = page.locator(".c-found a").evaluate_all("links => links.map(link => link.href)")
    assert len(addresses) == len(set(addresses))
    page.locator("input[name=q]").fill("hợp chuẩn")
    page.keyboard.press("Enter")
    expect(page.locator(".c-results__status")).to_contain_text("“hợp chuẩn”")
    page.go_back()
    expect(page.locator(".c-results__status")).to_contain_text("“thu tuc hanh chinh”")
    expect(page.locator("input[name=q]")).to_have_value("thu tuc hanh chinh")


def test_a_query_in_any_address_opens_the_box(page: Page, served: str) -> None:
    page.goto(f"{served}tthc/?q=một+cửa")
    expect(status(page)).to_contain_text("“một cửa”")
    assert names(page)


def test_found_words_are_marked_on_the_opened_page_until_that_is_ended(page: Page, served: str) -> None:
    open_box(page, served).fill("chuyen giao cong nghe")
    page.locator(RESULTS).first.click()
    expect(page.locator("mark.c-mark").first).to_have_text("chuyển giao công nghệ")
    page.get_by_role("button", name="Bỏ đánh dấu").click()
    expect(page.locator("mark.c-mark")).to_have_count(0)
    assert "h=" not in urlsplit(page.url).query


def test_the_count_is_announced(page: Page, served: str) -> None:
    open_box(page, served).fill("một cửa")
    expect(status(page)).to_contain_text("kết quả")
    assert status(page).get_attribute("role") == "status"


# What is fetched


def test_the_index_is_fetched_with_the_first_query_and_only_what_it_needs(page: Page, served: str) -> None:
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(urlsplit(sent.url).path))
    page.goto(served)
    page.wait_for_load_state("networkidle")
    assert [path for path in asked if "/search/" in path and not path.endswith(("words.js", "box.js"))] == []
    open_box(page, served).fill("hợp chuẩn")
    expect(status(page)).to_contain_text("“hợp chuẩn”")
    texts = [path for path in asked if "/search/texts/" in path]
    assert 0 < len(texts) <= 12


def test_a_lost_connection_is_said_and_mended_by_typing_again(chromium: Browser, served: str) -> None:
    page = chromium.new_page()
    page.route("**/search/manifest.json", lambda route: route.abort())
    box = open_box(page, served)
    box.fill("hợp chuẩn")
    expect(status(page)).to_contain_text("Không tải được chỉ mục tìm kiếm")
    page.unroute("**/search/manifest.json")
    box.fill("hợp chuẩn ")
    expect(status(page)).to_contain_text("kết quả cho “hợp chuẩn”")
    page.close()


def test_without_javascript_the_lists_are_the_way(chromium: Browser, served: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}tim-kiem/")
    expect(page.locator("noscript a", has_text="Xem theo năm, tháng")).to_be_visible()
    expect(page.locator("noscript a", has_text="Xem theo chủ đề")).to_be_visible()
    context.close()


def test_hidden_items_are_in_no_file_of_the_index(example: Any) -> None:
    edition = example.opened.edition
    listed = {item.address for item in edition.listed} | {page.address for page in edition.pages if page.address}
    texts = [json.loads(path.read_text(encoding="utf-8")) for path in (example.site / "search/texts").iterdir()]
    assert {text["u"] for text in texts} == listed
