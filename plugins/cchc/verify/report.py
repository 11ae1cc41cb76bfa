"""What a verification has looked at and found."""

from __future__ import annotations

from dataclasses import dataclass

from cchc.problems import Problem, has_errors
from cchc.text import plural_free_count


@dataclass(frozen=True, slots=True)
class Report:
    """Problems, in the order of the files, and how much was looked at."""

    problems: tuple[Problem, ...]
    items: int
    pages: int
    links: int
    feeds: int
    searched: int
    mapped: int

    @property
    def is_good(self) -> bool:
        """Say whether the site may be published: it has no error."""
        return not has_errors(self.problems)

    @property
    def looked_at(self) -> str:
        """What was compared, in one line: `172 trang, 9.300 liên kết…`."""
        parts = (
            (self.pages, "trang"),
            (self.links, "liên kết"),
            (self.items, "bài"),
            (self.feeds, "nguồn tin"),
            (self.searched, "nội dung tìm kiếm"),
            (self.mapped, "dòng sơ đồ trang"),
        )
        return ", ".join(f"{plural_free_count(number)} {unit}" for number, unit in parts)

    @property
    def summary(self) -> str:
        """What was compared and whether anything differs, as one sentence."""
        if not self.problems:
            return f"Đã đối chiếu {self.looked_at}: không có sai khác."
        return f"Đã đối chiếu {self.looked_at}: có {len(self.problems)} điểm cần xem."
