"""Lists, and lists of terms with their meanings.

Each reader takes the first block if it is of its kind, and says whether it was.
"""

from __future__ import annotations

import re
from typing import Protocol

from cchc.content.link_scanning.lines import INDENT, TAB, Line
from cchc.content.link_scanning.tree import Block, Node, Queue, detab, detab_loosely

_NUMBERED = re.compile(r" {0,3}\d+\. +")
_BULLETED = re.compile(r" {0,3}[*+-] +")
_NESTED_ITEM = re.compile(r" {4,7}(?:\d+\.|[*+-]) +")

_MEANING = re.compile(r" {0,3}: {1,3}")
_NOT_INDENTED = re.compile(r" {0,3}[^ :]")

_LISTS = frozenset(["ol", "ul"])
_ITEMS = frozenset(["li"])


class Part(Protocol):
    """Reads a block as content of an element; `state` says in what kind of list that is."""

    def __call__(self, parent: Node, block: Block, state: str | None = None) -> None: ...


def in_list(parent: Node, blocks: Queue, state: str, part: Part) -> bool:
    """Read what is indented below an item: it belongs to the item."""
    return _indented(parent, blocks, state, part, _ITEMS, _LISTS, "li")


def in_meaning(parent: Node, blocks: Queue, state: str, part: Part) -> bool:
    """Read what is indented below a meaning: it belongs to the meaning."""
    return _indented(parent, blocks, state, part, _ITEMS | {"dd"}, _LISTS | {"dl"}, "dd")


def numbered(parent: Node, blocks: Queue, part: Part) -> bool:
    """Read a numbered list."""
    return _list(parent, blocks, part, "ol", _NUMBERED)


def bulleted(parent: Node, blocks: Queue, part: Part) -> bool:
    """Read a list with bullets."""
    return _list(parent, blocks, part, "ul", _BULLETED)


def _indented(
    parent: Node,
    blocks: Queue,
    state: str,
    part: Part,
    items: frozenset[str],
    lists: frozenset[str],
    new: str,
) -> bool:
    head, last = blocks[0].head, parent.last
    if not head.startswith(INDENT) or state == "detabbed":
        return False
    if parent.tag not in items and (last is None or last.tag not in lists):
        return False
    level, place = _level(parent, head, state, items, lists)
    block = Block(detab_loosely(blocks.popleft(), level * TAB))
    inner = place.last
    if parent.tag in items:
        into = last if last is not None and last.tag in lists else parent
    elif place.tag in items:
        into = place
    elif inner is not None and inner.tag in items:
        inner.loosen()
        into = inner
    else:
        into = place.add(new)
    part(into, block, "detabbed")
    return True


def _level(parent: Node, head: str, state: str, items: frozenset[str], lists: frozenset[str]) -> tuple[int, Node]:
    wanted = (len(head) - len(head.lstrip(" "))) // TAB
    level = 1 if state == "list" else 0
    node = parent
    while wanted > level:
        last = node.last
        if last is None or last.tag not in items | lists:
            break
        if last.tag in lists:
            level += 1
        node = last
    return level, node


def _list(parent: Node, blocks: Queue, part: Part, tag: str, mark: re.Pattern[str]) -> bool:
    if not mark.match(blocks[0].head):
        return False
    items = _items(blocks.popleft(), mark)
    last = parent.last
    if last is not None and last.tag == tag:
        lines = last
        if lines.last is not None:
            lines.last.loosen()
            _loosen_tail(lines.last)
        part(lines.add("li"), Block(items.pop(0)), "looselist")
    else:
        lines = parent if parent.tag in _LISTS else parent.add(tag)
    for item in items:
        nested = item[0].text.startswith(INDENT) and lines.last is not None
        into = lines.last if nested and lines.last is not None else lines.add("li")
        part(into, Block(item), "list")
    return True


def meaning(parent: Node, blocks: Queue, part: Part) -> bool:
    """Read terms and a meaning (`: …`)."""
    block = blocks[0]
    index = block.first(_MEANING)
    if index < 0:
        return False
    terms = [line for line in block.before(index) if line.text.strip()]
    last = parent.last
    if not terms and last is None:
        return False
    blocks.popleft()
    match = _MEANING.match(block.lines[index].text)
    content = [block.lines[index].cut(match.end() if match else 0)]
    rest = block.after(index + 1)
    if rest.start < rest.stop and _NOT_INDENTED.match(rest.head):
        content += rest
        rest = block.after(block.stop)
    else:
        indented, rest = detab(rest)
        content += indented
    inner_state = "list"
    if not terms and last is not None and last.tag == "p":
        inner_state, terms = "looselist", last.text
        parent.children.pop()
        last = parent.last
    if last is not None and last.tag == "dl":
        meanings = last
        if not terms and meanings.last is not None and meanings.last.tag == "dd" and meanings.last.children:
            inner_state = "looselist"
    else:
        meanings = parent.add("dl")
    for term in terms:
        meanings.add("dt", [term])
    part(meanings.add("dd"), Block(content), inner_state)
    if rest.start < rest.stop:
        blocks.appendleft(rest)
    return True


def _items(block: Block, mark: re.Pattern[str]) -> list[list[Line]]:
    """Return the items of a list; one that starts with an indent goes into the item before it."""
    items: list[list[Line]] = []
    for line in block:
        match = mark.match(line.text)
        if match:
            items.append([line.cut(match.end())])
        elif _NESTED_ITEM.match(line.text) and not items[-1][0].text.startswith(INDENT):
            items.append([line])
        else:
            items[-1].append(line)
    return items


def _loosen_tail(item: Node) -> None:
    last = item.last
    if last is not None and last.tail:
        item.add("p", last.tail)
        last.tail = []
