"""The front matter of every kind of item, declared once.

From these models come the validation, the JSON Schema for editors' programs and the reference page.
"""

from __future__ import annotations

from typing import Annotated

from cchc.content.field_types import (
    Address,
    Choice,
    Day,
    Duration,
    Fields,
    Flag,
    Names,
    Number,
    OldPaths,
    ProcedureCode,
    Text,
    Texts,
    group,
    named,
)
from cchc.content.kinds import ACTIVITIES, ANSWERS, DOCUMENTS, NEWS, PROCEDURES, Section

SOURCES = {"tu-san-xuat": "Tự sản xuất", "bien-tap": "Biên tập", "dan-lai": "Dẫn lại"}
EFFECTS = {"con-hieu-luc": "Còn hiệu lực", "het-hieu-luc": "Hết hiệu lực", "bi-thay-the": "Bị thay thế"}
PROCEDURE_STATUSES = {"hieu-luc": "Đang có hiệu lực", "bai-bo": "Đã bãi bỏ"}
PROCEDURE_CHANGES = {
    "moi-ban-hanh": "Mới ban hành",
    "sua-doi-bo-sung": "Sửa đổi, bổ sung",
    "thay-the": "Thay thế",
    "bai-bo": "Bãi bỏ",
}
SERVICE_LEVELS = {
    "toan-trinh": "Toàn trình",
    "mot-phan": "Một phần",
    "thong-tin": "Cung cấp thông tin",
}
SUBMISSION_WAYS = {
    "truc-tuyen": "Trực tuyến",
    "truc-tiep": "Trực tiếp",
    "buu-chinh-cong-ich": "Bưu chính công ích",
}
LEVELS = {"trung-uong": "Trung ương", "tinh": "Cấp tỉnh", "xa": "Cấp xã", "huyen": "Cấp huyện (trước 01/7/2025)"}
LANGUAGES = {"vi": "Tiếng Việt", "en": "Tiếng Anh"}
AUDIENCES = {"ca-nhan": "Cá nhân", "to-chuc": "Tổ chức", "doanh-nghiep": "Doanh nghiệp"}

Source = Annotated[str, Choice(SOURCES)]
Effect = Annotated[str, Choice(EFFECTS)]


class Picture(Fields):
    """A picture with its description."""

    src: Text = named("Tệp ảnh", "Tên tệp ảnh đặt cạnh bài.", "src: hoi-nghi.jpg")
    alt: Text = named("Mô tả ảnh", "Lời mô tả cho người không xem được ảnh.", "alt: Toàn cảnh hội nghị", default="")


class Attachment(Fields):
    """A file that readers can download."""

    file: Text = named("Tệp", "Tên tệp đặt cạnh bài.", "file: ke-hoach-cchc-2026.pdf")
    title: Text = named("Tên hiển thị", "Tên tệp cho người đọc.", "title: Kế hoạch CCHC năm 2026", default="")


class Change(Fields):
    """One entry of the change history."""

    date: Day = named("Ngày", "Ngày sửa.", "date: 2026-11-10")
    note: Text = named("Nội dung sửa", "Đã sửa gì.", "note: Bổ sung số liệu tháng 10")


class Withdrawn(Fields):
    """When and why an item was taken down."""

    date: Day = named("Ngày gỡ", "Ngày gỡ bài.", "date: 2026-11-20")
    reason: Text = named("Lý do", "Lý do gỡ, hiện trên trang thông báo.", "reason: Trùng nội dung")
    counted: Flag = named("Vẫn đếm", "true nếu bài đã gỡ vẫn được tính trong số liệu.", "counted: true", default=False)


class Submission(Fields):
    """One way of handing in a procedure's papers."""

    hinh_thuc: Annotated[str, Choice(SUBMISSION_WAYS)] = named(
        "Hình thức nộp", "Cách nộp hồ sơ.", "hinh_thuc: truc-tuyen"
    )
    thoi_han: Duration | None = named("Thời hạn", "Thời hạn giải quyết.", "thoi_han: 10 ngày làm việc", default=None)
    phi: Text = named("Phí, lệ phí", "Mức phí hoặc Không.", "phi: Không", default="")
    mo_ta: Text = named("Mô tả", "Ghi chú thêm.", "mo_ta: Nộp tại Bộ phận Một cửa", default="")


class Paper(Fields):
    """One paper of a procedure's file."""

    ten: Text = named("Tên giấy tờ", "Tên giấy tờ phải nộp.", "ten: Đơn đề nghị")
    mau: Text = named("Mẫu", "Tên hoặc tệp mẫu.", "mau: Mẫu số 01", default="")
    ban_chinh: Number = named("Số bản chính", "Số bản chính.", "ban_chinh: 1", default=0)
    ban_sao: Number = named("Số bản sao", "Số bản sao.", "ban_sao: 0", default=0)


