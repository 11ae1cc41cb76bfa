"""Numbers: those that pages and data files show are those of the Library."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from cchc.content.kinds import ANSWERS
from cchc.statistics import Query, Table, count, csv_of, json_of, public_statistics, year_statistics, years_of
from cchc.texts.library import dump, load
from cchc.verify.addresses import INDEX, file_at
from cchc.verify.facts import Number, ShownTable
from cchc.verify.lists import lists_of
from cchc.verify.looking import Looking, Problems

_KIND = "verified-counts"
_JSON, _CSV = "thong-ke.json", "thong-ke.csv"
_STATISTICS = "thong-ke/"
# In the order in which their numbers stand.
_SHOWN_SECTIONS = ("tin-tuc", "van-ban", "tthc", "hoat-dong", "hoi-dap")


def check_counts(looking: Looking) -> Problems:
    """Yield the numbers that are not the Library's; nothing is counted again while all that is compared is the same."""
    key = _key(looking)
    kept = looking.store.get(_KIND, key)
    if kept is None:
        kept = dump(tuple(_differences(looking)))
        looking.store.keep_only(_KIND, ())
        looking.store.put_many(_KIND, [(key, kept)])
    yield from load(kept, tuple)


def _key(looking: Looking) -> bytes:
    """Return what tells two comparisons apart: what is above the texts, their states, the numbers that are shown."""
    opened, states = looking.opened, looking.edition.states
    digest = blake2b(opened.data_digest + looking.files.folder.name.encode(), digest_size=16)
    for source, state in states.items():
        digest.update(f"{source}\0{state}\0".encode() + opened.texts.head(source))
    for path in sorted(looking.pages):
        page = looking.pages[path]
        numbers = (page.total, page.beside, page.labelled, page.labelled_of, page.tables)
        if any(numbers):
            digest.update(path.encode() + dump(numbers))
    for name in (_JSON, _CSV):
        if name in looking.files.sizes:
            digest.update((looking.files.folder / name).read_bytes())
    return digest.digest()


def _differences(looking: Looking) -> Problems:
    counts = _Counts(looking)
    yield from _totals(looking, counts)
    yield from _beside(looking, counts)
    yield from _labelled(looking)
    yield from _tables(looking)
    yield from _open_data(looking)


class _Counts:
    """The Library's numbers, each found when it is asked for."""

    def __init__(self, looking: Looking) -> None:
        self.looking = looking
        self.edition = looking.edition
        self.vocabulary = self.edition.library.vocabulary

    @cached_property
    def of_topics(self) -> dict[str, int]:
        """Counted items by address of their topic, and of its field."""
        found: Counter[str] = Counter()
        rows = count(self.edition.counted, self.vocabulary, Query(("topic",))).rows
        for row in rows:
            topic = self.vocabulary.topics.get(row.keys[0] or "")
            if topic is not None:
                found[f"chu-de/{topic.id}/"] += row.count
                found[f"linh-vuc/{topic.field_id}/"] += row.count
        return found

    @cached_property
    def of_lists(self) -> dict[str, int]:
        """Listed items by address of each list."""
        found = {one.address: len(one.items) for one in lists_of(self.looking)}
        return {**found, "luu-tru/": len(self.edition.listed)}

    @cached_property
    def of_answers(self) -> dict[str, int]:
        """Published answers by address of their topics."""
        answers = (item for item in self.edition.listed if item.section is ANSWERS)
        return Counter(f"chu-de/{topic}/" for item in answers for topic in item.topics)

    def beside(self, page: str, address: str) -> int | None:
        """Return the number that belongs beside a link to `address` on the page `page`; `None`: not known here."""
        if page.startswith("luu-tru/"):
            return self.of_lists.get(address) if address.startswith("luu-tru/") else None
        if page.startswith(f"{ANSWERS.folder}/"):
            return self.of_answers.get(address)
        if page == INDEX or page.startswith(("chu-de/", "linh-vuc/")):
            known = address.startswith(("chu-de/", "linh-vuc/"))
            return self.of_topics.get(address, 0) if known else None
        return None


def _wrong(looking: Looking, path: str, number: Number, of: str, right: int) -> Problems:
    if _number(number.shown) != right:
        yield looking.problem("CCHC916", path, number.line, of=of, shown=number.shown, right=right)


def _totals(looking: Looking, counts: _Counts) -> Problems:
    """Compare the totals above lists."""
    total = len(looking.edition.counted)
    expected = {**counts.of_lists, "chu-de/": total}
    for address, right in expected.items():
        page = looking.pages.get(file_at(address))
        if page is not None and page.total is not None:
            yield from _wrong(looking, file_at(address), page.total, "tổng số của danh sách", right)


def _beside(looking: Looking, counts: _Counts) -> Problems:
    """Compare the numbers beside links to topics, fields, years and months."""
    for path, page in looking.pages.items():
        for number in page.beside:
            right = counts.beside(path, number.of)
            if right is not None:
                yield from _wrong(looking, path, number, number.of, right)


