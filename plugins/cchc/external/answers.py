"""What came back for an address, and how urgent that is."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What is to be said of an address; the most urgent first."""

    INTERNAL = "noi-bo"
    GONE = "da-mat"
    ERROR = "loi"
    MOVED = "doi-dia-chi"
    SLOW = "cham"
    GUARDED = "han-che"
    GOOD = "tot"


VERDICT_LABELS = {
    Verdict.INTERNAL: "Địa chỉ nội bộ, người đọc không mở được",
    Verdict.GONE: "Trang không còn",
    Verdict.ERROR: "Không mở được",
    Verdict.MOVED: "Đã chuyển hẳn sang địa chỉ khác",
    Verdict.SLOW: "Trả lời chậm",
    Verdict.GUARDED: "Không cho chương trình kiểm tra; mở bằng trình duyệt để xem",
    Verdict.GOOD: "Tốt",
}
BROKEN = frozenset({Verdict.INTERNAL, Verdict.GONE, Verdict.ERROR})
# Good news keeps; bad news is asked for again.
KEPT = frozenset({Verdict.GOOD, Verdict.MOVED, Verdict.SLOW})


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered. `status` is 0 without an answer; `detail`: what went wrong; `final`: where it led."""

    url: str
    verdict: Verdict
    status: int = 0
    detail: str = ""
    final: str = ""
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Return it for keeping or printing."""
        return {**asdict(self), "verdict": str(self.verdict)}


def answer_from(data: dict[str, Any]) -> Answer:
    """Return what `as_json` made. Raises KeyError, TypeError, ValueError for anything else."""
    return Answer(**{**data, "verdict": Verdict(data["verdict"])})