class PublicationDecision(Fields):
    """The decision that made a procedure public."""

    so: Text = named("Số quyết định", "Số, ký hiệu.", "so: 123/QĐ-UBND")
    ngay: Day | None = named("Ngày", "Ngày ban hành.", "ngay: 2026-05-04", default=None)


PictureField = Annotated[Picture, group(Picture, lambda text: {"src": text})]
AttachmentField = Annotated[Attachment, group(Attachment, lambda text: {"file": text})]
ChangeField = Annotated[Change, group(Change)]
WithdrawnField = Annotated[Withdrawn, group(Withdrawn)]
SubmissionField = Annotated[Submission, group(Submission)]
PaperField = Annotated[Paper, group(Paper, lambda text: {"ten": text})]
DecisionField = Annotated[PublicationDecision, group(PublicationDecision, lambda text: {"so": text})]


class ItemFields(Fields):
    """What every item can say about itself."""

    title: Text = named(
        "Tiêu đề",
        "Tiêu đề của bài. Có dấu hai chấm cũng không cần dấu nháy.",
        "title: Tăng cường kiểm soát TTHC",
        min_length=1,
    )
    date: Day = named(
        "Ngày đăng",
        "Ngày (và giờ) đăng, giờ Việt Nam. Ngày trong tương lai là hẹn giờ đăng.",
        "date: 2026-11-05 08:30",
    )
    tags: Names = named(
        "Chủ đề",
        "Chủ đề của bài: mã, tên hoặc chữ viết tắt trong topics.yml. Chủ đề đầu tiên là chủ đề chính và là chủ đề duy "
        "nhất được đếm.",
        "tags: [kiem-soat-tthc, mot-cua]",
        default=(),
    )
    kind: Text | None = named("Loại", "Loại tin, bài; để trống thì lấy theo thư mục.", "kind: bai", default=None)
    channels: Names = named(
        "Kênh", "Nơi đã đăng; để trống thì lấy kênh mặc định của cơ quan.", "channels: [trang-so, zalo]", default=()
    )
    unit: Text | None = named("Đơn vị", "Đơn vị thực hiện, theo units.yml.", "unit: van-phong-so", default=None)
    series: Text | None = named(
        "Chuyên đề",
        "Chuyên đề mà bài thuộc về, theo series.yml; trang của chuyên đề xếp các bài theo ngày đăng.",
        "series: nop-ho-so-truc-tuyen",
        default=None,
    )
    plan: Texts = named(
        "Nhiệm vụ kế hoạch",
        "Nhiệm vụ của kế hoạch truyền thông mà bài này thực hiện.",
        "plan: [binh-minh-2026/I.1]",
        default=(),
    )
    authors: Texts = named("Tác giả", "Người hoặc nhóm viết.", "authors: [ban-bien-tap]", default=())
    description: Text = named(
        "Tóm tắt", "Một câu tóm tắt, hiện trong danh sách và khi chia sẻ.", "description: Sở công bố…", default=""
    )
    image: PictureField | None = named(
        "Ảnh đại diện", "Ảnh của bài, kèm lời mô tả.", 'image: {src: hoi-nghi.jpg, alt: "Hội nghị"}', default=None
    )
    attachments: tuple[AttachmentField, ...] = named(
        "Tệp đính kèm",
        "Các tệp cho người đọc tải.",
        'attachments: [{file: ke-hoach.pdf, title: "Kế hoạch"}]',
        default=(),
    )
    source: Source = named("Nguồn", "Tự sản xuất, biên tập hay dẫn lại.", "source: tu-san-xuat", default="tu-san-xuat")
    draft: Flag = named("Bản nháp", "true thì không đăng và không đếm.", "draft: true", default=False)
    expires: Day | None = named(
        "Hết hạn đăng",
        "Từ ngày này bài rời danh sách, nguồn tin và tìm kiếm; vẫn được đếm.",
        "expires: 2026-12-31",
        default=None,
    )
    withdrawn: WithdrawnField | None = named(
        "Gỡ bài", "Ngày và lý do gỡ bài.", 'withdrawn: {date: 2026-11-20, reason: "Trùng nội dung"}', default=None
    )
    counted: Flag = named("Vẫn đếm", "true thì bài đã gỡ vẫn được đếm.", "counted: true", default=False)
    updated: Day | None = named("Ngày cập nhật", "Ngày sửa gần nhất.", "updated: 2026-11-10", default=None)
    changes: tuple[ChangeField, ...] = named(
        "Lịch sử sửa đổi",
        "Các lần sửa, hiện trên trang.",
        'changes: [{date: 2026-11-10, note: "Bổ sung số liệu"}]',
        default=(),
    )
    pinned: Flag = named("Ghim", "true thì bài luôn ở đầu danh sách.", "pinned: true", default=False)
    aliases: OldPaths = named(
        "Địa chỉ cũ", "Các đường dẫn cũ được chuyển về bài này.", "aliases: [tin-tuc/2025/03/bai-cu/]", default=()
    )


