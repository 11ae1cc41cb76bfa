"""Lists: each holds exactly its items, once; no card anywhere leads to an item that lists must not show."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from cchc.content.items import Item
from cchc.publishing import STATE_LABELS, State
from cchc.verify.addresses import address_of, file_at
from cchc.verify.looking import Looking, Problems

_PART = re.compile(r"(?P<list>.*/)trang/\d+/")


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list of the site: its address, and the items that it must hold."""

    address: str
    items: tuple[Item, ...]


def lists_of(looking: Looking) -> Iterator[ItemList]:
    """Yield the lists that the listed items must stand in: section, topics, field of the first topic, year, month."""
    found: dict[str, list[Item]] = defaultdict(list)
    topics = looking.edition.library.vocabulary.topics
    for item in looking.edition.listed:
        found[f"{item.section.folder}/"].append(item)
        for topic in item.topics:
            found[f"chu-de/{topic}/"].append(item)
        if item.topics:
            found[f"linh-vuc/{topics[item.topics[0]].field_id}/"].append(item)
        found[f"luu-tru/{item.day.year}/"].append(item)
        found[f"luu-tru/{item.day.year}/{item.day.month:02d}/"].append(item)
    for address in (f"chu-de/{topic}/" for topic in topics):
        found.setdefault(address, [])
    for address in sorted(found):
        yield ItemList(address, tuple(found[address]))


def check_lists(looking: Looking) -> Problems:
    """Yield what is wrong with the lists."""
    shown = _entries(looking)
    expected = list(lists_of(looking))
    for one in expected:
        yield from _list(looking, one, shown.pop(one.address, []))
    for entries in shown.values():
        yield from _cards(looking, entries)


def _entries(looking: Looking) -> dict[str, list[tuple[str, str]]]:
    """Return by list the entries of all its pages: (file, address of the entry)."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path, page in looking.pages.items():
        if page.entries:
            address = address_of(path)
            part = _PART.fullmatch(address)
            found[part["list"] if part else address] += [(path, entry) for entry in page.entries.split("\n")]
    return found


def _list(looking: Looking, expected: ItemList, shown: list[tuple[str, str]]) -> Problems:
    path = file_at(expected.address)
    if path not in looking.pages:
        yield looking.problem("CCHC901", path, what="của một danh sách")
        return
    wanted = {item.address: item for item in expected.items}
    times = Counter(entry for _, entry in shown)
    for address, item in wanted.items():
        if not times[address]:
            yield looking.problem("CCHC905", path, title=item.title, address=address)
    of_section = expected.address.count("/") == 1
    for file, entry in shown:
        stray = looking.items.get(entry)
        if stray is None or entry in wanted:
            continue
        # Abolished procedures stand apart on the page of their section.
        if of_section and looking.state(stray) is State.ABOLISHED and stray.address.startswith(expected.address):
            continue
        yield looking.problem("CCHC906", file, title=stray.title, reason=_why(looking, stray))
    for address, number in times.items():
        if number > 1 and address in wanted:
            reason = f"đứng {number} lần trong danh sách"
            yield looking.problem("CCHC906", path, title=wanted[address].title, reason=reason)


def _cards(looking: Looking, entries: list[tuple[str, str]]) -> Problems:
    """Look through the cards of a page that is no list: home page, related items, a series."""
    for path, entry in entries:
        if looking.is_hidden(entry):
            item = looking.items[entry]
            if looking.state(item) is not State.ABOLISHED:
                yield looking.problem("CCHC906", path, title=item.title, reason=_why(looking, item))


def _why(looking: Looking, item: Item) -> str:
    state = looking.state(item)
    return "không thuộc danh sách này" if state is State.PUBLISHED else f"đang ở trạng thái {STATE_LABELS[state]}"
