"""Takes blocks of raw HTML out of the lines."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from cchc.content.link_scanning.html_tags import (
    BLOCK_TAGS,
    RAW_TAGS,
    SCRIPT_TAGS,
    START_TAG,
    WORD_TAGS,
    attributes_of,
    read_html,
)
from cchc.content.link_scanning.lines import TAB, TAKEN, Line, Run
from cchc.content.link_scanning.model import Finds

_END_TAG = re.compile(r"</(?P<name>[A-Za-z][^\s/<>]*+)[^<>]*+>")
_COMMENT_END = re.compile(r"--!?>")
_BLANK_AFTER = re.compile(r"(?:[ ]*\n){2}")

MARKER = re.compile("\x02([0-9]+)\x03")


@dataclass(slots=True)
class Element:
    """An HTML element whose text is Markdown (`markdown="1"`): `mode` is `block`, `span` or `off`."""

    tag: str
    mode: str
    start: int
    out: _Output
    fresh: bool = True


class _Output:
    """The lines that go on to the next step."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.lines: list[Line] = []
        self.last: Line | None = None

    def copy(self, start: int, end: int) -> None:
        """Add the text from `start` to `end`."""
        run = self.run
        index = run.index(start)
        while start < end:
            line, first = run.lines[index], run.starts[index]
            stop = min(end - first, len(line.text))
            self._join(line.cut(start - first, stop))
            if end > first + len(line.text):
                self.end_line()
            index += 1
            start = run.starts[index]

    def _join(self, part: Line) -> None:
        if self.last is None:
            self.last = part
        elif part.text:
            # What was left out between two parts of a line is filled, so that the second keeps its column.
            gap = part.shift - self.last.shift - len(self.last.text) if part.row == self.last.row else 0
            self.last = Line(self.last.text + " " * gap + part.text, self.last.row, self.last.shift)

    def end_line(self) -> None:
        self.lines.append(self.last or Line("", 0, 0))
        self.last = None

    def end_block(self) -> None:
        """Finish a line that is begun, without leaving the block open below it."""
        if self.last is None and self.lines and self.lines[-1].text:
            self.end_line()

    def mark(self, mark: str) -> None:
        """Stand a mark for what was taken out; a new block starts after it."""
        row, shift = (self.last.row, self.last.shift) if self.last else (0, 0)
        self.last = Line((self.last.text if self.last else "") + mark, row, shift)
        self.end_line()
        self.end_line()

    def finish(self) -> list[Line]:
        if self.last is not None:
            self.end_line()
        return self.lines