class NewsFields(ItemFields):
    """Front matter of a news item (tin, bài)."""

    tags: Names = named(
        "Chủ đề",
        "Chủ đề của bài: mã, tên hoặc chữ viết tắt trong topics.yml. Chủ đề đầu tiên là chủ đề chính và là chủ đề duy "
        "nhất được đếm.",
        "tags: [kiem-soat-tthc, mot-cua]",
        min_length=1,
    )


class DocumentFields(ItemFields):
    """Front matter of an official document (văn bản)."""

    so_ky_hieu: Text = named("Số, ký hiệu", "Số và ký hiệu của văn bản.", "so_ky_hieu: 107/KH-UBND", default="")
    ngay_ban_hanh: Day | None = named("Ngày ban hành", "Ngày ký ban hành.", "ngay_ban_hanh: 2022-05-09", default=None)
    co_quan_ban_hanh: Text = named(
        "Cơ quan ban hành", "Cơ quan ban hành.", "co_quan_ban_hanh: UBND tỉnh Lạng Sơn", default=""
    )
    loai_van_ban: Text = named("Loại văn bản", "Tên loại văn bản.", "loai_van_ban: Kế hoạch", default="")
    trich_yeu: Text = named("Trích yếu", "Trích yếu nội dung.", "trich_yeu: Tuyên truyền CCHC năm 2022", default="")
    hieu_luc: Effect | None = named("Hiệu lực", "Tình trạng hiệu lực.", "hieu_luc: con-hieu-luc", default=None)
    thay_the_boi: Text = named(
        "Thay thế bởi", "Số, ký hiệu văn bản thay thế.", "thay_the_boi: 118/2025/NĐ-CP", default=""
    )


class ActivityFields(ItemFields):
    """Front matter of communication done off the web (hoạt động)."""

    form: Text | None = named("Hình thức", "Hình thức tuyên truyền, theo forms.yml.", "form: hoi-nghi", default=None)
    quantity: Number | None = named("Số lượng", "Số buổi, số bản, số lượt…", "quantity: 2", default=None)
    evidence: Texts = named(
        "Minh chứng", "Tệp hoặc địa chỉ chứng minh.", "evidence: [bien-ban-hoi-nghi.pdf]", default=()
    )


class AnswerFields(ItemFields):
    """Front matter of a published answer to feedback (hỏi đáp)."""

    asked: Day | None = named("Ngày hỏi", "Ngày nhận phản ánh, kiến nghị.", "asked: 2026-10-20", default=None)
    answered_by: Text | None = named("Đơn vị trả lời", "Đơn vị trả lời.", "answered_by: van-phong-so", default=None)


