"""The feed of corrections: each change that has come into force, once, newest first; nothing of a withdrawn text."""

from __future__ import annotations

from datetime import datetime

from cchc.content.library import library_of
from cchc.dates import VIETNAM
from cchc.publishing import edition_of, holds_until
from cchc.site.corrections import entries_of

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=VIETNAM)
ITEM = "---\ntitle: {title}\ndate: 2026-11-05\ntags: [mot-cua]\n{more}---\n\nNội dung mật của bài\n"
FILES = {
    "a": "changes: [{date: 2026-11-10, note: Sửa <b>số</b>}, {date: 2026-11-21 16:00, note: S}]\nupdated: 2026-11-10\n",
    "b": "updated: 2026-11-12\n",
    "c": "withdrawn: {date: 2026-11-20, reason: Trùng}\nchanges: [{date: 2026-11-09, note: Đã sửa trước khi gỡ}]\n",
    "d": "draft: true\nupdated: 2026-11-12\n",
    "e": "withdrawn: {date: 2026-12-01, reason: Sắp gỡ}\n",
    "f": "",
}


def test_what_has_changed_is_told_once_newest_first() -> None:
    files = {
        f"tin-tuc/2026/11/{name}.md": ITEM.format(title=f"Tin {name}", more=more).encode()
        for name, more in FILES.items()
    }
    edition = edition_of(library_of(files), NOW)
    entries = entries_of(edition, "https://x.vn/cchc/")
    assert [(entry.title, entry.summary) for entry in entries] == [
        ("Gỡ bài: Tin c", "Lý do: Trùng"),
        ("Cập nhật: Tin b", "Nội dung được cập nhật ngày 12/11/2026."),
        ("Cập nhật: Tin a", "Sửa <b>số</b>"),
    ]
    assert entries[2].html == "<p>Sửa &lt;b&gt;số&lt;/b&gt;</p>"
    assert len({entry.id for entry in entries}) == 3
    # The next change is the one that is announced for four o'clock.
    assert holds_until(edition) == datetime(2026, 11, 21, 16, 0, tzinfo=VIETNAM)
