"""The package of a Word file: a ZIP with bounds, its parts and the ways between them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname, normpath

from cchc_import.model import WordError
from cchc_import.xml import Element, attribute, children, parse

LARGEST_FILE = 50 * 1024 * 1024
_LARGEST_TOTAL = 300 * 1024 * 1024
_LARGEST_XML = 60 * 1024 * 1024
_MOST_ENTRIES = 5_000
# Text repeats itself; a ratio beyond this is made on purpose.
_HIGHEST_RATIO = 200
_RATIO_MATTERS = 5 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = "Tệp không phải tệp Word .docx, hoặc đã hỏng. Mở bằng Word, chọn Lưu thành (Save As) loại .docx rồi nhập lại."
_TOO_LARGE = "Tệp lớn quá mức cho phép (50 MB, hoặc giải nén ra quá lớn). Giảm cỡ ảnh trong Word rồi nhập lại."


@dataclass(frozen=True, slots=True)
class Relation:
    """Where an id of a part leads: a part of the package, or an address outside."""

    type: str
    target: str
    external: bool


def opened_zip(data: bytes) -> zipfile.ZipFile:
    """Open a ZIP whose parts are within bounds, by what its directory says. Raises WordError."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, UnicodeError) as error:
        raise WordError(_BROKEN) from error
    entries = package.infolist()
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _LARGEST_TOTAL:
        raise WordError(_TOO_LARGE)
    for entry in entries:
        if entry.file_size > _RATIO_MATTERS and entry.file_size > _HIGHEST_RATIO * max(entry.compress_size, 1):
            raise WordError(_TOO_LARGE)
    return package


class Package:
    """The parts of a package, read when asked for. `main` is the name of the document's part."""

    def __init__(self, data: bytes) -> None:
        """Open a package. Raises WordError."""
        if len(data) > LARGEST_FILE:
            raise WordError(_TOO_LARGE)
        if data.startswith(_OLE):
            raise WordError(
                "Tệp có mật khẩu, hoặc là Word đời cũ (.doc). Mở bằng Word, bỏ mật khẩu (nếu có), chọn Lưu thành "
                "(Save As) loại “Word Document (*.docx)” rồi nhập lại."
            )
        self._zip = opened_zip(data)
        self._entries = {entry.filename.lstrip("/"): entry for entry in self._zip.infolist()}
        self.main = self._main()

    def has(self, name: str) -> bool:
        """Say whether there is a part of this name."""
        return name in self._entries

    def data(self, name: str) -> bytes:
        """Return the bytes of a part. Raises WordError."""
        entry = self._entries.get(name)
        if entry is None:
            raise WordError(_BROKEN)
        try:
            with self._zip.open(entry) as file:
                # The size in the directory can lie: no more than it says is ever unpacked.
                data = file.read(entry.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as error:
            raise WordError(_BROKEN) from error
        if len(data) > entry.file_size:
            raise WordError(_TOO_LARGE)
        return data

    def root(self, name: str) -> Element:
        """Return the root element of an XML part. Raises WordError."""
        entry = self._entries.get(name)
        if entry is not None and entry.file_size > _LARGEST_XML:
            raise WordError(_TOO_LARGE)
        return parse(self.data(name))

    def relations(self, name: str) -> Mapping[str, Relation]:
        """Return the ways out of a part by their ids; empty when it has none. Raises WordError."""
        folder, _, file = name.rpartition("/")
        place = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if not self.has(place):
            return {}
        found = {}
        for element in children(self.root(place), "Relationship"):
            external = attribute(element, "TargetMode") == "External"
            target = attribute(element, "Target")
            if not external:
                target = (
                    target.lstrip("/") if target.startswith("/") else normpath(f"{dirname(name)}/{target}").lstrip("/")
                )
            type_ = attribute(element, "Type").rpartition("/")[2]
            found[attribute(element, "Id")] = Relation(type_, target, external)
        return found

    def related(self, name: str, type_: str) -> tuple[str, ...]:
        """Return the parts that a part leads to under a type (`styles`, `footnotes`, `header`)."""
        return tuple(
            relation.target
            for relation in self.relations(name).values()
            if relation.type == type_ and not relation.external and self.has(relation.target)
        )

    def _main(self) -> str:
        main = self.related("", "officeDocument")
        if not main:
            raise WordError(_BROKEN)
        return main[0]
