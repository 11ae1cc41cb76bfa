"""The numbers of the newest reporting year for the home page, and how far its plans are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from fractions import Fraction

from cchc.content.items import Item
from cchc.content.kinds import ACTIVITIES, ANSWERS, DOCUMENTS, NEWS, PROCEDURES
from cchc.dates import long_date
from cchc.periods import Basis, Period, parse_period, period_label
from cchc.reports.plan_coverage import PlanCoverage, cover
from cchc.site.model import Site
from cchc.site.views import PlanProgress, YearFigures
from cchc.text import percent


def year_figures(site: Site, folder: str) -> YearFigures | None:
    """Return the figures of the newest year with counted items; `folder` is where the pages of the years are."""
    year = next(iter(site.years), "")
    period = parse_period(year, Basis(site.edition.library.vocabulary.agency.reporting.basis)) if year else None
    if period is None:
        return None
    counted = site.edition.counted
    items = [item for item in counted if item.day in period]
    number = Counter(item.section.folder for item in items)
    address = f"{folder}{year}/"
    return YearFigures(
        label=period_label(year),
        span=f"từ {long_date(period.start)} đến {long_date(max(item.day for item in items))}",
        address=address,
        total=len(items),
        news=number[NEWS.folder],
        documents=number[DOCUMENTS.folder],
        procedures=number[PROCEDURES.folder],
        activities=number[ACTIVITIES.folder],
        answers=number[ANSWERS.folder],
        ever=len(counted),
        plans=tuple(_progress(coverage, address) for coverage in coverages(site, int(year), period, items)),
    )


def coverages(site: Site, year: int, period: Period, items: Iterable[Item]) -> Iterator[PlanCoverage]:
    """Yield how far each plan of a reporting year is, by that year's `items`, on the day of the newest counted item."""
    vocabulary = site.edition.library.vocabulary
    rules = vocabulary.agency.reporting.par_index
    newest = max((item.day for item in site.edition.counted), default=period.end)
    for plan in vocabulary.plans.values():
        if plan.data.year == year:
            day = min(newest, period.end + timedelta(days=1))
            yield cover(plan, items, day, period.basis, Fraction(rules.floor, 100), Fraction(rules.points))


def _progress(coverage: PlanCoverage, address: str) -> PlanProgress:
    score = coverage.score
    return PlanProgress(coverage.plan.data.title, score.done, score.planned, percent(score.share), address)
