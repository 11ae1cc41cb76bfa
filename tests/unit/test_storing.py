"""What is read can be stored, and is the same when it is read again."""

from __future__ import annotations

import pickle

from cchc.content.kinds import SECTIONS
from cchc.content.library import library_of
from cchc.content.link_scanner import scan_links, scan_tags

NEWS = """---
title: "Hội nghị"
date: 2026-11-05 08:30
tags: [mot-cua]
changes:
  - {date: 2026-11-10, note: Bổ sung số liệu}
---

Xem [kế hoạch](ke-hoach.md), <b>ảnh</b> ![Ảnh](anh.png)
"""


def test_an_item() -> None:
    (item,) = library_of({"tin-tuc/2026/11/bai.md": NEWS.encode()}).items
    again = pickle.loads(pickle.dumps(item))
    assert again == item
    assert again.fields.date.has_time
    # The places of values are no part of what is compared.
    assert again.mapping == item.mapping
    assert again.place("changes", 0, "note") == (6, 30)


def test_a_section_stays_the_one_of_its_folder() -> None:
    for section in SECTIONS.values():
        assert pickle.loads(pickle.dumps(section)) is section


def test_links_and_tags() -> None:
    for found in (scan_links(NEWS), list(scan_tags(NEWS))):
        assert found
        assert pickle.loads(pickle.dumps(found)) == found
