"""`mv`: a text with what belongs to it gets another path; its old address leads on, every link to it is mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import basename, dirname, normpath

from cchc.content.front_matter_edit import CannotEditError, edited, order_of
from cchc.content.items import Item, PlainPage
from cchc.content.kinds import DATA_FOLDER, TOPIC_INTROS
from cchc.content.links import Leads
from cchc.content.paths import DOCS, place_of
from cchc.content.reading import read_source
from cchc.lifecycle.content import Change, Content, RefusedError, WrongUsageError
from cchc.lifecycle.relinking import lead_elsewhere, mended, named_files
from cchc.lifecycle.renames import Renames

_INDEX = "/index.md"
# No text of the site: the list of topics is the kit's own.
_TOPICS_INDEX = f"{TOPIC_INTROS}/index.md"
# A folder of a year or month is never the name of an item.
_OF_DATE = re.compile(r"\d{4}|\d{2}")


@dataclass(frozen=True, slots=True)
class Move:
    """A computed move. Addresses are empty for a file that is no page; `mended` are the other files that change.

    `unread` are texts with errors: their links could not be looked at.
    """

    change: Change
    title: str
    source: str
    target: str
    old_address: str
    new_address: str
    mended: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def redirects(self) -> bool:
        """Say whether the old address leads on by itself: plain pages have no `aliases`."""
        return self.old_address != self.new_address and place_of(self.target).section is not None


def move(content: Content, old: str, new: str) -> Move:
    """Return what moving `old` to `new` (paths below docs/, files or folders) does. Raises RefusedError."""
    source, folder = _source(content, old)
    target = _target(content, source, folder, new)
    files = _files(content, source, target)
    _check_places(content, files)
    entry = content.library.by_source.get(source)
    if source in content.texts and entry is None:
        raise RefusedError(f"{DOCS}/{source} có lỗi nên chưa chuyển được. Chạy “cchc check”, sửa lỗi rồi chạy lại.")
    renames = Renames(files)
    moved = _read_there(content, source, target) if entry is not None else None
    if entry is not None and moved is not None and entry.address != moved.address:
        renames = Renames(files, {entry.address: moved.address})
    bytes_of = mended(content, renames)
    if isinstance(entry, Item) and isinstance(moved, Item):
        bytes_of[source] = _with_alias(bytes_of.get(source, content.texts[source]), entry, moved)
        if bytes_of[source] == content.texts[source]:
            del bytes_of[source]
    change = Change(content, {files.get(path, path): data for path, data in bytes_of.items()}, files)
    _prove(change, renames)
    return Move(
        change,
        entry.title if entry else basename(source),
        source,
        target,
        entry.address if entry else "",
        moved.address if moved else "",
        tuple(sorted(path for path in change.writes if path != target)),
        tuple(sorted(set(content.texts) - set(content.library.by_source) - {_TOPICS_INDEX})),
    )


def _source(content: Content, old: str) -> tuple[str, bool]:
    """Return the file that is moved, and whether its whole folder goes with it."""
    path = normpath(old)
    if path.startswith(f"{DATA_FOLDER}/") or path == DATA_FOLDER:
        raise WrongUsageError(
            f"{DOCS}/{path} là tệp dữ liệu của cơ quan, không phải bài; lệnh này không chuyển tệp ấy."
        )
    if f"{path}{_INDEX}" in content.texts:
        path = f"{path}{_INDEX}"
    if path not in content.texts and path not in content.assets:
        kind = "Thư mục này không phải là một bài (không có index.md)" if content.has(path) else "Không có tệp này"
        raise WrongUsageError(f"{kind}: {DOCS}/{path}. Ghi đường dẫn của bài, ví dụ docs/tin-tuc/2026/11/bai.md.")
    place = place_of(path)
    return path, path.endswith(_INDEX) and place.section is not None and place.intro_of is None


def _target(content: Content, source: str, bundle: bool, new: str) -> str:
    path = normpath(new)
    if path in (".", "..") or path.startswith(("../", "/", f"{DATA_FOLDER}/")):
        raise WrongUsageError(f"Nơi chuyển đến phải ở trong thư mục {DOCS}: {new}.")
    name = basename(dirname(source)) if bundle else basename(source)
    is_folder = content.has(path) and path not in content.texts and f"{path}{_INDEX}" not in content.texts
    into = new.endswith("/") or is_folder or bool(_OF_DATE.fullmatch(basename(path)))
    if source not in content.texts:
        return f"{path}/{name}" if into else path
    if path.endswith(".md"):
        return path
    if into:
        path = f"{path}/{name}".removesuffix(".md")
    return f"{path}{_INDEX}" if bundle else f"{path}.md"


def _files(content: Content, source: str, target: str) -> dict[str, str]:
    """Return old → new path of all files that go: the text, what is in its folder or what only it uses beside it."""
    files = {source: target}
    if source not in content.texts:
        return files
    here, there = dirname(source), dirname(target)
    if source.endswith(_INDEX) and place_of(source).section is not None:
        inside = [path for path in (*content.texts, *content.assets) if path.startswith(f"{here}/") and path != source]
        if inside and not target.endswith(_INDEX):
            raise RefusedError(
                f"Bài có {len(inside)} tệp đi kèm trong thư mục {DOCS}/{here}, nên nơi chuyển đến phải là một thư mục, "
                f"ví dụ {DOCS}/{target.removesuffix('.md')}"
            )
        return files | {path: f"{there}{path.removeprefix(here)}" for path in inside}
    if here != there:
        files |= {path: f"{there}{path.removeprefix(here)}" for path in _own_files(content, source)}
    return files


def _own_files(content: Content, source: str) -> Iterator[str]:
    """Yield the pictures and attachments in the text's folder that no other text uses."""
    users: dict[str, set[str]] = {}
    for other, entry in content.library.by_source.items():
        named = named_files(entry) if isinstance(entry, Item) else ()
        for written in (*(link.target for link in entry.text.links), *named):
            target = content.links.target(other, written)
            if target.leads is Leads.ASSET:
                users.setdefault(target.path, set()).add(other)
    folder = f"{dirname(source)}/"
    return (path for path, of in users.items() if of == {source} and path.startswith(folder))


