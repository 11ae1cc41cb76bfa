"""Texts that get another place, or go: to the folder of their date, to one of their own, by `cchc mv`, to what was
deleted.
"""

from __future__ import annotations

from typing import Any

from cchc.content.front_matter_edit import CannotEditError
from cchc.content.items import Item
from cchc.content.kinds import SECTIONS
from cchc.content.paths import DOCS, place_of
from cchc.publishing import State, state_of
from cchc.text import slugify
from cchc_desk import moving
from cchc_desk.core import Core, DeskError
from cchc_desk.deleted import Deleted
from cchc_desk.keeping import ConflictError
from cchc_desk.parts import digest_of, parts_of, with_changes
from cchc_desk.places import text_path
from cchc_desk.tasks import Tasks

_INDEX = "/index.md"


class Moves:
    """Moves and deletes texts."""

    def __init__(self, core: Core, tasks: Tasks, deleted: Deleted) -> None:
        self._core, self._tasks, self._deleted = core, tasks, deleted

    def refiled(self, source: str, data: bytes) -> str:
        """Put an item that is not public yet into the folder of its date; return where it stands."""
        item = self._core.shelf.state.library.by_source.get(source)
        if not isinstance(item, Item) or state_of(item, self._core.clock()) not in (State.DRAFT, State.SCHEDULED):
            return source
        target = moving.place_for(source, item.day)
        if target == source:
            return source
        try:
            self._move(source, target, data, digest_of(data))
        except (ConflictError, CannotEditError, OSError):
            # There is one of that name, or a file is in use: it stays, with the warning that it has.
            return source
        return target

    def give_folder(self, source: str, base: str) -> str:
        """Give a text whose digest was `base` its own folder; return where it stands. Raises as `Keeper.move`."""
        target = moving.own_folder(source)
        if target != source:
            try:
                self._move(source, target, self._core.there(source), base)
            except CannotEditError as error:
                raise DeskError("Hãy sửa các lỗi ở đầu bài rồi lưu trước khi thêm ảnh.") from error
        return target

    def _move(self, source: str, target: str, data: bytes, base: str) -> None:
        """Move a text, with its links as they must be. Raises ConflictError, CannotEditError, OSError."""
        parts = parts_of(source, data)
        if parts is None or parts.head is None:
            raise CannotEditError
        values = moving.moved_values(parts.head, source, target)
        moved = with_changes(source, data, values, moving.moved_body(parts.body, source, target))
        keeper = self._core.keeper
        keeper.move(source, base, target, moved)
        folders = {one.removesuffix("index.md") for one in (source, target) if one.endswith(_INDEX)}
        assets = self._core.shelf.state.library.assets
        beside = [path for path in assets if path.startswith(tuple(folders))] if folders else []
        there = (keeper.docs / target).parent
        found = [path.relative_to(keeper.docs).as_posix() for path in there.iterdir()] if folders else []
        self._core.took(source, target, *beside, *found)

    # By the editor's wish.

    def places(self, source: str) -> dict[str, Any]:
        """Return how a text is called in its address now, and the folders of its section."""
        text_path(self._core.keeper.docs, source)
        section = place_of(source).section
        folder, name = _folder_and_name(source)
        if section is None or section not in SECTIONS.values():
            raise DeskError("Trang này có địa chỉ cố định. Muốn đổi, hãy nhờ người phụ trách máy dùng lệnh cchc mv.")
        sources = self._core.shelf.state.library.sources
        known = {_folder_and_name(one)[0] for one in sources if one.startswith(f"{section.folder}/")}
        return {"folder": folder, "name": name, "folders": sorted(known | {folder}, reverse=True)}

    def rename(self, source: str, folder: str, name: str, trial: bool) -> dict[str, Any]:
        """Start `cchc mv` for a text; `trial` only says what it would change. Return where the text will stand."""
        target = self._target(source, folder, name)
        steps = ["--dry-run"] if trial else []
        command = ["mv", *steps, "--", f"{DOCS}/{source}", f"{DOCS}/{target}"]

        def done() -> None:
            self._core.keeper.follow(source, target)

        started = self._tasks.start("mv-trial" if trial else "mv", command, then=None if trial else done)
        return {"started": started, "source": target}

    def _target(self, source: str, folder: str, name: str) -> str:
        known = self.places(source)
        if folder not in known["folders"]:
            raise DeskError("Hãy chọn một thư mục trong danh sách.")
        slug = slugify(name, "")
        if not slug:
            raise DeskError("Hãy ghi tên mới.")
        target = f"{folder}/{slug}{_INDEX if source.endswith(_INDEX) else '.md'}"
        if target == source:
            raise DeskError("Tên và thư mục vẫn như cũ.")
        if text_path(self._core.keeper.docs, target).exists():
            raise DeskError(f"Đã có bài tên “{slug}” trong thư mục này. Hãy chọn tên khác.")
        return target

    def delete(self, source: str, base: str) -> dict[str, Any]:
        """Take a draft that was never published out of docs/, to where it can be put back from. Raises DeskError."""
        item = self._core.shelf.state.library.by_source.get(source)
        moment = self._core.clock()
        if not isinstance(item, Item) or state_of(item, moment) is not State.DRAFT:
            raise DeskError("Chỉ xóa được bản nháp chưa từng đăng. Bài đã đăng thì dùng “Gỡ bài”.")
        if self._deleted.was_public(source, item.address, moment):
            raise DeskError("Bài này đã từng lên trang nên không xóa được. Hãy bỏ dấu “Bản nháp” rồi dùng “Gỡ bài”.")
        files = self._deleted.delete(source, base, item.title, moment)
        self._core.took(*files)
        return {"files": len(files)}

    def deleted(self) -> list[dict[str, Any]]:
        """Return what was deleted, newest first."""
        return self._deleted.listed()

    def bring_back(self, id_: str) -> dict[str, Any]:
        """Put what was deleted back where it was; return where. Raises DeskError."""
        source, files = self._deleted.bring_back(id_)
        self._core.took(*files)
        return {"source": source}


def _folder_and_name(source: str) -> tuple[str, str]:
    """Return the folder of a text and its name there: `a/b/c.md` and `a/b/c/index.md` are `c` in `a/b`."""
    folder, _, name = source.removesuffix(_INDEX).removesuffix(".md").rpartition("/")
    return folder, name
