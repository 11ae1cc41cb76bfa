"""Items → cards of lists and the parts that pages share."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from cchc.content.items import Item
from cchc.content.kinds import NEWS_KINDS, SECTIONS
from cchc.content.links import Leads, LinkMap
from cchc.content.schema import SERVICE_LEVELS, ActivityFields, AnswerFields, DocumentFields, ProcedureFields
from cchc.content.summary import shorten
from cchc.dates import CivilDate, long_date
from cchc.site.pictures import picture_view
from cchc.site.views import AttachmentView, Card, Link, PictureView
from cchc.taxonomy.vocabulary import Vocabulary
from cchc.text import file_size


def topic_link(vocabulary: Vocabulary, topic: str) -> Link:
    """Return the link to a topic's page."""
    return Link(vocabulary.topics[topic].label, f"chu-de/{topic}/")


def kind_address(kind: str) -> str:
    """Return the address of the list in which items of a kind stand."""
    return next(f"{section.folder}/" for section in SECTIONS.values() if any(k.id == kind for k in section.kinds))


def picture(item: Item, links: LinkMap) -> PictureView | None:
    """Return the item's picture when its file is there."""
    image = item.fields.image
    if image is None:
        return None
    return picture_view(links, links.target(item.source, image.src), image.alt)


def card(item: Item, links: LinkMap) -> Card:
    """Return the card of an item."""
    vocabulary = links.library.vocabulary
    return Card(
        address=item.address,
        title=item.title,
        kind=item.kind,
        kind_label=item.kind_label,
        iso=item.moment.isoformat() if item.fields.date.has_time else item.day.isoformat(),
        date=long_date(item.day),
        description=lead_of(item),
        topic=topic_link(vocabulary, item.topic) if item.topic else None,
        picture=picture(item, links),
        pinned=item.fields.pinned,
        facts=_facts(item, vocabulary),
        badge=item.kind_label if item.kind in NEWS_KINDS and item.kind != "tin" else "",
    )


class Cards(dict[str, Card]):
    """Cards of items by source, each made when it is asked for: after an edit few are."""

    def __init__(self, items: Iterable[Item], links: LinkMap) -> None:
        super().__init__()
        self._items, self._links = {item.source: item for item in items}, links

    def __missing__(self, source: str) -> Card:
        made = self[source] = card(self._items[source], self._links)
        return made

    def make_all(self) -> None:
        """Make all cards: processes that are forked later share them."""
        for source in self._items:
            _ = self[source]


def lead_of(item: Item) -> str:
    """Return the item's own summary, else its first paragraph."""
    return shorten(item.fields.description, 300) if item.fields.description else item.text.summary


def _facts(item: Item, vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    fields = item.fields
    facts: list[tuple[str, str]] = []
    if isinstance(fields, DocumentFields):
        facts = [
            ("Số, ký hiệu", fields.so_ky_hieu),
            ("Loại văn bản", fields.loai_van_ban),
            ("Ngày ban hành", civil(fields.ngay_ban_hanh)),
            ("Cơ quan ban hành", fields.co_quan_ban_hanh),
        ]
    elif isinstance(fields, ProcedureFields):
        facts = [
            ("Mã thủ tục", fields.ma or ""),
            ("Thời hạn giải quyết", fields.thoi_han_giai_quyet or fields.thoi_han_quy_dinh or ""),
            ("Dịch vụ công trực tuyến", SERVICE_LEVELS.get(fields.muc_do or "", "")),
        ]
    elif isinstance(fields, ActivityFields):
        facts = [
            ("Hình thức", vocabulary.forms[item.form].label if item.form else ""),
            ("Số lượng", "" if fields.quantity is None else str(fields.quantity)),
        ]
    elif isinstance(fields, AnswerFields):
        facts = [("Đơn vị trả lời", unit_label(vocabulary, fields.answered_by))]
    return tuple((label, text) for label, text in facts if text)


def civil(day: CivilDate | None) -> str:
    """Return a date in print, or an empty text."""
    return long_date(day.day) if day else ""


def unit_label(vocabulary: Vocabulary, written: str | None) -> str:
    """Return the label of a unit named in any way, or an empty text."""
    found = vocabulary.unit_names.get(written) if written else None
    return vocabulary.units[found].label if found else ""


def attachment(item: Item, links: LinkMap, written: str, title: str) -> AttachmentView | None:
    """Return a file or address to show; `None` when the file is not there."""
    target = links.target(item.source, written)
    if target.leads is Leads.OUT:
        return AttachmentView(title or urlsplit(written).netloc or written, target.address, "Liên kết", "")
    if target.leads is not Leads.ASSET:
        return None
    name = target.path.rsplit("/", 1)[-1]
    label, facts = title or name, links.media.get(target.path)
    type_ = name.rsplit(".", 1)[-1].upper()
    if facts is None:
        return AttachmentView(label, target.address, type_, file_size(links.library.assets[target.path]))
    small = next((PictureView(one.address, "", one.width, one.height) for one in facts.variants), None)
    return AttachmentView(label, target.address, type_, file_size(facts.size), facts.pages, small)