def _check_places(content: Content, files: dict[str, str]) -> None:
    if all(old == new for old, new in files.items()):
        raise WrongUsageError("Nơi chuyển đến chính là nơi đang đặt; không có gì để chuyển.")
    for old, new in files.items():
        taken = (content.has(new) and new not in files) or any(
            f"{new[:at]}" in content.texts or new[:at] in content.assets
            for at, sign in enumerate(new)
            if sign == "/" and new[:at] not in files
        )
        if taken and old != new:
            raise RefusedError(f"Đã có {DOCS}/{new} nên chưa chuyển gì. Chọn tên khác, hoặc chuyển tệp ấy đi trước.")


def _read_there(content: Content, source: str, target: str) -> Item | PlainPage:
    moved = read_source(target, content.texts[source], content.library.vocabulary).entry
    if moved is None:
        raise RefusedError(f"Bài không dùng được ở {DOCS}/{target}: thư mục ấy không nhận các thông tin của bài.")
    return moved


def _with_alias(data: bytes, entry: Item, moved: Item) -> bytes:
    """Set the item's `aliases`: the old address added, one that is its own again taken out."""
    old = list(entry.fields.aliases)
    new = [alias for alias in old if f"{alias}/" != moved.address]
    if entry.address != moved.address and entry.address.rstrip("/") not in new:
        new.append(entry.address.rstrip("/"))
    if new == old:
        return data
    schema = type(moved.fields)
    try:
        return edited(data, {"aliases": [f"{alias}/" for alias in new] or None}, order_of(schema), schema)
    except CannotEditError as error:
        raise RefusedError(
            f"Không thêm được địa chỉ cũ vào khối thông tin của bài {DOCS}/{entry.source} một cách chắc chắn. "
            "Chạy “cchc check”, sửa các cảnh báo của bài rồi chạy lại."
        ) from error


def _prove(change: Change, renames: Renames) -> None:
    """Refuse a change after which a link leads elsewhere, or an item says something else."""
    before, after = change.before, change.after
    wrong = [*lead_elsewhere(before, after, renames)]
    for source, entry in before.library.by_source.items():
        now = after.library.by_source.get(renames.files.get(source, source))
        if isinstance(entry, Item) and (not isinstance(now, Item) or _counted(entry) != _counted(now)):
            wrong.append(source)
    if wrong:
        raise RefusedError(
            f"Chuyển như vậy sẽ làm sai liên kết hoặc số liệu của {DOCS}/{wrong[0]} nên chưa đổi gì. "
            "Kiểm tra nơi chuyển đến có đúng chuyên mục của bài không."
        )


def _counted(item: Item) -> tuple[object, ...]:
    return item.kind, item.topics, item.channels, item.unit, item.plan, item.form, item.fields.date, item.fields.draft
