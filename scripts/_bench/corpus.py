"""The corpus: n items of a department over several years, the same for the same seed.

Nothing is kept but the outlines (titles, dates, places); each text is made from the seed when it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from _bench.words import HEADINGS, OPENINGS, capital, fill, paragraph, place, sentence
from cchc.text import slugify

SEED: Final = 20260701
FIRST_DAY: Final = date(2019, 1, 2)
LAST_DAY: Final = date(2026, 6, 30)
NOW: Final = "2026-07-01 08:00"  # every build is made as of this moment, after the last item

NEWS, DOCUMENT, PROCEDURE = "tin-tuc", "van-ban", "tthc"
_CYCLE: Final = 50  # of 50 items in turn, 35 are news, 12 documents, 3 procedures
_NEWS_KINDS: Final = {"tin": 82, "bai": 12, "phong-van": 2, "tra-loi-ban-doc": 4}
_DOCUMENT_TYPES: Final = {"Kế hoạch": "KH", "Báo cáo": "BC", "Quyết định": "QĐ", "Thông báo": "TB", "Chỉ thị": "CT"}
_TITLES: Final = {
    NEWS: (
        "{who} {work}",
        "{who} tổ chức {event} về việc {work}",
        "{place}: {result}",
        "Đẩy mạnh việc {work} tại {place}",
        "{result} sau {event} quý {quarter} năm {year}",
        "Hướng dẫn {people} ở {place} về lĩnh vực {field}",
    ),
    PROCEDURE: (
        "Cấp giấy chứng nhận lĩnh vực {field} cho {people}",
        "Cấp lại giấy chứng nhận lĩnh vực {field} cho {people}",
        "Gia hạn giấy phép lĩnh vực {field} đối với {people}",
        "Sửa đổi, bổ sung giấy phép lĩnh vực {field} đối với {people}",
        "Xác nhận hồ sơ đăng ký lĩnh vực {field} của {people}",
    ),
}


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic of the department's vocabulary."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Outline:
    """An item without its text. `links` are the numbers of the items that it leads to; `code` is the number and
    symbol of a document or the code of a procedure.
    """

    number: int
    section: str
    kind: str
    title: str
    slug: str
    day: date
    time: str
    topics: tuple[TopicName, ...]
    links: tuple[int, ...]
    code: str = ""
    document_type: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A text in Markdown: the first paragraph, and what follows."""

    lead: str
    rest: str


Link = Callable[[Outline], str]


def section_of(number: int) -> str:
    """Return the section of the item with this number: 70 % news, 24 % documents, 6 % procedures, evenly mixed."""
    position = number * 7 % _CYCLE
    return NEWS if position < 35 else DOCUMENT if position < 47 else PROCEDURE


def outlines(count: int, seed: int, topics: Sequence[TopicName]) -> list[Outline]:
    """Return the outlines of `count` items in the order of their dates; some topics are far more frequent."""
    weights = [1 / (2 + position) for position in range(len(topics))]
    return [_outline(number, count, seed, topics, weights) for number in range(count)]


def _outline(number: int, count: int, seed: int, topics: Sequence[TopicName], weights: Sequence[float]) -> Outline:
    random = Random(f"{seed}:outline:{number}")
    section = section_of(number)
    days = (LAST_DAY - FIRST_DAY).days
    day = date.fromordinal(FIRST_DAY.toordinal() + number * days // count)
    document_type, symbol = random.choice(list(_DOCUMENT_TYPES.items()))
    if section == DOCUMENT:
        code = f"{number + 1}/{symbol}-SKHCN"
        title = fill(f"{document_type} số {code} về việc {{work}} năm {{year}}", random, day)
    else:
        code = f"1.{number + 1:06d}" if section == PROCEDURE else ""
        title = capital(fill(random.choice(_TITLES[section]), random, day))
    return Outline(
        number=number,
        section=section,
        kind=random.choices(list(_NEWS_KINDS), list(_NEWS_KINDS.values()))[0] if section == NEWS else section,
        title=title,
        slug=f"{slugify(title)[:60].strip('-')}-{number:05d}",
        day=day,
        time=f"{random.randint(7, 16):02d}:{random.randint(0, 59):02d}",
        topics=tuple(dict.fromkeys(random.choices(topics, weights, k=random.randint(1, 3)))),
        links=tuple(random.randrange(count) for _ in range(random.randint(1, 3))),
        code=code,
        document_type=document_type if section == DOCUMENT else "",
    )


def body_of(item: Outline, items: Sequence[Outline], seed: int, link: Link) -> Body:
    """Return an item's text; `link` gives the address under which a text of the layout leads to another item."""
    random = Random(f"{seed}:text:{item.number}")
    lead = paragraph(random, item.day, 30, OPENINGS)
    parts = {NEWS: _news, DOCUMENT: _document, PROCEDURE: _procedure}[item.section](random, item.day)
    others = [items[number] for number in item.links if number != item.number]
    seen = [f"- [{other.title}]({link(other)})" for other in dict.fromkeys(others)]
    return Body(lead, "\n\n".join([*parts, *(["## Xem thêm", "\n".join(seen)] if seen else [])]) + "\n")


def _news(random: Random, day: date) -> list[str]:
    """Return parts, the first with a list, every third text with a table: 150–400 words with the lead."""
    wanted, words = random.randint(110, 300), 0
    parts: list[str] = []
    for heading in random.sample(HEADINGS, len(HEADINGS)):
        part = [f"## {heading}", paragraph(random, day, random.randint(25, 45))]
        if not parts:
            part.append("\n".join(f"- {sentence(random, day)}" for _ in range(2)))
        parts += part
        words += sum(len(text.split()) for text in part)
        if words >= wanted:
            break
    return [*parts, *([_table(random)] if random.random() < 1 / 3 else [])]


def _table(random: Random) -> str:
    rows = [
        f"| {number} | {place(random)} | {random.randint(50, 900)} | {random.randint(900, 999) / 10:.1f} |"
        for number in range(1, 6)
    ]
    return "\n".join(["| STT | Đơn vị | Hồ sơ tiếp nhận | Đúng hạn (%) |", "|---:|---|---:|---:|", *rows])


def _document(random: Random, day: date) -> list[str]:
    parts: list[str] = []
    for number, heading in enumerate(random.sample(HEADINGS[:6], 3), 1):
        tasks = "\n".join(f"{task}. {sentence(random, day)}" for task in range(1, random.randint(3, 5)))
        parts += [f"## {number}. {heading}", tasks]
    return [*parts, "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ."]


def _procedure(random: Random, day: date) -> list[str]:
    steps = "\n".join(f"{step}. {paragraph(random, day, 20)}" for step in range(1, 5))
    papers = "\n".join(f"| {name} | 1 | 0 |" for name in ("Đơn đề nghị", "Tài liệu kỹ thuật", "Bản thuyết minh"))
    return [
        "## Trình tự thực hiện",
        steps,
        "## Thành phần hồ sơ",
        f"| Giấy tờ | Bản chính | Bản sao |\n|---|---:|---:|\n{papers}",
        "## Căn cứ pháp lý",
        f"Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ. {sentence(random, day)}",
    ]
