"""What an editor names on the command line, looked up: kind, topics, unit, task of a plan. Wrong usage when unknown."""

from __future__ import annotations

import click

from cchc.authoring import kind_named
from cchc.content.kinds import KINDS
from cchc.taxonomy.vocabulary import NameTable, Vocabulary


def kind_asked(written: str) -> str:
    """Return the id of a kind."""
    kind, near = kind_named(written)
    if kind is not None:
        return kind.id
    meant = f" Có phải ý bạn là “{near}” ({KINDS[near].label})?" if near else ""
    raise click.UsageError(f"Không có loại “{written}”.{meant} Các loại: {', '.join(KINDS)}.")


def topics_asked(vocabulary: Vocabulary, written: str) -> tuple[str, ...]:
    """Return the ids of topics, separated by commas; a label may hold a comma itself."""
    whole = vocabulary.topic_names.get(written) if written.strip() else None
    if whole is not None:
        return (whole,)
    names = [name.strip() for name in written.split(",") if name.strip()]
    return tuple(dict.fromkeys(_found(vocabulary.topic_names, name, "chủ đề", "topics.yml") for name in names))


def unit_asked(vocabulary: Vocabulary, written: str) -> str:
    """Return the id of a unit."""
    return _found(vocabulary.unit_names, written, "đơn vị", "units.yml")


def tasks_asked(vocabulary: Vocabulary, written: str) -> tuple[str, ...]:
    """Return the ids of tasks (`binh-minh-2026/I.2`), separated by commas."""
    names = [name.strip() for name in written.split(",") if name.strip()]
    return tuple(_found(vocabulary.task_names, name, "nhiệm vụ kế hoạch", "plans") for name in names)


def _found(table: NameTable, written: str, what: str, where: str) -> str:
    found = table.get(written)
    if found is None:
        near = table.nearest(written)
        meant = f" Có phải ý bạn là “{near}”?" if near else ""
        raise click.UsageError(f"Không có {what} “{written}” trong docs/_data/{where}.{meant}")
    return found