class HtmlBlocks:
    """Takes blocks of raw HTML out of the lines.

    After that `lines` has the rest, `regions` the places of the HTML in `run`, `elements` the elements that hold
    Markdown, named by their numbers in the marks that stand for them, and `tags` the names and places of these.
    """

    def __init__(self, lines: list[Line]) -> None:
        self.run = Run(lines)
        self.regions: list[tuple[int, int]] = []
        self.tags: list[tuple[str, int]] = []
        self.elements: list[Element] = []
        self._text = self.run.text
        self._root = _Output(self.run)
        self._open: list[Element] = []
        self._raw: list[str] = []
        # How many elements of each name are open, in raw HTML or in Markdown: never in both.
        self._names: Counter[str] = Counter()
        self._raw_start = 0
        self._after = False
        self._done = 0
        self._comments_end = True
        self.lines = self._read()

    def report(self, finds: Finds) -> None:
        """Report the links, pictures and tags of the blocks."""
        for start, end in self.regions:
            read_html(self.run, start, end, finds)
        for name, offset in self.tags:
            finds.tag(name, self.run, offset)

    def _read(self) -> list[Line]:
        position = 0
        while (at := self._text.find("<", position)) >= 0:
            position = self._markup(at)
        if self._raw:
            self._end_raw(len(self._text))
        self._pass_words(len(self._text))
        if self._open:
            self._end_element(self._open[0].tag, len(self._text), len(self._text))
        return self._root.finish()

    def _markup(self, at: int) -> int:
        """Read what starts with `<`; return where reading goes on."""
        if self._text.startswith("<!--", at):
            end = _COMMENT_END.search(self._text, at + 4) if self._comments_end else None
            self._comments_end = end is not None
            if end is None:
                return at + 1
            self._empty(at, end.end(), True)
            return end.end()
        if start := START_TAG.match(self._text, at):
            return self._start_tag(start)
        if end := _END_TAG.match(self._text, at):
            self._end_tag(end)
            return end.end()
        return at + 1

    @property
    def _out(self) -> _Output:
        return self._open[-1].out if self._open else self._root

    def _pass_words(self, at: int) -> None:
        """Words from where the last step ended to `at` are left for the next step."""
        if at <= self._done:
            return
        if self._after and self._text.find("\n", self._done, at) >= 0:
            self._after = False
        self._out.copy(self._done, at)
        if self._open:
            self._open[-1].fresh = False
        self._done = at

    def _starts_line(self, at: int) -> bool:
        before = self._text[max(0, at - TAB) : at]
        return not before.rpartition("\n")[2].strip(" ") and (at < TAB or "\n" in before)

    def _empty(self, at: int, end: int, block: bool) -> None:
        """A comment or a tag without content."""
        if self._raw:
            return
        self._pass_words(at)
        if self._after and not self._open:
            self._take(at, end)
        elif block and self._starts_line(at):
            if self._open:
                self._out.end_line()
            else:
                self._out.end_block()
            self._out.mark(TAKEN)
            self._take(at, end)
            self._after = not self._open and not _BLANK_AFTER.match(self._text, end)

    def _take(self, at: int, end: int) -> None:
        if not self._open or self._open[-1].mode != "off":
            self.regions.append((at, end))
        self._done = end

    def _start_tag(self, match: re.Match[str]) -> int:
        name, at, end = match["name"].lower(), match.start(), match.end()
        if match["attributes"].endswith("/"):
            self._empty(at, end, name in BLOCK_TAGS)
            return end
        if self._raw:
            self._raw.append(name)
            self._names[name] += 1
            return self._script_end(name, end)
        self._pass_words(at)
        if name not in BLOCK_TAGS or not self._block_may_start(at):
            return end
        if name == "hr":
            self._empty(at, end, True)
            return end
        mode = self._mode(name, match["attributes"])
        if mode == "off" and not self._open:
            self._out.end_line()
            self._raw, self._raw_start = [name], at
            self._names = Counter([name])
            return self._script_end(name, end)
        if self._names["p"]:
            self._end_element("p", at, at)
        if mode != "off":
            self.tags.append((name, at))
        self._open.append(Element(name, mode, at, _Output(self.run)))
        self._names[name] += 1
        self._done = end
        return end

    def _block_may_start(self, at: int) -> bool:
        return self._after or self._starts_line(at) or (bool(self._open) and self._open[-1].fresh)

    def _script_end(self, name: str, end: int) -> int:
        if name not in SCRIPT_TAGS:
            return end
        found = re.compile(rf"</{name}\b", re.IGNORECASE).search(self._text, end)
        return found.start() if found else len(self._text)

    def _mode(self, name: str, attributes: str) -> str:
        wanted = attributes_of(attributes).get("markdown", "0")
        wanted = "1" if wanted in ("markdown", None) else wanted
        parent = self._open[-1].mode if self._open else ""
        if parent == "off" or (parent == "span" and wanted != "0"):
            wanted = parent
        if name in RAW_TAGS:
            return "off"
        if wanted == "block" or (wanted == "1" and name not in WORD_TAGS):
            return "block"
        return "span" if wanted in ("1", "span") else "off"

    def _end_tag(self, match: re.Match[str]) -> None:
        name = match["name"].lower()
        if not self._names[name]:
            return
        if self._raw:
            ended = ""
            while ended != name:
                ended = self._raw.pop()
                self._names[ended] -= 1
            if not self._raw:
                self._end_raw(match.end())
        else:
            self._end_element(name, match.start(), match.end())

    def _end_raw(self, end: int) -> None:
        self._raw = []
        self._names.clear()
        self.regions.append((self._raw_start, end))
        self._root.mark(TAKEN)
        self._after = not _BLANK_AFTER.match(self._text, end)
        self._done = end

    def _end_element(self, tag: str, at: int, end: int) -> None:
        """Close the innermost open element of this name with all in it."""
        self._pass_words(at)
        while self._open:
            element = self._open.pop()
            self._names[element.tag] -= 1
            parent = self._open[-1] if self._open else None
            if element.mode == "off" and (parent is None or parent.mode != "off"):
                self.regions.append((element.start, end))
            element.out.finish()
            out = self._out
            if parent:
                if out.last is not None:
                    out.end_line()
                out.end_line()
            else:
                out.end_block()
            out.mark(f"\x02{len(self.elements)}\x03")
            self.elements.append(element)
            if element.tag == tag:
                break
        self._done = end
        if not self._open:
            self._after = not _BLANK_AFTER.match(self._text, end)
