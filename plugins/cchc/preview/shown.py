"""What the preview shows: the last build, before it the pages made since, and what is to be said on each page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from threading import Condition

from cchc.content.paths import DOCS
from cchc.preview.box import bare_page, box_of
from cchc.preview.orders import SavedPage
from cchc.problems import Problem


@dataclass(frozen=True, slots=True)
class _Text:
    """A text saved in this session. `html` is its page; `stays`: that page, or the built one, is older than the text.

    `number` is that of the save; 0 is what a build has found.
    """

    address: str
    html: bytes | None
    stays: bool = False
    notice: str = ""
    problems: tuple[Problem, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """A page as it is to be sent, before the script is added. `moved`: look there instead."""

    html: bytes
    box: bytes = b""
    found: bool = True
    moved: str | None = None
    look: int = 0

    @property
    def digest(self) -> str:
        """What tells two states of a page apart."""
        parts = (self.html, self.box, (self.moved or "").encode(), str(self.look).encode())
        return blake2b(b"\0".join(parts), digest_size=12).hexdigest()


class Shown:
    """Pages by address. Made by one thread, read by many."""

    def __init__(self, site_dir: Path) -> None:
        self.site_dir = site_dir
        self._texts: dict[str, _Text] = {}
        self._moved: dict[str, str] = {}
        self._ready, self._closed, self._look, self._version = False, False, 0, 0
        self._changed = Condition()

    def view(self, address: str) -> View:
        """Return the page at an address (ends with `/`, or is empty)."""
        with self._changed:
            texts = [text for text in self._texts.values() if text.address == address]
            moved, look, ready = self._moved.get(address), self._look, self._ready
        html = next((text.html for text in texts if text.html is not None), None) or self._built(address)
        notices = [text.notice for text in texts if text.notice]
        problems = [problem for text in texts for problem in text.problems]
        if html is not None or problems:
            box = box_of(notices, problems, html is not None and any(text.stays for text in texts))
            return View(html or bare_page("Chưa có trang"), box, html is not None, look=look)
        if moved is not None:
            return View(b"", moved=moved)
        if not ready:
            return View(bare_page("Đang dựng trang…", "Trang sẽ tự hiện ra khi dựng xong."), found=False)
        missing = self._file("404.html") or bare_page("Không có trang này")
        return View(missing, found=False, look=look)

    def _built(self, address: str) -> bytes | None:
        return self._file(f"{address}index.html")

    def _file(self, path: str) -> bytes | None:
        try:
            return (self.site_dir / path).read_bytes()
        except OSError:
            return None

    def saved(self, saved: SavedPage, number: int) -> str:
        """Show what a saved text gives; return the address where it is."""
        before = self._texts.get(saved.source)
        if saved.html is not None:
            former = before.address if before else saved.former
            text = _Text(saved.address, saved.html.encode(), False, saved.notice, saved.problems, number)
        else:
            # The last good page stays, even if a build leaves it out.
            former, address = None, before.address if before else saved.address
            kept = (before.html if before else None) or self._built(address)
            text = _Text(address, kept, True, before.notice if before else "", saved.problems, number)
        with self._changed:
            self._texts[saved.source] = text
            self._moved.pop(text.address, None)
            if former is not None and former != text.address:
                self._moved[former] = text.address
            self._tell()
        return text.address

    def built(
        self, number: int, problems: Iterable[Problem], addresses: Mapping[str, str], gone: frozenset[str], look: bool
    ) -> None:
        """Show a new build: it holds all texts up to save `number`, but those that are no part of the site.

        `gone` are texts that are no longer there; `look`: more than texts has changed.
        """
        found = _by_source(problems)
        with self._changed:
            for source, text in list(self._texts.items()):
                # A damaged text and a draft have no page in the build.
                apart = (text.stays and source in found) or (text.notice and self._built(text.address) is None)
                if source in gone or not (apart or text.number > number):
                    del self._texts[source]
            self._note(number, found, addresses)
            self._ready, self._look = True, self._look + look
            self._tell()

    def refused(self, number: int, problems: Iterable[Problem], addresses: Mapping[str, str]) -> None:
        """Show the problems of a build that was not made, on the pages as they are."""
        with self._changed:
            for source, text in list(self._texts.items()):
                if text.number <= number and text.html is None:
                    del self._texts[source]
            self._note(number, _by_source(problems), addresses)
            self._ready = True
            self._tell()

    def _note(self, number: int, found: Mapping[str, tuple[Problem, ...]], addresses: Mapping[str, str]) -> None:
        for source, text in list(self._texts.items()):
            if text.number <= number:
                self._texts[source] = replace(text, problems=found.get(source, ()))
        for source in found.keys() - self._texts.keys():
            address = addresses.get(f"{DOCS}/{source}")
            if address is not None:
                self._texts[source] = _Text(address, None, problems=found[source])

    def wait(self, address: str, digest: str, seconds: float) -> bool:
        """Wait until a page is no longer what it was; say whether it is another now."""
        with self._changed:
            version = self._version
        if self.view(address).digest != digest:
            return True
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._version != version, seconds)
            if self._closed or self._version == version:
                return False
        return self.view(address).digest != digest

    @property
    def closed(self) -> bool:
        """Whether the preview is ending."""
        return self._closed

    def close(self) -> None:
        """Let all go that wait."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _tell(self) -> None:
        self._version += 1
        self._changed.notify_all()


def _by_source(problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    found: dict[str, tuple[Problem, ...]] = {}
    for problem in problems:
        source = problem.path.removeprefix(f"{DOCS}/")
        found[source] = (*found.get(source, ()), problem)
    return found
