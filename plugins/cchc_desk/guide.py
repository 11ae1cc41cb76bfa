"""The editors' guide: what guide/*.md says, as HTML with links between its pages, and its headings for the search."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc.texts.records import TextRenderer
from cchc.texts.rendering import TocToken
from cchc_desk.sheet import SHEET, SHEET_TITLE, sheet_rows
from cchc_desk.shelf import read_bytes

FIRST = "huong-dan"
ADDRESS = "/tro-giup/"
_PICTURES = "anh/"
# References stand last: they are looked up, not read.
_LAST = ("cac-muc", "cac-loi")
_TITLE = re.compile(r"^# +(.+?)\s*$", re.MULTILINE)
_PAGE = re.compile(r"([a-z0-9-]+)\.md(#.*)?")
_PICTURE = re.compile(rf"{_PICTURES}[a-z0-9-]+\.(?:png|jpg|webp|svg)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SAMPLE = "/tinh/icon.svg"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page: `address` leads there."""

    address: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page of the guide."""

    name: str
    title: str
    html: str
    headings: tuple[Heading, ...]


class Guide:
    """The guide in `folder`; `renderer` makes what turns Markdown into HTML as the site does."""

    def __init__(self, folder: Path, renderer: Callable[[], TextRenderer]) -> None:
        self._folder, self._make = folder, renderer
        self._renderer: TextRenderer | None = None
        self._made: dict[str, tuple[bytes, GuidePage]] = {}
        self._turn = threading.Lock()

    def pages(self) -> tuple[GuidePage, ...]:
        """Return all pages that are there: the guide itself, further parts, the sheet, the references."""
        names = [path.stem for path in self._folder.glob("*.md")]
        names.sort(key=lambda name: (name != FIRST, _LAST.index(name) + 1 if name in _LAST else 0, name))
        with self._turn:
            made = [page for name in names if (page := self._page(name))]
            return (*made[:1], self._sheet(), *made[1:]) if made else (self._sheet(),)

    def picture(self, path: str) -> Path | None:
        """Return the picture at `path` below the guide; `None` when there is none."""
        file = self._folder / path
        return file if _PICTURE.fullmatch(path) and file.is_file() else None

    def _page(self, name: str) -> GuidePage | None:
        data = read_bytes(self._folder / f"{name}.md")
        if data is None:
            return None
        known = self._made.get(name)
        if known is None or known[0] != data:
            known = self._made[name] = (data, self._rendered(name, data.decode("utf-8", errors="replace")))
        return known[1]

    def _rendered(self, name: str, text: str) -> GuidePage:
        text = _COMMENT.sub("", text)
        title = _TITLE.search(text)
        body = text[: title.start()] + text[title.end() :] if title else text
        rendered = self._markdown().render(body, _resolved, lambda _: ())
        return GuidePage(name, title[1] if title else name, rendered.html, tuple(_headings(name, rendered.toc)))

    def _sheet(self) -> GuidePage:
        renderer = self._markdown()

        def shown(written: str) -> str:
            return renderer.render(written, lambda link, picture: _SAMPLE if picture else link, lambda _: ()).html

        return GuidePage(SHEET, SHEET_TITLE, sheet_rows(shown), ())

    def _markdown(self) -> TextRenderer:
        if self._renderer is None:
            self._renderer = self._make()
        return self._renderer


def _resolved(link: str, is_picture: bool) -> str | None:
    """Return a link of the guide as the desk has it; links to other files of the kit lead nowhere here."""
    if link.startswith(("#", "http://", "https://", "mailto:")):
        return link
    if is_picture or _PICTURE.fullmatch(link):
        return f"{ADDRESS}{link}" if _PICTURE.fullmatch(link) else None
    page = _PAGE.fullmatch(link)
    return f"{ADDRESS}{page[1]}{page[2] or ''}" if page else None


def _headings(name: str, tokens: Sequence[TocToken]) -> Iterator[Heading]:
    for token in tokens:
        yield Heading(f"{ADDRESS}{name}#{token.id}", token.title, token.level)
        yield from _headings(name, token.children)
