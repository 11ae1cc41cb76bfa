"""A text rendered once, with slots where the rest of the site decides: where its links lead, what its citations are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple, Protocol

from cchc.content.links import Leads, outside

# What the renderer says of its own, in titles of links.
HEADING_LINK, FOOTNOTE_BACK = "Liên kết tới mục này", "Trở lại chú thích {} trong bài"
_IN_ENGLISH = (
    (f'title="{HEADING_LINK}"', 'title="Link to this section"'),
    (f'title="{FOOTNOTE_BACK}"', 'title="Back to note {} in the text"'),
)
Resolve = Callable[[str, bool], str | None]
Show = Callable[[str, str, str], str]


@dataclass(frozen=True, slots=True)
class CitedSpan:
    """A citation in a run of text. `address` is written as a link in that text is; `title` is the full name."""

    start: int
    end: int
    address: str | None
    title: str


Cite = Callable[[str], Sequence[CitedSpan]]


class TocToken(Protocol):
    """A heading of a rendered text."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def level(self) -> int: ...
    @property
    def children(self) -> Sequence[TocToken]: ...


class RenderedText(Protocol):
    """What rendering a text gives."""

    @property
    def html(self) -> str: ...
    @property
    def toc(self) -> Sequence[TocToken]: ...
    @property
    def text(self) -> str: ...
    @property
    def anchors(self) -> frozenset[str]: ...


Render = Callable[[str, Resolve, Cite], RenderedText]


class Slot(NamedTuple):
    """A place of the HTML that is filled when a page is made.

    `attribute` is `href` of a link written as `written`; `img` for a whole picture, whose other attributes are `inner`;
    empty for a citation of the text `written`, whose HTML is `inner`.
    """

    attribute: str
    written: str
    inner: str = ""


class Heading(NamedTuple):
    """An entry of a table of contents: `level` 2–6."""

    id: str
    title: str
    level: int
    children: tuple[Heading, ...] = ()


# Without slots, as items are: read from the store twice as fast.
@dataclass(frozen=True)
class Rendering:
    """A rendered text. `html` has a mark for each of `slots`; `text` is its words without markup."""

    html: str
    slots: tuple[Slot, ...]
    toc: tuple[Heading, ...]
    text: str
    anchors: frozenset[str]


# Two characters of private use, which mean nothing in a text.
_OPEN, _CLOSE = "\ue000", "\ue001"
_NO_MARKS = str.maketrans({_OPEN: "\ufffd", _CLOSE: "\ufffd"})
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
# As nh3 writes them.
_ATTRIBUTES = '(?: [a-z-]+="[^"]*")*'
_RAW_SLOT = re.compile(
    f'<a class="c-cited" href="{_OPEN}(?P<cited>[0-9]+){_CLOSE}" title="{_OPEN}">(?P<inner>[^<]*)</a>'
    f'|<img(?P<before>{_ATTRIBUTES}) src="{_OPEN}(?P<picture>[0-9]+){_CLOSE}"(?P<after>{_ATTRIBUTES})>'
    f'| href="{_OPEN}(?P<number>[0-9]+){_CLOSE}"'
)


def render_once(render: Render, body: str, cited: Sequence[str]) -> Rendering:
    """Render a text for all pages it may stand on. `cited` are the texts of its citations."""
    written: list[str] = []

    def mark(text: str) -> str:
        written.append(text)
        return f"{_OPEN}{len(written) - 1}{_CLOSE}"

    def resolve(address: str, is_picture: bool) -> str | None:
        if address.startswith(_OPEN):
            return address
        target = outside(address)
        if target is None:
            return mark(address)
        if target.leads is Leads.OUT:
            return None if is_picture else target.address
        return address if target.leads is Leads.ANCHOR else None

    plain = body.translate(_NO_MARKS) if _OPEN in body or _CLOSE in body else body
    rendered = render(plain, resolve, _marking(cited, mark))
    slots: list[Slot] = []

    def slot(match: re.Match[str]) -> str:
        if match["number"]:
            slots.append(Slot("href", written[int(match["number"])]))
        elif match["picture"]:
            slots.append(Slot("img", written[int(match["picture"])], match["before"] + match["after"]))
        else:
            slots.append(Slot("", written[int(match["cited"])], match["inner"]))
        return f"{_OPEN}{len(slots) - 1}{_CLOSE}"

    html = _RAW_SLOT.sub(slot, rendered.html) if written else rendered.html
    return Rendering(html, tuple(slots), _headings(rendered.toc), rendered.text, rendered.anchors)


def _marking(cited: Sequence[str], mark: Callable[[str], str]) -> Cite:
    """Return what finds the citations of a text in its runs: a date given once there holds for all mentions."""
    if not cited:
        return lambda _run: ()
    words = "|".join(re.escape(text) for text in sorted(cited, key=lambda text: (-len(text), text)))
    pattern = re.compile(rf"(?<![\w/.,:&-])(?:{words})(?![\w/&]|-\w)")
    return lambda run: [CitedSpan(*found.span(), mark(found[0]), _OPEN) for found in pattern.finditer(run)]


def _headings(tokens: Sequence[TocToken]) -> tuple[Heading, ...]:
    return tuple(Heading(token.id, token.title, token.level, _headings(token.children)) for token in tokens)


def in_english(html: str) -> str:
    """Return the HTML of a text with English in place of the renderer's own Vietnamese words."""
    for vietnamese, english in _IN_ENGLISH:
        pattern = re.escape(vietnamese).replace(r"\{\}", "([0-9]+)")
        html = re.sub(pattern, english.replace("{}", r"\1"), html)
    return html


def filled(
    rendering: Rendering,
    resolve: Resolve,
    cited: Callable[[str], tuple[str | None, str] | None],
    show: Show | None = None,
) -> str:
    """Return the HTML of a rendering for one page.

    `resolve`: (address as written, is a picture) → address to print or `None`. `cited`: the text of a citation →
    (address or `None`, full name), or `None` where it stays plain words. `show`: a picture as written, its address to
    print, its other attributes → its HTML; plain pictures where it is not given.
    """
    if not rendering.slots:
        return rendering.html
    values = [_value(slot, resolve, cited, show) for slot in rendering.slots]
    return _MARK.sub(lambda match: values[int(match[1])], rendering.html)


def _value(
    slot: Slot, resolve: Resolve, cited: Callable[[str], tuple[str | None, str] | None], show: Show | None
) -> str:
    if slot.attribute == "img":
        address = resolve(slot.written, True)
        if address is not None and show is not None:
            return show(slot.written, address, slot.inner)
        return f"<img{slot.inner}>" if address is None else f'<img{slot.inner} src="{escape(address)}">'
    if slot.attribute:
        address = resolve(slot.written, False)
        return "" if address is None else f' {slot.attribute}="{escape(address)}"'
    leads = cited(slot.written)
    if leads is None:
        return slot.inner
    address, title = leads
    if address is None:
        return f'<span class="c-cited" title="{escape(title)}">{slot.inner}</span>'
    return f'<a class="c-cited" href="{escape(address)}" title="{escape(title)}">{slot.inner}</a>'
