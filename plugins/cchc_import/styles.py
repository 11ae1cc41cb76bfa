"""What a Word file's styles say of a paragraph or a run, inheritance followed: fonts, weight, headings, lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cchc.text import name_key
from cchc_import.xml import Element, attribute, child, children, number, switched_on

_HEADING = re.compile(r"(?:heading|tieu de|de muc)\s*(\d)")
_TITLES = ("title", "tieu de")
_DEEPEST = 30


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run looks; `None` or "" means not said."""

    font: str = ""
    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    raised: str = ""
    size: float = 0.0

    def over(self, under: RunLook) -> RunLook:
        """Return this look where it says something, else the one under it."""
        return RunLook(
            self.font or under.font,
            under.bold if self.bold is None else self.bold,
            under.italic if self.italic is None else self.italic,
            under.strike if self.strike is None else self.strike,
            under.caps if self.caps is None else self.caps,
            under.hidden if self.hidden is None else self.hidden,
            self.raised or under.raised,
            self.size or under.size,
        )


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What a paragraph's properties say. `heading` is 1 to 9, 0 for none; `title`: it is the document's title."""

    style: str = ""
    run: RunLook = RunLook()
    heading: int = 0
    title: bool = False
    align: str = ""
    list_id: str = ""
    level: int = -1

    def over(self, under: ParagraphLook) -> ParagraphLook:
        """Return this look where it says something, else the one under it."""
        return ParagraphLook(
            self.style or under.style,
            self.run.over(under.run),
            self.heading or under.heading,
            self.title or under.title,
            self.align or under.align,
            self.list_id or under.list_id,
            self.level if self.level >= 0 else under.level,
        )


def run_look(properties: Element | None) -> RunLook:
    """Return what `w:rPr` says by itself."""
    if properties is None:
        return RunLook()
    fonts = child(properties, "rFonts")
    raised = {"superscript": "sup", "subscript": "sub"}.get(attribute(child(properties, "vertAlign"), "val"), "")
    return RunLook(
        attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or attribute(fonts, "cs"),
        switched_on(child(properties, "b")),
        switched_on(child(properties, "i")),
        switched_on(child(properties, "strike")),
        switched_on(child(properties, "caps")),
        switched_on(child(properties, "vanish")),
        raised,
        number(attribute(child(properties, "sz"), "val")) / 2,
    )


class Styles:
    """The styles of one file."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._looks: dict[str, ParagraphLook] = {}
        self._base = RunLook()
        self._default = ""
        if root is None:
            return
        self._base = run_look(child(root, "docDefaults", "rPrDefault", "rPr"))
        for element in children(root, "style"):
            id_ = attribute(element, "styleId")
            self._elements[id_] = element
            if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true"):
                self._default = id_

    def of_paragraph(self, properties: Element | None) -> ParagraphLook:
        """Return the look of a paragraph with all that it inherits."""
        id_ = attribute(child(properties, "pStyle"), "val") or self._default
        own = _paragraph_look(properties)
        inherited = self._style(id_)
        return replace(own.over(inherited), run=inherited.run.over(self._base))

    def of_run(self, properties: Element | None, paragraph: ParagraphLook) -> RunLook:
        """Return the look of a run with all that it inherits."""
        own = run_look(properties)
        id_ = attribute(child(properties, "rStyle"), "val")
        return own.over(self._style(id_).run).over(paragraph.run) if id_ else own.over(paragraph.run)

    def _style(self, id_: str, depth: int = 0) -> ParagraphLook:
        if id_ in self._looks:
            return self._looks[id_]
        element = self._elements.get(id_)
        # A style based on itself, over whatever way, ends here.
        if element is None or depth > _DEEPEST:
            return ParagraphLook()
        name = attribute(child(element, "name"), "val") or id_
        key = name_key(name)
        heading = _HEADING.match(key)
        own = replace(
            _paragraph_look(child(element, "pPr")),
            style=key,
            run=run_look(child(element, "rPr")),
            title=key in _TITLES,
        )
        if heading is not None:
            own = replace(own, heading=min(max(int(heading[1]), 1), 9))
        based = attribute(child(element, "basedOn"), "val")
        self._looks[id_] = own.over(self._style(based, depth + 1)) if based else own
        return self._looks[id_]


def _paragraph_look(properties: Element | None) -> ParagraphLook:
    if properties is None:
        return ParagraphLook()
    outline = attribute(child(properties, "outlineLvl"), "val")
    numbering = child(properties, "numPr")
    level = attribute(child(numbering, "ilvl"), "val")
    return ParagraphLook(
        heading=number(outline) + 1 if outline.isdigit() and int(outline) < 9 else 0,
        align={"centre": "center", "end": "right", "both": ""}.get(
            align := attribute(child(properties, "jc"), "val"), align
        ),
        list_id=attribute(child(numbering, "numId"), "val"),
        level=number(level) if level else -1,
    )
