"""The year's plan against what was done: evidence for each task, tasks without, tasks whose time has passed, scores."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from cchc.content.items import Item
from cchc.content.kinds import ACTIVITIES
from cchc.content.schema import ActivityFields
from cchc.dates import limits_in, long_date, parse_civil
from cchc.periods import Basis, Period, parse_period
from cchc.taxonomy.models import FORM_CLASSES, FormEntry, PlanTask
from cchc.taxonomy.vocabulary import Plan, Vocabulary
from cchc.text import name_key

_QUARTER = re.compile(r"\bquy (iv|iii|ii|i|[1-4])\b(?: nam)?(?: (20\d\d))?")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
# "ngày 06 tháng 9" is a day.
_HALF = re.compile(r"(?<!ngay )\b(6|06|9|09) thang\b(?: (dau|cuoi))?(?: nam)?(?: (20\d\d))?")


class TaskState(StrEnum):
    """How far a task is."""

    DONE = "dat"
    STARTED = "dang-thuc-hien"
    WITHOUT_EVIDENCE = "chua-co-minh-chung"
    OVERDUE = "qua-han"


# The form of what is published on the web and names no form.
WEB_FORM = "website"
TASK_STATE_LABELS = {
    TaskState.DONE: "Đạt",
    TaskState.STARTED: "Đang thực hiện",
    TaskState.WITHOUT_EVIDENCE: "Chưa có minh chứng",
    TaskState.OVERDUE: "Quá thời hạn",
}


@dataclass(frozen=True, slots=True)
class TaskCoverage:
    """A task with the items that carry it out. `due` is the last day of its time, `None` when it runs all year."""

    plan_id: str
    group: str
    task: PlanTask
    items: tuple[Item, ...]
    due: date | None
    state: TaskState

    @property
    def done(self) -> int:
        """Number of items."""
        return len(self.items)


@dataclass(frozen=True, slots=True)
class Score:
    """A score in the manner of PAR INDEX: `share` done of planned, `points` of `full`."""

    done: int
    planned: int
    share: Fraction
    points: Fraction
    full: Fraction


@dataclass(frozen=True, slots=True)
class PlanCoverage:
    """A plan with its tasks and the score of carrying it out."""

    plan: Plan
    tasks: tuple[TaskCoverage, ...]
    score: Score

    def of_state(self, state: TaskState) -> tuple[TaskCoverage, ...]:
        """Return the tasks in a state."""
        return tuple(task for task in self.tasks if task.state is state)

    def by_group(self) -> tuple[tuple[str, int, int], ...]:
        """Return (label of the group, tasks with evidence, tasks) for each group."""
        labels = {group.id: f"{group.id}. {group.label}" for group in self.plan.data.groups}
        return _shares((labels.get(task.group, task.group), task) for task in self.tasks)

    def by_lead(self, vocabulary: Vocabulary) -> tuple[tuple[str, int, int], ...]:
        """Return (lead unit, tasks with evidence, tasks); a task with two leads stands with both."""
        return _shares((unit_name(lead, vocabulary), task) for task in self.tasks for lead in task.task.lead)


@dataclass(frozen=True, slots=True)
class FormUse:
    """How a form was used: by `count` items, of which `activities` are of hoat-dong.

    `quantity` is the sum of what `stated` of the activities say (meetings, copies, broadcasts), in the form's `unit`.
    """

    label: str
    count: int
    activities: int
    quantity: int
    stated: int
    unit: str


@dataclass(frozen=True, slots=True)
class Diversity:
    """Forms of communication that were used, by class; `of_no_form` are the items that say none of them."""

    forms: tuple[tuple[str, tuple[FormUse, ...]], ...]
    of_no_form: tuple[Item, ...]

    @property
    def classes_used(self) -> int:
        """How many of the two classes (online, traditional) were used."""
        return sum(bool(used) for _, used in self.forms)


def unit_name(written: str, vocabulary: Vocabulary) -> str:
    """Return the label of a unit of the plan, or what was written."""
    found = vocabulary.unit_names.get(written)
    return vocabulary.units[found].label if found else written


def cover(
    plan: Plan, items: Iterable[Item], today: date, basis: Basis, floor: Fraction, full: Fraction
) -> PlanCoverage:
    """Hold a plan against `items` (those that count, up to `today`).

    A task is done when it has its target number of items (one where no target is set). Points: below `floor` none, else
    the share of `full` (guidance of local PAR INDEX score sheets; the floor is configuration).
    """
    evidence: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for name in item.plan:
            evidence[name].append(item)
    tasks = tuple(_task(plan, task, evidence.get(f"{plan.id}/{task.id}", []), today, basis) for task in plan.data.tasks)
    done = sum(task.state is TaskState.DONE for task in tasks)
    return PlanCoverage(plan, tasks, score_of(done, len(tasks), floor, full))


def coverages(
    counted: Iterable[Item], vocabulary: Vocabulary, year: Period, last: date, today: date
) -> tuple[PlanCoverage, ...]:
    """Hold the plans of a reporting `year` against all that carries them out up to the day `last`: a plan may be
    published before its year begins. `today` says what is late; once the books are closed, what was due on their last
    day is.
    """
    rules = vocabulary.agency.reporting.par_index
    floor, full = Fraction(rules.floor, 100), Fraction(rules.points)
    done = [item for item in counted if item.day <= last]
    day = min(today, last + timedelta(days=1))
    plans = [plan for plan in vocabulary.plans.values() if plan.data.year == int(year.name)]
    return tuple(cover(plan, done, day, year.basis, floor, full) for plan in plans)


def score_of(done: int, planned: int, floor: Fraction, full: Fraction) -> Score:
    """Return the score of `done` out of `planned`."""
    share = Fraction(done, planned) if planned else Fraction(0)
    points = share * full if planned and share >= floor else Fraction(0)
    return Score(done, planned, share, points, full)


def time_words(time: str) -> str:
    """Return a task's time as it is printed: a date day first, all else as the plan says it."""
    parsed = parse_civil(time)
    return time if parsed is None else long_date(parsed.day)


