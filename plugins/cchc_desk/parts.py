"""The bytes of a text ↔ its parts: the text below the block of information, and the lines that an edit leaves alone."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import blake2b

from pydantic import BaseModel

from cchc.content.decode import decode
from cchc.content.front_matter_edit import CannotEditError, Head, Plain, edited, order_of, read_head
from cchc.content.paths import place_of
from cchc.content.schema import IntroFields, schema_of

# The line ends that the readers of the kit know.
_LINE = re.compile(r"[^\r\n\u2028\u2029]*(?:\r\n|[\r\n\u2028\u2029])|[^\r\n\u2028\u2029]+")
_END = re.compile(r"(?:\r\n|[\r\n\u2028\u2029])$")
_ANY_END = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Comparing line by line takes the square of the lines: longer changes are taken as one.
_MOST_LINES = 3000


@dataclass(frozen=True, slots=True)
class Parts:
    """A text taken apart. `head` is `None` where the block can't be read without error: then `body` is the whole
    file. `body_line` is the line of the file where `body` starts.
    """

    head: Head | None
    body: str
    body_line: int


def digest_of(data: bytes) -> str:
    """Return what tells two versions of a file apart."""
    return blake2b(data, digest_size=12).hexdigest()


def text_of(data: bytes) -> str | None:
    """Return the text of a file as it is written, line ends too; `None` when it is no text."""
    if decode(data).text is None:
        return None
    mark, encoding = _encoding(data)
    return data[len(mark) :].decode(encoding)


def parts_of(source: str, data: bytes) -> Parts | None:
    """Take a file apart; `None` when it is no text."""
    text = text_of(data)
    if text is None:
        return None
    head = read_head(data, schema_for(source))
    if head is None:
        return Parts(None, _shown(text), 1)
    lines = _LINE.findall(text)
    return Parts(head, _shown("".join(lines[head.matter.body_line - 1 :])), head.matter.body_line)


def schema_for(source: str) -> type[BaseModel]:
    """Return the schema of the block of a text at `source` (path below docs/)."""
    section = place_of(source).section
    return schema_of(section) if section else IntroFields


def with_changes(source: str, data: bytes, values: Mapping[str, Plain | None], body: str | None) -> bytes:
    """Return a file's bytes with other values (`None` removes one) and, where given, another body.

    Raises CannotEditError when that can't be done with certainty; a file whose block can't be read takes no values.
    """
    parts = parts_of(source, data)
    if parts is None or (values and parts.head is None):
        raise CannotEditError
    if body is not None and body != parts.body:
        data = with_body(data, parts.body_line, body)
    schema = schema_for(source)
    return edited(data, values, order_of(schema), schema) if values else data


def with_body(data: bytes, body_line: int, body: str) -> bytes:
    """Return the file with another text from `body_line` on. Lines that stay keep their bytes, line ends too; new ones
    end as most lines of the file do.
    """
    mark, encoding = _encoding(data)
    lines = _LINE.findall(data[len(mark) :].decode(encoding))
    old, new = lines[body_line - 1 :], _ANY_END.sub("\n", body).split("\n")
    if new[-1] == "":
        new.pop()
        last_ends = True
    else:
        last_ends = False
    head = lines[: body_line - 1]
    usual = _usual_end(lines)
    if head and new and not _END.search(head[-1]):
        head[-1] += usual
    merged = _merged(old, new, usual)
    if merged and not last_ends:
        merged[-1] = _END.sub("", merged[-1])
    return mark + "".join([*head, *merged]).encode(encoding)


def _merged(old: list[str], new: list[str], usual: str) -> list[str]:
    bare = [_END.sub("", line) for line in old]
    start = 0
    while start < min(len(bare), len(new)) and bare[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(bare), len(new)) - start and bare[-1 - end] == new[-1 - end]:
        end += 1
    before, after = old[:start], old[len(old) - end :]
    old_middle, new_middle = bare[start : len(bare) - end], new[start : len(new) - end]
    middle: list[str] = []
    if len(old_middle) + len(new_middle) > _MOST_LINES:
        middle = [line + usual for line in new_middle]
    else:
        matcher = SequenceMatcher(None, old_middle, new_middle, autojunk=False)
        for same, first, last, new_first, new_last in matcher.get_opcodes():
            if same == "equal":
                middle += old[start + first : start + last]
            else:
                middle += [line + usual for line in new_middle[new_first:new_last]]
    return [line if _END.search(line) else line + usual for line in (*before, *middle, *after)]


def _usual_end(lines: list[str]) -> str:
    ends = [match[0] for line in lines if (match := _END.search(line))]
    return max(("\n", "\r\n", "\r"), key=ends.count) if ends else "\n"


def _encoding(data: bytes) -> tuple[bytes, str]:
    return next(((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)), (b"", "utf-8"))


def _shown(text: str) -> str:
    return _ANY_END.sub("\n", text)
