"""The numbers of the newest reporting year for the home page, and how far its plans are."""

from __future__ import annotations

from collections import Counter

from cchc.content.kinds import ACTIVITIES, ANSWERS, DOCUMENTS, NEWS, PROCEDURES
from cchc.dates import long_date
from cchc.periods import Basis, Period, parse_period, period_label
from cchc.publishing import Edition
from cchc.reports.plan_coverage import PlanCoverage, coverages
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
        plans=tuple(_progress(coverage, address) for coverage in plans_of_year(site.edition, period)),
    )


def plans_of_year(edition: Edition, year: Period) -> tuple[PlanCoverage, ...]:
    """Return how far each plan of a reporting year is, as the year's report says it; on the day of the newest counted
    item.
    """
    newest = max((item.day for item in edition.counted), default=year.end)
    return coverages(edition.counted, edition.library.vocabulary, year, year.end, newest)


def _progress(coverage: PlanCoverage, address: str) -> PlanProgress:
    score = coverage.score
    return PlanProgress(coverage.plan.data.title, score.done, score.planned, percent(score.share), address)
