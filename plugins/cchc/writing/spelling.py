"""Words that are often misspelt, by a list that a department can extend (docs/_data/spelling.yml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from cchc.problems import Finding
from cchc.taxonomy.spelling import SpellingEntry
from cchc.writing.places import Places


def misspelt(words: str, places: Places, entries: Sequence[SpellingEntry]) -> Iterator[Finding]:
    """Yield a hint for each word of the list; the case of its first letter is kept in what is proposed."""
    known = {entry.wrong.casefold(): entry for entry in entries}
    pattern = _pattern(tuple(known))
    for found in pattern.finditer(words) if pattern else ():
        written = " ".join(found[0].split())
        entry = known[written.casefold()]
        if entry.protects:
            continue
        right = _like(written, entry.right)
        reason = f" {entry.note.rstrip('.')}." if entry.note else ""
        yield places.hint("CCHC001", found.start(), word=written, right=right, reason=reason)


@lru_cache(maxsize=8)
def _pattern(wrong: tuple[str, ...]) -> re.Pattern[str] | None:
    if not wrong:
        return None
    # The longest first: “sử lý vi phạm” before “sử lý”.
    ordered = sorted(wrong, key=lambda word: (-len(word), word))
    choices = "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)


def _like(written: str, right: str) -> str:
    if written.isupper():
        return right.upper()
    return right[0].upper() + right[1:] if written[0].isupper() else right
