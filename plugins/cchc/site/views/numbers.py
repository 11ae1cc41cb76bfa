"""Pages with numbers: statistics, a year, how far its plans are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cchc.dates import long_date
from cchc.site.views.parts import AttachmentView, DayView, Link
from cchc.statistics import PublicStatistics, YearStatistics


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """How far a year's plan is. `share` is in print (`83,3 %`)."""

    title: str
    done: int
    planned: int
    share: str
    address: str


@dataclass(frozen=True, slots=True)
class YearFigures:
    """What was published in the reporting year of the newest counted item, and in all years."""

    label: str
    span: str
    address: str
    total: int
    news: int
    documents: int
    procedures: int
    activities: int
    answers: int
    ever: int
    plans: tuple[PlanProgress, ...]


@dataclass(frozen=True, slots=True)
class StatisticsView:
    """The public statistics page: all years, and the way to each."""

    statistics: PublicStatistics
    method: tuple[str, ...]
    downloads: tuple[AttachmentView, ...]
    links: Mapping[str, str]  # id of a topic or field → address of its page
    years: tuple[Link, ...] = ()
    charts: Mapping[str, str] = field(default_factory=dict)  # id of a table → SVG

    @property
    def days(self) -> tuple[DayView, DayView] | None:
        """First and last day of the numbers."""
        return _days(self.statistics)


@dataclass(frozen=True, slots=True)
class PlanGroupView:
    """A group of a plan: tasks with evidence of all tasks."""

    label: str
    done: int
    planned: int


@dataclass(frozen=True, slots=True)
class PlanTaskView:
    """A task of a plan with the items that carry it out."""

    id: str
    text: str
    lead: str
    time: str
    target: int | None
    done: int
    state: str
    state_label: str
    evidence: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """How far a year's plan is. `share` is in print (`83,3 %`)."""

    title: str
    done: int
    planned: int
    share: str
    groups: tuple[PlanGroupView, ...]
    tasks: tuple[PlanTaskView, ...]
    targets: tuple[tuple[str, str, str], ...] = ()  # index, target of the year, target of the longer time


@dataclass(frozen=True, slots=True)
class YearView:
    """The numbers of one reporting year. `charts` are SVG by the id of the table that they stand beside."""

    label: str
    span: str
    statistics: YearStatistics
    charts: Mapping[str, str]
    plans: tuple[PlanView, ...]
    method: tuple[str, ...]
    downloads: tuple[AttachmentView, ...]
    links: Mapping[str, str]
    years: tuple[Link, ...]


def _days(statistics: PublicStatistics) -> tuple[DayView, DayView] | None:
    if not statistics.first_day:
        return None
    first, last = (
        DayView(long_date(date.fromisoformat(iso)), iso) for iso in (statistics.first_day, statistics.last_day)
    )
    return first, last
