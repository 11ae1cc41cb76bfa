"""The report model: every number of a periodic report with the items that prove it. All writers write this.

Nothing is invented: number, date and signature of the document stay blank; what must be judged is a prompt.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cchc.content.items import Item
from cchc.dates import long_date
from cchc.periods import Period, period_label, year_of
from cchc.publishing import Edition, State
from cchc.reports.compare import Comparison, Freshness, compare, freshness
from cchc.reports.lines import LineCount, LineCounts, count_lines
from cchc.reports.plan_coverage import Diversity, PlanCoverage, coverages, diversity
from cchc.statistics import Count, Query, count
from cchc.taxonomy.models import Agency
from cchc.taxonomy.vocabulary import Vocabulary

REPORT_VERSION = 1
ALL_CHANNELS = "các kênh"
NO_TOPIC, NO_FORM, NO_CHANNEL = "Nội dung không gắn chủ đề", "Chưa xếp vào hình thức nào", "Không qua kênh nào"


class Form(StrEnum):
    """The form of the document."""

    REPORT = "bao-cao"
    LETTER = "cong-van"


@dataclass(frozen=True, slots=True)
class ChannelGroup:
    """Report lines of the same channels, in their order."""

    label: str
    lines: tuple[LineCount, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One item as evidence. `lines` are the labels of the report lines that count it."""

    number: int
    title: str
    day: date
    kind: str
    topic: str
    channels: str
    unit: str
    url: str
    lines: tuple[str, ...]
    plan: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Report:
    """A periodic report. `as_of` is the last day whose items are in it; `interim` says that the books are still open.

    `vocabulary` is the department's; `forms`, `coverages`, `comparisons` and `silent` are the parts of §II.
    `evidence` are the period's items, `earlier` those before it that prove a task of the year's plan; they are numbered
    through.
    """

    vocabulary: Vocabulary
    form: Form
    period: Period
    label: str
    as_of: date
    interim: bool
    named: bool
    items: tuple[Item, ...]
    lines: LineCounts
    groups: tuple[ChannelGroup, ...]
    by_kind: Count
    by_topic: Count
    by_field: Count
    by_channel: Count
    by_month: Count
    coverages: tuple[PlanCoverage, ...]
    forms: Diversity
    comparisons: tuple[Comparison, ...]
    silent: tuple[Freshness, ...]
    evidence: tuple[EvidenceRow, ...]
    earlier: tuple[EvidenceRow, ...]
    remarks: tuple[str, ...]

    @property
    def agency(self) -> Agency:
        """The department."""
        return self.vocabulary.agency

    @property
    def total(self) -> int:
        """Number of items, each once."""
        return len(self.items)


def build_report(
    edition: Edition, period: Period, site_url: str, form: Form = Form.REPORT, named: bool = True
) -> Report:
    """Return the report of `period` on what counts in `edition`. `named` is false for a plain from–to span.

    `site_url` makes the addresses of the evidence; the edition's moment is the day up to which there are numbers.
    """
    vocabulary = edition.library.vocabulary
    today = edition.now.date()
    as_of = min(today, period.end)
    items = tuple(item for item in reversed(edition.counted) if item.day in period)
    lines = count_lines(items, vocabulary)
    year = year_of(period)
    held = coverages(edition.counted, vocabulary, year, as_of, today) if year else ()

    def counted(by: str, none: str = "") -> Count:
        return count(items, vocabulary, Query((by,), period.start, period.end, period.basis)).calling_none(none)

    return Report(
        vocabulary=vocabulary,
        form=form,
        period=period,
        label=period_label(period.name) if named else f"Từ {long_date(period.start)} đến {long_date(period.end)}",
        as_of=as_of,
        interim=today <= period.end,
        named=named,
        items=items,
        lines=lines,
        groups=_groups(lines.lines, vocabulary),
        by_kind=counted("kind"),
        by_topic=counted("topic", NO_TOPIC),
        by_field=counted("field", NO_TOPIC),
        by_channel=counted("channel", NO_CHANNEL),
        by_month=counted("month"),
        coverages=held,
        forms=diversity(items, vocabulary),
        comparisons=compare(edition.counted, period, named),
        silent=freshness(edition.counted, vocabulary, as_of),
        evidence=_evidence(items, lines, vocabulary, site_url),
        earlier=_evidence(_earlier(items, held), lines, vocabulary, site_url, len(items) + 1),
        remarks=(*_remarks(edition, period, lines), *_other_plans(items, held, vocabulary)),
    )


