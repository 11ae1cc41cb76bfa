"""The public statistics: one page for everything, one for each reporting year.

Nothing here depends on the day of the build: "to date" is the day of the newest counted item.
"""

from __future__ import annotations

from cchc.dates import long_date
from cchc.periods import Basis, period_label
from cchc.reports.plan_coverage import TASK_STATE_LABELS, PlanCoverage, time_words, unit_name
from cchc.site.charts import bar_chart, column_chart
from cchc.site.lists import HOME
from cchc.site.model import Site
from cchc.site.views import (
    AttachmentView,
    Link,
    PageView,
    PlanGroupView,
    PlanTaskView,
    PlanView,
    StatisticsView,
    YearView,
)
from cchc.site.year_figures import plans_of_year
from cchc.statistics import Table, year_statistics
from cchc.taxonomy.vocabulary import Vocabulary
from cchc.text import percent

STATISTICS = "thong-ke/"
_DOWNLOADS = (
    AttachmentView("Số liệu thống kê", "thong-ke.csv", "CSV", ""),
    AttachmentView("Số liệu thống kê", "thong-ke.json", "JSON", ""),
)


def statistics_page(site: Site) -> PageView:
    """Return the page of all numbers."""
    vocabulary = site.edition.library.vocabulary
    statistics = site.statistics
    view = StatisticsView(
        statistics,
        _method(statistics.basis),
        _DOWNLOADS,
        _links(vocabulary),
        _year_links(site),
        {"theo-chu-de": _field_chart(statistics.tables)} if statistics.total else {},
    )
    return PageView(
        STATISTICS,
        "cchc/statistics.html",
        "Thống kê",
        f"Số lượng tin, bài, văn bản, thủ tục hành chính đã đăng của {vocabulary.agency.name}.",
        view,
        section=STATISTICS,
        breadcrumbs=(HOME,),
        feeds=site.site_feeds[:1],
    )


def year_page(site: Site, year: str) -> PageView:
    """Return the page of one reporting year."""
    vocabulary = site.edition.library.vocabulary
    years = _year_links(site)
    statistics = year_statistics(site.edition, year)
    period = statistics.period
    label = period_label(year)
    months = [(f"T{index}", row.numbers[-1]) for index, row in enumerate(statistics.by_month.rows, 1)]
    kinds = [(row.label, row.numbers[-1]) for row in statistics.by_kind.rows]
    return PageView(
        f"{STATISTICS}{year}/",
        "cchc/statistics_year.html",
        f"Thống kê {label.lower()}",
        f"Số lượng theo kỳ, tháng, chủ đề, loại, kênh và tiến độ kế hoạch {label.lower()} "
        f"của {vocabulary.agency.name}.",
        YearView(
            label=label,
            span=f"từ {long_date(period.start)} đến hết {long_date(period.end)}",
            statistics=statistics,
            charts={
                "theo-thang": column_chart("bieu-do-thang", f"Số lượng theo tháng, {label.lower()}", months),
                "theo-chu-de": _field_chart(statistics.tables),
                "theo-loai": bar_chart("bieu-do-loai", f"Số lượng theo loại, {label.lower()}", kinds),
            },
            plans=tuple(_plan(site, coverage) for coverage in plans_of_year(site.edition, period)),
            method=_method(period.basis),
            downloads=_DOWNLOADS,
            links=_links(vocabulary),
            years=tuple(Link(one.label, one.address, current=one.label == label) for one in years),
        ),
        section=STATISTICS,
        breadcrumbs=(HOME, Link("Thống kê", STATISTICS)),
        feeds=site.site_feeds[:1],
    )


def _year_links(site: Site) -> tuple[Link, ...]:
    return tuple(Link(period_label(year), f"{STATISTICS}{year}/") for year in site.years)


def _links(vocabulary: Vocabulary) -> dict[str, str]:
    links = {topic: f"chu-de/{topic}/" for topic in vocabulary.topics}
    return links | {f"linh-vuc:{entry.id}": f"linh-vuc/{entry.id}/" for entry in vocabulary.fields}


def _field_chart(tables: tuple[Table, ...]) -> str:
    table = next(table for table in tables if table.id == "theo-chu-de")
    rows = [(row.label, row.numbers[-1]) for row in table.rows if row.level == 0]
    return bar_chart("bieu-do-linh-vuc", "Số lượng theo lĩnh vực", rows)


def _method(basis: Basis) -> tuple[str, ...]:
    counting = (
        "Mỗi tin, bài, văn bản, thủ tục, hoạt động được đếm một lần, theo ngày đăng và theo chủ đề chính (chủ đề đầu "
        "tiên). Bản nháp, bài hẹn giờ chưa đến giờ và bài đã gỡ không được đếm; bài hết hạn đăng vẫn được đếm."
    )
    closing = (
        "Kỳ số liệu chốt ngày 14: tháng tính từ ngày 15 của tháng trước đến hết ngày 14 của tháng; năm tính từ 15/12 "
        "năm trước đến hết 14/12."
        if basis is Basis.ND09
        else "Kỳ số liệu tính theo tháng dương lịch."
    )
    channels = "Bảng theo kênh không cộng dồn được, vì một bài có thể đăng trên nhiều kênh."
    return counting, closing, channels


def _plan(site: Site, coverage: PlanCoverage) -> PlanView:
    vocabulary = site.edition.library.vocabulary
    return PlanView(
        title=coverage.plan.data.title,
        done=coverage.score.done,
        planned=coverage.score.planned,
        share=percent(coverage.score.share),
        targets=tuple((target.label, target.value, target.by) for target in coverage.plan.data.targets),
        groups=tuple(PlanGroupView(label, done, planned) for label, done, planned in coverage.by_group()),
        tasks=tuple(
            PlanTaskView(
                id=task.task.id,
                text=task.task.text,
                lead="; ".join(unit_name(lead, vocabulary) for lead in task.task.lead),
                time=time_words(task.task.time),
                target=task.task.target,
                done=task.done,
                state=str(task.state),
                state_label=TASK_STATE_LABELS[task.state],
                evidence=tuple(Link(item.title, item.address) for item in task.items),
            )
            for task in coverage.tasks
        ),
    )
