"""The department's own vocabulary as written in docs/_data, declared once."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import model_validator

from cchc.content.field_types import Address, Amount, Choice, Day, Fields, Names, Number, Text, Texts, group, named
from cchc.periods import Basis

FORM_CLASSES = {"truc-tuyen": "Trực tuyến", "truyen-thong": "Truyền thống"}
REPORT_PERIODS = {
    "thang": "Tháng",
    "q1": "Quý I",
    "q2": "Quý II",
    "q3": "Quý III",
    "q4": "Quý IV",
    "6t": "6 tháng",
    "9t": "9 tháng",
    "nam": "Năm",
}
BASES = {Basis.ND09.value: "Chốt số liệu ngày 14", Basis.CALENDAR.value: "Theo tháng dương lịch"}


class Entry(Fields):
    """What every entry of a vocabulary has: a stable id, a label that may change, and other names."""

    id: Text = named("Mã", "Chữ thường không dấu, gạch ngang; không bao giờ đổi.", "id: mot-cua", min_length=1)
    label: Text = named("Tên", "Tên hiển thị; đổi được.", "label: Cơ chế một cửa", min_length=1)
    aliases: Names = named("Tên khác", "Các tên khác được hiểu.", "aliases: [Bộ phận Một cửa]", default=())


class TopicEntry(Entry):
    """A topic (chủ đề)."""

    abbreviations: Names = named("Chữ viết tắt", "Các chữ viết tắt được hiểu.", "abbreviations: [OCLT]", default=())
    order: Number | None = named("Thứ tự", "Thứ tự trong lĩnh vực; để trống thì theo tệp.", "order: 3", default=None)
    valid_from: Day | None = named("Dùng từ ngày", "Ngày bắt đầu dùng.", "valid_from: 2026-01-01", default=None)
    valid_to: Day | None = named("Dùng đến ngày", "Ngày cuối còn dùng.", "valid_to: 2026-12-14", default=None)
    merged_into: Text | None = named("Gộp vào", "Mã chủ đề nhận.", "merged_into: mot-cua", default=None)
    merged_on: Day | None = named(
        "Gộp từ ngày", "Bài từ ngày này tính cho chủ đề nhận.", "merged_on: 2026-12-15", default=None
    )


TopicGroup = Annotated[TopicEntry, group(TopicEntry)]


class FieldEntry(Entry):
    """A field (lĩnh vực): a group of topics."""

    abbreviations: Names = named("Chữ viết tắt", "Các chữ viết tắt được hiểu.", "abbreviations: [CCTTHC]", default=())
    topics: tuple[TopicGroup, ...] = named(
        "Chủ đề", "Các chủ đề của lĩnh vực.", "topics: [{id: mot-cua, label: …}]", default=()
    )


class TopicsFile(Fields):
    """topics.yml"""

    fields: tuple[Annotated[FieldEntry, group(FieldEntry)], ...] = named(
        "Lĩnh vực", "Các lĩnh vực và chủ đề.", "fields: [{id: …, label: …, topics: […]}]"
    )


class ChannelEntry(Entry):
    """A channel (kênh) on which something is published."""

    url: Address = named("Địa chỉ", "Địa chỉ của kênh.", "url: https://example.gov.vn", default="")


class ChannelsFile(Fields):
    """channels.yml"""

    channels: tuple[Annotated[ChannelEntry, group(ChannelEntry)], ...] = named(
        "Kênh", "Các kênh.", "channels: [{id: trang-so, label: …}]"
    )


class FormEntry(Entry):
    """A form of communication (hình thức)."""

    class_: Annotated[str, Choice(FORM_CLASSES)] = named(
        "Nhóm", "truc-tuyen hoặc truyen-thong.", "class: truyen-thong", alias="class"
    )
    unit: Text = named("Đơn vị tính", "Đơn vị của số lượng (quantity) ghi ở hoạt động.", "unit: tờ", default="")


class FormsFile(Fields):
    """forms.yml"""

    forms: tuple[Annotated[FormEntry, group(FormEntry)], ...] = named(
        "Hình thức", "Các hình thức.", "forms: [{id: hoi-nghi, label: …, class: truyen-thong}]"
    )


class UnitEntry(Entry):
    """A unit of the department (đơn vị)."""

    valid_from: Day | None = named("Từ ngày", "Ngày thành lập.", "valid_from: 2025-07-01", default=None)
    valid_to: Day | None = named("Đến ngày", "Ngày cuối còn hoạt động.", "valid_to: 2025-06-30", default=None)


class UnitsFile(Fields):
    """units.yml"""

    units: tuple[Annotated[UnitEntry, group(UnitEntry)], ...] = named(
        "Đơn vị", "Các đơn vị.", "units: [{id: van-phong-so, label: Văn phòng Sở}]", default=()
    )


class SeriesEntry(Entry):
    """A series (chuyên đề): items that belong together, whatever their topics."""

    description: Text = named(
        "Giới thiệu", "Một, hai câu ở đầu trang của chuyên đề.", "description: Loạt bài hướng dẫn…", default=""
    )
    order: Number | None = named("Thứ tự", "Thứ tự trong danh sách chuyên đề.", "order: 1", default=None)


class SeriesFile(Fields):
    """series.yml"""

    series: tuple[Annotated[SeriesEntry, group(SeriesEntry)], ...] = named(
        "Chuyên đề", "Các chuyên đề.", "series: [{id: nop-ho-so-truc-tuyen, label: Nộp hồ sơ trực tuyến}]", default=()
    )


class AbbreviationEntry(Fields):
    """An abbreviation and what it stands for."""

    abbr: Text = named("Chữ viết tắt", "Chữ viết tắt.", "abbr: TTHC", min_length=1)
    full: Text = named("Viết đầy đủ", "Cụm từ đầy đủ.", "full: thủ tục hành chính", min_length=1)


class AbbreviationsFile(Fields):
    """abbreviations.yml"""

    abbreviations: tuple[Annotated[AbbreviationEntry, group(AbbreviationEntry)], ...] = named(
        "Chữ viết tắt", "Các chữ viết tắt.", "abbreviations: [{abbr: TTHC, full: thủ tục hành chính}]", default=()
    )


class OfficialDocumentEntry(Fields):
    """A document whose text stands at an official address and that has no page of its own here."""

    so_ky_hieu: Text = named("Số, ký hiệu", "Số và ký hiệu của văn bản.", "so_ky_hieu: 61/2018/NĐ-CP", min_length=1)
    ngay_ban_hanh: Day | None = named(
        "Ngày ban hành", "Cần có khi số không ghi năm.", "ngay_ban_hanh: 2018-04-23", default=None
    )
    url: Address = named(
        "Địa chỉ", "Địa chỉ chính thức của văn bản.", "url: https://vanban.chinhphu.vn/…", min_length=1
    )


class OfficialDocumentsFile(Fields):
    """official-documents.yml"""

    documents: tuple[Annotated[OfficialDocumentEntry, group(OfficialDocumentEntry)], ...] = named(
        "Văn bản", "Các văn bản.", "documents: [{so_ky_hieu: 61/2018/NĐ-CP, url: …}]", default=()
    )


class LinkEntry(Fields):
    """A link to a portal."""

    id: Text = named("Mã", "Mã liên kết.", "id: cong-dvc", default="")
    label: Text = named("Tên", "Tên hiển thị.", "label: Cổng Dịch vụ công quốc gia")
    url: Address = named("Địa chỉ", "Địa chỉ.", "url: https://dichvucong.gov.vn")


class AuthorEntry(Fields):
    """A name under which items are signed."""

    id: Text = named("Mã", "Mã tác giả.", "id: ban-bien-tap")
    name: Text = named("Tên", "Tên hiển thị.", "name: Ban Biên tập")


class Deadline(Fields):
    """When a periodic report is due."""

    period: Annotated[str, Choice(REPORT_PERIODS)] = named(
        "Kỳ", "thang, q1, q2, q3, q4, 6t, 9t hoặc nam.", "period: 6t"
    )
    recipient: Text = named("Nơi nhận", "Nơi nhận báo cáo.", "recipient: Sở Nội vụ", default="")
    internal: Text = named(
        "Hạn nội bộ",
        "Ngày/tháng các đơn vị gửi Văn phòng; “trước ngày 05/6” là chậm nhất 04/6.",
        "internal: 05/6",
        default="",
    )
    outward: Text = named(
        "Hạn gửi", "Ngày/tháng Sở gửi đi; “trước ngày 10/6” là chậm nhất 09/6.", "outward: 10/6", default=""
    )


class ScoreRules(Fields):
    """How carrying out the plan is scored; every province has its own sheet."""

    floor: Number = named("Ngưỡng", "Tỷ lệ phần trăm tối thiểu để có điểm.", "floor: 90", default=90)
    points: Amount = named("Điểm tối đa", "Điểm khi hoàn thành 100 %.", "points: 0,5", default=Decimal(1))

    @model_validator(mode="before")
    @classmethod
    def _with_commas(cls, value: Any) -> Any:
        """Put `{points: 0,5}` together again: in braces YAML takes the decimal comma for the next key, `5`."""
        if not isinstance(value, dict):
            return value
        joined: dict[str, Any] = {}
        for key, one in value.items():
            if key.isdigit() and not one and joined:
                last = next(reversed(joined))
                joined[last] = f"{joined[last]},{key}"
            else:
                joined[key] = one
        return joined


class Reporting(Fields):
    """How the department reports."""

    basis: Annotated[str, Choice(BASES)] = named(
        "Cách chốt số liệu", "nd09 hoặc calendar.", "basis: nd09", default=Basis.ND09.value
    )
    deadlines: tuple[Annotated[Deadline, group(Deadline)], ...] = named(
        "Hạn báo cáo", "Các hạn báo cáo.", "deadlines: [{period: 6t, outward: 10/6}]", default=()
    )
    subject: Text = named(
        "Tên công tác",
        "Tên công tác ghi trong báo cáo.",
        "subject: công tác tuyên truyền cải cách hành chính",
        default="công tác tuyên truyền cải cách hành chính",
    )
    silent_days: Number = named(
        "Số ngày chưa có bài mới",
        "Chủ đề quá số ngày này chưa có bài mới thì báo cáo nêu ra.",
        "silent_days: 90",
        default=90,
    )
    compare_days: Number = named(
        "Số ngày phải đối chiếu",
        "Trang thủ tục quá số ngày này chưa đối chiếu với Cổng Dịch vụ công quốc gia thì hiện cảnh báo.",
        "compare_days: 90",
        default=90,
    )
    par_index: Annotated[ScoreRules, group(ScoreRules)] = named(
        "Chấm điểm kế hoạch", "Cách chấm điểm thực hiện kế hoạch.", "par_index: {floor: 90}", default_factory=ScoreRules
    )


class Signatory(Fields):
    """Who signs a report; the name is left for the office."""

    title: Text = named("Chức vụ", "Chức vụ người ký.", "title: GIÁM ĐỐC", default="")
    authority: Text = named("Quyền hạn ký", "KT., TL., TUQ.…", "authority: KT. GIÁM ĐỐC", default="")
    name: Text = named("Họ tên", "Để trống nếu ghi khi ký.", "name: ", default="")


class Agency(Fields):
    """agency.yml: the department."""

    name: Text = named("Tên cơ quan", "Tên đầy đủ.", "name: Sở Khoa học và Công nghệ tỉnh …", min_length=1)
    short_name: Text = named("Tên ngắn", "Tên ngắn.", "short_name: Sở KH&CN", default="")
    parent: Text = named("Cơ quan chủ quản", "Cơ quan chủ quản.", "parent: Ủy ban nhân dân tỉnh …", default="")
    symbol: Text = named("Ký hiệu", "Chữ viết tắt trong số, ký hiệu văn bản.", "symbol: SKHCN", default="")
    place: Text = named("Địa danh", "Địa danh ghi trên văn bản.", "place: Lạng Sơn", default="")
    address: Text = named("Địa chỉ", "Địa chỉ trụ sở.", "address: Số 1 đường …", default="")
    site_name: Text = named("Tên chuyên mục", "Tên chuyên mục.", "site_name: Cải cách hành chính", default="")
    name_en: Text = named(
        "Tên tiếng Anh", "Tên cơ quan bằng tiếng Anh.", "name_en: Department of Science and Technology of …", default=""
    )
    site_name_en: Text = named(
        "Tên chuyên mục tiếng Anh",
        "Tên chuyên mục trên trang tiếng Anh.",
        "site_name_en: Public Administration Reform",
        default="",
    )
    notice: Text = named("Thông báo", "Dòng thông báo ở đầu mọi trang.", "notice: Trang đang thử nghiệm", default="")
    notice_en: Text = named(
        "Thông báo tiếng Anh", "Dòng thông báo ở đầu trang tiếng Anh.", "notice_en: This is a trial site", default=""
    )
    default_channel: Text = named(
        "Kênh mặc định", "Kênh của bài không ghi kênh.", "default_channel: trang-so", default="trang-so"
    )
    parent_portal: Annotated[LinkEntry, group(LinkEntry)] | None = named(
        "Trang chủ quản", "Cổng hoặc trang mẹ.", "parent_portal: {label: …, url: …}", default=None
    )
    links: tuple[Annotated[LinkEntry, group(LinkEntry)], ...] = named(
        "Liên kết", "Các cổng liên quan.", "links: [{id: cong-dvc, label: …, url: …}]", default=()
    )
    authors: tuple[Annotated[AuthorEntry, group(AuthorEntry)], ...] = named(
        "Tác giả", "Tên ký dưới bài.", "authors: [{id: ban-bien-tap, name: Ban Biên tập}]", default=()
    )
    reporting: Annotated[Reporting, group(Reporting)] = named(
        "Báo cáo", "Cách chốt và hạn báo cáo.", "reporting: {basis: nd09}", default_factory=Reporting
    )
    recipients: Texts = named("Nơi nhận", "Nơi nhận ghi trong báo cáo.", "recipients: [Lưu: VT]", default=())
    signatory: Annotated[Signatory, group(Signatory)] | None = named(
        "Người ký", "Chức vụ người ký.", "signatory: {title: GIÁM ĐỐC}", default=None
    )


class LinePart(Fields):
    """One quantity of a report line."""

    kinds: Names = named("Loại", "Các loại được cộng.", "kinds: [van-ban]", min_length=1)
    unit: Text = named("Đơn vị đếm", "Chữ sau con số.", "unit: văn bản", min_length=1)
    after: Text = named(
        "Lời sau đơn vị đếm", "Lời văn viết tiếp sau đơn vị đếm.", "after: thuộc lĩnh vực quản lý của Sở", default=""
    )


class ReportLine(Fields):
    """One line of a count report."""

    id: Text = named("Mã", "Mã dòng.", "id: van-ban-cchc", min_length=1)
    label: Text = named(
        "Tên",
        "Lời văn trước con số; trống thì câu bắt đầu bằng con số.",
        "label: Tuyên truyền các văn bản về CCHC",
        default="",
    )
    topics: Names = named("Chủ đề", "Mã các chủ đề; trống là tất cả.", "topics: [van-ban-cchc]", default=())
    fields: Names = named("Lĩnh vực", "Mã các lĩnh vực; trống là tất cả.", "fields: [cai-cach-tthc]", default=())
    kinds: Names = named("Loại", "Các loại.", "kinds: [tin, bai]", default=())
    channels: Names = named("Kênh", "Các kênh; trống là tất cả.", "channels: [trang-so]", default=())
    sources: Names = named("Nguồn", "Các nguồn; trống là tất cả.", "sources: [tu-san-xuat]", default=())
    parts: tuple[Annotated[LinePart, group(LinePart)], ...] = named(
        "Phần", "Các con số của dòng.", "parts: [{kinds: [van-ban], unit: văn bản}]", default=()
    )


class ReportLinesFile(Fields):
    """report-lines.yml"""

    lines: tuple[Annotated[ReportLine, group(ReportLine)], ...] = named(
        "Dòng", "Các dòng báo cáo.", "lines: [{id: …, label: …, parts: […]}]", default=()
    )


class PlanGroup(Fields):
    """A group of tasks."""

    id: Text = named("Mã nhóm", "Mã nhóm.", "id: I", min_length=1)
    label: Text = named("Tên nhóm", "Tên nhóm.", "label: Truyền thông hỗ trợ kiểm soát TTHC", min_length=1)


class PlanTask(Fields):
    """One task of the year's plan."""

    id: Text = named("Mã nhiệm vụ", "Mã nhiệm vụ.", "id: I.1", min_length=1)
    group: Text = named("Nhóm", "Mã nhóm.", "group: I", default="")
    text: Text = named("Nội dung", "Nội dung công việc.", "text: Tuyên truyền…", min_length=1)
    topics: Names = named("Chủ đề", "Mã các chủ đề.", "topics: [kiem-soat-tthc]", default=())
    lead: Names = named("Chủ trì", "Đơn vị chủ trì.", "lead: [van-phong-so]", default=())
    support: Names = named("Phối hợp", "Đơn vị phối hợp.", "support: [cac-phong-don-vi]", default=())
    time: Text = named(
        "Thời gian",
        "thường xuyên, quý I, hoặc một ngày: “30/6” là hết ngày 30/6, “trước 30/6” là hết ngày 29/6.",
        "time: thường xuyên",
        default="",
    )
    target: Number | None = named("Chỉ tiêu", "Số lượng phải làm.", "target: 12", default=None)


