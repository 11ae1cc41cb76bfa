"""The clock: the only place that asks what time it is."""

from __future__ import annotations

import os
from datetime import datetime

from cchc.dates import VIETNAM, parse_civil

NOW_VARIABLE = "CCHC_NOW"


def moment_of(written: str = "") -> datetime:
    """Return the moment that was asked for (an option, else the variable CCHC_NOW), else the present one.

    Raises ValueError with a Vietnamese sentence when it can't be read.
    """
    text = written or os.environ.get(NOW_VARIABLE, "")
    if not text:
        return datetime.now(VIETNAM)
    parsed = parse_civil(text)
    if parsed is None:
        raise ValueError(f"Không hiểu thời điểm “{text}”. Viết theo mẫu 2026-11-05 hoặc 2026-11-05 08:30.")
    return parsed.moment
