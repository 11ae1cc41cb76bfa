"""The page of one item."""

from __future__ import annotations

from cchc.content.items import Item
from cchc.content.link_scanner import scan_links
from cchc.content.links import LinkMap
from cchc.content.schema import (
    AUDIENCES,
    EFFECTS,
    LEVELS,
    PROCEDURE_CHANGES,
    SERVICE_LEVELS,
    SOURCES,
    SUBMISSION_WAYS,
    ActivityFields,
    AnswerFields,
    DocumentFields,
    ProcedureFields,
)
from cchc.dates import CivilDate, long_date
from cchc.publishing import State
from cchc.site.cards import attachment, civil, kind_address, lead_of, picture, topic_link, unit_label
from cchc.site.views import (
    AttachmentView,
    Card,
    Fact,
    ItemView,
    Link,
    Notice,
    PaperRow,
    SubmissionRow,
)

_REMOVED = (State.WITHDRAWN, State.ABOLISHED)


def item_view(
    item: Item,
    state: State,
    links: LinkMap,
    body: str,
    neighbours: tuple[Link | None, Link | None],
    related: tuple[Card, ...],
) -> ItemView:
    """Return what an item's page shows. `body` is safe HTML; of a removed item nothing but the notice is shown."""
    vocabulary, fields = links.library.vocabulary, item.fields
    removed = state in _REMOVED
    procedure = fields if isinstance(fields, ProcedureFields) and not removed else None
    updated = fields.updated or (
        max((change.date for change in fields.changes), key=lambda day: day.moment) if fields.changes else None
    )
    return ItemView(
        kind=item.kind,
        kind_label=item.kind_label,
        kind_address=kind_address(item.kind),
        title=item.title,
        lead="" if removed or not fields.description else lead_of(item),
        iso=item.moment.isoformat() if fields.date.has_time else item.day.isoformat(),
        date=long_date(item.day),
        time=item.moment.strftime("%H:%M") if fields.date.has_time else "",
        updated=civil(updated),
        updated_iso=updated.day.isoformat() if updated else "",
        topics=tuple(topic_link(vocabulary, topic) for topic in item.topics),
        authors=tuple(vocabulary.author_name(author) for author in fields.authors),
        unit=vocabulary.units[item.unit].label if item.unit else "",
        picture=None if removed or _shown_in_text(item) else picture(item, links),
        body="" if removed else body,
        notices=_notices(item, state),
        key_facts=() if removed else _key_facts(item, links),
        facts=() if removed else _facts(item, links),
        submissions=tuple(
            SubmissionRow(SUBMISSION_WAYS[row.hinh_thuc], row.thoi_han or "", row.phi, row.mo_ta)
            for row in (procedure.cach_thuc if procedure else ())
        ),
        papers=tuple(
            PaperRow(row.ten, row.mau, row.ban_chinh, row.ban_sao) for row in (procedure.ho_so if procedure else ())
        ),
        attachments=() if removed else _attachments(item, links),
        changes=tuple((long_date(change.date.day), change.note) for change in fields.changes),
        previous=neighbours[0],
        following=neighbours[1],
        related=related,
        official=_official(procedure, links) if procedure else None,
        withdrawn=removed,
    )


def _shown_in_text(item: Item) -> bool:
    """Say whether the text itself shows the item's picture: it need not stand above the text as well."""
    image = item.fields.image
    return image is not None and any(link.target == image.src for link in scan_links(item.text.body) if link.is_picture)


def _official(fields: ProcedureFields, links: LinkMap) -> Link | None:
    address = fields.lien_ket.get("dvcqg") or links.library.vocabulary.link("cong-dvc")
    return Link("Xem và nộp hồ sơ tại Cổng Dịch vụ công quốc gia", address) if address else None


def _notices(item: Item, state: State) -> tuple[Notice, ...]:
    fields = item.fields
    notices: list[Notice] = []
    if state is State.WITHDRAWN and fields.withdrawn is not None:
        day, reason = long_date(fields.withdrawn.date.day), fields.withdrawn.reason.rstrip(".")
        notices.append(Notice("danger", "Bài viết đã được gỡ", f"Gỡ ngày {day}. Lý do: {reason}."))
    if state is State.EXPIRED and fields.expires is not None:
        day = long_date(fields.expires.day)
        notices.append(Notice("warning", "Nội dung đã hết hạn đăng", f"Từ ngày {day}, nội dung này chỉ để tra cứu."))
    if state is State.ABOLISHED:
        decision = fields.quyet_dinh_cong_bo if isinstance(fields, ProcedureFields) else None
        by = f" theo {decision.so}" if decision else ""
        notices.append(
            Notice(
                "danger",
                "Thủ tục hành chính này đã bãi bỏ",
                f"Thủ tục đã bãi bỏ{by}, không còn thực hiện. Xem các thủ tục đang có hiệu lực trong danh mục.",
                Link("Danh mục thủ tục hành chính", "tthc/"),
            )
        )
    elif isinstance(fields, ProcedureFields):
        compared = f" Đối chiếu lần cuối ngày {civil(fields.ngay_doi_chieu)}." if fields.ngay_doi_chieu else ""
        notices.append(
            Notice("info", "Nội dung chính thức", f"Nội dung chính thức tại Cổng Dịch vụ công quốc gia.{compared}")
        )
    if isinstance(fields, DocumentFields):
        if fields.hieu_luc == "bi-thay-the":
            by = f" bởi {fields.thay_the_boi}" if fields.thay_the_boi else ""
            notices.append(Notice("warning", "Văn bản đã được thay thế", f"Văn bản này đã được thay thế{by}."))
        elif fields.hieu_luc == "het-hieu-luc":
            notices.append(Notice("warning", "Văn bản hết hiệu lực", "Văn bản này đã hết hiệu lực."))
    return tuple(notices)


