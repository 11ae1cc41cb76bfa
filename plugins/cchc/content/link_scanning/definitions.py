"""What is defined apart from where it is used: addresses (`[tên]: địa-chỉ`) and footnotes (`[^1]: …`)."""

from __future__ import annotations

import re

from cchc.content.link_scanning.lines import INDENT, Line, Run
from cchc.content.link_scanning.model import Address
from cchc.content.link_scanning.tree import Block, Queue, detab_loosely

_FOOTNOTE = re.compile(r" {0,3}\[\^(?P<id>[^\]]*)\]: *")
_ADDRESS_START = re.compile(r" {0,3}\[[^\[\]]*(?:\]:|$)")
_ADDRESS = re.compile(
    r" {0,3}\[(?P<id>[^\[\]]*)\]: *(?:\n *)?(?P<url>\S+) *(?:\n *)?(?:([\"']).*\3 *|\(.*\) *)?$", re.MULTILINE
)


def footnote(blocks: Queue, footnotes: dict[str, list[Line]]) -> bool:
    """Keep the footnotes that start in the first block, and say whether one does."""
    first = blocks[0].first(_FOOTNOTE)
    if first < 0:
        return False
    block = blocks.popleft()
    starts = [*block.find(_FOOTNOTE)]
    for index, stop in zip(starts, [*starts[1:], block.stop], strict=True):
        line = block.lines[index]
        match = _FOOTNOTE.match(line.text)
        if match:
            note = [line.cut(match.end()), *detab_loosely(block.part(index + 1, stop))]
            if stop == block.stop:
                _add_indented(note, blocks)
            footnotes[match["id"]] = note
    if block.before(first).filled():
        blocks.appendleft(block.before(first))
    return True


def address(blocks: Queue, addresses: dict[str, Address]) -> bool:
    """Keep the addresses that the first block defines one after the other, and say whether it does."""
    block = blocks[0]
    for index in block.find(_ADDRESS_START):
        after = _define(block, index, addresses)
        if after:
            break
    else:
        return False
    blocks.popleft()
    while after < block.stop and _define(block.part(after, after + 1), after, addresses):
        after += 1
    if block.after(after).filled():
        blocks.appendleft(block.after(after))
    if block.before(index).filled():
        blocks.appendleft(block.before(index))
    return True


def _define(block: Block, index: int, addresses: dict[str, Address]) -> int:
    """Keep the address that is defined from this line on; return the line after it, or 0 if there is none."""
    # A definition has at most three lines: the name, the address, the title.
    run = Run(block.lines[index : min(index + 3, block.stop)])
    match = _ADDRESS.match(run.text)
    if not match:
        return 0
    url = match["url"]
    bare = url.lstrip("<")
    place = run.place(match.start("url") + len(url) - len(bare))
    addresses[match["id"].strip().lower()] = Address(bare.rstrip(">"), place)
    return index + match[0].count("\n") + 1


def _add_indented(note: list[Line], blocks: Queue) -> None:
    """Add the indented blocks that follow a footnote."""
    while blocks and not blocks[0].apart and blocks[0].head.startswith(INDENT):
        block = blocks.popleft()
        index = block.first(_FOOTNOTE)
        stop = block.stop if index < 0 else index
        note += [Line("", 0, 0), *detab_loosely(block.before(stop))]
        if index >= 0:
            blocks.appendleft(block.after(index))
            return
