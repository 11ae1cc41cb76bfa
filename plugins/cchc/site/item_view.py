"""The page of one item."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cchc.content.items import Item
from cchc.content.kinds import NEWS
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
    Paper,
    ProcedureFields,
)
from cchc.dates import CivilDate, long_date
from cchc.publishing import State, is_removed
from cchc.site.cards import attachment, civil, kind_address, lead_of, picture, topic_link, unit_label
from cchc.site.pictures import player_of
from cchc.site.views import (
    AttachmentView,
    Card,
    Fact,
    ItemView,
    Link,
    Notice,
    PaperRow,
    PlayerView,
    RelationView,
    SeriesView,
    SubmissionRow,
)
from cchc.text import name_key

ANSWERED_BY = "Đơn vị trả lời"
# Quiet reading of Vietnamese, where a word between spaces is a syllable.
_SYLLABLES_A_MINUTE = 220
_POSTER = 800  # pixels


def item_view(
    item: Item,
    state: State,
    links: LinkMap,
    body: str,
    neighbours: tuple[Link | None, Link | None],
    related: tuple[Card, ...],
    relations: tuple[RelationView, ...] = (),
    *,
    today: date,
    stale_days: int,
    grounds: tuple[Link, ...] = (),
    unit_address: str = "",
    series: SeriesView | None = None,
    words: str = "",
) -> ItemView:
    """Return what an item's page shows. `body` is safe HTML; of a removed item nothing but the notice is shown.

    A comparison with the national portal more than `stale_days` before `today` is old. `grounds` are the legal grounds
    of a procedure, each with the address of its page here or without one. `unit_address` is that of the unit's list,
    if there is one; `words` the text without markup.
    """
    vocabulary, fields = links.library.vocabulary, item.fields
    removed = is_removed(state)
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
        notices=_notices(item, state, links, today, stale_days),
        key_facts=() if removed else _key_facts(item, links),
        facts=() if removed else _facts(item, links, unit_address),
        submissions=tuple(
            SubmissionRow(SUBMISSION_WAYS[row.hinh_thuc], row.thoi_han or "", row.phi, row.mo_ta)
            for row in (procedure.cach_thuc if procedure else ())
        ),
        papers=tuple(_paper(row, item, links) for row in (procedure.ho_so if procedure else ())),
        attachments=() if removed else _attachments(item, links),
        changes=tuple((long_date(change.date.day), change.note) for change in fields.changes),
        previous=neighbours[0],
        following=neighbours[1],
        related=related,
        relations=() if removed else relations,
        official=_official(procedure, links) if procedure else None,
        withdrawn=removed,
        grounds=grounds if procedure else (),
        more_facts=_procedure_facts(procedure, bool(grounds)) if procedure else (),
        series=None if removed else series,
        minutes=_minutes(words) if item.section is NEWS else 0,
        players=() if removed else tuple(_players(item, links)),
    )


def _players(item: Item, links: LinkMap) -> Iterator[PlayerView]:
    """Yield the films and sounds among an item's files; those that its text shows stand there."""
    shown = {link.target for link in item.text.links if link.is_picture}
    above = picture(item, links)
    small = [address for address, width in above.sizes if width <= _POSTER] if above else []
    for one in item.fields.attachments:
        player = player_of(
            links, links.target(item.source, one.file), one.title or item.title, small[-1] if small else ""
        )
        if player is not None and one.file not in shown:
            yield player


def _minutes(words: str) -> int:
    """Return how long a text takes to read; nothing for one that is read at once."""
    minutes = round(len(words.split()) / _SYLLABLES_A_MINUTE)
    return minutes if minutes > 1 else 0


def _shown_in_text(item: Item) -> bool:
    """Say whether the text itself shows the item's picture: it need not stand above the text as well."""
    image = item.fields.image
    return image is not None and any(link.target == image.src for link in item.text.links if link.is_picture)


