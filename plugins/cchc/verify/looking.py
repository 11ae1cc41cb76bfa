"""What every check looks at: the site as it was read, and the content that it must agree with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from cchc.content.items import Item
from cchc.problems import Problem, make_problem
from cchc.publishing import Edition, State
from cchc.service import Opened
from cchc.store import Store
from cchc.verify.addresses import SiteAddress, address_of
from cchc.verify.facts import Facts, FeedDocument, Page
from cchc.verify.files import SiteFiles


@dataclass(frozen=True)
class Looking:
    """A site beside its content. `limit` is how many items a feed holds."""

    files: SiteFiles
    opened: Opened
    site: SiteAddress
    limit: int
    store: Store

    @property
    def edition(self) -> Edition:
        """The content at the moment of the site."""
        return self.opened.edition

    @property
    def facts(self) -> Mapping[str, Facts]:
        """What is known of each file."""
        return self.files.facts

    @cached_property
    def pages(self) -> dict[str, Page]:
        """All HTML pages by file."""
        return {path: facts.detail for path, facts in self.facts.items() if isinstance(facts.detail, Page)}

    @cached_property
    def feeds(self) -> dict[str, FeedDocument]:
        """All feeds by file."""
        return {path: facts.detail for path, facts in self.facts.items() if isinstance(facts.detail, FeedDocument)}

    @cached_property
    def items(self) -> dict[str, Item]:
        """All items of the content by address; an item that is seen goes before a hidden one at the same address."""
        ordered = sorted(self.edition.library.items, key=lambda item: self.edition.has_page(item))
        return {item.address: item for item in ordered}

    @cached_property
    def listed(self) -> frozenset[str]:
        """The addresses of all items that stand in lists, feeds, search and sitemap."""
        return frozenset(item.address for item in self.edition.listed)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of all files."""
        return frozenset(map(address_of, self.files.sizes))

    def is_hidden(self, address: str) -> bool:
        """Say whether an address is that of an item that lists, feeds and search must not show."""
        return address in self.items and address not in self.listed

    def state(self, item: Item) -> State:
        """Return the state of an item."""
        return self.edition.state(item)

    def problem(self, code: str, path: str, line: int = 1, **values: object) -> Problem:
        """Return a problem in a file of the site."""
        return make_problem(code, f"{self.files.folder.name}/{path}", line, 1, **values)


Problems = Iterator[Problem]


def moment_in(written: str) -> datetime | None:
    """Return a moment written as ISO 8601 with its zone, `None` for anything else."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def words_of(text: str) -> str:
    """Return a text with its white space made single, for comparing."""
    return " ".join(text.split())
