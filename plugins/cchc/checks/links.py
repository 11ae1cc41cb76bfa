"""Links, pictures and attachments of every text, each problem at the line of the link."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cchc.content.internal_hosts import is_internal
from cchc.content.items import Item, PlainPage
from cchc.content.library import Library
from cchc.content.link_scanner import FoundLink
from cchc.content.links import Leads, LinkMap, Target
from cchc.content.paths import DOCS, relative
from cchc.content.schema import ActivityFields
from cchc.media.facts import PICTURES, SOUNDS, VIDEOS, suffix_of
from cchc.problems import Problem, make_problem
from cchc.publishing import STATE_LABELS, Edition, State
from cchc.suggest import nearest, nearest_path

# What cameras, phones, Zalo and Word call a picture.
_CAMERA = re.compile(r"(?:img|dsc[nf]?|pxl|image|picture|photo|screenshot|untitled|z)[-_ ]?\d[\d_ -]*", re.IGNORECASE)
# An address of another site without what says so: www.mof.gov.vn, dichvucong.gov.vn/p/home.
_SITE = re.compile(r"(?:[\w-]+\.)+(?:vn|com|net|org|info|edu)(?:/\S*)?", re.IGNORECASE)
_SHOWN = frozenset([*PICTURES, *VIDEOS, *SOUNDS])
Anchors = Callable[[Item | PlainPage], frozenset[str]]


def check_links(library: Library, edition: Edition, links: LinkMap, anchors: Anchors) -> Iterator[Problem]:
    """Find what leads nowhere, is not safe, or has no description."""
    checker = _Checker(library, edition, links, anchors)
    for text in library.by_source.values():
        for link in text.text.links:
            yield from checker.in_text(text, link)
        if isinstance(text, Item):
            yield from checker.in_front_matter(text)


class _Checker:
    def __init__(self, library: Library, edition: Edition, links: LinkMap, anchors: Anchors) -> None:
        self.library, self.edition, self.links = library, edition, links
        self._anchors = anchors
        self._known: dict[str, frozenset[str]] = {}

    def anchors(self, text: Item | PlainPage) -> frozenset[str]:
        if text.source not in self._known:
            self._known[text.source] = self._anchors(text)
        return self._known[text.source]

    def in_text(self, text: Item | PlainPage, link: FoundLink) -> Iterator[Problem]:
        line, column = link.line + text.text.body_line - 1, link.column
        yield from self.one(text, link.target, line, column, link.is_picture)
        if link.is_picture and not link.alt:
            yield make_problem("CCHC504", f"{DOCS}/{text.source}", line, column, target=link.target)
        elif link.is_picture and _is_file_name(link.alt or "", link.target):
            yield make_problem("CCHC510", f"{DOCS}/{text.source}", line, column, alt=link.alt)

    def in_front_matter(self, item: Item) -> Iterator[Problem]:
        fields = item.fields
        if fields.image is not None:
            line, column = item.place("image", "src")
            yield from self.one(item, fields.image.src, line, column, True)
            if not fields.image.alt:
                line, column = item.place("image")
                yield make_problem("CCHC504", f"{DOCS}/{item.source}", line, column, target=fields.image.src)
            elif _is_file_name(fields.image.alt, fields.image.src):
                line, column = item.place("image", "alt")
                yield make_problem("CCHC510", f"{DOCS}/{item.source}", line, column, alt=fields.image.alt)
        for index, attachment in enumerate(fields.attachments):
            yield from self.one(item, attachment.file, *item.place("attachments", index, "file"), False, is_file=True)
        if isinstance(fields, ActivityFields):
            for index, evidence in enumerate(fields.evidence):
                yield from self.one(item, evidence, *item.place("evidence", index), False, is_file=True)

    def one(
        self, text: Item | PlainPage, written: str, line: int, column: int, is_picture: bool, is_file: bool = False
    ) -> Iterator[Problem]:
        target = self.links.target(text.source, written)
        path = f"{DOCS}/{text.source}"
        if code := _wrong_as_written(target, written, is_picture):
            yield make_problem(code, path, line, column, target=written)
        elif target.leads is Leads.MISSING or (
            is_picture and target.leads is not Leads.ASSET and target.leads is not Leads.OUT
        ):
            near = self.nearest(text.source, target.path, beside=is_picture or is_file)
            if _SITE.fullmatch(written.strip()):
                near = f"https://{written.strip()}"
            code = "CCHC503" if is_picture or is_file else "CCHC501"
            yield make_problem(code, path, line, column, target=written, nearest=near)
        elif target.leads is Leads.ANCHOR:
            yield from self.anchor(text, target.anchor, path, line, column)
        elif target.leads is Leads.TEXT:
            yield from self.page(target, written, path, line, column)

    def page(self, target: Target, written: str, path: str, line: int, column: int) -> Iterator[Problem]:
        if target.text is not None and not self.edition.has_page(target.text):
            state = self.edition.state(target.text) if isinstance(target.text, Item) else State.DRAFT
            yield make_problem("CCHC507", path, line, column, target=written, state=STATE_LABELS[state])
        if target.anchor and target.text is not None:
            yield from self.anchor(target.text, target.anchor, path, line, column)

    def anchor(self, text: Item | PlainPage, anchor: str, path: str, line: int, column: int) -> Iterator[Problem]:
        if not anchor:
            return
        known = self.anchors(text)
        if anchor not in known:
            near = nearest(anchor, known)
            yield make_problem("CCHC502", path, line, column, anchor=anchor, nearest=f"#{near}" if near else "")

    def nearest(self, source: str, path: str, beside: bool) -> str:
        """Return the nearest of all files; for pictures and attachments of those `beside` the text, or of that name."""
        folded = self.links.assets_folded.get(path.casefold())
        if beside:
            folder, name = f"{source.rpartition('/')[0]}/", path.rpartition("/")[2].casefold()
            assets = self.library.assets
            pool = [one for one in assets if one.startswith(folder) or one.rpartition("/")[2].casefold() == name]
        else:
            pool = [*sorted(self.library.sources - {source}), *self.library.assets]
        found = folded or nearest_path(path, pool)
        return relative(found, source) if found else ""


def _wrong_as_written(target: Target, written: str, is_picture: bool) -> str:
    """Return the code of what is wrong with an address whatever else there is on the site, or an empty text."""
    if not written.strip():
        return "CCHC519"
    if target.leads is Leads.UNSAFE:
        return "CCHC505"
    if target.leads is Leads.ESCAPES:
        return "CCHC506"
    if target.leads is Leads.OUT:
        return "CCHC509" if is_picture else "CCHC811" if is_internal(written.strip()) else ""
    return "CCHC518" if is_picture and target.leads is Leads.ASSET and suffix_of(target.path) not in _SHOWN else ""


def _is_file_name(alt: str, target: str) -> bool:
    """Say whether the description of a picture is only the name of a file, its own or one that a camera gives."""
    words, name = alt.strip(), target.rsplit("/", 1)[-1]
    own = words == name.rpartition(".")[0] and not any(char.isspace() for char in words)
    return own or suffix_of(words) in PICTURES or _CAMERA.fullmatch(words) is not None
