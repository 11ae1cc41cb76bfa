"""Remarks that editors leave for each other in a file, which no reader may see."""

from __future__ import annotations

import re
from collections.abc import Iterator

_REMARK = re.compile(r"(?:^|\s)#\s*(?P<words>.+)$")
HTML_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_FENCE = "---"


def remarks_in(text: str) -> Iterator[str]:
    """Yield the remarks of a file: what follows `#` in its front matter, and HTML comments of its text."""
    if "<!--" in text:
        yield from HTML_COMMENT.findall(text)
    if text.startswith(_FENCE) and "#" in (head := text[: text.find(f"\n{_FENCE}", 3)]):
        for line in head.split("\n"):
            match = _REMARK.search(line) if "#" in line else None
            if match and line.count('"') % 2 == 0 and line.count("'") % 2 == 0:
                yield match["words"]
