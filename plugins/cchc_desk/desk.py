"""The desk itself: the content as a whole, and the parts that answer for one thing each. Knows nothing of HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cchc.content.kinds import DATA_FOLDER
from cchc.problems import Problem
from cchc.taxonomy.load import load_targets
from cchc.taxonomy.targets import PUBLISH_FILE
from cchc_desk import forms, listing, uploads
from cchc_desk.advice import Advice
from cchc_desk.beside import Beside
from cchc_desk.checking import Checker
from cchc_desk.core import Core
from cchc_desk.deleted import Deleted
from cchc_desk.events import Events
from cchc_desk.keeping import Keeper
from cchc_desk.making import Making
from cchc_desk.moves import Moves
from cchc_desk.shelf import Shelf, read_bytes
from cchc_desk.showing import Showing
from cchc_desk.tasks import Tasks
from cchc_desk.texts import Texts

_ROWS = 100
# A scheduled item is published by the passing of time: states are told anew after this long.
_FRESH = timedelta(seconds=30)


class Desk:
    """All that the page can ask for. `site` is the built site for readers."""

    def __init__(
        self,
        shelf: Shelf,
        keeper: Keeper,
        checker: Checker,
        showing: Showing,
        tasks: Tasks,
        events: Events,
        clock: Callable[[], datetime],
        site: Path,
    ) -> None:
        core = Core(shelf, keeper, events, clock)
        self.shelf, self.keeper, self.showing, self.tasks, self.events = shelf, keeper, showing, tasks, events
        self.moves = Moves(core, tasks, Deleted(keeper, site, lambda: shelf.state.library.vocabulary))
        self.texts = Texts(core, checker, showing, self.moves)
        self.advice, self.beside = Advice(shelf), Beside(core)
        self.making = Making(core, self.advice)
        self._clock, self._told = clock, clock()

    def changed(self, paths: Iterable[Path]) -> None:
        """Take changes of files, by whomever."""
        paths = list(paths)
        sources = self.shelf.changed(paths)
        self.events.tell("changed", sources=sorted(sources))
        self.showing.changed(paths)

    def found(self, problems: tuple[Problem, ...]) -> None:
        """Take the problems of all content."""
        self.shelf.checked(problems)
        self.events.tell("changed", sources=[])

    def forms(self) -> dict[str, Any]:
        """Return the forms, the vocabulary, and what else the page must know at its start."""
        library = self.shelf.state.library
        return {
            **forms.forms(library),
            "states": listing.state_labels(),
            "section_labels": listing.section_labels(),
            "agency": library.vocabulary.agency.short_name or library.vocabulary.agency.name,
            "default_channel": library.vocabulary.agency.default_channel,
            "now": self._clock().strftime("%Y-%m-%dT%H:%M"),
            "targets": self.targets(),
            "widest": uploads.WIDEST,
        }

    def listed(self, asked: listing.Question, start: int) -> dict[str, Any]:
        """Return a page of the list."""
        now = self._clock()
        if now - self._told > _FRESH:
            self._told = now
            self.shelf.refresh()
        return listing.page_of(self.shelf.state.rows, asked, max(0, start), _ROWS)

    def targets(self) -> dict[str, str]:
        """Return where the site can be published, by docs/_data/publish.yml: ids and labels."""
        data = read_bytes(self.keeper.docs / DATA_FOLDER / PUBLISH_FILE)
        file = load_targets(data)[0] if data is not None else None
        return {target.id: target.label or target.id for target in file.targets} if file else {}
