"""Links, pictures and tags in a run of words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from cchc.content.link_scanning.blocks import Blocks
from cchc.content.link_scanning.code_spans import without_code
from cchc.content.link_scanning.html_tags import SCRIPT_TAGS, read_tag
from cchc.content.link_scanning.lines import CODE, DONE, ESCAPED, Line, Run
from cchc.content.link_scanning.link_ends import LinkEnds
from cchc.content.link_scanning.model import Address, Finds
from cchc.content.link_scanning.spans import Span, fill, paired

_LONGEST_NAME = 999

_ESCAPE = re.compile(r"\\[\\`*_{}\[\]()>#+\-.!|]")
_FOOTNOTE_MARK = re.compile(r"\[\^([^\]]*)\]")
_BRACKETS = re.compile(r"[\[\]]")
_LINK_START = re.compile(r"(?<!!)\[")
_PICTURE_START = re.compile(r"!\[")
_NAME = re.compile(r"\s?\[([^\]]*)\]")

# A link or picture as most are written: words and an address in which nothing could be taken for anything else.
_SIMPLE = re.compile(r"(?P<picture>!?)\[(?P<words>[^\[\]]*)\]\((?P<target>[^\s\[\]()\"']*)\)")
_NOT_SIMPLE = ("<", "`", "\\")

_SPACES = re.compile(r"\s+")
_AUTOLINK = re.compile(r"<(?P<url>[A-Za-z][A-Za-z0-9+.-]*://[^<>]*)>")
_AUTOMAIL = re.compile(r"<(?P<url>[^<> !]+@[^@<> ]+)>")
_INLINE_HTML = re.compile(
    r"<(?:(?P<end>/?+)(?P<name>[a-zA-Z][^\s\"'<>@]*+)"
    r"(?P<attributes>(?:\s+[^\s\"'=<>]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>]++))?+)*+)\s*+/?"
    r"|!--(?:(?!<!--|-->).)*--)>",
    re.DOTALL,
)
_FILLED = re.compile(f"{ESCAPED}{{2}}|{CODE}+|{DONE}+")


class _Found(NamedTuple):
    """What a step has found; a later step that takes the words around it drops it."""

    offset: int
    report: Callable[[], None]


_Step = Callable[[str, int, int, list[_Found]], str]
_Rule = Callable[[str, int, int, int, "LinkEnds"], tuple[int, Address | None] | None]


def read_words(lines: list[Line], blocks: Blocks, finds: Finds) -> None:
    """Report the links, pictures and tags of a run of words."""
    text = lines[0].text if len(lines) == 1 else "\n".join([line.text for line in lines])
    # Without one of these no step finds anything; names in brackets lead somewhere only if an address is defined.
    if "](" in text or "<" in text or (blocks.addresses and "[" in text):
        run = Run(lines, text)
        if blocks.addresses or blocks.footnotes or not _read_simple(run, finds):
            _Words(run, blocks, finds).read()


def _read_simple(run: Run, finds: Finds) -> bool:
    """Report the links and pictures if all are simple, and say whether they are: brackets are then in nothing else."""
    text = run.text
    if any(mark in text for mark in _NOT_SIMPLE):
        return False
    matches = list(_SIMPLE.finditer(text))
    if not text.count("[") == text.count("]") == len(matches):
        return False
    for match in matches:
        alt = match["words"].strip() if match["picture"] else None
        finds.link(match["target"], run.place(match.start()), alt)
    return True


class _Words:
    """Reads one run of words in the order of the renderer. What a step has read is filled up, so nothing moves."""

    def __init__(self, run: Run, blocks: Blocks, finds: Finds) -> None:
        self._run = run
        self._addresses = blocks.addresses
        self._footnotes = blocks.footnotes
        self._finds = finds
        self._steps = [*self._steps_that_may_find(run.text)]

    def _steps_that_may_find(self, text: str) -> Iterator[_Step]:
        named, pictures = bool(self._addresses), "![" in text
        if named:
            yield partial(self._brackets, _LINK_START, self._by_name)
        yield partial(self._brackets, _LINK_START, self._by_address)
        if pictures:
            yield partial(self._brackets, _PICTURE_START, self._by_address)
        if named and pictures:
            yield partial(self._brackets, _PICTURE_START, self._by_name)
        if named:
            yield partial(self._brackets, _LINK_START, self._by_words)
        if named and pictures:
            yield partial(self._brackets, _PICTURE_START, self._by_words)
        if "<" in text:
            yield from (self._autolinks, self._automails, self._html)

    def read(self) -> None:
        """Report all links, pictures and tags."""
        text = without_code(self._run.text)
        if "\\" in text:
            text = _ESCAPE.sub(ESCAPED * 2, text)
        if self._footnotes:
            text = _FOOTNOTE_MARK.sub(self._without_footnote, text)
        for found in self._read(text, 0, 0):
            found.report()

    def _without_footnote(self, match: re.Match[str]) -> str:
        return DONE * len(match[0]) if match[1] in self._footnotes else match[0]

    def _read(self, text: str, base: int, first: int) -> list[_Found]:
        """Take the steps from `first` on over `text`, which stands at `base` in the run."""
        found: list[_Found] = []
        if "[" not in text and "<" not in text:
            return found
        for number in range(first, len(self._steps)):
            text = self._steps[number](text, base, number, found)
        return found

    def _written(self, text: str, base: int) -> str:
        """Return what was meant where steps before have filled up `text`: without backslashes and backticks."""

        if not _FILLED.search(text):
            return text

        def written(match: re.Match[str]) -> str:
            original = self._run.text[base + match.start() : base + match.end()]
            if match[0][0] == ESCAPED:
                return original[1]
            return original.strip("`").strip() if match[0][0] == CODE else original

        return _FILLED.sub(written, text)

    def _brackets(
        self, opening: re.Pattern[str], rule: _Rule, text: str, base: int, number: int, found: list[_Found]
    ) -> str:
        """Links or pictures in square brackets."""
        picture = opening is _PICTURE_START
        if ("![" if picture else "[") not in text:
            return text
        pairs, ends = paired(text, _BRACKETS, "["), LinkEnds(text)
        filled: list[Span] = []
        dropped: list[Span] = []
        inner: list[_Found] = []
        cursor = 0
        while match := opening.search(text, cursor):
            start, cursor = match.start(), match.end()
            close = pairs.get(cursor - 1)
            result = None if close is None else rule(text, base, cursor, close, ends)
            if close is None or result is None:
                continue
            words, (cursor, address) = cursor, result
            if address is None:
                # A name that is not known is passed over as a whole.
                continue
            place = self._run.place(base + start)
            alt = None
            if picture:
                alt = self._written(text[words:close], base + words).strip()
            else:
                place = address.place or place
                inner += self._read(text[words:close], base + words, number + 1)
            inner.append(_Found(base + start, partial(self._finds.link, address.target, place, alt)))
            filled.append((start, cursor))
            dropped.append((start if picture else close, cursor))
        _drop(found, dropped, base)
        found += inner
        return fill(text, filled, DONE)

    def _by_address(self, text: str, base: int, _words: int, close: int, ends: LinkEnds) -> tuple[int, Address] | None:
        """`[chữ](địa-chỉ "tên")`."""
        span = ends.after(close + 1)
        if span is None:
            return None
        start, stop, end = span
        return end, Address(self._written(text[start:stop], base + start).strip(), None)

    def _by_name(
        self, text: str, _base: int, words: int, close: int, _ends: LinkEnds
    ) -> tuple[int, Address | None] | None:
        """`[chữ][tên]` or `[tên][]`."""
        match = _NAME.match(text, close + 1)
        if not match:
            return None
        name = match[1] or _name(text, words, close)
        return match.end(), self._addresses.get(_SPACES.sub(" ", name.lower()))

    def _by_words(self, text: str, _base: int, words: int, close: int, _ends: LinkEnds) -> tuple[int, Address | None]:
        """`[tên]`."""
        return close + 1, self._addresses.get(_SPACES.sub(" ", _name(text, words, close).lower()))

    def _autolinks(self, text: str, base: int, _number: int, found: list[_Found]) -> str:
        """`<https://…>`."""

        def report(match: re.Match[str]) -> Callable[[], None]:
            url, start = match["url"], base + match.start("url")
            return partial(self._finds.link, self._written(url, start), self._run.place(start))

        return _angled(_AUTOLINK, text, base, found, report)

    def _automails(self, text: str, base: int, _number: int, found: list[_Found]) -> str:
        """`<ten@co-quan.gov.vn>`."""

        def report(match: re.Match[str]) -> Callable[[], None]:
            url, start = match["url"], base + match.start("url")
            address = self._written(url, start).removeprefix("mailto:")
            return partial(self._finds.link, f"mailto:{address}", self._run.place(start))

        return _angled(_AUTOMAIL, text, base, found, report)

    def _html(self, text: str, base: int, _number: int, found: list[_Found]) -> str:
        """Tags and comments among the words."""

        def report(match: re.Match[str]) -> Callable[[], None] | None:
            if not match["name"] or match["end"]:
                return None
            attributes = self._written(match["attributes"], base + match.start("attributes"))
            name = match["name"].rstrip("/").lower()
            return partial(read_tag, name, attributes, self._run, base + match.start(), self._finds)

        filled = _angled(_INLINE_HTML, text, base, found, report)
        _drop(found, _scripts(text), base)
        return filled


def _scripts(text: str) -> list[Span]:
    """Return where the content of scripts and styles is: the page drops it."""
    spans: list[Span] = []
    start, script = 0, ""
    for match in _INLINE_HTML.finditer(text) if "<" in text else ():
        name = (match["name"] or "").lower()
        if script and name == script and match["end"]:
            spans.append((start, match.end()))
            script = ""
        elif not script and name in SCRIPT_TAGS and not match["end"]:
            start, script = match.end(), name
    return [*spans, (start, len(text))] if script else spans


def _angled(
    pattern: re.Pattern[str],
    text: str,
    base: int,
    found: list[_Found],
    report: Callable[[re.Match[str]], Callable[[], None] | None],
) -> str:
    """Take all that matches out of the text."""
    if "<" not in text:
        return text
    matches = list(pattern.finditer(text))
    spans = [match.span() for match in matches]
    _drop(found, spans, base)
    for match in matches:
        reported = report(match)
        if reported:
            found.append(_Found(base + match.start(), reported))
    return fill(text, spans, DONE)


def _name(text: str, words: int, close: int) -> str:
    """Return the words in brackets if they can be a name: long ones are not copied for each bracket around them."""
    return text[words:close] if close - words <= _LONGEST_NAME else "\n"


def _drop(found: list[_Found], spans: list[Span], base: int) -> None:
    """Drop what stands in the spans, which are in order."""
    if found and spans:
        starts = [base + start for start, _ in spans]

        def outside(one: _Found) -> bool:
            index = bisect_right(starts, one.offset) - 1
            return index < 0 or one.offset >= base + spans[index][1]

        found[:] = filter(outside, found)
