"""One address of each kind of page of the built example, for the tests that look at all of them."""

from __future__ import annotations

from typing import Any

LISTS = {
    "home": "",
    "section": "tin-tuc/",
    "second page of a list": "tin-tuc/trang/2/",
    "activities": "hoat-dong/",
    "answers": "hoi-dap/",
    "procedures": "tthc/",
    "documents": "van-ban/",
    "topics": "chu-de/",
    "topic": "chu-de/mot-cua/",
    "field": "linh-vuc/cai-cach-tthc/",
    "all series": "chuyen-de/",
    "series": "chuyen-de/nop-ho-so-truc-tuyen/",
    "units": "don-vi/",
    "unit": "don-vi/phong-quan-ly-chuyen-nganh/",
    "archive": "luu-tru/",
    "year": "luu-tru/2026/",
    "month": "luu-tru/2021/03/",
}
OTHERS = {
    "plain page": "gioi-thieu/",
    "statistics": "thong-ke/",
    "statistics of a year": "thong-ke/2026/",
    "feeds": "theo-doi/",
    "embed": "nhung/",
    "embedded frame": "nhung/khung/tat-ca/",
    "privacy": "quyen-rieng-tu/",
    "accessibility": "kha-nang-tiep-can/",
    "English home": "en/",
    "English page": "en/about/",
    "search": "tim-kiem/",
    "not found": "404.html",
}


def items_of_each_kind(example: Any) -> dict[str, str]:
    """Return the newest item of each kind and state, and of each thing that a text can hold: name to address."""
    found: dict[str, str] = {}
    for item in example.opened.edition.paged:
        html = (example.site / item.address / "index.html").read_text(encoding="utf-8")
        held = {"gallery": "c-zoom", "table": "<table", "film": "<video", "outside film": "c-video", "PDF": ".pdf"}
        names = [f"{item.kind}, {example.opened.edition.state(item).name.lower()}"]
        names += [name for name, mark in held.items() if mark in html]
        for name in names:
            found.setdefault(name, item.address)
    return found


def redirect_of(example: Any) -> tuple[str, str]:
    """Return an old address and the one that it leads to."""
    item = next(item for item in example.opened.edition.listed if item.fields.aliases)
    return f"{item.fields.aliases[0]}/", item.address


def kinds_of_page(example: Any) -> dict[str, str]:
    """Return every kind of page that stays where it is: name to address, each address once."""
    named = {**LISTS, **OTHERS, **items_of_each_kind(example)}
    return {name: address for address, name in {address: name for name, address in named.items()}.items()}
