"""Pieces of a paragraph as Markdown or HTML on one line; breaks as `<br>`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html import escape as html_escape

from cchc_import.escape import escaped, line_start
from cchc_import.model import PLAIN, Break, Look, NoteMark, Piece, Shown, Words

_WHITE = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ue000-\uf8ff]"
)
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
BREAK = "<br>"


@dataclass(frozen=True, slots=True)
class Writing:
    """How pictures and notes are written: `picture` and `note` return what stands in the text for one."""

    picture: Callable[[Shown, bool], str]
    note: Callable[[NoteMark, bool], str]


def clean(text: str) -> str:
    """Return words with Word's noise removed: tabs and hard spaces made plain, what can't be seen left out."""
    return _WHITE.sub(" ", _INVISIBLE.sub("", text))


def markdown(pieces: Iterable[Piece], writing: Writing, looks: bool = True, cell: bool = False) -> str:
    """Return Markdown; `looks`: with bold and italic, which a heading has by itself; `cell`: all on one line."""
    out = ""
    for piece in _joined(pieces, looks):
        if isinstance(piece, Words):
            out += _words(piece, out)
        elif isinstance(piece, Break):
            out = out.rstrip() + (BREAK if cell else f"{BREAK}\n")
        elif isinstance(piece, Shown):
            out += writing.picture(piece, False)
        else:
            out = out.rstrip() + writing.note(piece, False)
    lines = _without_outer_breaks(out).split("\n")
    if cell:
        return lines[0]
    return "\n".join(line_start(line.strip()) for line in lines)


def html(pieces: Iterable[Piece], writing: Writing, looks: bool = True) -> str:
    """Return HTML for the inside of a table that Markdown can't hold; `looks` as above."""
    out = ""
    for piece in _joined(pieces, looks):
        if isinstance(piece, Words):
            text = html_escape(piece.text, quote=False)
            for tag in _tags(piece.look):
                text = f"<{tag}>{text}</{tag}>"
            out += f'<a href="{html_escape(piece.link)}">{text}</a>' if piece.link else text
        elif isinstance(piece, Break):
            out = out.rstrip() + BREAK
        elif isinstance(piece, Shown):
            out += writing.picture(piece, True)
        else:
            out = out.rstrip() + writing.note(piece, True)
    return _without_outer_breaks(out)


def _without_outer_breaks(text: str) -> str:
    text = text.strip()
    while text.startswith(BREAK):
        text = text[len(BREAK) :].strip()
    while text.endswith(BREAK):
        text = text[: -len(BREAK)].strip()
    return text


def _joined(pieces: Iterable[Piece], looks: bool) -> list[Piece]:
    """Join neighbours that look alike; spaces take the look of what stands before them, and stay single."""
    out: list[Piece] = []
    for piece in pieces:
        if not isinstance(piece, Words):
            out.append(piece)
            continue
        text = clean(piece.text)
        last = out[-1] if out else None
        if last is None or isinstance(last, Break) or (isinstance(last, Words) and last.text.endswith(" ")):
            text = text.lstrip()
        if not text:
            continue
        raised = piece.look.raised if text.strip() else ""
        look = piece.look if looks else replace(PLAIN, strike=piece.look.strike, raised=raised)
        if isinstance(last, Words) and last.link == piece.link and (last.look == look or not text.strip()):
            out[-1] = replace(last, text=last.text + text)
        else:
            out.append(Words(text, look, piece.link))
    return out


def _words(piece: Words, before: str) -> str:
    found = _EDGES.fullmatch(piece.text)
    assert found is not None  # noqa: S101 - the pattern matches every text
    lead, words, trail = found.groups()
    if not words:
        return piece.text
    text = _linked(_decorated(escaped(words), piece.look, f"{before}{lead}"), piece.link)
    return f"{lead}{text}{trail}"


def _linked(text: str, link: str) -> str:
    if not link:
        return text
    # `[…]:` at the beginning of a line names an address for links elsewhere, whatever stands before the bracket.
    words = text.replace("]:", "&#93;:").replace("]", "\\]")
    return f"[{words}]({link})"


def _decorated(text: str, look: Look, before: str) -> str:
    if look.raised:
        text = f"<{look.raised}>{text}</{look.raised}>"
    if look.strike:
        text = f"<s>{text}</s>"
    signs = ("***" if look.bold and look.italic else "**" if look.bold else "*") if look.bold or look.italic else ""
    if not signs:
        return text
    # Two runs of signs that touch, or a sign at an edge, could be read in other pairs: tags can't.
    if before.endswith("*") or text.startswith(("\\*", "<")) or text.endswith(("\\*", ">")):
        for tag in _tags(replace(look, strike=False, raised="")):
            text = f"<{tag}>{text}</{tag}>"
        return text
    return f"{signs}{text}{signs}"


def _tags(look: Look) -> list[str]:
    tags = [look.raised] if look.raised else []
    tags += ["s"] if look.strike else []
    tags += ["em"] if look.italic else []
    return tags + (["strong"] if look.bold else [])
