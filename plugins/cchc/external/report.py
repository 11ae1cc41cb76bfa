"""Answers into one ranked list: what is gone, what fails, what has moved, what is slow; what is left alone and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cchc.external.answers import Answer, Verdict
from cchc.external.collect import External, Spot
from cchc.taxonomy.link_exceptions import LinkException

_RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}


@dataclass(frozen=True, slots=True)
class Reported:
    """An address with its answer and its places; `lapsed` is the exception that covered it until its day."""

    answer: Answer
    spots: tuple[Spot, ...]
    lapsed: LinkException | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The ranked list, and the addresses that exceptions cover; `unused` are exceptions that cover nothing."""

    entries: tuple[Reported, ...]
    excepted: tuple[tuple[External, LinkException], ...]
    unused: tuple[LinkException, ...]


def split(
    links: Iterable[External], exceptions: Sequence[LinkException], today: date
) -> tuple[list[External], list[tuple[External, LinkException]]]:
    """Part the addresses into those to be asked for and those that an exception in force covers."""
    asked, excepted = [], []
    for link in links:
        holding = [one for one in exceptions if one.covers(link.url) and today <= one.until.day]
        if holding:
            excepted.append((link, holding[0]))
        else:
            asked.append(link)
    return asked, excepted


def report(
    links: Sequence[External],
    excepted: Sequence[tuple[External, LinkException]],
    answers: Mapping[str, Answer],
    exceptions: Sequence[LinkException],
) -> Report:
    """Return the list: the most urgent first, those in more places before others."""
    entries = [
        Reported(answers[link.url], link.spots, next((one for one in exceptions if one.covers(link.url)), None))
        for link in links
    ]
    entries.sort(key=lambda one: (_RANK[one.answer.verdict], -len(one.spots), one.answer.url))
    every = [link.url for link in links] + [link.url for link, _ in excepted]
    unused = tuple(one for one in exceptions if not any(one.covers(url) for url in every))
    return Report(tuple(entries), tuple(excepted), unused)
