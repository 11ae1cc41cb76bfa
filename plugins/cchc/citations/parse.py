"""One citation from one whole string."""

from __future__ import annotations

import re
from dataclasses import replace

from cchc.citations.find import found_in
from cchc.citations.model import Citation
from cchc.citations.normal import normal_text

_NO_NUMBER = re.compile(r"\s*(?=[/-])")
_PREFIX = "số "
_LEAD = re.compile(r"\s*(?:số\s{0,4}:?)?\s*", re.IGNORECASE)


def parse_citation(text: str) -> Citation | None:
    """Read a string that is one citation and nothing else, or return `None`.

    Understood: a bare number (`61/2018/NĐ-CP`, `/KH-SKHCN`), with "số" or a type word before it, with its date after
    it (`Kế hoạch số 107/KH-UBND ngày 09/5/2022`). Offsets are those of `text`.
    """
    blank = _NO_NUMBER.match(text)
    if blank is None:
        return _whole(text)
    # A number not issued is known by "số" before it; on its own it begins with its sign.
    citation = _whole(_PREFIX + text[blank.end() :])
    if citation is None:
        return None
    start, end = blank.end(), citation.end + blank.end() - len(_PREFIX)
    return replace(citation, text=text[start:end], start=start, end=end)


def _whole(text: str) -> Citation | None:
    normal = normal_text(text)
    found = next(found_in(text, normal), None)
    if found is None or not _LEAD.fullmatch(normal.text[: found.outer_start]):
        return None
    return None if normal.text[found.outer_end :].strip() else found.citation