def due_day(time: str, year: int, basis: Basis) -> date | None:
    """Return the last day of a time: a date, a quarter, 6 or 9 months; `None` for all year or an unclear time.

    `30/6` is of the plan's `year`; "trước 05/6" ends the day before: see `limits_in`. Of several days the last counts.
    """
    if not time:
        return None
    parsed = parse_civil(time)
    if parsed is not None:
        return parsed.day
    days = [day for limit in limits_in(time) if (day := limit.last_day(year)) is not None]
    if days:
        return max(days)
    key = name_key(time)
    names = [f"{match[2] or year}-q{_QUARTERS[match[1]]}" for match in _QUARTER.finditer(key)]
    for match in _HALF.finditer(key):
        part = "" if match[2] == "cuoi" else f"-{match[1].lstrip('0')}t"
        names.append(f"{match[3] or year}{part}")
    ends = [period.end for name in names if (period := parse_period(name, basis)) is not None]
    return max(ends, default=None)


def form_of(item: Item) -> str | None:
    """Return the id of the form that an item is counted under: its own, `website` for what is published there."""
    return item.form if item.form is not None or item.section is ACTIVITIES else WEB_FORM


def diversity(items: Sequence[Item], vocabulary: Vocabulary) -> Diversity:
    """Count the forms of activities by class; items published on the web stand for the online form `website`."""
    used: dict[str, list[Item]] = defaultdict(list)
    of_none: list[Item] = []
    for item in items:
        form_id = form_of(item)
        (used[form_id] if form_id and form_id in vocabulary.forms else of_none).append(item)
    forms = vocabulary.forms.values()
    return Diversity(
        tuple(
            (label, tuple(_use(form, used[form.id]) for form in forms if form.class_ == class_ and form.id in used))
            for class_, label in FORM_CLASSES.items()
        ),
        tuple(of_none),
    )


def _use(form: FormEntry, items: Sequence[Item]) -> FormUse:
    activities = [item.fields for item in items if isinstance(item.fields, ActivityFields)]
    quantities = [fields.quantity for fields in activities if fields.quantity is not None]
    return FormUse(form.label, len(items), len(activities), sum(quantities), len(quantities), form.unit)


def _task(plan: Plan, task: PlanTask, items: Sequence[Item], today: date, basis: Basis) -> TaskCoverage:
    due = due_day(task.time, plan.data.year, basis)
    if len(items) >= (task.target or 1):
        state = TaskState.DONE
    elif due is not None and due < today:
        state = TaskState.OVERDUE
    else:
        state = TaskState.STARTED if items else TaskState.WITHOUT_EVIDENCE
    return TaskCoverage(plan.id, task.group, task, tuple(items), due, state)


def _shares(pairs: Iterable[tuple[str, TaskCoverage]]) -> tuple[tuple[str, int, int], ...]:
    numbers: dict[str, list[int]] = {}
    for label, task in pairs:
        row = numbers.setdefault(label, [0, 0])
        row[0] += bool(task.items)
        row[1] += 1
    return tuple((label, done, planned) for label, (done, planned) in numbers.items())
