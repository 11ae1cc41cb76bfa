"""The text of the report: sections, sentences made from the numbers, prompts for what must be judged.

The outline is that of the offices' own reports: I. chỉ đạo, điều hành; II. 1 nội dung, 2 hình thức, 3 số lượng;
III. thuận lợi, khó khăn; IV. kiến nghị; V. phương hướng. Headings by Nghị định 30/2020/NĐ-CP, Phụ lục I: I. / 1. / a).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from cchc.dates import long_date
from cchc.reports.lines import house_number, two_digits
from cchc.reports.model import ALL_CHANNELS, NO_FORM, ChannelGroup, Form, Report
from cchc.reports.plan_coverage import TASK_STATE_LABELS, FormUse, PlanCoverage, TaskState, time_words
from cchc.reports.proofs import proofs_of, ranges
from cchc.text import percent, plural_free_count


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 `I.`, 2 `1.`, 3 `a)`; `text` includes the number."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """A paragraph that starts with a dash (level 1) or a plus (level 2)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Prompt:
    """A place that the office fills in: what is to be written there."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `numeric` are the positions of columns with numbers; the last row is a sum when `has_sum`."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    has_sum: bool = False
    links: tuple[str, ...] = ()  # for each row the address of its first text cell, or empty


Block = Heading | Paragraph | Bullet | Prompt | Grid


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """The document without its layout. `addressees` are of "Kính gửi"; `subject` is the trích yếu or the V/v."""

    form: Form
    type_name: str
    subject: str
    addressees: tuple[str, ...]
    opening: str
    blocks: tuple[Block, ...]
    closing: str
    appendix_title: str
    appendix_notes: tuple[str, ...]
    appendix: tuple[Grid, ...]


def document_of(report: Report) -> ReportDocument:
    """Return the text of a report."""
    subject = f"Kết quả {_subject(report)} {_when(report)}"
    letter = report.form is Form.LETTER
    name = report.agency.name
    return ReportDocument(
        form=report.form,
        type_name="BÁO CÁO",
        subject=f"V/v báo cáo kết quả {_subject(report)} {_when(report)}" if letter else subject,
        addressees=_addressees(report),
        opening=f"{name} báo cáo kết quả {_subject(report)} {_when(report)} như sau:",
        blocks=tuple(_blocks(report)),
        closing=f"Trên đây là báo cáo kết quả {_subject(report)} {_when(report)} của {name}./.",
        appendix_title="DANH MỤC MINH CHỨNG",
        appendix_notes=(
            "Số thứ tự ở Bảng 2 là số thứ tự của minh chứng ở Bảng 1.",
            "Số của kỳ trước, cùng kỳ năm trước và lũy kế (mục II): minh chứng ở báo cáo của kỳ đó.",
        ),
        appendix=(_evidence(report), _proofs(report)),
    )


def _subject(report: Report) -> str:
    return report.agency.reporting.subject


def _when(report: Report) -> str:
    label = report.label[0].lower() + report.label[1:]
    return f"{label} (số liệu đến ngày {long_date(report.as_of)})" if report.interim else label


def _addressees(report: Report) -> tuple[str, ...]:
    part = report.period.name.partition("-")[2]
    names = {"nam"} if not part or not report.named else {"thang"} if part.isdigit() else {part}
    deadlines = report.agency.reporting.deadlines
    found = [deadline.recipient for deadline in deadlines if deadline.period in names]
    return tuple(dict.fromkeys(recipient for recipient in found if recipient))


def _blocks(report: Report) -> Iterator[Block]:
    yield Heading(1, "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH")
    yield from _direction(report)
    yield Heading(1, f"II. TÌNH HÌNH THỰC HIỆN {report.agency.reporting.subject.upper()}")
    yield Heading(2, "1. Về nội dung tuyên truyền")
    yield from _contents(report)
    yield Heading(2, "2. Về hình thức tuyên truyền")
    yield from _forms(report)
    yield Heading(2, "3. Số lượng tin, bài, văn bản, thủ tục hành chính đã đăng tải")
    yield from _numbers(report)
    number = 4
    if report.coverages:
        yield Heading(2, f"{number}. Kết quả thực hiện kế hoạch")
        for coverage in report.coverages:
            yield from _plan(coverage, report)
        number += 1
    yield Heading(2, f"{number}. So sánh với các kỳ khác")
    yield from _comparison(report)
    yield Heading(1, "III. THUẬN LỢI, KHÓ KHĂN")
    yield Heading(2, "1. Thuận lợi")
    yield Prompt("Nêu thuận lợi trong kỳ báo cáo.")
    yield Heading(2, "2. Khó khăn")
    yield Prompt("Nêu khó khăn, nguyên nhân trong kỳ báo cáo.")
    yield Heading(1, "IV. KIẾN NGHỊ, ĐỀ XUẤT")
    yield Prompt("Nêu kiến nghị, đề xuất với cơ quan cấp trên (nếu có).")
    yield Heading(1, "V. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI")
    yield from _next(report)


def _direction(report: Report) -> Iterator[Block]:
    for coverage in report.coverages:
        data = coverage.plan.data
        yield Paragraph(
            f"{report.agency.name} triển khai {data.title} gồm {len(data.tasks):02d} nhiệm vụ"
            + (f", chia thành {len(data.groups):02d} nhóm." if data.groups else ".")
        )
    yield Prompt("Nêu các văn bản chỉ đạo, điều hành đã ban hành trong kỳ (số, ngày, trích yếu).")


def _contents(report: Report) -> Iterator[Block]:
    if not report.total:
        yield Paragraph("Trong kỳ báo cáo chưa có tin, bài, văn bản, thủ tục nào được đăng tải.")
        return
    yield Paragraph("Trong kỳ báo cáo, nội dung tuyên truyền tập trung vào các lĩnh vực sau:")
    for row in report.by_field.rows:
        topics = [
            f"{topic.labels[0]} ({two_digits(topic.count)})"
            for topic in report.by_topic.rows
            if topic.keys[0] and report.vocabulary.topics[topic.keys[0]].field_id == row.keys[0]
        ]
        detail = f": {'; '.join(topics)}" if topics else ""
        yield Bullet(f"{row.labels[0]} – {house_number(row.count, 'nội dung')}{detail}.")


def _forms(report: Report) -> Iterator[Block]:
    for label, used in report.forms.forms:
        if used:
            listed = "; ".join(_form_words(use) for use in used)
            yield Bullet(f"Hình thức {_lower_first(label)}: {listed}.")
        else:
            yield Bullet(f"Hình thức {_lower_first(label)}: chưa có hoạt động được ghi nhận trong kỳ.")
    if report.forms.of_no_form:
        yield Bullet(f"{NO_FORM}: {house_number(len(report.forms.of_no_form), 'nội dung')}.")
    channels = "; ".join(f"{row.labels[0]} ({two_digits(row.count)})" for row in report.by_channel.rows)
    if channels:
        yield Bullet(f"Kênh đăng tải: {channels}. Một nội dung có thể đăng trên nhiều kênh.")


def _form_words(use: FormUse) -> str:
    """Return `Tờ gấp, tờ rơi (02 hoạt động, tổng số lượng 1.500 tờ)`: how many items, how many held or handed out.

    Activities that state no quantity are not guessed at: the words then say of how many the sum is.
    """
    words = house_number(use.count, "hoạt động" if use.activities == use.count else "nội dung")
    if 0 < use.activities < use.count:
        words += f", trong đó {house_number(use.activities, 'hoạt động')}"
    if use.stated:
        of = "" if use.stated == use.activities else f" ghi ở {house_number(use.stated, 'hoạt động')} là"
        words += f", tổng số lượng{of} {house_number(use.quantity, use.unit).rstrip()}"
    return f"{use.label} ({words})"


def _numbers(report: Report) -> Iterator[Block]:
    for group in report.groups:
        yield Bullet(_group_words(group))
    totals = "; ".join(part.words for part in report.lines.totals if part.count)
    yield Paragraph(f"Tổng số trong kỳ: {totals or 'chưa có nội dung nào'}.")
    for remark in report.remarks:
        yield Paragraph(remark)
    if report.lines.of_no_line:
        yield Paragraph("Các nội dung không thuộc dòng nào ở trên:")
        for item in report.lines.of_no_line:
            yield Bullet(f"{item.title} ({item.kind_label.lower()}, ngày {long_date(item.day)}).", 2)
    for overlap in report.lines.overlaps:
        labels = {line.id: line.name for line in report.lines.lines}
        named = "; ".join(labels[line] for line in overlap.lines)
        yield Bullet(f"Được tính ở nhiều dòng: “{overlap.item.title}” ({named}).", 2)


def _group_words(group: ChannelGroup) -> str:
    """Return the lines of a channel in the letter's way: `Đăng tải trên …: …: 11 văn bản; 54 thủ tục hành chính ….`"""
    lines = "; ".join(line.sentence for line in group.lines)
    where = f"trên {group.label}" if group.label != ALL_CHANNELS else "trên các kênh"
    return f"Đăng tải {where}: {lines}."


