"""`mv`: what belongs to an item goes with it, every link is mended, nothing else changes by a byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc.lifecycle.apply import apply
from cchc.lifecycle.content import Change, RefusedError, content_of, read_content
from cchc.lifecycle.move import Move, move

ITEM = "---\ntitle: Tin\ndate: 2026-11-05\ntags: [mot-cua]\n{more}---\n\n{body}\n"
A, B = "tin-tuc/2026/11/a.md", "tin-tuc/2026/12/b.md"


def item(body: str = "Nội dung", more: str = "", title: str = "Tin") -> bytes:
    return ITEM.format(body=body, more=more).replace("title: Tin", f"title: {title}").encode()


def moved(files: dict[str, bytes], old: str, new: str) -> Move:
    return move(content_of(files), old, new)


def after(files: dict[str, bytes], old: str, new: str) -> dict[str, bytes]:
    """Return all files after a move."""
    change = moved(files, old, new).change
    return {change.moves.get(path, path): data for path, data in files.items()} | dict(change.writes)


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("[x](../11/a.md)", "[x](b.md)"),
        ("[x](../11/a.md#muc?1)", "[x](b.md#muc?1)"),
        ('[x](<../11/a.md> "Tên")', '[x](<b.md> "Tên")'),
        ("[x](../11/a/)", "[x](b/)"),
        ("[x](/tin-tuc/2026/11/a.md)", "[x](/tin-tuc/2026/12/b.md)"),
        ("[x](..\\11\\a.md)", "[x](b.md)"),
        ("[x](../1%31/a.md)", "[x](b.md)"),
        ("[x][a] [y][a]\n\n[a]: ../11/a.md", "[x][a] [y][a]\n\n[a]: b.md"),
        ('<a href="../11/a.md">x</a>', '<a href="b.md">x</a>'),
        ("[../11/a.md](../11/a.md) [x](../11/a.md)", "[../11/a.md](b.md) [x](b.md)"),
        ("`[x](../11/a.md)` [y](../11/a.md)", "`[x](../11/a.md)` [y](b.md)"),
        ("[x](https://x.vn/a.md) [y](khong-co.md)", "[x](https://x.vn/a.md) [y](khong-co.md)"),
    ],
)
def test_links_to_a_moved_item_are_mended_as_they_were_written(written: str, mended: str) -> None:
    other = "tin-tuc/2026/12/c.md"
    files = {A: item(), other: item(f"Đầu  \r\n{written}\r\n\tcuối", title="Tin c")}
    assert after(files, A, B)[other] == files[other].replace(written.encode(), mended.encode(), 1)


def test_a_folder_goes_with_all_its_files() -> None:
    files = {
        "tin-tuc/2026/11/a/index.md": item(
            "![ảnh](anh.jpg) [tệp](tep/t.pdf) [b](../b.md)", "image: {src: anh.jpg, alt: x}\n"
        ),
        "tin-tuc/2026/11/a/anh.jpg": b"1",
        "tin-tuc/2026/11/a/tep/t.pdf": b"2",
        "tin-tuc/2026/11/b.md": item("[a](a/index.md) ![ảnh](a/anh.jpg)", title="Tin b"),
    }
    result = after(files, "tin-tuc/2026/11/a", "tin-tuc/2026/12/")
    assert result["tin-tuc/2026/12/a/index.md"] == item(
        "![ảnh](anh.jpg) [tệp](tep/t.pdf) [b](../../11/b.md)",
        "image: {src: anh.jpg, alt: x}\naliases: [tin-tuc/2026/11/a/]\n",
    )
    assert result["tin-tuc/2026/11/b.md"] == item("[a](../12/a/index.md) ![ảnh](../12/a/anh.jpg)", title="Tin b")
    assert result["tin-tuc/2026/12/a/tep/t.pdf"] == b"2"


def test_files_beside_a_text_go_with_it_only_when_no_other_text_uses_them() -> None:
    more = "image: {src: rieng.jpg, alt: x}\nattachments:\n  - file: chung.pdf   # dùng chung\n"
    files = {
        A: item("Chữ", more),
        "tin-tuc/2026/11/c.md": item("[tệp](chung.pdf)", title="Tin c"),
        "tin-tuc/2026/11/rieng.jpg": b"1",
        "tin-tuc/2026/11/chung.pdf": b"2",
    }
    result = after(files, A, B)
    assert set(result) == {B, "tin-tuc/2026/11/c.md", "tin-tuc/2026/12/rieng.jpg", "tin-tuc/2026/11/chung.pdf"}
    assert b"file: ../11/chung.pdf   # d\xc3\xb9ng chung\n" in result[B]


def test_paths_in_the_data_files_follow() -> None:
    plan = (
        b'title: K\r\nyear: 2026\r\n# van ban\r\ndocument: "van-ban/2026/k.md"  # k\r\ntasks: [{id: I.1, text: x}]\r\n'
    )
    files = {"van-ban/2026/k.md": item(), "_data/plans/k.yml": plan}
    result = after(files, "van-ban/2026/k.md", "van-ban/2026/ke-hoach.md")
    assert result["_data/plans/k.yml"] == plan.replace(b"2026/k.md", b"2026/ke-hoach.md")


def test_an_address_that_comes_back_is_no_longer_an_old_one() -> None:
    once = after({A: item()}, A, B)
    assert b"aliases: [tin-tuc/2026/11/a/]\n" in once[B]
    twice = after(once, B, A)
    assert b"aliases: [tin-tuc/2026/12/b/]\n" in twice[A]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("tin-tuc/2026/11/khong.md", B, "Không có tệp này"),
        (A, "tin-tuc/2026/11/c.md", "Đã có"),
        (A, A, "chính là nơi đang đặt"),
        (A, "van-ban/2026/a.md", "nên chưa đổi gì"),
        (A, "../a.md", "phải ở trong thư mục docs"),
        ("_data/plans/k.yml", B, "tệp dữ liệu"),
        ("tin-tuc/2026/11/d", "tin-tuc/2026/11/d.md", "phải là một thư mục"),
    ],
)
def test_what_can_not_be_done_is_refused(old: str, new: str, why: str) -> None:
    files = {
        A: item(),
        "tin-tuc/2026/11/c.md": item(title="Tin c"),
        "tin-tuc/2026/11/d/index.md": item(title="Tin d"),
        "tin-tuc/2026/11/d/x.jpg": b"",
    }
    with pytest.raises(RefusedError, match=why):
        moved(files, old, new)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    files = {A: item(), B.replace("b.md", "c.md"): item("[x](../11/a.md)", title="Tin c")}
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_change_is_written_whole(docs: Path) -> None:
    change = move(read_content(docs), A, B).change
    apply(docs, change)
    assert set(tree(docs)) == {B, "tin-tuc/2026/12/c.md"}
    assert not (docs / "tin-tuc/2026/11").exists()
    assert read_content(docs) == change.after


@pytest.mark.parametrize("step", range(5))
def test_what_fails_half_way_is_put_back(docs: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    change, before = move(read_content(docs), A, B).change, tree(docs)
    real, count = Path.replace, 0

    def failing(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == step + 1:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    failed = False
    try:
        apply(docs, change)
    except OSError:
        failed = True
    assert tree(docs) == before if failed else set(tree(docs)) == {B, "tin-tuc/2026/12/c.md"}
    assert failed == (step < 4)


def test_a_file_that_was_edited_meanwhile_is_not_overwritten(docs: Path) -> None:
    change: Change = move(read_content(docs), A, B).change
    (docs / A).write_bytes(item("Sửa ở nơi khác"))
    before = tree(docs)
    with pytest.raises(RefusedError, match="vừa được sửa"):
        apply(docs, change)
    assert tree(docs) == before


DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_example_site_with_an_often_linked_document_moved() -> None:
    content = read_content(DOCS)
    old = "van-ban/2025/nghi-dinh-118-2025-nd-cp.md"
    done = move(content, old, "van-ban/2025/nghi-dinh-118.md")
    assert len(done.mended) >= 10
    assert done.redirects
    after = done.change.after
    assert [problem.code for problem in after.library.problems] == [
        problem.code for problem in content.library.problems
    ]
    back = move(after, "van-ban/2025/nghi-dinh-118.md", old).change.after
    assert {path for path, data in back.texts.items() if data != content.texts[path]} == {old}
