"""What belongs together without an editor writing it on both sides: links, citations, procedure codes, plan tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice

from cchc.content.items import Item
from cchc.content.kinds import ACTIVITIES, ANSWERS, DOCUMENTS, NEWS, PROCEDURES
from cchc.content.links import Leads, LinkMap
from cchc.content.schema import ProcedureFields
from cchc.publishing import Edition
from cchc.site.citing import Citing
from cchc.site.views import Link, RelationView

_MOST = 8
_GROUPS = (
    (PROCEDURES, "Thủ tục hành chính liên quan"),
    (DOCUMENTS, "Văn bản liên quan"),
    (NEWS, "Tin, bài liên quan"),
    (ACTIVITIES, "Hoạt động liên quan"),
    (ANSWERS, "Hỏi đáp liên quan"),
)


@dataclass(frozen=True)
class Pairs:
    """By the source of an item: the items `beside` it, and those that it is `cited_by`."""

    beside: Mapping[str, frozenset[str]]
    cited_by: Mapping[str, tuple[str, ...]]


def pairs_of(edition: Edition, links: LinkMap, citing: Citing) -> Pairs:
    """Find which listed items belong together, in all their texts."""
    listed = {item.source: item for item in edition.listed}
    codes = {
        item.fields.ma[:8]: item.source
        for item in edition.listed
        if isinstance(item.fields, ProcedureFields) and item.fields.ma
    }
    beside: dict[str, set[str]] = defaultdict(set)
    cited_by: dict[str, dict[str, None]] = defaultdict(dict)
    for item in edition.listed:
        cited = [one.item.source for one in citing.of(item) if one.item is not None]
        for source in cited:
            cited_by[source][item.source] = None
        for source in (*_linked(item, links), *cited, *_coded(item, codes)):
            if source != item.source and source in listed:
                beside[item.source].add(source)
                beside[source].add(item.source)
    return Pairs(
        {source: frozenset(others) for source, others in beside.items()},
        {source: tuple(others) for source, others in cited_by.items()},
    )


class Relations:
    """The relations of an edition's listed items. A relation holds both ways, whoever wrote it."""

    def __init__(self, edition: Edition, pairs: Pairs) -> None:
        self._listed = {item.source: item for item in edition.listed}
        self._order = {item.source: number for number, item in enumerate(edition.listed)}
        self._beside, self._cited_by = pairs.beside, pairs.cited_by
        self._by_task = self._tasks()

    def of(self, item: Item) -> tuple[RelationView, ...]:
        """Return the groups that an item's page shows, the newest of each first."""
        beside = self._beside.get(item.source, frozenset())
        shown = set(self._cited_by.get(item.source, ()))
        views = [self._view("Được dẫn chiếu trong", (self._listed[one] for one in shown))]
        for section, label in _GROUPS:
            found = [self._listed[one] for one in beside if one not in shown]
            views.append(self._view(label, [one for one in found if one.section is section]))
        views.append(self._view("Cùng nhiệm vụ kế hoạch", self._same_task(item, shown | beside)))
        return tuple(view for view in views if view.links)

    def unexplained(self) -> tuple[Item, ...]:
        """Return the procedures in force that no news item, activity or answer has dealt with yet."""
        return tuple(
            item
            for item in self._listed.values()
            if item.section is PROCEDURES
            and not any(
                self._listed[one].section in (NEWS, ACTIVITIES, ANSWERS) for one in self._beside.get(item.source, ())
            )
        )

    def _same_task(self, item: Item, shown: Set[str]) -> list[Item]:
        """Return the newest items of an item's tasks; a task may have thousands, so no more are read than are shown."""
        found: dict[str, Item] = {}
        for task in item.plan:
            others = (one for one in self._by_task.get(task, ()) if one != item.source and one not in shown)
            found.update((one, self._listed[one]) for one in islice(others, _MOST))
        return sorted(found.values(), key=lambda one: self._order[one.source])[:_MOST]

    def _view(self, label: str, items: Iterable[Item]) -> RelationView:
        ordered = sorted(items, key=lambda item: self._order[item.source])
        shown = tuple(Link(item.title, item.address) for item in ordered[:_MOST])
        return RelationView(label, shown, len(ordered))

    def _tasks(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for item in self._listed.values():
            for task in item.plan:
                found[task].append(item.source)
        return found


def _linked(item: Item, links: LinkMap) -> Iterator[str]:
    for link in item.text.links:
        target = links.target(item.source, link.target)
        if target.leads is Leads.TEXT and target.text is not None:
            yield target.text.source


def _coded(item: Item, codes: Mapping[str, str]) -> Iterator[str]:
    """Yield the procedures whose codes stand in a text, with or without the part of the province."""
    for code in item.text.procedure_codes:
        if code in codes:
            yield codes[code]
