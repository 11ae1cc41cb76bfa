"""Takes lines apart into blocks, in the order in which the renderer tries its readers."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from cchc.content.link_scanning import definitions, lists
from cchc.content.link_scanning.fences import Fences
from cchc.content.link_scanning.html_blocks import MARKER, Element
from cchc.content.link_scanning.lines import INDENT, TAB, TAKEN_FENCE, Line
from cchc.content.link_scanning.model import Address
from cchc.content.link_scanning.tables import cells_of, columns_of
from cchc.content.link_scanning.tree import Block, Node, Queue, detab, detab_loosely, split_blocks

# Deeper nesting than any editor writes is read as plain words, so that no text can exhaust the stack.
_DEEPEST = 60

_HEADING = re.compile(r"#{1,6}(?:[^\\]|\\.)*$")
_UNDERLINE = re.compile(r"(?:=+|-+) *$")
_RULE = re.compile(r" {0,3}([-_*])(?: {0,2}\1){2,} *$")

_QUOTATION = re.compile(r" {0,3}> ?")
_NOTE = re.compile(r"!!! ?[\w-]+(?: +[\w-]+)*(?: +\"(?P<title>.*?)\")? *$")
_DETAILS = re.compile(r"\?{3}\+? ?(?:(?:[\w-]+(?: +[\w-]+)*?)?(?: +\"(?P<title>.*?)\")|[\w-]+(?: +[\w-]+)*?) *$")


_Reader = Callable[[Node, Queue], bool]


@dataclass(slots=True)
class Blocks:
    """Takes the lines apart into blocks; knows then the runs of words, the addresses and the footnotes."""

    elements: list[Element] = field(default_factory=list)
    fences: Fences = field(default_factory=dict)
    addresses: dict[str, Address] = field(default_factory=dict)
    footnotes: dict[str, list[Line]] = field(default_factory=dict)
    _root: Node = field(default_factory=lambda: Node("div"))
    _states: list[str] = field(default_factory=lambda: [""])
    _depth: int = 0

    def read(self, lines: list[Line]) -> None:
        self._parse(self._root, split_blocks(lines))
        for note in list(self.footnotes.values()):
            self._parse(self._root.add("div"), split_blocks(note))

    def words(self) -> Iterator[list[Line]]:
        """Yield the lines of each run of words."""
        nodes = [self._root]
        while nodes:
            node = nodes.pop()
            if node.children:
                nodes += node.children
            if node.text:
                yield node.text
            if node.tail:
                yield node.tail

    def _parse(self, parent: Node, blocks: Queue, state: str | None = None) -> None:
        self._depth += 1
        if state is not None:
            self._states.append(state)
        readers: tuple[_Reader, ...] = ()
        while blocks:
            block = blocks[0]
            while block.start < block.stop and not block.head:
                block.start += 1
            if block.start == block.stop:
                blocks.popleft()
                continue
            if not block.may_be_marked():
                self._add_words(parent, blocks.popleft(), self._states[-1])
                continue
            readers = readers or (self._readers() if self._depth < _DEEPEST else (self._paragraph,))
            for reader in readers:
                if reader(parent, blocks):
                    break
        if state is not None:
            self._states.pop()
        self._depth -= 1

    def _readers(self) -> tuple[_Reader, ...]:
        return (
            self._note,
            self._element,
            self._details,
            self._in_list,
            self._in_meaning,
            self._code,
            self._table,
            self._heading,
            self._underlined,
            self._rule,
            self._numbered,
            self._bulleted,
            self._meaning,
            self._quotation,
            self._footnote,
            self._address,
            self._paragraph,
        )

    def _part(self, parent: Node, block: Block, state: str | None = None) -> None:
        if block.start == block.stop:
            return
        if block.head and not block.may_be_marked():
            self._add_words(parent, block, self._states[-1] if state is None else state)
        else:
            self._parse(parent, deque([block]), state)

    # Notes (`!!!`) and details (`???`).

    def _note(self, parent: Node, blocks: Queue) -> bool:
        return self._boxed(parent, blocks, _NOTE, "div", "note")

    def _details(self, parent: Node, blocks: Queue) -> bool:
        return self._boxed(parent, blocks, _DETAILS, "details", "")

    def _boxed(self, parent: Node, blocks: Queue, mark: re.Pattern[str], tag: str, note: str) -> bool:
        block = blocks[0]
        index = block.first(mark)
        if index >= 0:
            blocks.popleft()
            self._part(parent, block.before(index))
            line = block.lines[index]
            box = parent.add(tag, note=note)
            match = mark.match(line.text)
            if match and match["title"]:
                box.add("p", [line.cut(*match.span("title"))])
            content, rest = detab(block.after(index + 1))
        else:
            found, indent = _open_box(parent, block.head, tag, note)
            if found is None:
                return False
            blocks.popleft()
            content, rest = detab(block, indent)
            box = found
            if box.tag in ("li", "dd"):
                box.loosen()
        self._parse(box, split_blocks(content))
        if rest.start < rest.stop:
            blocks.appendleft(rest)
        return True

    def _element(self, parent: Node, blocks: Queue) -> bool:
        match = MARKER.match(blocks[0].head)
        if not match:
            return False
        block = blocks.popleft()
        self._fill(parent, self.elements[int(match[1])])
        blocks.appendleft(block.after(block.start + 1))
        return True

    def _fill(self, parent: Node, element: Element) -> None:
        node = parent.add(element.tag)
        self._depth += 1
        if element.mode == "block":
            self._parse(node, split_blocks(element.out.lines))
        elif element.mode == "span" and self._depth < _DEEPEST:
            words: list[Line] = []
            for line in element.out.lines:
                match = MARKER.match(line.text)
                if match:
                    node.add("span", words)
                    words = []
                    self._fill(node, self.elements[int(match[1])])
                else:
                    words.append(line)
            node.add("span", words)
        self._depth -= 1

    # Lists and definitions.

    def _in_list(self, parent: Node, blocks: Queue) -> bool:
        return lists.in_list(parent, blocks, self._states[-1], self._part)

    def _in_meaning(self, parent: Node, blocks: Queue) -> bool:
        return lists.in_meaning(parent, blocks, self._states[-1], self._part)

    def _numbered(self, parent: Node, blocks: Queue) -> bool:
        return lists.numbered(parent, blocks, self._part)

    def _bulleted(self, parent: Node, blocks: Queue) -> bool:
        return lists.bulleted(parent, blocks, self._part)

    def _meaning(self, parent: Node, blocks: Queue) -> bool:
        return lists.meaning(parent, blocks, self._part)

    def _footnote(self, _parent: Node, blocks: Queue) -> bool:
        return definitions.footnote(blocks, self.footnotes)

    def _address(self, _parent: Node, blocks: Queue) -> bool:
        return definitions.address(blocks, self.addresses)

    # Other blocks.

    def _code(self, parent: Node, blocks: Queue) -> bool:
        if not blocks[0].head.startswith(INDENT):
            return False
        _, rest = detab(self._with_fences(blocks.popleft()))
        parent.add("pre")
        if rest.start < rest.stop:
            blocks.appendleft(rest)
        return True

    def _with_fences(self, block: Block) -> Block:
        """Put fenced code back where the lines above it are indented code: all of it is read as lines again."""
        if not any(line.text.endswith(TAKEN_FENCE) for line in block):
            return block
        lines: list[Line] = []
        for line in block:
            prefix = line.text.removesuffix(TAKEN_FENCE)
            whole = prefix != line.text and not prefix.strip(" >")
            # What the blocks around it took from the fence's line is taken from each.
            taken = [one.cut(line.shift) for one in self.fences.pop(line.row, [])] if whole else []
            lines += taken or [line]
        return Block(lines)

    def _table(self, parent: Node, blocks: Queue) -> bool:
        block = blocks[0]
        border, columns = columns_of(block)
        if not columns:
            return False
        blocks.popleft()
        table = parent.add("table")
        for index, line in enumerate(block):
            if index != 1:
                for start, end in cells_of(line.text, border)[:columns]:
                    table.add("td", [line.cut(start, end)])
        return True

    def _heading(self, parent: Node, blocks: Queue) -> bool:
        index = blocks[0].first(_HEADING)
        if index < 0:
            return False
        block = blocks.popleft()
        self._part(parent, block.before(index))
        line = block.lines[index]
        start = min(6, len(line.text) - len(line.text.lstrip("#")))
        parent.add("h", [line.cut(start, max(start, len(line.text.rstrip("#"))))])
        rest = block.after(index + 1)
        if rest.start < rest.stop:
            blocks.appendleft(Block(detab_loosely(rest)) if self._states[-1] == "looselist" else rest)
        return True

    def _underlined(self, parent: Node, blocks: Queue) -> bool:
        block = blocks[0]
        if block.stop - block.start < 2 or not _UNDERLINE.match(block.lines[block.start + 1].text):
            return False
        parent.add("h", [block.lines[block.start]])
        blocks[0] = block.after(block.start + 2)
        return True

    def _rule(self, parent: Node, blocks: Queue) -> bool:
        index = blocks[0].first(_RULE)
        if index < 0:
            return False
        block = blocks.popleft()
        self._part(parent, block.before(index))
        parent.add("hr")
        blocks.appendleft(block.after(index + 1))
        return True

    def _quotation(self, parent: Node, blocks: Queue) -> bool:
        index = blocks[0].first(_QUOTATION)
        if index < 0:
            return False
        block = blocks.popleft()
        self._part(parent, block.before(index))
        lines = []
        for line in block.after(index):
            match = _QUOTATION.match(line.text)
            rest = line.cut(match.end()) if match else line
            lines.append(rest if line.text.strip() != ">" else line.cut(len(line.text)))
        last = parent.last
        quotation = last if last is not None and last.tag == "blockquote" else parent.add("blockquote")
        self._parse(quotation, split_blocks(lines), "blockquote")
        return True

    def _paragraph(self, parent: Node, blocks: Queue) -> bool:
        block = blocks.popleft()
        if block.filled():
            self._add_words(parent, block, self._states[-1])
        return True

    @staticmethod
    def _add_words(parent: Node, block: Block, state: str) -> None:
        if state != "list":
            parent.add("p", block)
        elif parent.last is not None:
            parent.last.tail += block
        else:
            parent.text += block


def _open_box(parent: Node, head: str, tag: str, note: str) -> tuple[Node | None, int]:
    """Return the note before this block, or the item in it, that an indented block continues, and the indent."""
    box = parent.last
    if box is None or box.tag != tag or box.note != note or not head.startswith(INDENT):
        return None, 0
    indent = TAB
    last = box.last
    while last is not None and last.tag in ("ul", "ol", "dl") and head.startswith(INDENT * 2):
        inner = last.last
        if inner is None:
            break
        box, last, head = inner, inner.last, head[TAB:]
        indent += TAB
    return box, indent
