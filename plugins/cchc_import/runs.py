"""A paragraph's content as pieces: runs, links, fields, notes, pictures; what is deleted or hidden left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cchc_import.findings import Findings
from cchc_import.legacy_fonts import (
    VNI_MARKS,
    Encoding,
    encoding_of_font,
    guessed,
    is_capital_font,
    is_unicode,
    to_unicode,
)
from cchc_import.links import address_of_field, safe_link
from cchc_import.model import Break, Look, NoteMark, Piece, Shown, Words
from cchc_import.package import Relation
from cchc_import.styles import ParagraphLook, Styles
from cchc_import.xml import Element, attribute, below, child, children, name_of, number

# Containers whose content stands in the text as it is.
_THROUGH = frozenset(
    ["ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo", "ruby", "rubyBase"]
)
_DELETED = frozenset(["del", "moveFrom"])
_SYMBOLS = {"F0FC": "✓", "F0FE": "☑", "F0A8": "☐", "F06F": "☐", "F0B7": "•", "F0E0": "→", "F0F0": "⇒", "F02D": "-"}
_MACHINE_ALT = re.compile(
    r"^(?:picture|image|hình ảnh|ảnh|hình|graphic|shape)?\s*\d*$|tự động|automatically|generated"
    r"|\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?)$",
    re.IGNORECASE,
)
_CROP_WHOLE = 100_000


@dataclass(frozen=True, slots=True)
class _Raw:
    """A text whose characters are not yet Unicode for sure."""

    text: str
    look: Look
    link: str
    font: str


@dataclass
class _Field:
    """A complex field: its instruction up to `separate`, its shown result behind it."""

    instruction: str = ""
    shown: bool = False


class RunReader:
    """Reads the runs of one part (the document, its notes)."""

    def __init__(self, styles: Styles, relations: dict[str, Relation], findings: Findings) -> None:
        self._styles = styles
        self._relations = relations
        self._findings = findings
        self._fields: list[_Field] = []

    def pieces(self, paragraph: Element, look: ParagraphLook) -> tuple[tuple[Piece, ...], list[Element]]:
        """Return the pieces of a paragraph, and the text boxes that hang on it."""
        boxes: list[Element] = []
        raw = list(self._walk(paragraph, look, "", boxes))
        return self._in_unicode(raw), boxes

    def _walk(
        self, parent: Element, look: ParagraphLook, link: str, boxes: list[Element]
    ) -> Iterator[_Raw | Break | Shown | NoteMark]:
        for element in children(parent):
            name = name_of(element)
            if name == "r":
                yield from self._run(element, look, link, boxes)
            elif name == "hyperlink":
                yield from self._walk(element, look, self._address(element) or link, boxes)
            elif name in _DELETED:
                self._findings.deleted += 1
            elif name in _THROUGH:
                self._findings.inserted += name in ("ins", "moveTo")
                yield from self._walk(element, look, link, boxes)
            elif name in ("oMath", "oMathPara"):
                formula = "".join(one.text or "" for one in below(element, "t"))
                yield _Raw(formula, Look(), link, "")

    def _address(self, element: Element) -> str:
        relation = self._relations.get(attribute(element, "id"))
        return self._checked(relation.target) if relation is not None and relation.external else ""

    def _checked(self, address: str) -> str:
        safe = safe_link(address)
        if address and not safe:
            self._findings.refused_links.append(address)
        return safe

    def _run(
        self, run: Element, paragraph: ParagraphLook, link: str, boxes: list[Element]
    ) -> Iterator[_Raw | Break | Shown | NoteMark]:
        seen = self._styles.of_run(child(run, "rPr"), paragraph)
        if seen.hidden:
            self._findings.hidden += any((one.text or "").strip() for one in below(run, "t"))
            return
        look = Look(bool(seen.bold), bool(seen.italic), bool(seen.strike), seen.raised)
        for element in children(run):
            name = name_of(element)
            if name == "fldChar":
                self._field(attribute(element, "fldCharType"))
            elif name == "instrText" and self._fields:
                self._fields[-1].instruction += element.text or ""
            elif any(not one.shown for one in self._fields):
                continue
            elif (text := self._text(element, name, seen.font)) is not None:
                shown = text.upper() if seen.caps and encoding_of_font(seen.font) is Encoding.UNICODE else text
                yield _Raw(shown, look, self._linked(link), seen.font)
            else:
                yield from self._object(element, name, boxes)

    def _field(self, type_: str) -> None:
        if type_ == "begin":
            self._fields.append(_Field())
        elif type_ == "separate" and self._fields:
            self._fields[-1].shown = True
        elif type_ == "end" and self._fields:
            self._fields.pop()

    def _linked(self, link: str) -> str:
        if link:
            return link
        for one in reversed(self._fields):
            if address := address_of_field(one.instruction):
                return self._checked(address)
        return ""

    def _text(self, element: Element, name: str, font: str) -> str | None:
        if name == "t":
            return element.text or ""
        if name in ("tab", "ptab"):
            return "\t"
        if name == "noBreakHyphen":
            return "-"
        if name == "softHyphen":
            # In TCVN3 the soft hyphen's place is that of ư.
            return "\u00ad" if encoding_of_font(font) is Encoding.TCVN3 else ""
        if name == "sym":
            return self._symbol(element)
        return None

    def _symbol(self, element: Element) -> str:
        code = attribute(element, "char").upper()
        if encoding_of_font(attribute(element, "font")) is Encoding.TCVN3:
            return to_unicode(chr(int(code, 16)), Encoding.TCVN3) if re.fullmatch(r"[0-9A-F]{2,4}", code) else ""
        self._findings.symbols += code not in _SYMBOLS
        return _SYMBOLS.get(code, "•")

    def _object(self, element: Element, name: str, boxes: list[Element]) -> Iterator[Break | Shown | NoteMark]:
        if name in ("br", "cr"):
            if attribute(element, "type") not in ("page", "column"):
                yield Break()
        elif name in ("footnoteReference", "endnoteReference"):
            yield NoteMark(f"{name[:3]}{attribute(element, 'id')}")
        elif name == "AlternateContent":
            for inner in children(_chosen(element)):
                yield from self._object(inner, name_of(inner), boxes)
        elif name in ("drawing", "pict", "object"):
            yield from self._drawing(element, boxes)

    def _drawing(self, element: Element, boxes: list[Element]) -> Iterator[Shown]:
        found = list(below(element, "txbxContent"))
        boxes += [
            box for box in found if not any(name_of(up) in ("txbxContent", "Fallback") for up in box.iterancestors())
        ]
        shown = 0
        for picture in below(element, "blip", "imagedata"):
            if any(name_of(up) == "txbxContent" for up in picture.iterancestors()):
                continue
            relation = self._relations.get(attribute(picture, "embed") or attribute(picture, "id"))
            if relation is None or relation.external:
                self._findings.outside_pictures += 1
                continue
            shown += 1
            yield Shown(relation.target, _alt(element, picture), _crop(picture))
        if not shown and not found and any(below(element, "chart", "relIds", "oleObject", "OLEObject")):
            self._findings.drawings += 1

    def _in_unicode(self, raw: list[_Raw | Break | Shown | NoteMark]) -> tuple[Piece, ...]:
        encodings = self._encodings(raw)
        _pull_marks_back(raw, encodings)
        out: list[Piece] = []
        for piece, encoding in zip(raw, encodings, strict=True):
            if not isinstance(piece, _Raw):
                out.append(piece)
                continue
            if encoding is not Encoding.UNICODE and not piece.text.isascii():
                self._findings.converted[encoding] = self._findings.converted.get(encoding, 0) + 1
            capitals = encoding is Encoding.TCVN3 and is_capital_font(piece.font)
            text = to_unicode(piece.text, encoding, capitals)
            last = out[-1] if out else None
            if isinstance(last, Words) and (last.look, last.link) == (piece.look, piece.link):
                out[-1] = replace(last, text=to_unicode(last.text + text, Encoding.UNICODE))
            elif text:
                out.append(Words(text, piece.look, piece.link))
        return tuple(out)

    def _encodings(self, raw: list[_Raw | Break | Shown | NoteMark]) -> list[Encoding]:
        """Return what each piece's characters mean: by its font, unless the text itself says otherwise."""
        told = [encoding_of_font(piece.font) if isinstance(piece, _Raw) else Encoding.UNICODE for piece in raw]
        texts = dict.fromkeys(Encoding, "")
        for piece, encoding in zip(raw, told, strict=True):
            texts[encoding] += piece.text if isinstance(piece, _Raw) else " "
        told = [Encoding.UNICODE if is_unicode(texts[encoding]) else encoding for encoding in told]
        guess = guessed(texts[Encoding.UNICODE])
        if guess is Encoding.UNICODE:
            return told
        self._findings.guessed += 1
        return [guess if one is Encoding.UNICODE else one for one in told]


