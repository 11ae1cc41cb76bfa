"""Which rows of the evidence prove which number of the report: a number and its rows always agree in size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from cchc.content.items import Item
from cchc.reports.model import ALL_CHANNELS, NO_FORM, Report
from cchc.reports.plan_coverage import form_of


@dataclass(frozen=True, slots=True)
class Proof:
    """A number of the report: where it stands (`section`), what it counts, and the numbers of its evidence rows."""

    section: str
    label: str
    rows: tuple[int, ...]

    @property
    def count(self) -> int:
        """The number that the rows prove."""
        return len(self.rows)


def proofs_of(report: Report) -> tuple[Proof, ...]:
    """Return the proof of every number of the report that counts items, in the order of the report."""
    numbers = {row.source: row.number for row in (*report.evidence, *report.earlier)}

    def proof(section: str, label: str, items: Iterable[Item]) -> Proof:
        return Proof(section, label, tuple(sorted(numbers[item.source] for item in items)))

    return tuple(_proofs(report, proof))


def ranges(rows: Sequence[int]) -> str:
    """Return row numbers in short: `1–3, 7`."""
    found: list[list[int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in found)


Make = Callable[[str, str, Iterable[Item]], Proof]


def _proofs(report: Report, proof: Make) -> Iterator[Proof]:
    yield from _contents(report, proof)
    yield from _forms_and_channels(report, proof)
    yield from _numbers(report, proof)
    for coverage in report.coverages:
        plan = f" ({coverage.plan.data.title})" if len(report.coverages) > 1 else ""
        for task in coverage.tasks:
            if task.items:
                yield proof("II.4", f"Nhiệm vụ {task.task.id}{plan}", task.items)


def _contents(report: Report, proof: Make) -> Iterator[Proof]:
    topics = report.vocabulary.topics
    by_topic = _grouped(report.items, lambda item: [item.topic or ""])
    by_field = _grouped(report.items, lambda item: [topics[item.topic].field_id if item.topic else ""])
    for row in report.by_field.rows:
        yield proof("II.1", row.labels[0], by_field[row.keys[0] or ""])
        for topic in report.by_topic.rows:
            key = topic.keys[0]
            if key and topics[key].field_id == row.keys[0]:
                yield proof("II.1", topic.labels[0], by_topic[key])


def _forms_and_channels(report: Report, proof: Make) -> Iterator[Proof]:
    by_form = _grouped(report.items, lambda item: [form_of(item) or ""])
    for form in report.vocabulary.forms.values():
        if by_form[form.id]:
            yield proof("II.2", form.label, by_form[form.id])
    if report.forms.of_no_form:
        yield proof("II.2", NO_FORM, report.forms.of_no_form)
    by_channel = _grouped(report.items, lambda item: item.channels or [""])
    for row in report.by_channel.rows:
        yield proof("II.2", row.labels[0], by_channel[row.keys[0] or ""])


def _numbers(report: Report, proof: Make) -> Iterator[Proof]:
    for group in report.groups:
        where = "" if group.label == ALL_CHANNELS else f"{group.label} – "
        for line in group.lines:
            for part in line.parts:
                yield proof("II.3", f"{where}{line.name} ({part.unit})", part.items)
    for total in report.lines.totals:
        if total.count:
            yield proof("II.3", f"Tổng số {total.unit}", total.items)
    if report.lines.of_no_line:
        yield proof("II.3", "Không thuộc dòng nào", report.lines.of_no_line)


def _grouped(items: Iterable[Item], keys: Callable[[Item], Sequence[str]]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for key in keys(item):
            found[key].append(item)
    return found
