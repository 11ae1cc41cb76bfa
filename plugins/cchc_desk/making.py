"""New texts: from a wish, or from Word files. All of them are drafts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cchc.authoring import new_item
from cchc.content.front_matter_edit import Plain
from cchc.dates import parse_civil, suggest_civil
from cchc_desk.advice import Advice
from cchc_desk.core import Core, DeskError


def _no_date(typed: str) -> str:
    """Say what is wrong with a date, and what is probably meant."""
    if not typed:
        return "Hãy chọn ngày đăng."
    near = suggest_civil(typed)
    meant = f" Có phải ý bạn là {near}?" if near else ""
    return f"Không hiểu ngày đăng “{typed}”.{meant} Viết theo mẫu 21/11/2026 hoặc 2026-11-21 08:30."


class Making:
    """Makes texts."""

    def __init__(self, core: Core, advice: Advice) -> None:
        self._core, self._advice = core, advice

    def create(self, wish: Mapping[str, Any]) -> dict[str, Any]:
        """Make a new item, a draft; return where it is. Raises DeskError."""
        kind, title, topics = str(wish.get("kind", "")), str(wish.get("title", "")).strip(), wish.get("topics") or []
        written = parse_civil(str(wish.get("date", "")))
        if not title:
            raise DeskError("Hãy ghi tiêu đề.")
        if written is None:
            raise DeskError(_no_date(str(wish.get("date", "")).strip()))
        fields: dict[str, Plain] = {**dict(wish.get("fields") or {}), "draft": True}
        library = self._core.shelf.state.library
        taken = library.sources | set(library.assets)
        when = written.moment if written.has_time else written.day
        try:
            file = new_item(kind, title, when, [str(one) for one in topics], fields, taken=taken, bundle=kind != "tthc")
        except KeyError as error:
            raise DeskError("Không có loại nội dung này.") from error
        self._core.keeper.save(file.path, "", file.text.encode())
        self._core.took(file.path)
        return {"source": file.path, "renamed": file.renamed}

    def import_word(self, files: list[tuple[str, bytes]], kind: str) -> list[dict[str, Any]]:
        """Make drafts of Word files; each with where it is, or why not."""
        return [self._import_one(name, data, kind) for name, data in files]

    def _import_one(self, name: str, data: bytes, kind: str) -> dict[str, Any]:
        # The reader of Word files is loaded by the first one.
        from cchc_import import Wish, WordError, plan_import, read_word, write_import
        from cchc_import.office import converter

        library = self._core.shelf.state.library
        try:
            imported = read_word(data, name, converter())
            wish = Wish(self._core.clock().date(), kind)
            planned = plan_import(imported, wish, library, library.assets, self._advice.index())
            write_import(self._core.keeper.docs, planned.files)
        except WordError as error:
            return {"name": name, "error": str(error)}
        source = planned.file.path
        self._core.shelf.changed([self._core.keeper.docs / path for path in planned.files])
        self._core.events.tell("changed", sources=[source])
        return {"name": name, "source": source, "title": imported.title, "notes": list(imported.notes)}