def _labelled(looking: Looking) -> Problems:
    """Compare the numbers of the whole site or of a year: the sum, and those of each section."""
    years = years_of(looking.edition)
    for path in (INDEX, f"{_STATISTICS}{INDEX}"):
        page = looking.pages.get(path)
        if page is None or not page.labelled:
            continue
        year = page.labelled_of.removeprefix(_STATISTICS).rstrip("/") if path == INDEX else ""
        items = year_statistics(looking.edition, year).items if year in years else looking.edition.counted
        of_section = Counter(item.section.folder for item in items)
        rights = (len(items), *(of_section[folder] for folder in _SHOWN_SECTIONS))
        for number, right in zip(page.labelled, rights, strict=False):
            yield from _wrong(looking, path, number, f"“{number.of}”", right)


def _tables(looking: Looking) -> Problems:
    """Compare the tables of the pages of statistics, cell by cell."""
    edition = looking.edition
    path = f"{_STATISTICS}{INDEX}"
    if path in looking.pages:
        yield from _of_page(looking, path, public_statistics(edition).tables)
    for year in years_of(edition):
        path = f"{_STATISTICS}{year}/{INDEX}"
        if path in looking.pages:
            yield from _of_page(looking, path, year_statistics(edition, year).tables)
        else:
            yield looking.problem("CCHC901", path, what=f"thống kê năm {year}")


def _of_page(looking: Looking, path: str, tables: tuple[Table, ...]) -> Problems:
    shown = {table.id: table for table in looking.pages[path].tables}
    for table in tables:
        found = shown.get(table.id)
        if found is None:
            yield looking.problem("CCHC916", path, of=f"bảng “{table.title}”", shown="không có", right="có")
        else:
            yield from _of_table(looking, path, table, found)


def _of_table(looking: Looking, path: str, table: Table, shown: ShownTable) -> Problems:
    expected = [(row.label, row.numbers) for row in table.rows]
    if len(shown.rows) != len(expected) + 2:
        of = f"số dòng của bảng “{table.title}”"
        yield looking.problem("CCHC916", path, shown.line, of=of, shown=len(shown.rows) - 2, right=len(expected))
        return
    for (label, numbers), row in zip([*expected, ("Tổng số", table.totals)], shown.rows[1:], strict=True):
        if " ".join(label.split()) != row[0] or [_number(cell) for cell in row[1:]] != list(numbers):
            of = f"dòng “{label}” của bảng “{table.title}”"
            right = ", ".join(map(str, numbers))
            yield looking.problem("CCHC916", path, shown.line, of=of, shown=", ".join(row[1:]), right=right)


def _open_data(looking: Looking) -> Problems:
    """Compare the files of open data with the Library, row by row."""
    for name, differs in ((_JSON, _json_differs), (_CSV, _csv_differs)):
        if name not in looking.files.sizes:
            yield looking.problem("CCHC901", name, what="của số liệu thống kê")
            continue
        for of, shown, right in differs(looking, (looking.files.folder / name)):
            yield looking.problem("CCHC917", name, of=of, shown=shown, right=right)


def _json_differs(looking: Looking, file: Path) -> Iterator[tuple[str, object, object]]:
    try:
        shown = json.loads(file.read_text("utf-8"))
    except ValueError:
        return
    right = json.loads(json_of(looking.edition))
    if not isinstance(shown, dict) or shown.get("total") != right["total"]:
        yield "tổng số", shown.get("total") if isinstance(shown, dict) else None, right["total"]
        return
    tables = shown.get("tables", {})
    for name, table in right["tables"].items():
        yield from _table_differs(name, tables.get(name, {}), table)


def _table_differs(
    name: str, shown: Mapping[str, Any], right: Mapping[str, Any]
) -> Iterator[tuple[str, object, object]]:
    by = right["by"]
    found = {tuple(row.get(key) for key in by): row.get("count") for row in shown.get("rows", [])}
    for row in right["rows"]:
        key = tuple(row[part] for part in by)
        if found.pop(key, None) != row["count"]:
            said = next(
                (one.get("count") for one in shown.get("rows", []) if [one.get(p) for p in by] == list(key)), None
            )
            yield f"bảng {name}, dòng {', '.join(map(str, key))}", said, row["count"]
    for key, number in found.items():
        yield f"bảng {name}, dòng {', '.join(map(str, key))}", number, "không có dòng này"
    if shown.get("total") != right["total"]:
        yield f"bảng {name}, tổng số", shown.get("total"), right["total"]


def _csv_differs(looking: Looking, file: Path) -> Iterator[tuple[str, object, object]]:
    shown = list(csv.reader(io.StringIO(file.read_text("utf-8-sig", "replace"))))
    right = list(csv.reader(io.StringIO(csv_of(looking.edition))))
    if len(shown) != len(right):
        yield "số dòng", len(shown), len(right)
    for number, (row, expected) in enumerate(zip(shown, right, strict=False), start=1):
        if row != expected:
            yield f"dòng {number}", ", ".join(row), ", ".join(expected)
            return


def _number(shown: str) -> int | None:
    digits = shown.replace(".", "").replace("\u00a0", "")
    return int(digits) if digits.isdecimal() else None
