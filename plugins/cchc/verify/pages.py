"""Pages: every visible item has its own, that says what the content says; no hidden item and no stranger has one."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import unquote

from cchc.content.items import Item
from cchc.content.kinds import SECTIONS
from cchc.content.links import Leads
from cchc.publishing import STATE_LABELS, State, has_page
from cchc.verify.addresses import INDEX, address_of, file_at
from cchc.verify.facts import Page
from cchc.verify.looking import Looking, Problems, moment_in, words_of

_NOTICES = (State.WITHDRAWN, State.ABOLISHED)
_OF_ITEM = re.compile(rf"(?:{'|'.join(SECTIONS)})/(?:\d{{4}}/)?(?:\d{{2}}/)?[^/]+/")
_PAGER = "trang"


def check_pages(looking: Looking) -> Problems:
    """Yield what is wrong with the pages of items and plain pages."""
    if INDEX not in looking.pages:
        yield looking.problem("CCHC901", INDEX, what="trang chủ")
    for item in looking.edition.library.items:
        yield from _item(looking, item)
    for page in looking.edition.pages:
        if file_at(page.address) not in looking.files.sizes:
            yield looking.problem("CCHC901", file_at(page.address), what=f"“{page.title}”")
    for path, shown in looking.pages.items():
        yield from _address(looking, path, shown)
    yield from _strangers(looking)
    yield from _files_of_hidden(looking)


def _item(looking: Looking, item: Item) -> Problems:
    path, state = file_at(item.address), looking.state(item)
    page = looking.pages.get(path)
    if looking.items[item.address] is not item:
        return
    if not has_page(state):
        if path in looking.files.sizes:
            yield looking.problem("CCHC902", path, title=item.title, state=STATE_LABELS[state])
        return
    if page is None or page.redirect:
        yield looking.problem("CCHC901", path, what=f"“{item.title}” (docs/{item.source})")
        return
    if words_of(page.heading) != words_of(item.title):
        yield looking.problem("CCHC904", path, what="tiêu đề", shown=page.heading, right=item.title)
    if state is State.WITHDRAWN:
        return
    yield from _dates(looking, path, page, item)
    if state not in _NOTICES:
        yield from _attachments(looking, path, item)


def _dates(looking: Looking, path: str, page: Page, item: Item) -> Problems:
    """Compare what the page says to machines: the date in its head, and its structured data."""
    if page.issued and moment_in(page.issued) != item.moment and not _is_day(page.issued, item.day):
        yield looking.problem("CCHC904", path, what="ngày đăng", shown=page.issued, right=item.moment.isoformat())
    if not page.things and looking.state(item) not in _NOTICES:
        yield looking.problem("CCHC918", path, reason="trang của bài không có dữ liệu JSON-LD nào nói về bài")
    for thing in page.things:
        if words_of(thing.name) != words_of(item.title):
            yield looking.problem("CCHC918", path, reason=f"tên “{thing.name}” khác tiêu đề “{item.title}”")
        if thing.url != looking.site.full(item.address):
            yield looking.problem("CCHC918", path, reason=f"địa chỉ “{thing.url}” không phải của trang này")
        said = thing.published
        if said and moment_in(said) != item.moment and not _is_day(said, item.day):
            yield looking.problem("CCHC918", path, reason=f"ngày “{said}” khác ngày đăng {item.moment.isoformat()}")


def _is_day(written: str, day: date) -> bool:
    return written == day.isoformat()


def _attachments(looking: Looking, path: str, item: Item) -> Problems:
    """Every attachment is there, whole, and the page leads to it."""
    links = frozenset(looking.facts[path].links.split("\n"))
    for attachment in item.fields.attachments:
        target = looking.opened.links.target(item.source, attachment.file)
        if target.leads is not Leads.ASSET:
            continue
        file = unquote(target.address)
        if looking.files.sizes.get(file) != looking.edition.library.assets[target.path]:
            yield looking.problem("CCHC924", path, file=file, reason="không có hoặc không còn nguyên vẹn trên trang")
        elif file not in links:
            yield looking.problem("CCHC924", path, file=file, reason="không có liên kết trong trang của bài")


def _address(looking: Looking, path: str, page: Page) -> Problems:
    """A page says its own address, or, where it only leads on, that of its target."""
    if not page.canonical:
        return
    said = looking.site.inside(path, page.canonical)
    own = address_of(path)
    if (said is not None and said != own and not page.redirect and not page.hidden) or (
        said is None and looking.site.origin and not page.redirect
    ):
        yield looking.problem("CCHC932", path, shown=page.canonical, right=looking.site.full(own))


def _strangers(looking: Looking) -> Problems:
    """Find pages in the folders of items that belong to no item: left over, or put there by hand."""
    for path, page in looking.pages.items():
        address = address_of(path)
        if address in looking.items or page.redirect or not _OF_ITEM.fullmatch(address):
            continue
        parts = address.split("/")
        dated = SECTIONS[parts[0]].dated
        depth = {"": 3, "year": 4, "month": 5}[dated]
        if len(parts) == depth and parts[-3] != _PAGER and not parts[-2].isdigit():
            yield looking.problem("CCHC903", path)


def _files_of_hidden(looking: Looking) -> Problems:
    """Find pictures and attachments in the folders of items without a public text."""
    public = looking.opened.published_assets
    for path in looking.edition.library.assets:
        if path in looking.files.sizes and path not in public:
            yield looking.problem("CCHC931", path)
