"""A site in which every word of tests/golden/xss.yml stands wherever an editor's words stand."""

from __future__ import annotations

import json
import re
import sys
from base64 import b64decode
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from cchc.content.schemes import Begins, beginning
from cchc.text import tidy

ROOT = Path(__file__).resolve().parents[2]
LISTS = yaml.safe_load((ROOT / "tests/golden/xss.yml").read_text(encoding="utf-8"))
# A file with U+0000 is no text and is refused as a whole (CCHC103).
WORDS, ADDRESSES, BLOCKS = (
    tuple(word.replace("\0", "") for word in LISTS[name]) for name in ("words", "addresses", "blocks")
)
# How many stand in one value and in one text: each page costs the browser time.
_TOGETHER = 20
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_NO_NAME = re.compile(r'[/\x00-\x1f<>:"|?*\\]' if sys.platform == "win32" else r"[/\x00-\x1f]")
PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAsp6N1QAAAABJRU5ErkJggg==")
TOPICS = ("t-mot", "t-hai", "t-ba")


def parts(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [words[start : start + _TOGETHER] for start in range(0, len(words), _TOGETHER)]


VALUES = tuple(_CONTROL.sub("", " ".join(some)) for some in parts((*WORDS, *ADDRESSES)))
# Others are refused where they stand for a value (CCHC505); in texts they are all tried.
_LINKS = tuple(one for one in map(tidy, ADDRESSES) if beginning(one) is Begins.INSIDE)


class Source:
    """Gives values one after another: each appears at several kinds of places."""

    def __init__(self) -> None:
        self._values, self._links, self._turn = cycle(VALUES), cycle(_LINKS), 0

    def value(self, before: str = "") -> str:
        return f"{before}{next(self._values)}"

    def link(self) -> str:
        return next(self._links)


def block(fields: dict[str, Any], body: str) -> str:
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    return "\n".join(["---", *lines, "---", "", body, ""])


def bodies() -> Iterator[str]:
    """Yield texts: all words, all addresses in all ways of writing a link, all blocks; each in two orders."""
    ways = ("[x]({})", "[x](<{}>)", "![x]({})", "<{}>", '<a href="{}">x</a>', '<img src="{}" alt="x">', "[x]: {}")
    for some in parts(WORDS):
        yield "\n\n".join(some)
        yield "\n\n".join(f"Chữ {word} chữ" for word in reversed(some))
    for some in parts(ADDRESSES):
        yield "\n\n".join(way.format(address) for address in some for way in ways)
    for some in parts(BLOCKS):
        yield "\n\n".join(some)
        yield "\n\n".join(reversed(some))


def item(number: int, body: str, source: Source, attached: list[str]) -> tuple[str, str]:
    """Return path and text of an item, its section and kind by its number."""
    fields: dict[str, Any] = {
        "title": source.value(f"Bài {number} "),
        "date": f"2026-10-{1 + number % 28:02d}",
        "description": source.value(),
        "tags": [TOPICS[number % 3]],
        "unit": "u-mot",
        "series": "s-mot",
        "authors": ["a-mot", source.value()],
        "image": {"src": "anh.png", "alt": source.value()},
        "attachments": [{"file": name, "title": source.value()} for name in attached] + [{"file": source.link()}],
        "changes": [{"date": "2026-11-01", "note": source.value()}],
        "aliases": ["cu/<script>hit()</script>"],
    }
    if number % 9 == 0:
        fields["withdrawn"] = {"date": "2026-11-02", "reason": source.value()}
    match number % 5:
        case 1:
            names = ("co_quan_ban_hanh", "loai_van_ban", "trich_yeu", "thay_the_boi")
            fields |= {"so_ky_hieu": f'{number}/KH-"><svg onload=hit()>', **{name: source.value() for name in names}}
            return f"van-ban/2026/b{number}/index.md", block(fields, body)
        case 2:
            texts = ("linh_vuc", "co_quan_giai_quyet", "ket_qua", "yeu_cau_dieu_kien", "phi_le_phi", "mau_don")
            fields |= {name: source.value() for name in texts}
            fields["lien_ket"] = {"dvcqg": source.link(), source.value()[:200]: source.link()}
            fields["cach_thuc"] = [{"hinh_thuc": "truc-tuyen", "phi": source.value(), "mo_ta": source.value()}]
            fields["ho_so"] = [{"ten": source.value(), "mau": source.value()}]
            fields["can_cu"] = [source.value(), "61/2018/NĐ-CP"]
            fields["quyet_dinh_cong_bo"] = {"so": source.value()}
            return f"tthc/b{number}/index.md", block(fields, body)
        case 3:
            fields |= {"form": "f-mot", "evidence": [source.link(), source.value()], "plan": ["k-mot/1"]}
            return f"hoat-dong/2026/b{number}/index.md", block(fields, body)
        case 4:
            return f"hoi-dap/2026/b{number}/index.md", block({**fields, "answered_by": "u-mot"}, body)
        case _:
            return f"tin-tuc/2026/10/b{number}/index.md", block(fields, body)


def data_files(source: Source) -> Iterator[tuple[str, object]]:
    """Yield the vocabulary, with words for every label and links for every address."""
    yield (
        "agency.yml",
        {
            **{name: source.value() for name in ("name", "short_name", "parent", "place", "address", "notice")},
            **{name: source.value() for name in ("symbol", "site_name", "name_en", "site_name_en", "notice_en")},
            "default_channel": "c-mot",
            "parent_portal": {"label": source.value(), "url": source.link()},
            "links": [
                {"id": name, "label": source.value(), "url": source.link()} for name in ("cong-dvc", "pakn", "x")
            ],
            "authors": [{"id": "a-mot", "name": source.value()}],
        },
    )
    topics = [{"id": one, "label": source.value(), "aliases": [source.value("Tên ")]} for one in TOPICS]
    yield "topics.yml", {"fields": [{"id": "l-mot", "label": source.value(), "topics": topics}]}
    yield "channels.yml", {"channels": [{"id": "c-mot", "label": source.value(), "url": source.link()}]}
    yield "forms.yml", {"forms": [{"id": "f-mot", "label": source.value(), "class": "truyen-thong", "unit": "<b>"}]}
    task = {"id": "1", "group": "I", "text": source.value(), "topics": [TOPICS[0]], "lead": source.value()}
    groups = [{"id": "I", "label": source.value()}]
    yield "plans/k-mot.yml", {"title": source.value(), "year": 2026, "groups": groups, "tasks": [task]}
    yield "units.yml", {"units": [{"id": "u-mot", "label": source.value()}]}
    yield "series.yml", {"series": [{"id": "s-mot", "label": source.value(), "description": source.value()}]}
    yield "abbreviations.yml", {"abbreviations": [{"abbr": "CCHC", "full": source.value()}]}
    yield (
        "official-documents.yml",
        {"documents": [{"so_ky_hieu": "61/2018/NĐ-CP", "url": source.link()}]},
    )


def write_site(root: Path) -> int:
    """Write the folder of a site; return how many items it has."""
    source, docs = Source(), root / "docs"

    def put(path: str, text: str | bytes) -> None:
        place = docs / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())

    for name, data in data_files(source):
        put(f"_data/{name}", json.dumps(data, ensure_ascii=False))
    both = "\n".join((*WORDS[:-8], *(f'<a href="{one}">x</a><img src="{one}" alt="">' for one in ADDRESSES)))
    put("_data/dau-trang.html", both)
    put("_data/chan-trang.html", "\n".join(reversed(both.split("\n"))))
    number = 0
    for number, body in enumerate(bodies(), 1):
        words = WORDS[number * 3 % len(WORDS) :][:3]
        attached = [f"{_NO_NAME.sub('', word)}.pdf" for word in words if len(word) < 80]
        path, text = item(number, body, source, attached)
        put(path, text)
        folder = path.rpartition("/")[0]
        put(f"{folder}/anh.png", PIXEL)
        for name in attached:
            put(f"{folder}/{name}", b"%PDF-1.4")
    for page in ("gioi-thieu.md", "en/about.md", "tin-tuc/index.md", "tthc/index.md", "chu-de/t-mot.md", "index.md"):
        put(page, block({"title": source.value(), "description": source.value()}, "\n\n".join(WORDS[:-8])))
    drawing = "".join(word for word in WORDS if word.startswith("<svg") and word.endswith("</svg>"))
    put(
        "hinh.svg", f'<svg xmlns="http://www.w3.org/2000/svg" onload="hit()"><script>hit()</script>{drawing[:60]}</svg>'
    )
    put("hinh-2.svg", '<svg xmlns="http://www.w3.org/2000/svg" onload="hit()"><script>hit()</script><a/></svg>')
    put("trang.html", "<script>hit()</script>")
    put("trang.xhtml", '<html xmlns="http://www.w3.org/1999/xhtml"><script>hit()</script></html>')
    return number