def _official(fields: ProcedureFields, links: LinkMap) -> Link | None:
    address = fields.lien_ket.get("dvcqg") or links.library.vocabulary.link("cong-dvc")
    action = "Xem" if fields.muc_do == "thong-tin" else "Xem và nộp hồ sơ"
    return Link(f"{action} tại Cổng Dịch vụ công quốc gia", address) if address else None


def _paper(row: Paper, item: Item, links: LinkMap) -> PaperRow:
    """Return a paper with its form: a file, or the attachment of the item that is called so (`Mẫu số 01`)."""
    wanted, attached = name_key(row.mau), item.fields.attachments
    called = next((one for one in attached if wanted and wanted in (name_key(one.title), name_key(one.file))), None)
    if called:
        file, form = attachment(item, links, called.file, called.title), row.mau
    else:
        file = attachment(item, links, row.mau, row.ten) if row.mau else None
        form = row.ten if file else row.mau
    return PaperRow(row.ten, form, row.ban_chinh, row.ban_sao, file)


def _official_notice(fields: ProcedureFields, links: LinkMap, today: date, stale_days: int) -> Notice:
    """Say that the national portal's text holds (NĐ 63/2010/NĐ-CP, Điều 17), and when ours was last compared."""
    where = "Nội dung chính thức tại Cổng Dịch vụ công quốc gia."
    compared = fields.ngay_doi_chieu
    if compared is None:
        text = f"{where} Trang này chưa ghi ngày đối chiếu với Cổng; hãy xem tại Cổng trước khi chuẩn bị hồ sơ."
    elif (today - compared.day).days > stale_days:
        text = (
            f"{where} Trang này đối chiếu lần cuối ngày {civil(compared)}, đã quá {stale_days} ngày; hãy xem tại Cổng "
            "trước khi chuẩn bị hồ sơ."
        )
    else:
        return Notice("info", "Nội dung chính thức", f"{where} Đối chiếu lần cuối ngày {civil(compared)}.")
    return Notice("warning", "Nội dung có thể đã thay đổi", text, _official(fields, links))


def _notices(item: Item, state: State, links: LinkMap, today: date, stale_days: int) -> tuple[Notice, ...]:
    fields = item.fields
    notices: list[Notice] = []
    if state is State.WITHDRAWN and fields.withdrawn is not None:
        day, reason = long_date(fields.withdrawn.date.day), fields.withdrawn.reason.rstrip(".")
        notices.append(Notice("danger", "Bài viết đã được gỡ", f"Gỡ ngày {day}. Lý do: {reason}."))
    if state is State.EXPIRED and fields.expires is not None:
        day = long_date(fields.expires.day)
        notices.append(Notice("warning", "Nội dung đã hết hạn đăng", f"Từ ngày {day}, nội dung này chỉ để tra cứu."))
    if state is State.ABOLISHED:
        by = _abolished_by(fields) if isinstance(fields, ProcedureFields) else ""
        notices.append(
            Notice(
                "danger",
                "Thủ tục hành chính này đã bãi bỏ",
                f"Thủ tục đã bãi bỏ{by}, không còn thực hiện. Xem các thủ tục đang có hiệu lực trong danh mục.",
                Link("Danh mục thủ tục hành chính", "tthc/"),
            )
        )
    elif isinstance(fields, ProcedureFields):
        notices.append(_official_notice(fields, links, today, stale_days))
    if isinstance(fields, DocumentFields):
        if fields.hieu_luc == "bi-thay-the":
            by = f" bởi {fields.thay_the_boi}" if fields.thay_the_boi else ""
            notices.append(Notice("warning", "Văn bản đã được thay thế", f"Văn bản này đã được thay thế{by}."))
        elif fields.hieu_luc == "het-hieu-luc":
            notices.append(Notice("warning", "Văn bản hết hiệu lực", "Văn bản này đã hết hiệu lực."))
    return tuple(notices)


