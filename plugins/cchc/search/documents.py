"""What the index is made from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that results can be filtered by: its id and its label."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A page that can be found. `day` is an ISO date or empty; `keys` are numbers, codes, names of topics.

    `kind`, `field` and `year` are what readers filter by; a plain page has none of them.
    """

    address: str
    title: str
    text: str
    keys: str = ""
    day: str = ""
    kind: Facet | None = None
    field: Facet | None = None

    @property
    def year(self) -> Facet | None:
        """The year of the day."""
        return Facet(self.day[:4], self.day[:4]) if self.day else None