class ProcedureFields(ItemFields):
    """Front matter of a guide to an administrative procedure (TTHC; parts by NĐ 63/2010/NĐ-CP, Điều 8)."""

    ma: ProcedureCode | None = named(
        "Mã thủ tục", "Mã trên Cơ sở dữ liệu quốc gia về TTHC.", "ma: 1.004260", default=None
    )
    linh_vuc: Text = named("Lĩnh vực", "Lĩnh vực của thủ tục.", "linh_vuc: Sở hữu trí tuệ", default="")
    trang_thai: Annotated[str, Choice(PROCEDURE_STATUSES)] = named(
        "Trạng thái", "Đang có hiệu lực hay đã bãi bỏ.", "trang_thai: hieu-luc", default="hieu-luc"
    )
    lan_thay_doi: Annotated[str, Choice(PROCEDURE_CHANGES)] | None = named(
        "Lần thay đổi", "Lần công bố gần nhất là gì.", "lan_thay_doi: moi-ban-hanh", default=None
    )
    quyet_dinh_cong_bo: DecisionField | None = named(
        "Quyết định công bố",
        "Quyết định công bố thủ tục.",
        'quyet_dinh_cong_bo: {so: "123/QĐ-UBND", ngay: 2026-05-04}',
        default=None,
    )
    cap_thuc_hien: tuple[Annotated[str, Choice(LEVELS)], ...] = named(
        "Cấp thực hiện", "Cấp giải quyết.", "cap_thuc_hien: [tinh]", default=()
    )
    muc_do: Annotated[str, Choice(SERVICE_LEVELS)] | None = named(
        "Mức độ dịch vụ công trực tuyến", "Toàn trình, một phần hay chỉ thông tin.", "muc_do: toan-trinh", default=None
    )
    ly_do_mot_phan: Text = named(
        "Lý do một phần", "Vì sao chưa toàn trình.", "ly_do_mot_phan: Phải đối chiếu bản chính", default=""
    )
    doi_tuong: tuple[Annotated[str, Choice(AUDIENCES)], ...] = named(
        "Đối tượng thực hiện", "Ai làm thủ tục này.", "doi_tuong: [to-chuc, ca-nhan]", default=()
    )
    co_quan_giai_quyet: Text = named(
        "Cơ quan giải quyết", "Cơ quan giải quyết.", "co_quan_giai_quyet: Sở Khoa học và Công nghệ", default=""
    )
    cach_thuc: tuple[SubmissionField, ...] = named(
        "Cách thức thực hiện",
        "Các cách nộp hồ sơ.",
        'cach_thuc: [{hinh_thuc: truc-tuyen, thoi_han: 10 ngày làm việc, phi: "Không"}]',
        default=(),
    )
    thoi_han_quy_dinh: Duration | None = named(
        "Thời hạn theo quy định", "Thời hạn pháp luật quy định.", "thoi_han_quy_dinh: 15 ngày làm việc", default=None
    )
    thoi_han_giai_quyet: Duration | None = named(
        "Thời hạn giải quyết", "Thời hạn thực tế.", "thoi_han_giai_quyet: 10 ngày làm việc", default=None
    )
    ho_so: tuple[PaperField, ...] = named(
        "Thành phần hồ sơ", "Các giấy tờ phải nộp.", 'ho_so: [{ten: "Đơn đề nghị", ban_chinh: 1}]', default=()
    )
    so_bo: Number | None = named("Số bộ hồ sơ", "Số bộ hồ sơ phải nộp.", "so_bo: 1", default=None)
    ket_qua: Text = named("Kết quả", "Kết quả thực hiện.", "ket_qua: Giấy chứng nhận", default="")
    yeu_cau_dieu_kien: Text = named(
        "Yêu cầu, điều kiện", "Yêu cầu, điều kiện hoặc Không.", "yeu_cau_dieu_kien: Không", default=""
    )
    phi_le_phi: Text = named("Phí, lệ phí", "Mức phí, lệ phí hoặc Không.", "phi_le_phi: Không", default="")
    mau_don: Text = named("Mẫu đơn, tờ khai", "Tên mẫu hoặc Không.", "mau_don: Không", default="")
    can_cu: Texts = named("Căn cứ pháp lý", "Số, ký hiệu văn bản căn cứ.", 'can_cu: ["118/2025/NĐ-CP"]', default=())
    lien_ket: dict[str, Address] = named(
        "Liên kết", "Địa chỉ chính thức.", "lien_ket: {dvcqg: https://dichvucong.gov.vn}", default={}
    )
    ngay_doi_chieu: Day | None = named(
        "Ngày đối chiếu", "Ngày đối chiếu với Cổng DVC quốc gia.", "ngay_doi_chieu: 2026-11-01", default=None
    )


class IntroFields(Fields):
    """Front matter of a topic's introduction or a plain page; all optional."""

    draft: Flag = named("Bản nháp", "true thì trang không được đăng.", "draft: true", default=False)
    title: Text = named("Tiêu đề", "Tiêu đề trang.", "title: Giới thiệu", default="")
    description: Text = named("Tóm tắt", "Một câu tóm tắt.", "description: Giới thiệu chuyên mục", default="")
    lang: Annotated[str, Choice(LANGUAGES)] = named(
        "Ngôn ngữ", "vi hoặc en; trang tiếng Anh đặt trong docs/en.", "lang: en", default="vi"
    )
    translates: Text = named(
        "Bản dịch của", "Đường dẫn trong docs của trang tiếng Việt được dịch.", "translates: gioi-thieu.md", default=""
    )


SCHEMAS: dict[str, type[ItemFields]] = {
    NEWS.folder: NewsFields,
    DOCUMENTS.folder: DocumentFields,
    PROCEDURES.folder: ProcedureFields,
    ACTIVITIES.folder: ActivityFields,
    ANSWERS.folder: AnswerFields,
}


def schema_of(section: Section) -> type[ItemFields]:
    """Return the model of a section's items."""
    return SCHEMAS[section.folder]