class PlanTarget(Fields):
    """A target of an index that the plan names, as it is written there."""

    label: Text = named("Chỉ số", "Tên chỉ số.", "label: PAR INDEX", min_length=1)
    value: Text = named("Mục tiêu", "Mục tiêu trong năm.", "value: tăng 10 bậc")
    by: Text = named("Đến năm", "Mục tiêu dài hạn.", "by: đến năm 2025 thuộc TOP 20", default="")


class PlanFile(Fields):
    """plans/<id>.yml: the year's communication plan."""

    title: Text = named("Tên kế hoạch", "Tên kế hoạch.", "title: Kế hoạch truyền thông năm 2026", min_length=1)
    year: Number = named("Năm", "Năm của kế hoạch.", "year: 2026")
    document: Text = named("Văn bản", "Đường dẫn văn bản trong docs.", "document: van-ban/2026/ke-hoach.md", default="")
    groups: tuple[Annotated[PlanGroup, group(PlanGroup)], ...] = named(
        "Nhóm", "Các nhóm nhiệm vụ.", "groups: [{id: I, label: …}]", default=()
    )
    targets: tuple[Annotated[PlanTarget, group(PlanTarget)], ...] = named(
        "Mục tiêu chỉ số",
        "Các chỉ số mà kế hoạch đặt mục tiêu.",
        "targets: [{label: PAPI, value: tăng 10 bậc}]",
        default=(),
    )
    tasks: tuple[Annotated[PlanTask, group(PlanTask)], ...] = named(
        "Nhiệm vụ", "Các nhiệm vụ.", "tasks: [{id: I.1, group: I, text: …}]"
    )
