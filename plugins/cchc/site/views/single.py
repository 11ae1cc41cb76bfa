"""Pages of which there is one, or that only hold a text."""

from __future__ import annotations

from dataclasses import dataclass

from cchc.site.views.numbers import YearFigures
from cchc.site.views.parts import Card, FeedLink, Link, TopicGroupView


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page. `lead` is the newest pinned (else newest) news item; `latest` follow it."""

    intro: str
    lead: Card | None
    latest: tuple[Card, ...]
    pinned: tuple[Card, ...]
    documents: tuple[Card, ...]
    procedures: tuple[Card, ...]
    activities: tuple[Card, ...]
    answers: tuple[Card, ...]
    groups: tuple[TopicGroupView, ...]
    quick: tuple[Link, ...]
    fields: tuple[Link, ...]  # fields of the procedures
    series: tuple[Link, ...]
    year: YearFigures | None


@dataclass(frozen=True, slots=True)
class FeedsView:
    """The page that lists all feeds: groups of (title, feeds). `embed` is the page on news boxes for other sites."""

    groups: tuple[tuple[str, tuple[tuple[str, tuple[FeedLink, ...]], ...]], ...]
    opml: str
    embed: str


@dataclass(frozen=True, slots=True)
class FrameView:
    """A news box in a frame of its own: the newest items, of which `number` show at first; `all` leads to the rest."""

    all: Link
    cards: tuple[Card, ...]
    number: int


@dataclass(frozen=True, slots=True)
class EmbedView:
    """The page that gives the code of a news box: `boxes` as (id, label), and the frame shown as an example."""

    boxes: tuple[tuple[str, str], ...]
    numbers: tuple[int, ...]
    example: Link


@dataclass(frozen=True, slots=True)
class StatementView:
    """A page that the kit itself brings and the department can replace: its text is in the template. `contact` is the
    department's page for feedback, when it has one.
    """

    heading: str
    contact: Link | None


@dataclass(frozen=True, slots=True)
class TextView:
    """A plain page: safe HTML."""

    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class RedirectView:
    """A page that only leads on."""

    target: Link