def _groups(lines: Sequence[LineCount], vocabulary: Vocabulary) -> tuple[ChannelGroup, ...]:
    groups: dict[tuple[str, ...], list[LineCount]] = defaultdict(list)
    for line in lines:
        groups[line.channels].append(line)
    return tuple(
        ChannelGroup(", ".join(vocabulary.channels[one].label for one in channels) or ALL_CHANNELS, tuple(found))
        for channels, found in groups.items()
    )


def _other_plans(items: Sequence[Item], coverages: Sequence[PlanCoverage], vocabulary: Vocabulary) -> Iterator[str]:
    """Say which items carry out plans that this report does not hold up: those of the year before, when its books were
    closed already.
    """
    held = {coverage.plan.id for coverage in coverages}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        for name in item.plan:
            plan, _, task = name.partition("/")
            if plan not in held:
                found[plan][task] += 1
    for plan, tasks in sorted(found.items()):
        listed = ", ".join(f"{task} ({number:02d})" for task, number in sorted(tasks.items()))
        yield f"Minh chứng đăng trong kỳ của {vocabulary.plans[plan].data.title}, theo nhiệm vụ: {listed}."


def _earlier(items: Sequence[Item], coverages: Sequence[PlanCoverage]) -> tuple[Item, ...]:
    """Return the items that prove a task of the year's plan and are not among the period's items, oldest first."""
    known = {item.source for item in items}
    found = {item.source: item for coverage in coverages for task in coverage.tasks for item in task.items}
    return tuple(sorted((found[source] for source in found.keys() - known), key=lambda one: (one.moment, one.address)))


def _evidence(
    items: Sequence[Item], lines: LineCounts, vocabulary: Vocabulary, site_url: str, first: int = 1
) -> tuple[EvidenceRow, ...]:
    counted_by: dict[str, list[str]] = defaultdict(list)
    for line in lines.lines:
        for part in line.parts:
            for item in part.items:
                counted_by[item.source].append(line.name)
    return tuple(
        EvidenceRow(
            number=number,
            title=item.title,
            day=item.day,
            kind=item.kind_label,
            topic=vocabulary.topics[item.topic].label if item.topic else "",
            channels=", ".join(vocabulary.channels[channel].label for channel in item.channels),
            unit=vocabulary.units[item.unit].label if item.unit else "",
            url=f"{site_url.rstrip('/')}/{item.address}",
            lines=tuple(counted_by[item.source]),
            plan=item.plan,
            source=item.source,
        )
        for number, item in enumerate(items, first)
    )


def _remarks(edition: Edition, period: Period, lines: LineCounts) -> tuple[str, ...]:
    """Say what a reader of the numbers must know: how the sum is made, what changed about past items."""
    remarks = [lines.explanation]
    withdrawn = [
        item
        for item in edition.library.items
        if item.day in period and edition.state(item) is State.WITHDRAWN and item.fields.withdrawn is not None
    ]
    still_counted = {item.source for item in edition.counted}
    for item in sorted(withdrawn, key=lambda one: (one.moment, one.address)):
        counted = "vẫn đếm" if item.source in still_counted else "không đếm"
        day = long_date(item.fields.withdrawn.date.day) if item.fields.withdrawn else ""
        remarks.append(f"Đã gỡ ngày {day} ({counted}): “{item.title}”, đăng ngày {long_date(item.day)}.")
    remarks += [
        f"Thủ tục đã bãi bỏ (không đếm): “{item.title}”, đăng ngày {long_date(item.day)}."
        for item in edition.library.items
        if item.day in period and edition.state(item) is State.ABOLISHED
    ]
    for topic in edition.library.vocabulary.topics.values():
        entry = topic.entry
        if entry.merged_into and entry.merged_on and entry.merged_on.day in period:
            into = edition.library.vocabulary.topics[entry.merged_into].label
            remarks.append(
                f"Chủ đề “{topic.label}” gộp vào “{into}” từ ngày {long_date(entry.merged_on.day)}; "
                "bài trước ngày đó vẫn tính cho chủ đề cũ."
            )
    return tuple(remarks)
