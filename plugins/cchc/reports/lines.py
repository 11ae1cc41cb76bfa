"""Report lines: groups of topics × kinds × channels × sources, counted with the evidence of each number.

Every item of the period is in some line or among the items of no line; an item in two lines is an overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cchc.content.items import Item
from cchc.content.kinds import KINDS
from cchc.taxonomy.models import LinePart, ReportLine
from cchc.taxonomy.vocabulary import Vocabulary
from cchc.text import plural_free_count


@dataclass(frozen=True, slots=True)
class PartCount:
    """One number of a line with the items that prove it."""

    unit: str
    items: tuple[Item, ...]
    after: str = ""

    @property
    def count(self) -> int:
        """The number."""
        return len(self.items)

    @property
    def words(self) -> str:
        """The number in the house style: `07 văn bản`."""
        return house_number(self.count, self.unit)

    @property
    def phrase(self) -> str:
        """The number with what the line says after its unit: `54 thủ tục hành chính thuộc lĩnh vực quản lý của Sở`."""
        return f"{self.words} {self.after}".rstrip()


@dataclass(frozen=True, slots=True)
class LineCount:
    """A line with its numbers. `channels` are the line's channel ids, empty for all."""

    id: str
    label: str
    channels: tuple[str, ...]
    parts: tuple[PartCount, ...]

    @property
    def words(self) -> str:
        """The numbers in the house style: `20 tin, bài; 107 văn bản`."""
        return "; ".join(part.words for part in self.parts)

    @property
    def sentence(self) -> str:
        """The line as a report says it: `Tuyên truyền …: 07 văn bản`, or the numbers alone where it has no label.

        A zero is left out where another number of the line is not zero: letters say what there is.
        """
        shown = [part for part in self.parts if part.count] or self.parts
        numbers = "; ".join(part.phrase for part in shown)
        return f"{self.label}: {numbers}" if self.label else numbers

    @property
    def name(self) -> str:
        """What the line is called: its label, or what it counts."""
        counted = "; ".join(f"{part.unit} {part.after}".rstrip() for part in self.parts)
        return self.label or counted[:1].upper() + counted[1:]


@dataclass(frozen=True, slots=True)
class Overlap:
    """An item that two or more lines count."""

    item: Item
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineCounts:
    """All lines of a period. `totals` are by unit, each item once; `of_no_line` are items that no line counts."""

    lines: tuple[LineCount, ...]
    totals: tuple[PartCount, ...]
    of_no_line: tuple[Item, ...]
    overlaps: tuple[Overlap, ...]

    @property
    def sum_of_lines(self) -> int:
        """What the numbers of all lines add up to: total − items of no line + repetitions of overlaps."""
        return sum(part.count for line in self.lines for part in line.parts)

    @property
    def explanation(self) -> str:
        """How the sum of the lines and the number of items go together."""
        total = sum(part.count for part in self.totals)
        repeated = sum(len(overlap.lines) - 1 for overlap in self.overlaps)
        parts = [f"Tổng số {plural_free_count(total)} mục, mỗi mục đếm một lần."]
        if self.of_no_line:
            parts.append(f"{plural_free_count(len(self.of_no_line))} mục không thuộc dòng nào (liệt kê riêng).")
        if self.overlaps:
            parts.append(
                f"{plural_free_count(len(self.overlaps))} mục thuộc nhiều dòng, làm tổng các dòng tăng thêm {repeated}."
            )
        parts.append(f"Tổng các dòng: {plural_free_count(self.sum_of_lines)}.")
        return " ".join(parts)


def house_number(number: int, unit: str) -> str:
    """Return a number as the offices write it, two digits at least: `07 văn bản`, `1.250 tin, bài`."""
    return f"{two_digits(number)} {unit}"


def two_digits(number: int) -> str:
    """Return a number with two digits at least and dots between thousands: `07`, `1.250`."""
    return plural_free_count(number) if number > 99 else f"{number:02d}"


def count_lines(items: Sequence[Item], vocabulary: Vocabulary) -> LineCounts:
    """Count the report lines of `vocabulary` over the items of a period."""
    in_lines: dict[str, list[str]] = defaultdict(list)
    lines = tuple(_count_line(line, items, vocabulary, in_lines) for line in vocabulary.report_lines)
    by_unit: dict[str, list[Item]] = {kind.unit: [] for kind in KINDS.values()}
    for item in items:
        by_unit[KINDS[item.kind].unit].append(item)
    return LineCounts(
        lines=lines,
        totals=tuple(PartCount(unit, tuple(found)) for unit, found in by_unit.items()),
        of_no_line=tuple(item for item in items if item.source not in in_lines),
        overlaps=tuple(
            Overlap(item, tuple(in_lines[item.source])) for item in items if len(in_lines.get(item.source, ())) > 1
        ),
    )


def _count_line(
    line: ReportLine, items: Sequence[Item], vocabulary: Vocabulary, in_lines: dict[str, list[str]]
) -> LineCount:
    topics = set(line.topics) | {topic.id for topic in vocabulary.topics.values() if topic.field_id in line.fields}
    matching = [
        item
        for item in items
        if (not topics or item.topic in topics)
        and (not line.kinds or item.kind in line.kinds)
        and (not line.channels or set(line.channels).intersection(item.channels))
        and (not line.sources or item.fields.source in line.sources)
    ]
    parts = []
    for part in line.parts or _parts_of(line):
        found = tuple(item for item in matching if item.kind in part.kinds)
        parts.append(PartCount(part.unit, found, part.after))
        for item in found:
            in_lines[item.source].append(line.id)
    return LineCount(line.id, line.label, line.channels, tuple(parts))


def _parts_of(line: ReportLine) -> tuple[LinePart, ...]:
    """Return the parts of a line that names none: one for each unit of its kinds."""
    units: dict[str, list[str]] = defaultdict(list)
    for kind in line.kinds or KINDS:
        units[KINDS[kind].unit].append(kind)
    return tuple(LinePart(kinds=tuple(kinds), unit=unit) for unit, kinds in units.items())