def _chosen(alternatives: Element) -> Element:
    """Return the alternative that can be read here: the first with a picture or text, else the last."""
    choices = list(children(alternatives, "Choice", "Fallback"))
    known = (one for one in choices if next(below(one, "txbxContent", "blip", "imagedata"), None) is not None)
    last = choices[-1] if choices else alternatives
    return next(known, last)


def _pull_marks_back(raw: list[_Raw | Break | Shown | NoteMark], encodings: list[Encoding]) -> None:
    """Join letters and marks that Word has put into two runs: a mark alone would stay what it is."""
    for index in range(1, len(raw)):
        piece, last = raw[index], raw[index - 1]
        if not isinstance(piece, _Raw) or not isinstance(last, _Raw) or not piece.text or not last.text:
            continue
        mark = piece.text[0]
        vni = encodings[index] is encodings[index - 1] is Encoding.VNI
        if "\u0300" <= mark <= "\u036f" or (vni and mark in VNI_MARKS and last.text[-1].isalpha()):
            raw[index - 1] = replace(last, text=last.text + mark)
            raw[index] = replace(piece, text=piece.text[1:])


def _alt(drawing: Element, picture: Element) -> str:
    texts = [attribute(one, key) for one in below(drawing, "docPr", "shape") for key in ("descr", "alt")]
    texts.append(attribute(picture, "title"))
    text = next((" ".join(one.split()) for one in texts if one.strip()), "")
    return "" if _MACHINE_ALT.search(text) else text


def _crop(picture: Element) -> tuple[float, float, float, float]:
    parent = picture.getparent()
    crop = child(parent, "srcRect")
    left, top, right, bottom = (
        min(max(number(attribute(crop, side)) / _CROP_WHOLE, 0.0), 0.95) for side in ("l", "t", "r", "b")
    )
    return (left, top, right, bottom) if left + right < 1 and top + bottom < 1 else (0.0, 0.0, 0.0, 0.0)
