"""The real page of what is being written: made by the processes of the preview, unsaved texts too."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc.preview.orders import Done, Failed, Outcome, Refused, Save, SavedPage
from cchc.preview.session import Session
from cchc.preview.shown import Shown
from cchc.preview.workers import WorkerLost, Workers
from cchc.problems import Problem, Severity
from cchc_desk.events import Events

_MOST_PAGES = 24


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was made of unsaved words."""

    address: str
    html: bytes


class Showing:
    """Keeps the built site up to date and makes pages of unsaved texts. `found` is told the problems of each build."""

    def __init__(
        self,
        docs: Path,
        inputs: tuple[Path, ...],
        shown: Shown,
        workers: Workers,
        events: Events,
        found: Callable[[tuple[Problem, ...]], None],
    ) -> None:
        self.shown, self._workers, self._events, self._found = shown, workers, events, found
        self._session = Session(docs, inputs, shown, workers, self)
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._turn = threading.Lock()
        self._number = 0
        self.ready = False

    def start(self) -> None:
        """Build for the first time, in the background."""
        self._events.tell("site", state="building")
        self._session.start()

    def stop(self) -> None:
        """End the processes."""
        self._session.stop()

    def changed(self, paths: Iterable[Path]) -> None:
        """Take changes of files."""
        self._session.changed(paths)

    def unsaved(self, source: str, data: bytes, beside: tuple[tuple[str, int], ...]) -> dict[str, Any]:
        """Make the page of a text that would hold `data`; say where it is (`url`), or why there is none (`state`)."""
        started = time.monotonic()
        try:
            made = self._workers.save(Save(source, data, beside))
        except WorkerLost:
            return {"state": "lost"}
        if made is None:
            return {"state": "building"}
        if made.html is None:
            return {"state": "damaged", "notice": made.notice}
        with self._turn:
            self._number += 1
            name = str(self._number)
            self._pages[name] = Page(made.address, made.html.encode())
            while len(self._pages) > _MOST_PAGES:
                self._pages.popitem(last=False)
        milliseconds = round((time.monotonic() - started) * 1000)
        return {"state": "ready", "page": name, "address": made.address, "notice": made.notice, "took": milliseconds}

    def page(self, address: str, name: str) -> bytes | None:
        """Return the page `name` of unsaved words, if that is at this address."""
        with self._turn:
            page = self._pages.get(name)
        return page.html if page is not None and page.address == address else None

    # What the session tells.

    def saved(self, saved: SavedPage, address: str, seconds: float) -> None:
        """A saved text has its page."""
        self._events.tell("page", source=saved.source)

    def built(self, outcome: Outcome, seconds: float, first: bool) -> None:
        """The site has been built, or not."""
        if isinstance(outcome, (Done, Refused)):
            self._found(outcome.problems)
        if isinstance(outcome, Done):
            self.ready = True
            self._events.tell("site", state="ready")
        elif isinstance(outcome, Failed):
            self._events.tell("site", state="failed", reason=outcome.reason)
        else:
            # A damaged vocabulary: nothing is built from it, the site stays as it was.
            self._events.tell("site", state="ready" if self.ready else "refused", reason=_first_error(outcome))

    def lost(self) -> None:
        """A process has broken down."""
        self._events.tell("site", state="lost")


def _first_error(outcome: Outcome) -> str:
    errors = [one for one in outcome.problems if one.severity is Severity.ERROR] if isinstance(outcome, Refused) else []
    return f"{errors[0].path}, dòng {errors[0].line}: {errors[0].message}" if errors else ""
