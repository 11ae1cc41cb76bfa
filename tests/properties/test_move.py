"""Moving texts about: counts stay, every link leads where it led, and back again is as before but for `aliases`."""

from __future__ import annotations

import re
from collections import Counter
from posixpath import dirname, relpath

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cchc.lifecycle.content import Content, content_of
from cchc.lifecycle.move import move

PLACES = [
    f"tin-tuc/2026/{month:02d}/{name}{end}"
    for month in (1, 2)
    for name in ("a", "bài", "c d")
    for end in (".md", "/index.md")
]
ALIASES = re.compile(rb"^aliases:.*\n", re.MULTILINE)
WAYS = ("[chữ]({})", "[chữ](<{}>)", "![ảnh]({})", "<a href='{}'>x</a>", "[chữ][m]\n\n[m]: {}\n", "> - [chữ]({} 'tên')")


@st.composite
def sites(draw: st.DrawFn) -> dict[str, bytes]:
    """Texts that link to each other and to pictures in every way, some with Windows' line ends."""
    chosen = draw(
        st.lists(
            st.sampled_from(PLACES),
            min_size=2,
            max_size=4,
            unique_by=lambda path: path.removesuffix(".md").removesuffix("/index"),
        )
    )
    pictures = [f"{dirname(path)}/ảnh {index}.jpg" for index, path in enumerate(chosen)]
    files: dict[str, bytes] = dict.fromkeys(pictures, b"x")
    for number, path in enumerate(chosen):
        parts = []
        for target in draw(st.lists(st.sampled_from([*chosen, *pictures]), max_size=4)):
            written = relpath(target, dirname(path)) if draw(st.booleans()) else f"/{target}"
            written = written.replace(" ", "%20") + draw(st.sampled_from(["", "#muc", "?x=1"]))
            parts.append(draw(st.sampled_from(WAYS)).format(written))
        body = "\n\n".join(parts) or "Nội dung"
        head = f"title: Tin {number}\ndate: 2026-01-0{number + 1}\ntags: [mot-cua]"
        if draw(st.booleans()):
            head += f"\nimage: {{src: {relpath(pictures[number], dirname(path))}, alt: x}} # ghi chú"
        text = f"---\n{head}\n---\n\n{body}\n"
        files[path] = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))).encode()
    return files


def counts(content: Content) -> Counter[tuple[object, ...]]:
    return Counter((item.kind, item.topics, item.day, item.title) for item in content.library.items)


def bytes_of(content: Content) -> dict[str, bytes]:
    return {path: ALIASES.sub(b"", data.replace(b"\r\n", b"\n")) for path, data in content.texts.items()}


def led(content: Content) -> Counter[tuple[str, str, str]]:
    """Return what the links of each text lead to: titles and names of pictures, which no move changes."""
    found = []
    for source, entry in content.library.by_source.items():
        for link in entry.text.links:
            target = content.links.target(source, link.target)
            name = target.text.title if target.text else target.path.rsplit("/", 1)[-1]
            found.append((entry.title, str(target.leads), name))
    return Counter(found)


@settings(max_examples=40, deadline=None)
@given(sites(), st.data())
def test_a_move_and_back(files: dict[str, bytes], data: st.DataObject) -> None:
    before = content_of(files)
    # The vocabulary is the kit's own in each: it is read once.
    before = Content(before.texts, before.data, before.assets, EMPTY)
    old = data.draw(st.sampled_from(sorted(before.texts)))
    taken = {path.removesuffix(".md").removesuffix("/index") for path in files}
    free = [path for path in PLACES if path.removesuffix(".md").removesuffix("/index") not in taken]
    new = data.draw(st.sampled_from([path for path in free if path.endswith("/index.md") == old.endswith("/index.md")]))
    change = move(before, old, new).change
    there = change.after
    assert counts(there) == counts(before)
    assert led(there) == led(before)
    again = move(there, new, old).change
    back = again.after
    assert counts(back) == counts(before)
    assert led(back) == led(before)
    # A picture of another folder, beside which the text came to stand, goes with it from there on.
    assume(len(again.moves) == len(change.moves))
    assert bytes_of(back) == bytes_of(before)
    assert set(back.assets) == set(before.assets)


EMPTY = content_of({})
