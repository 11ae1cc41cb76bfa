"""How far the time for a procedure is cut below the time that the law sets, in exact fractions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from cchc.content.schema import ProcedureFields
from cchc.text import name_key, nfc

# "phấn đấu rút ngắn thời gian giải quyết tối thiểu 30 % so với thời gian quy định": 30 % itself is enough.
TARGET = Fraction(30, 100)

_DURATION = re.compile(
    r"(?<![\d.,/])(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>ngày làm việc|ngày|giờ làm việc|giờ|tháng)(?!\w)"
)
_RANGE = re.compile(r"\d\s*(?:-|–|—|đến|tới|hoặc)\s*$")
_NOT_SET = frozenset({"", "khong", "khong quy dinh"})
_SAME_DAY = "trong ngay"


class NotCompared(StrEnum):
    """Why a procedure is left out; the values are the words for readers."""

    ABOLISHED = "đã bãi bỏ"
    NO_STATUTORY = "không có thời hạn theo quy định"
    SAME_DAY = "giải quyết trong ngày"
    NO_ACTUAL = "chưa ghi thời hạn giải quyết"
    UNCLEAR = "thời hạn không phải một con số"
    OTHER_UNIT = "hai thời hạn khác đơn vị tính"


@dataclass(frozen=True, slots=True)
class Reductions:
    """`reached` of `compared` procedures have their time cut by at least the target; the others are `left_out`."""

    reached: int
    compared: int
    left_out: Mapping[NotCompared, int]

    @property
    def share(self) -> Fraction | None:
        """The exact share, `None` when no procedure can be compared."""
        return Fraction(self.reached, self.compared) if self.compared else None


def reduction(statutory: str | None, actual: str | None) -> Fraction | NotCompared:
    """Return 1 − actual/statutory of two durations as editors write them (`10 ngày làm việc`), or why there is none.

    Exact, so 10 → 7 days is 30 % and not a little less; negative when the time is longer than the law's. Only two
    single numbers of the same unit are compared: a working day is neither a day nor eight hours.
    """
    keys = [name_key(text or "") for text in (statutory, actual)]
    if any(_SAME_DAY in key for key in keys):
        return NotCompared.SAME_DAY
    if keys[0] in _NOT_SET:
        return NotCompared.NO_STATUTORY
    if keys[1] in _NOT_SET:
        return NotCompared.NO_ACTUAL
    before, after = _duration(statutory or ""), _duration(actual or "")
    if before is None or after is None or not before[0]:
        return NotCompared.UNCLEAR
    if before[1] != after[1]:
        return NotCompared.OTHER_UNIT
    return 1 - after[0] / before[0]


def reduction_of(fields: ProcedureFields) -> Fraction | NotCompared:
    """Return how far a procedure's time is cut, or why it is left out of the count."""
    if fields.trang_thai == "bai-bo":
        return NotCompared.ABOLISHED
    return reduction(fields.thoi_han_quy_dinh, fields.thoi_han_giai_quyet)


def reductions(procedures: Iterable[ProcedureFields], target: Fraction = TARGET) -> Reductions:
    """Return how many procedures reach `target`, of how many that can be compared, and why the others cannot."""
    found = [reduction_of(fields) for fields in procedures]
    cuts = [cut for cut in found if isinstance(cut, Fraction)]
    left_out = Counter(cut for cut in found if isinstance(cut, NotCompared))
    return Reductions(
        sum(cut >= target for cut in cuts),
        len(cuts),
        {reason: left_out[reason] for reason in NotCompared if left_out[reason]},
    )


def _duration(text: str) -> tuple[Fraction, str] | None:
    """Return number and unit of the one duration in `text`; `None` for none, for several and for a range."""
    text = nfc(text).casefold()
    found = list(_DURATION.finditer(text))
    if len(found) != 1 or _RANGE.search(text[: found[0].start()]):
        return None
    return Fraction(found[0]["number"].replace(",", ".")), found[0]["unit"]