def _abolished_by(fields: ProcedureFields) -> str:
    """Return the decision that abolished a procedure: that of the last publication, if it was about this."""
    decision = fields.quyet_dinh_cong_bo
    if decision is None or fields.lan_thay_doi in ("moi-ban-hanh", "sua-doi-bo-sung"):
        return ""
    number = decision.so if name_key(decision.so).startswith("quyet dinh") else f"Quyết định số {decision.so}"
    return f" theo {number}" + (f" ngày {civil(decision.ngay)}" if decision.ngay else "")


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
            Fact("Đối tượng thực hiện", ", ".join(AUDIENCES[who] for who in fields.doi_tuong)),
            Fact("Thời hạn giải quyết", _time(fields)),
            Fact("Phí, lệ phí", fields.phi_le_phi),
            Fact("Cơ quan giải quyết", fields.co_quan_giai_quyet),
            Fact("Cách nộp hồ sơ", _ways(fields)),
            Fact("Dịch vụ công trực tuyến", _level(fields)),
            Fact("Kết quả", fields.ket_qua),
            Fact("Mã thủ tục", fields.ma or ""),
        ]
    elif isinstance(fields, ActivityFields):
        facts = [
            Fact("Hình thức", vocabulary.forms[item.form].label if item.form else ""),
            Fact("Số lượng", "" if fields.quantity is None else str(fields.quantity)),
        ]
    elif isinstance(fields, AnswerFields):
        facts = [
            Fact("Ngày hỏi", civil(fields.asked), iso=_iso(fields.asked)),
            Fact(ANSWERED_BY, unit_label(vocabulary, fields.answered_by)),
        ]
    return tuple(fact for fact in facts if fact.text)


def _procedure_facts(fields: ProcedureFields, grounds_shown: bool) -> tuple[Fact, ...]:
    """Return what a procedure's page says below its papers; the legal grounds too, unless they are shown apart."""
    decision = fields.quyet_dinh_cong_bo
    issued = f" ngày {civil(decision.ngay)}" if decision and decision.ngay else ""
    facts = [
        Fact("Yêu cầu, điều kiện", fields.yeu_cau_dieu_kien),
        Fact("Mẫu đơn, tờ khai", fields.mau_don),
        Fact("Số bộ hồ sơ", "" if fields.so_bo is None else f"{fields.so_bo:02d} bộ"),
        Fact("Cấp thực hiện", ", ".join(LEVELS[level] for level in fields.cap_thuc_hien)),
        Fact("Văn bản căn cứ", "" if grounds_shown else "; ".join(fields.can_cu)),
        Fact("Lần công bố gần nhất", PROCEDURE_CHANGES.get(fields.lan_thay_doi or "", "")),
        Fact("Quyết định công bố", f"{decision.so}{issued}" if decision else ""),
    ]
    return tuple(fact for fact in facts if fact.text)


def _iso(day: CivilDate | None) -> str:
    return day.day.isoformat() if day else ""


def _time(fields: ProcedureFields) -> str:
    actual, statutory = fields.thoi_han_giai_quyet, fields.thoi_han_quy_dinh
    if actual and statutory and actual != statutory:
        return f"{actual} (quy định: {statutory})"
    return actual or statutory or ""


def _ways(fields: ProcedureFields) -> str:
    return ", ".join(dict.fromkeys(SUBMISSION_WAYS[way.hinh_thuc] for way in fields.cach_thuc)).capitalize()


def _level(fields: ProcedureFields) -> str:
    level = SERVICE_LEVELS.get(fields.muc_do or "", "")
    return f"{level} ({fields.ly_do_mot_phan})" if level and fields.ly_do_mot_phan else level


def _facts(item: Item, links: LinkMap, unit_address: str) -> tuple[Fact, ...]:
    vocabulary, fields = links.library.vocabulary, item.fields
    facts = [
        Fact("Đơn vị thực hiện", vocabulary.units[item.unit].label if item.unit else "", unit_address),
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
