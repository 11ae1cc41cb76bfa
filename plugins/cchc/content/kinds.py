"""The sections of the site and the kinds of items: the one list that folders, counts and pages derive from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item. `unit` is the word that follows a number of them in a report."""

    id: str
    label: str
    unit: str


@dataclass(frozen=True, slots=True)
class Section:
    """A folder below docs/ and the kinds its files can be; the first kind is the default."""

    folder: str
    label: str
    kinds: tuple[Kind, ...]
    dated: str = ""  # how many date folders a path has: "", "year" or "month"

    @property
    def default_kind(self) -> str:
        """Id of the kind that a file has when it names none."""
        return self.kinds[0].id

    def __hash__(self) -> int:
        return hash(self.folder)

    def __reduce__(self) -> tuple[Callable[[str], Section], tuple[str]]:
        """A section is stored by its folder, and is the same one when it is read again."""
        return section_in, (self.folder,)


_NEWS_UNIT = "tin, bài"
NEWS = Section(
    "tin-tuc",
    "Tin tức",
    (
        Kind("tin", "Tin", _NEWS_UNIT),
        Kind("bai", "Bài viết", _NEWS_UNIT),
        Kind("phong-su", "Phóng sự", _NEWS_UNIT),
        Kind("phong-van", "Phỏng vấn", _NEWS_UNIT),
        Kind("chinh-luan", "Chính luận", _NEWS_UNIT),
        Kind("tra-loi-ban-doc", "Trả lời bạn đọc", _NEWS_UNIT),
        Kind("anh", "Phóng sự ảnh", _NEWS_UNIT),
        Kind("video", "Video", _NEWS_UNIT),
        Kind("infographic", "Infographic", _NEWS_UNIT),
        Kind("audio", "Âm thanh", _NEWS_UNIT),
        Kind("truc-tuyen", "Trực tuyến", _NEWS_UNIT),
    ),
    "month",
)
DOCUMENTS = Section("van-ban", "Văn bản", (Kind("van-ban", "Văn bản", "văn bản"),), "year")
PROCEDURES = Section("tthc", "Thủ tục hành chính", (Kind("tthc", "Thủ tục hành chính", "thủ tục hành chính"),))
ACTIVITIES = Section("hoat-dong", "Hoạt động", (Kind("hoat-dong", "Hoạt động tuyên truyền", "hoạt động"),), "year")
ANSWERS = Section("hoi-dap", "Hỏi đáp", (Kind("hoi-dap", "Hỏi đáp", "câu trả lời"),), "year")

SECTIONS: dict[str, Section] = {
    section.folder: section for section in (NEWS, DOCUMENTS, PROCEDURES, ACTIVITIES, ANSWERS)
}
KINDS: dict[str, Kind] = {kind.id: kind for section in SECTIONS.values() for kind in section.kinds}
NEWS_KINDS: frozenset[str] = frozenset(kind.id for kind in NEWS.kinds)

TOPIC_INTROS = "chu-de"
DATA_FOLDER = "_data"


def section_in(folder: str) -> Section:
    """Return the section of a folder below docs/."""
    return SECTIONS[folder]
