"""Addresses in one text rewritten byte for byte: links of the body, files that the front matter names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cchc.content.front_matter_edit import CannotEditError, Head
from cchc.content.items import Text
from cchc.content.link_scanner import FoundLink
from cchc.content.nodes import Node
from cchc.content.yaml_data import with_scalars
from cchc.content.yaml_lines import split_lines

TextOf = Callable[[bytes], Text | None]
NewAddress = Callable[[str], str | None]
# An address that stands in so many places of one text can't be found by looking.
_MOST_PLACES = 200


def relinked(data: bytes, text_of: TextOf, wanted: Sequence[str | None]) -> bytes:
    """Return a file's bytes with other addresses in the links of its body.

    `text_of` reads the text of a file's bytes; `wanted` has an address, or `None`, for each of its links in their
    order. Only the addresses change: the result is scanned again. Raises CannotEditError.
    """
    try:
        raw = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotEditError from error
    open_ = {index: new for index, new in enumerate(wanted) if new is not None}
    while open_:
        raw = _with_one(raw, text_of, open_)
    return raw.encode("utf-8")


def _with_one(raw: str, text_of: TextOf, open_: dict[int, str]) -> str:
    """Rewrite the last link that is still to be; take out of `open_` all that this has rewritten."""
    index = max(open_)
    text = text_of(raw.encode("utf-8"))
    if text is None:
        raise CannotEditError
    link = text.links[index]
    for match in _places(raw, text, link):
        candidate = f"{raw[: match.start()]}{open_[index]}{raw[match.end() :]}"
        after = text_of(candidate.encode("utf-8"))
        if after is None or len(after.links) != len(text.links):
            continue
        pairs = enumerate(zip(text.links, after.links, strict=True))
        changed = [at for at, (old, new) in pairs if _says(old) != _says(new)]
        if index in changed and all(_is_wanted(text.links[at], after.links[at], open_.get(at)) for at in changed):
            for at in changed:
                del open_[at]
            return candidate
    raise CannotEditError


def _says(link: FoundLink) -> tuple[Any, ...]:
    return link.target, link.is_picture, link.alt


def _is_wanted(old: FoundLink, new: FoundLink, wanted: str | None) -> bool:
    return _says(new) == (wanted, old.is_picture, old.alt)


def _places(raw: str, text: Text, link: FoundLink) -> Iterator[re.Match[str]]:
    """Yield where the address of a link may be written: from its place on, then before it (definitions)."""
    lines = split_lines(raw)
    row = link.line + text.body_line - 2
    body = sum(len(line) for line in lines[: text.body_line - 1])
    start = sum(len(line) for line in lines[:row])
    written = re.compile("".join(_written(sign) for sign in link.target))
    for count, match in enumerate([*written.finditer(raw, start), *written.finditer(raw, body, start)]):
        if count >= _MOST_PLACES:
            return
        yield match


def _written(sign: str) -> str:
    """Return a pattern of the ways in which a character of an address can be written."""
    if sign == "&":
        return r"&(?:amp;|#38;|#[xX]26;)?"
    if sign.isascii():
        return (r"\\?" if not sign.isalnum() else "") + re.escape(sign)
    forms = {sign, unicodedata.normalize("NFD", sign)}
    return "(?:" + "|".join(re.escape(form) for form in sorted(forms)) + ")"


def with_files(data: bytes, head: Head, new_address: NewAddress) -> bytes:
    """Return a file's bytes with other paths of the files that its front matter names. Raises CannotEditError."""
    wanted = []
    for node, separate in _file_nodes(head):
        assert isinstance(node.value, str)  # noqa: S101 - _file_nodes yields scalars only
        parts = node.value.split(",") if separate else [node.value]
        new = ",".join(_replaced(part, new_address) for part in parts)
        if new != node.value:
            wanted.append((node, new))
    if not wanted:
        return data
    try:
        return with_scalars(data.decode("utf-8"), wanted).encode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotEditError from error


def _replaced(part: str, new_address: NewAddress) -> str:
    bare = part.strip()
    new = new_address(bare) if bare else None
    return part if new is None else part.replace(bare, new)


def _file_nodes(head: Head) -> Iterator[tuple[Node, bool]]:
    """Yield the scalars that name files, and whether commas separate several in one."""
    entries = head.entries
    for key, part in (("image", "src"), ("attachments", "file"), ("evidence", "")):
        node = entries.get(key)
        if node is None:
            continue
        several = isinstance(node.value, tuple)
        for child in node.value if isinstance(node.value, tuple) else (node,):
            inner = child.value.get(part) if isinstance(child.value, dict) else child
            if inner is not None and isinstance(inner.value, str):
                yield inner, key == "evidence" and not several
