"""Words as Markdown that shows exactly these words in the site's dialect, with as few extra signs as that takes."""

from __future__ import annotations

import re

# `_` within a word means nothing; `&` only before what could be an entity. Numbers of letters need no `;` at their end.
_SIGNS = re.compile(r"[\\`*\[{|]|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=\w+;|#[0-9xX])")
_LINE_START = re.compile(r"[#>+-]|(?P<number>\d+)\.(?=\s|$)|!(?=!!)")
_ENTITY_START = re.compile(r"[=:~?](?=[=:~?\s]|$)")
_CLOSING = re.compile(r"#+$")


def escaped(text: str) -> str:
    """Return one line of words as they stand within a line."""
    text = _SIGNS.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text))
    return text.replace("<", "&lt;").replace("\x02", "").replace("\x03", "")


def line_start(text: str) -> str:
    """Return an escaped line so that its beginning is no sign of a block: heading, list, quotation, table of terms."""
    if found := _LINE_START.match(text):
        place = len(found["number"]) if found["number"] else 0
        return f"{text[:place]}\\{text[place:]}"
    if _ENTITY_START.match(text):
        return f"&#{ord(text[0])};{text[1:]}"
    return text


def heading_end(text: str) -> str:
    """Return an escaped heading whose last `#` is a word of it."""
    return _CLOSING.sub(lambda found: "\\#" * len(found[0]), text)