def _key_facts(item: Item, links: LinkMap) -> tuple[Fact, ...]:
    vocabulary, fields = links.library.vocabulary, item.fields
    facts: list[Fact] = []
    if isinstance(fields, DocumentFields):
        facts = [
            Fact("Số, ký hiệu", fields.so_ky_hieu),
            Fact("Loại văn bản", fields.loai_van_ban),
            Fact("Ngày ban hành", civil(fields.ngay_ban_hanh), iso=_iso(fields.ngay_ban_hanh)),
            Fact("Cơ quan ban hành", fields.co_quan_ban_hanh),
            Fact("Trích yếu", fields.trich_yeu),
            Fact("Hiệu lực", EFFECTS.get(fields.hieu_luc or "", "")),
            Fact("Thay thế bởi", fields.thay_the_boi),
        ]
    elif isinstance(fields, ProcedureFields):
        facts = [
            Fact("Mã thủ tục", fields.ma or ""),
            Fact("Đối tượng thực hiện", ", ".join(AUDIENCES[who] for who in fields.doi_tuong)),
            Fact("Thời hạn giải quyết", _time(fields)),
            Fact("Phí, lệ phí", fields.phi_le_phi),
            Fact("Cơ quan giải quyết", fields.co_quan_giai_quyet),
            Fact("Cấp thực hiện", ", ".join(LEVELS[level] for level in fields.cap_thuc_hien)),
            Fact("Dịch vụ công trực tuyến", _level(fields)),
            Fact("Kết quả", fields.ket_qua),
            Fact("Yêu cầu, điều kiện", fields.yeu_cau_dieu_kien),
            Fact("Mẫu đơn, tờ khai", fields.mau_don),
            Fact("Số bộ hồ sơ", "" if fields.so_bo is None else f"{fields.so_bo:02d} bộ"),
            Fact("Căn cứ pháp lý", "; ".join(fields.can_cu)),
            Fact("Lần công bố gần nhất", PROCEDURE_CHANGES.get(fields.lan_thay_doi or "", "")),
            Fact("Quyết định công bố", fields.quyet_dinh_cong_bo.so if fields.quyet_dinh_cong_bo else ""),
        ]
    elif isinstance(fields, ActivityFields):
        facts = [
            Fact("Hình thức", vocabulary.forms[item.form].label if item.form else ""),
            Fact("Số lượng", "" if fields.quantity is None else str(fields.quantity)),
        ]
    elif isinstance(fields, AnswerFields):
        facts = [
            Fact("Ngày hỏi", civil(fields.asked), iso=_iso(fields.asked)),
            Fact("Đơn vị trả lời", unit_label(vocabulary, fields.answered_by)),
        ]
    return tuple(fact for fact in facts if fact.text)


def _iso(day: CivilDate | None) -> str:
    return day.day.isoformat() if day else ""


def _time(fields: ProcedureFields) -> str:
    actual, statutory = fields.thoi_han_giai_quyet, fields.thoi_han_quy_dinh
    if actual and statutory and actual != statutory:
        return f"{actual} (quy định: {statutory})"
    return actual or statutory or ""


def _level(fields: ProcedureFields) -> str:
    level = SERVICE_LEVELS.get(fields.muc_do or "", "")
    return f"{level} ({fields.ly_do_mot_phan})" if level and fields.ly_do_mot_phan else level


def _facts(item: Item, links: LinkMap) -> tuple[Fact, ...]:
    vocabulary, fields = links.library.vocabulary, item.fields
    facts = [
        Fact("Đơn vị thực hiện", vocabulary.units[item.unit].label if item.unit else ""),
        Fact("Tác giả", ", ".join(vocabulary.author_name(author) for author in fields.authors)),
        Fact("Kênh đăng", ", ".join(vocabulary.channels[channel].label for channel in item.channels)),
        Fact("Nguồn", SOURCES[fields.source] if fields.source != "tu-san-xuat" else ""),
        *(_task(task, links) for task in item.plan),
    ]
    return tuple(fact for fact in facts if fact.text)


def _task(name: str, links: LinkMap) -> Fact:
    plan_id, _, task_id = name.partition("/")
    plan = links.library.vocabulary.plans[plan_id]
    document = links.library.by_source.get(plan.data.document)
    return Fact("Nhiệm vụ kế hoạch", f"{task_id}. {plan.tasks[task_id].text}", document.address if document else "")


def _attachments(item: Item, links: LinkMap) -> tuple[AttachmentView, ...]:
    fields = item.fields
    found = [attachment(item, links, one.file, one.title) for one in fields.attachments]
    if isinstance(fields, ActivityFields):
        found.extend(attachment(item, links, evidence, "") for evidence in fields.evidence)
    return tuple(one for one in found if one is not None)
