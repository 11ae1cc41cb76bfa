"""What the preview and its worker processes say to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cchc.problems import Problem


@dataclass(frozen=True, slots=True)
class Build:
    """Build the whole site. `told`: show the progress. `accepted`: files whose errors do not stop it; `None`: all."""

    told: bool
    accepted: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Save:
    """Make the page of one text: `source` below docs/ now holds `data`. `beside`: files that the build may not know,
    with their sizes.
    """

    source: str
    data: bytes
    beside: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Rest:
    """Forget the site: another process has a newer one."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """What a saved text gives. `html` is `None` when it can't be shown; `former` is the address that it had in the
    last build, `notice` says why it is not on the site yet.
    """

    source: str
    address: str
    former: str | None = None
    html: str | None = None
    notice: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """The site is built. `addresses`: the pages of the files with problems; `damaged`: the files with errors."""

    problems: tuple[Problem, ...]
    addresses: Mapping[str, str]
    damaged: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """The site is left as it is, for errors in the content."""

    problems: tuple[Problem, ...]
    addresses: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Failed:
    """The build has stopped; `reason` is what the site generator said."""

    reason: str


Outcome = Done | Refused | Failed
