"""The first citation of a document in a text says kind, number and day of issue (Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.citations import Citation, CitationWarning, Form, Key, find_citations
from cchc.citations.may_cite import may_cite
from cchc.problems import Finding
from cchc.writing.places import Places


def short_first_citations(words: str, places: Places, own: str = "") -> Iterator[Finding]:
    """Yield a hint where a document is first cited without its kind or day; `own`: the number of the text itself."""
    seen: set[Key] = set()
    start = 0
    for paragraph in words.split("\n\n"):
        for one in find_citations(paragraph) if may_cite(paragraph) else ():
            if one.key is None or one.key in seen or one.text == own:
                continue
            seen.add(one.key)
            missing = _missing(one)
            if missing:
                yield places.hint("CCHC004", start + one.start, number=one.text, missing=missing)
        start += len(paragraph) + 2


def _missing(one: Citation) -> str:
    parts = []
    # “Luật Chuyển đổi số số 148/2025/QH15”: the name of a law stands between its kind and its number.
    if not one.word and one.form is not Form.ASSEMBLY:
        parts.append("tên loại văn bản")
    if CitationWarning.NO_DATE in one.warnings:
        parts.append("ngày ban hành")
    return " và ".join(parts)
