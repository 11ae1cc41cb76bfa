"""Where a file of docs/ belongs: its section, and the address of its page. Addresses are ASCII and end with `/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from posixpath import normpath

from cchc.content.kinds import DATA_FOLDER, SECTIONS, TOPIC_INTROS, Section
from cchc.text import slugify

DOCS = "docs"
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"0[1-9]|1[0-2]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file stands. `source` is its path below docs/; exactly one of the roles is set.

    `section`: an item of that section; `intro_of`: the introduction of a section's list; `topic`: the
    introduction of a topic's page; none of these: a plain page.
    """

    source: str
    slug: str
    section: Section | None = None
    folder_date: tuple[int, ...] = ()
    intro_of: Section | None = None
    topic: str | None = None


def place_of(source: str) -> Place:
    """Classify the Markdown file `source` (below docs/, with `/`)."""
    parts = source.split("/")
    stem = parts[-1].rsplit(".", 1)[0]
    if parts[0] == TOPIC_INTROS and len(parts) == 2:
        return Place(source, stem, topic=stem)
    section = SECTIONS.get(parts[0]) if len(parts) > 1 else None
    if section is None:
        return Place(source, slugify(stem))
    if stem == "index" and len(parts) == 2:
        return Place(source, "", intro_of=section)
    name = parts[-2] if stem == "index" else stem
    return Place(source, slugify(name), section=section, folder_date=_folder_date(parts[1:-1]))


def _folder_date(folders: list[str]) -> tuple[int, ...]:
    if not folders or not _YEAR.fullmatch(folders[0]):
        return ()
    if len(folders) > 1 and _MONTH.fullmatch(folders[1]):
        return int(folders[0]), int(folders[1])
    return (int(folders[0]),)


def item_address(place: Place, day: date) -> str:
    """Return the address of an item: by its folder where that has the date, by its date otherwise."""
    assert place.section is not None  # noqa: S101 - callers pass items only
    folder = place.section.folder
    year, month = (
        (*place.folder_date, day.year, day.month)[:2]
        if len(place.folder_date) != 1
        else (
            place.folder_date[0],
            day.month,
        )
    )
    if place.section.dated == "month":
        return f"{folder}/{year:04d}/{month:02d}/{place.slug}/"
    if place.section.dated == "year":
        return f"{folder}/{year:04d}/{place.slug}/"
    return f"{folder}/{place.slug}/"


def page_address(source: str) -> str:
    """Return the address of a plain page: `gioi-thieu.md` → `gioi-thieu/`, `index.md` → the empty address."""
    parts = source.rsplit(".", 1)[0].split("/")
    if parts[-1] in ("index", "README"):
        parts.pop()
    return "".join(f"{slugify(part)}/" for part in parts)


def resolve(base: str, target: str) -> str | None:
    """Resolve a relative path against the folder of `base`, both below docs/; `None` when it leaves docs/."""
    target = target.replace("\\", "/")
    joined = target.lstrip("/") if target.startswith("/") else f"{base.rpartition('/')[0]}/{target}"
    path = normpath(joined.lstrip("/")) if joined.strip("/") else "."
    return None if path == ".." or path.startswith("../") else path


def is_ignored(source: str) -> bool:
    """Say whether a path below docs/ is no content at all: the vocabulary, hidden files."""
    parts = source.split("/")
    return parts[0] == DATA_FOLDER or any(part.startswith(".") for part in parts)


def relative(address: str, page: str) -> str:
    """Return the way from the page `page` to `address`, both site addresses (`tin-tuc/`, `assets/a.css`, ``)."""
    here = page.split("/")[:-1]
    there = address.split("/")
    shared = 0
    while shared < len(here) and shared < len(there) - 1 and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:]) or "./"
