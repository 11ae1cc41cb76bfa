"""What was read from a Word file → the files of a new item, with suggested topics. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cchc.authoring import NewFile, Suggestion, TextIndex, new_item, suggest_topics
from cchc.authoring.new_item import section_of
from cchc.content.front_matter_edit import Plain
from cchc.content.kinds import DOCUMENTS, NEWS
from cchc.content.library import Library
from cchc.taxonomy.vocabulary import Vocabulary
from cchc.text import name_key
from cchc_import.model import Imported, Picture


@dataclass(frozen=True, slots=True)
class Wish:
    """What the editor asks for: `kind` "" means by what the file is; `topics` () means the suggested one."""

    when: date
    kind: str = ""
    topics: tuple[str, ...] = ()
    draft: bool = True


@dataclass(frozen=True, slots=True)
class Planned:
    """The files to write: paths below docs/. `kind` is the item's, `suggestions` the topics with their reasons."""

    kind: str
    file: NewFile
    pictures: tuple[Picture, ...]
    suggestions: tuple[Suggestion, ...]

    @property
    def files(self) -> dict[str, bytes]:
        """All files: path below docs/ → bytes; the item's text last."""
        folder = self.file.folder
        files = {f"{folder}/{picture.name}": picture.data for picture in self.pictures}
        return files | {self.file.path: self.file.text.encode("utf-8")}


def plan_import(
    imported: Imported, wish: Wish, library: Library, taken: Iterable[str] = (), index: TextIndex | None = None
) -> Planned:
    """Return the item to write. `taken`: paths below docs/ beyond those of `library`, such as files just written."""
    vocabulary = library.vocabulary
    kind = wish.kind or (DOCUMENTS.default_kind if imported.loai else NEWS.default_kind)
    suggestions = suggest_topics(imported.title, imported.markdown, vocabulary, library, index=index, day=wish.when)
    topics = wish.topics or tuple(one.topic_id for one in suggestions[:1])
    file = new_item(
        kind,
        imported.title,
        wish.when,
        topics,
        _fields(imported, kind, wish.draft, vocabulary),
        imported.markdown,
        (*library.sources, *library.assets, *taken),
        bundle=bool(imported.pictures),
        comments=_comments(imported, suggestions, wish, vocabulary, bool(topics)),
    )
    return Planned(kind, file, imported.pictures, suggestions)


def _fields(imported: Imported, kind: str, draft: bool, vocabulary: Vocabulary) -> Mapping[str, Plain]:
    fields: dict[str, Plain] = {}
    if section_of(kind) == DOCUMENTS:
        fields = {
            "so_ky_hieu": imported.so_ky_hieu,
            "ngay_ban_hanh": imported.date.isoformat() if imported.date else "",
            "co_quan_ban_hanh": _known_agency(imported, vocabulary),
            "loai_van_ban": imported.loai,
            "trich_yeu": imported.trich_yeu,
        }
    return fields | ({"draft": True} if draft else {})


def _known_agency(imported: Imported, vocabulary: Vocabulary) -> str:
    """Return the name of agency.yml for the department's own, which a head writes in capitals and without its province.

    Departments of all provinces are called the same: the parent's line must be that of agency.yml.
    """
    agency = vocabulary.agency
    key = _agency_key(imported.co_quan)
    lines = {_agency_key(line) for line in imported.head}
    if key and key == _agency_key(agency.parent):
        return agency.parent
    if key and (
        key == _agency_key(agency.name)
        or (_agency_key(agency.parent) in lines and _agency_key(agency.name).startswith(key))
    ):
        return agency.name
    return imported.co_quan


def _agency_key(name: str) -> str:
    return name_key(name).replace("ubnd", "uy ban nhan dan")


def _comments(
    imported: Imported, suggestions: tuple[Suggestion, ...], wish: Wish, vocabulary: Vocabulary, has_topics: bool
) -> Mapping[str, tuple[str, ...]]:
    lines = [f"Gợi ý: {one.topic_id} ({vocabulary.topics[one.topic_id].label}) vì {one.why}" for one in suggestions[:3]]
    if not lines and not wish.topics:
        lines = ["Chưa gợi ý được chủ đề; ghi một mã trong docs/_data/topics.yml, ví dụ tags: [mot-cua]"]
    above = "tags" if has_topics else ""
    comments: dict[str, tuple[str, ...]] = {above: tuple(lines)}
    if imported.head and imported.loai:
        lines = [line for line in imported.head if any(map(str.isalnum, line))]
        said = f"Phần đầu của tệp Word: {' / '.join(lines)}"
        comments[""] = (*comments.get("", ()), said)
    return comments
