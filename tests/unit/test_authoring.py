"""New items go where they belong; suggested topics and links say why, and are the same each time."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cchc.authoring import TextIndex, found_topics, hints, kind_named, new_item, suggest_links, suggest_topics
from cchc.content.kinds import DOCUMENTS, KINDS
from cchc.content.library import Library, library_of, load_library
from cchc.content.paths import place_of
from cchc.dates import VIETNAM

DAY = date(2026, 11, 5)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "docs")


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("tin", "tin-tuc/2026/11/ten-bai.md"),
        ("video", "tin-tuc/2026/11/ten-bai.md"),
        ("van-ban", "van-ban/2026/ten-bai.md"),
        ("tthc", "tthc/ten-bai.md"),
        ("hoat-dong", "hoat-dong/2026/ten-bai.md"),
        ("hoi-dap", "hoi-dap/2026/ten-bai.md"),
    ],
)
def test_folder_by_kind_and_date(kind: str, path: str) -> None:
    assert new_item(kind, "Tên bài", DAY).path == path


def test_file_of_a_new_item() -> None:
    file = new_item(
        "bai",
        "Kế hoạch: “một cửa”  # 1",
        datetime(2026, 11, 5, 8, 30, tzinfo=VIETNAM),
        ["mot-cua"],
        {"unit": "", "draft": True},
        "Nội dung.\n",
        bundle=True,
        comments={"tags": ["Gợi ý: mot-cua\nvì tên"]},
    )
    assert file.path == "tin-tuc/2026/11/ke-hoach-mot-cua-1/index.md"
    assert file.folder == "tin-tuc/2026/11/ke-hoach-mot-cua-1"
    assert file.text == (
        '---\ntitle: "Kế hoạch: “một cửa” # 1"\ndate: 2026-11-05 08:30\n# Gợi ý: mot-cua vì tên\ntags: [mot-cua]\n'
        "kind: bai\ndraft: true\n---\n\nNội dung.\n"
    )


@pytest.mark.parametrize(
    "taken",
    [["tin-tuc/2026/11/ten-bai.md"], ["tin-tuc/2026/11/Tên-Bài.md"], ["tin-tuc/2026/11/ten-bai/anh.png"]],
)
def test_a_taken_name_gets_a_number(taken: list[str]) -> None:
    file = new_item("tin", "Tên bài", DAY, taken=taken)
    assert (file.path, file.renamed) == ("tin-tuc/2026/11/ten-bai-2.md", True)


@pytest.mark.parametrize(
    ("title", "name"), [("2026", "muc-2026"), ("Index", "muc-index"), ("CON", "muc-con"), ("!!!", "muc")]
)
def test_names_that_mean_something_else(title: str, name: str) -> None:
    assert new_item("tthc", title, DAY).path == f"tthc/{name}.md"


@example("~", "anh")
@given(st.text(min_size=1).filter(lambda text: text.isprintable() and text.strip()), st.sampled_from(sorted(KINDS)))
def test_any_title_gives_a_file_that_reads_back(title: str, kind: str) -> None:
    file = new_item(kind, title, DAY, ["mot-cua"], {"draft": True})
    assert file.path.isascii()
    assert len(file.path) < 120
    assert place_of(file.path).section is not None
    (item,) = library_of({file.path: file.text.encode()}).items
    assert (item.title, item.kind, item.day) == (" ".join(item.title.split()), kind, DAY)
    again = new_item(kind, title, DAY, taken=[file.path])
    assert again.path != file.path


def test_kinds_by_any_name() -> None:
    for written in ("van-ban", "Văn bản", "VAN BAN"):
        kind, _ = kind_named(written)
        assert kind is not None
        assert kind.id == "van-ban"
    assert kind_named("phong vien") == (None, "phong-van")


def test_hints_are_the_sections_own_keys() -> None:
    assert "so_ky_hieu: 107/KH-UBND" in hints(DOCUMENTS)


def test_topics_by_a_few_letters(library: Library) -> None:
    vocabulary = library.vocabulary
    assert found_topics(vocabulary, "PCTN") == ("phong-chong-tham-nhung",)
    assert "mot-cua" in found_topics(vocabulary, "cua mot")
    assert found_topics(vocabulary, "zzzzqq") == ()
    assert len(found_topics(vocabulary, "")) > 20


@pytest.mark.parametrize(
    ("title", "text", "topic", "reason"),
    [
        ("Sở tăng cường kiểm soát thủ tục hành chính", "", "kiem-soat-tthc", "tiêu đề có “Kiểm soát TTHC”"),
        ("Tin ngắn", "Ngày 1/3, bộ phận một cửa nhận 30 hồ sơ.", "mot-cua", "bài có “Bộ phận Một cửa”"),
        ("Hội nghị PCTN", "", "phong-chong-tham-nhung", "“PCTN”"),
        ("Hướng dẫn", "Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018.", "mot-cua", "dẫn Nghị định số 61/2018/NĐ-CP"),
    ],
)
def test_suggested_topics_with_their_reasons(library: Library, title: str, text: str, topic: str, reason: str) -> None:
    first = suggest_topics(title, text, library.vocabulary, library)[0]
    assert first.topic_id == topic
    assert reason in first.why


def test_suggestions_agree_with_the_editors(library: Library) -> None:
    """Each item of the example, with the others known: its own topic is mostly among the first three."""
    index = TextIndex.of(library.items)
    news = [item for item in library.items if item.section.folder == "tin-tuc"]
    found = 0
    for item in news:
        suggestions = suggest_topics(
            item.title, item.body, library.vocabulary, library, index=index, without=item.source, day=DAY
        )
        assert suggestions == tuple(sorted(suggestions, key=lambda one: -one.score))
        found += item.topic in [one.topic_id for one in suggestions[:3]]
    assert found >= 0.7 * len(news)


def test_no_suggestion_without_a_reason(library: Library) -> None:
    assert suggest_topics("Xyz", "Qwe rty.", library.vocabulary, library) == ()
    empty = library_of({})
    assert suggest_topics("Tin", "Chữ", empty.vocabulary, empty) == ()


def test_suggested_links(library: Library) -> None:
    guide = next(item for item in library.items if item.kind == "tthc")
    cited = next(item for item in library.items if item.source.endswith("nghi-dinh-61-2018-nd-cp.md"))
    text = f"Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018, thủ tục {guide.title.lower()} được rút ngắn."
    links = suggest_links("Rút ngắn thời hạn", text, library)
    assert [(link.kind.value, link.source) for link in links[:2]] == [
        ("van-ban-duoc-dan", cited.source),
        ("thu-tuc-duoc-neu", guide.source),
    ]
    assert len({link.source for link in links}) == len(links)
    assert cited.source not in [link.source for link in suggest_links("", text, library, without=cited.source)]
