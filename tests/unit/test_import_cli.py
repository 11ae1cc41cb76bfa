"""`cchc import` and `cchc new` on a folder: whole or not at all, over nothing that is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import click
import pytest
from tests.unit import word_files as files

from cchc.cli.import_word import run_import_word
from cchc.cli.new import run_new
from cchc.content.library import load_library
from cchc_import import WordError, write_import

NOW = "2026-11-21"
DATA = Path(__file__).resolve().parents[2] / "docs/_data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DATA, tmp_path / "docs/_data")
    return tmp_path


def tree(folder: Path) -> dict[str, bytes]:
    docs = folder / "docs"
    return {
        path.relative_to(docs).as_posix(): path.read_bytes()
        for path in docs.rglob("*")
        if path.is_file() and "_data" not in path.parts
    }


def word(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def run(
    folder: Path, *paths: Path, kind: str = "", topic: str = "mot-cua", draft: bool = True, dry_run: bool = False
) -> int:
    return run_import_word(paths, folder, NOW, kind, topic, None, draft, dry_run)


def test_several_files_one_of_them_bad(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [
        word(folder, "kế hoạch.docx", files.plan()),
        word(folder, "hỏng.docx", b"PK\x03\x04 hong"),
        word(folder, "bài.docx", files.article()),
        folder / "không có.docx",
        folder / "~$mở trong Word.docx",
    ]
    assert run(folder, *paths) == 1
    assert set(tree(folder)) == {
        "van-ban/2026/ke-hoach-so-12-kh-skhcn-tuyen-truyen-cai-cach-hanh-chinh-nam-2026.md",
        "tin-tuc/2026/11/mot-ngay-o-bo-phan-mot-cua/index.md",
        "tin-tuc/2026/11/mot-ngay-o-bo-phan-mot-cua/anh-1-nguoi-dan-lay-so-thu-tu.png",
        "tin-tuc/2026/11/mot-ngay-o-bo-phan-mot-cua/anh-2.jpg",
    }
    said = capsys.readouterr()
    assert "Đã nhập 2 trên 4 tệp." in said.out
    assert "không có tệp này" in said.err
    assert "cảnh báo CCHC504" in said.err
    assert "Việc tiếp theo" in said.err


def test_front_matter_of_a_document(folder: Path) -> None:
    assert run(folder, word(folder, "a.docx", files.plan()), topic="") == 0
    (text,) = (data.decode() for data in tree(folder).values())
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    assert head.splitlines()[:2] == [
        "title: Kế hoạch số 12/KH-SKHCN tuyên truyền cải cách hành chính năm 2026",
        "date: 2026-11-21",
    ]
    assert "# Gợi ý: van-ban-cchc" in head
    assert 'so_ky_hieu: "12/KH-SKHCN"' in head
    assert "co_quan_ban_hanh: Sở Khoa học và Công nghệ tỉnh Bình Minh" in head
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head
    assert body.startswith("\nCăn cứ")
    (item,) = load_library(folder / "docs").items
    assert item.fields.draft


def test_a_department_of_another_province_is_not_taken_for_this_one(folder: Path) -> None:
    agency = folder / "docs/_data/agency.yml"
    text = agency.read_text(encoding="utf-8").replace("Bình Minh", "Hoàng Hôn")
    agency.write_text(text, encoding="utf-8")
    run(folder, word(folder, "a.docx", files.plan()))
    (data,) = tree(folder).values()
    assert "co_quan_ban_hanh: SỞ KHOA HỌC VÀ CÔNG NGHỆ\n" in data.decode()


def test_twice_gives_two_and_keeps_the_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = word(folder, "a.docx", files.article())
    assert run(folder, file, kind="Bài viết", draft=False, dry_run=True) == 0
    assert not tree(folder)
    assert run(folder, file, kind="Bài viết", draft=False) == 0
    first = tree(folder)
    assert run(folder, file) == 0
    after = tree(folder)
    assert first.items() <= after.items()
    assert len(after) == 2 * len(first)
    assert "trùng tên" in capsys.readouterr().err
    assert any(b"kind: bai\n" in data and b"draft" not in data for data in first.values())


def test_a_write_that_fails_leaves_nothing(folder: Path) -> None:
    docs = folder / "docs"
    kept = docs / "tin-tuc/2026/11/a/index.md"
    kept.parent.mkdir(parents=True)
    kept.write_text("giữ", encoding="utf-8")
    with pytest.raises(WordError, match="giữ nguyên"):
        write_import(docs, {"tin-tuc/2026/11/a/anh.png": b"1", "tin-tuc/2026/11/a/index.md": b"2"})
    with pytest.raises(WordError, match="ngoài thư mục"):
        write_import(docs, {"tin-tuc/2027/01/x.md": b"1", "../ngoai.md": b"2"})
    assert tree(folder) == {"tin-tuc/2026/11/a/index.md": "giữ".encode()}
    assert not (docs / "tin-tuc/2027").exists()


def new(folder: Path, kind: str, title: str, topic: str = "", date: str = "", plan: str = "", unit: str = "") -> int:
    return run_new(kind, title, folder, NOW, topic, date, plan, unit, draft=True, open_file=False)


def test_new_without_anyone_to_ask(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(folder, "tin", "Sở siết kiểm soát TTHC", unit="van phong so", date="30/11/2026 08:30") == 0
    path = Path(capsys.readouterr().out.strip())
    assert path == folder / "docs/tin-tuc/2026/11/so-siet-kiem-soat-tthc.md"
    (item,) = load_library(folder / "docs").items
    assert (item.topic, item.unit, item.fields.draft) == ("kiem-soat-tthc", "van-phong-so", True)
    assert f"{item.moment:%d/%m %H:%M}" == "30/11 08:30"
    assert "# Gợi ý: kiem-soat-tthc" in path.read_text(encoding="utf-8")
    assert new(folder, "tin", "Sở siết kiểm soát TTHC", topic="Một cửa", date="30/11/2026") == 0
    assert capsys.readouterr().out.strip().endswith("so-siet-kiem-soat-tthc-2.md")


def test_new_asks_until_it_knows_the_topic(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["qqzz", "mot cua", "1"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: next(answers))
    assert new(folder, "Tin", "Bài không rõ việc gì") == 0
    assert "Không có chủ đề nào giống “qqzz”" in capsys.readouterr().err
    (item,) = load_library(folder / "docs").items
    assert item.topic == "mot-cua"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"kind": "tn"}, "Có phải ý bạn là “tin”"),
        ({"topic": "mot cưa rưỡi"}, "Không có chủ đề"),
        ({"unit": "phòng ma"}, "Không có đơn vị"),
        ({"plan": "2026/IX.9"}, "Không có nhiệm vụ kế hoạch"),
        ({"date": "mai"}, "không hiểu ngày"),
        ({"title": " "}, "Tiêu đề trống"),
    ],
)
def test_wrong_usage_says_what_is_meant(folder: Path, options: dict[str, str], said: str) -> None:
    with pytest.raises(click.UsageError, match=said):
        new(folder, **({"kind": "tin", "title": "Tên"} | options))
    assert not tree(folder)