def _plan(coverage: PlanCoverage, report: Report) -> Iterator[Block]:
    score = coverage.score
    started = sum(bool(task.items) for task in coverage.tasks)
    yield Paragraph(
        f"{coverage.plan.data.title}: {started:02d}/{score.planned:02d} nhiệm vụ có minh chứng; "
        f"{score.done:02d}/{score.planned:02d} nhiệm vụ đạt ({percent(score.share)})."
    )
    yield Grid(
        f"Kết quả thực hiện {coverage.plan.data.title}",
        ("Mã", "Nội dung", "Thời gian", "Chỉ tiêu", "Đã thực hiện", "Tình trạng"),
        tuple(
            (
                task.task.id,
                task.task.text,
                time_words(task.task.time),
                "" if task.task.target is None else two_digits(task.task.target),
                two_digits(task.done),
                TASK_STATE_LABELS[task.state],
            )
            for task in coverage.tasks
        ),
        numeric=(3, 4),
    )
    if coverage.plan.data.targets:
        yield Grid(
            "Mục tiêu các chỉ số của kế hoạch",
            ("Chỉ số", "Mục tiêu trong năm", "Mục tiêu dài hạn"),
            tuple((target.label, target.value, target.by) for target in coverage.plan.data.targets),
        )
    if coverage.plan.data.groups:
        yield Bullet(f"Nhiệm vụ có minh chứng theo nhóm: {_shares(coverage.by_group())}.")
    if leads := coverage.by_lead(report.vocabulary):
        yield Bullet(f"Nhiệm vụ có minh chứng theo đơn vị chủ trì: {_shares(leads)}.")
    floor = report.agency.reporting.par_index.floor
    yield Bullet(
        f"Điểm tự chấm thực hiện kế hoạch: {decimal(score.points)}/{decimal(score.full)} điểm "
        f"(có điểm khi đạt từ {floor} % nhiệm vụ)."
    )
    for state in (TaskState.OVERDUE, TaskState.WITHOUT_EVIDENCE):
        found = coverage.of_state(state)
        if found:
            names = ", ".join(task.task.id for task in found)
            yield Bullet(f"{TASK_STATE_LABELS[state]}: {len(found):02d} nhiệm vụ ({names}).")


