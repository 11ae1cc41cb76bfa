"""Bytes of a file → text, tolerant of what Windows editors write, never guessing at legacy Vietnamese fonts."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from cchc.problems import Finding, finding
from cchc.text import file_size, nfc

MAX_BYTES = 2 * 1024 * 1024

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """`text` is NFC with `\\n` line ends and without BOM, or `None` when the bytes are not a text."""

    text: str | None
    findings: tuple[Finding, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return the text of a file's bytes, or the reason why there is none."""
    if len(data) > MAX_BYTES:
        return Decoded(None, (finding("CCHC104", 1, size=file_size(len(data)), limit=file_size(MAX_BYTES)),))
    for bom, encoding in _UTF16.items():
        if data.startswith(bom):
            try:
                text = data[len(bom) :].decode(encoding)
            except UnicodeDecodeError:
                return Decoded(None, (finding("CCHC103", 1),))
            return Decoded(_normal(text), (finding("CCHC102", 1, encoding="UTF-16"),))
    if b"\x00" in data:
        return Decoded(None, (finding("CCHC103", 1),))
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8", "replace")
        line = good.count("\n") + 1
        return Decoded(None, (finding("CCHC101", line, len(good) - (good.rfind("\n") + 1) + 1),))
    return Decoded(_normal(text))


def _normal(text: str) -> str:
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n"))
