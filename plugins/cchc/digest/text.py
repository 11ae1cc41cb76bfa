"""A digest as plain text: what mail programs show that show no HTML."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.digest.model import Digest
from cchc.text import plural_free_count


def digest_text(digest: Digest) -> str:
    """Return the whole text; every item has its address below it."""
    return "\n".join(_lines(digest)) + "\n"


def _lines(digest: Digest) -> Iterator[str]:
    yield from (digest.title.upper(), digest.agency, "")
    yield f"Kỳ: {digest.span}. Tổng số: {plural_free_count(digest.total)} nội dung."
    if digest.hidden:
        yield f"Đã hết hạn đăng hoặc đã gỡ: {plural_free_count(digest.hidden)}."
    for part in digest.parts:
        yield from ("", f"{part.label} ({plural_free_count(part.count)})", part.url)
        for entry in part.entries:
            yield from ("", f"- {entry.title} ({entry.kind}, {entry.date})", f"  {entry.url}")
    yield from ("", "-- ", f"{digest.site_name}: {digest.site_url}")