def _comparison(report: Report) -> Iterator[Block]:
    rows = tuple(
        (
            row.unit[0].upper() + row.unit[1:],
            two_digits(row.now),
            "–" if row.previous is None else two_digits(row.previous),
            "–" if row.last_year is None else two_digits(row.last_year),
            "–" if row.since_new_year is None else two_digits(row.since_new_year),
        )
        for row in report.comparisons
    )
    yield Grid(
        "So sánh số lượng với kỳ trước, cùng kỳ năm trước và lũy kế từ đầu năm",
        ("Loại", "Kỳ này", "Kỳ trước", "Cùng kỳ năm trước", "Lũy kế từ đầu năm"),
        rows,
        numeric=(1, 2, 3, 4),
    )
    yield from _silent(report)


def _silent(report: Report) -> Iterator[Block]:
    """Name the topics that have had nothing new for long, and say how many never had anything."""
    limit = report.agency.reporting.silent_days
    late = [one for one in report.silent if one.last is not None and (one.days or 0) > limit]
    never = sum(one.last is None for one in report.silent)
    if late:
        named = "; ".join(f"{one.label} (từ {long_date(one.last)})" for one in late if one.last is not None)
        yield Bullet(f"Chủ đề không có nội dung mới quá {limit} ngày: {named}.")
    if never:
        yield Bullet(f"Chủ đề chưa có nội dung nào: {never:02d}/{len(report.silent):02d} chủ đề.")


def _next(report: Report) -> Iterator[Block]:
    waiting = [task for coverage in report.coverages for task in coverage.tasks if not task.items]
    if waiting:
        yield Paragraph("Tiếp tục thực hiện các nhiệm vụ của kế hoạch chưa có minh chứng:")
        for task in waiting:
            yield Bullet(f"{task.task.id}. {task.task.text.rstrip('.;')}.")
    yield Prompt("Nêu phương hướng, nhiệm vụ trọng tâm kỳ tới.")


def _evidence(report: Report) -> Grid:
    rows = (*report.evidence, *report.earlier)
    return Grid(
        "Bảng 1. Tin, bài, văn bản, thủ tục, hoạt động trong kỳ"
        + (" và minh chứng đăng trước kỳ của nhiệm vụ kế hoạch" if report.earlier else ""),
        ("STT", "Tiêu đề", "Ngày đăng", "Loại", "Chủ đề", "Kênh"),
        tuple((str(row.number), row.title, long_date(row.day), row.kind, row.topic, row.channels) for row in rows),
        numeric=(0,),
        links=tuple(row.url for row in rows),
    )


def _proofs(report: Report) -> Grid:
    return Grid(
        "Bảng 2. Minh chứng của từng số liệu",
        ("Mục", "Số liệu", "Số", "Minh chứng (STT ở Bảng 1)"),
        tuple((one.section, one.label, two_digits(one.count), ranges(one.rows)) for one in proofs_of(report)),
        numeric=(2,),
    )


def _shares(shares: tuple[tuple[str, int, int], ...]) -> str:
    return "; ".join(f"{label} ({done:02d}/{planned:02d})" for label, done, planned in shares)


def decimal(number: Fraction) -> str:
    """Return a number in the Vietnamese way with up to four decimals, as many as the points of a score can have.

    `0,5`, `0,8333`, `1`: with two, 199 tasks of 200 would have the full score.
    """
    whole, rest = divmod(round(number * 10_000), 10_000)
    return f"{plural_free_count(whole)},{rest:04d}".rstrip("0") if rest else plural_free_count(whole)


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
