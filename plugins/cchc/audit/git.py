"""Reads the history of docs/ with the program git, by lists of arguments; nothing in a repository is run or changed."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cchc.audit.events import Deed, Event
from cchc.content.front_matter_edit import read_head
from cchc.content.paths import DOCS, is_ignored, place_of
from cchc.content.schema import IntroFields, schema_of
from cchc.dates import VIETNAM, parse_civil

_FORMAT = "%x01%aN%x00%aI%x00%s"
_NOTHING = "0" * 40
_CHANGE = re.compile(r":\d+ \d+ (?P<old>[0-9a-f]+) (?P<new>[0-9a-f]+) (?P<status>[A-Z])\d*")
_FLAGS = frozenset({"true", "yes", "on", "có", "co", "1", "x"})


class NoGitError(Exception):
    """There is no git, or no repository that it may read; the message says which (in Vietnamese)."""


@dataclass(frozen=True, slots=True)
class _Change:
    who: str
    moment: datetime
    subject: str
    status: str
    old_blob: str
    new_blob: str
    path: str
    old_path: str


@dataclass(frozen=True, slots=True)
class _Said:
    title: str
    draft: bool
    date: str
    withdrawn: str | None


def git_events(root: Path) -> list[Event]:
    """Return what happened to the texts below docs/, newest first. Raises NoGitError."""
    options = (
        "--raw",
        "-z",
        "--no-abbrev",
        "-M50%",
        "--relative",
        "--no-show-signature",
        "--no-textconv",
        "--no-ext-diff",
    )
    written = _run(root, "-c", "diff.renameLimit=0", "log", *options, f"--format={_FORMAT}", "--", DOCS)
    changes = [change for change in _changes(written) if _is_text(change.path) or _is_text(change.old_path)]
    blobs = _blobs(root, {blob for change in changes for blob in (change.old_blob, change.new_blob)} - {_NOTHING})
    return [event for change in changes for event in _events(change, blobs)]


def _run(root: Path, *arguments: str, data: bytes | None = None) -> bytes:
    # No optional locks: reading changes nothing.
    order = ["git", "-C", str(root), "--no-pager", "--no-optional-locks", *arguments]
    try:
        done = subprocess.run(order, input=data, capture_output=True, check=False)
    except OSError as error:
        raise NoGitError("máy này không có chương trình git") from error
    if done.returncode:
        raise NoGitError(_reason(done.stderr.decode("utf-8", "replace")))
    return done.stdout


def _reason(said: str) -> str:
    if "not a git repository" in said:
        return "thư mục này không thuộc kho git"
    if "dubious ownership" in said:
        return "git không tin thư mục này vì thuộc tài khoản khác (safe.directory)"
    if "does not have any commits" in said:
        return "kho git chưa có lần ghi nào"
    return f"git báo: {said.strip().splitlines()[-1] if said.strip() else 'lỗi không rõ'}"


def _changes(written: bytes) -> Iterator[_Change]:
    for block in written.decode("utf-8", "surrogateescape").split("\x01")[1:]:
        who, when, rest = block.split("\0", 2)
        subject, _, rest = rest.partition("\0")
        moment = datetime.fromisoformat(when).astimezone(VIETNAM)
        parts = iter(rest.lstrip("\n").split("\0"))
        for part in parts:
            match = _CHANGE.fullmatch(part.strip("\n"))
            if match is None:
                continue
            old_path = next(parts) if match["status"] in "RC" else ""
            path = next(parts)
            # A copy is a new file like any other.
            status = "A" if match["status"] == "C" else match["status"]
            yield _Change(
                who, moment, subject, status, match["old"], match["new"],
                path.removeprefix(f"{DOCS}/"), old_path.removeprefix(f"{DOCS}/") if status == "R" else "",
            )  # fmt: skip


def _is_text(path: str) -> bool:
    return path.lower().endswith(".md") and not is_ignored(path)


def _blobs(root: Path, wanted: Iterable[str]) -> dict[str, bytes]:
    """Return the contents of blobs, all in one run of git."""
    names = sorted(wanted)
    if not names:
        return {}
    written = _run(root, "cat-file", "--batch", data="".join(f"{name}\n" for name in names).encode())
    found: dict[str, bytes] = {}
    at = 0
    while at < len(written):
        end = written.index(b"\n", at)
        name, _, size = written[at:end].decode().partition(" blob ")
        if not size:
            # A blob that is missing, as in a shallow copy.
            at = end + 1
            continue
        found[name] = written[end + 1 : end + 1 + int(size)]
        at = end + 2 + int(size)
    return found


def _events(change: _Change, blobs: Mapping[str, bytes]) -> Iterator[Event]:
    old = _said(change.old_path or change.path, blobs.get(change.old_blob))
    new = _said(change.path, blobs.get(change.new_blob))
    last = new or old
    title = last.title if last else ""

    def event(deed: Deed, note: str = "") -> Event:
        old_path = change.old_path if deed is Deed.MOVED else ""
        return Event(change.moment, deed, change.path, title, change.who, note or change.subject, old_path)

    if change.status == "D":
        yield event(Deed.DELETED)
        return
    deeds = list(_turns(old, new, change.moment))
    if change.status == "R":
        yield from (event(deed, note) for deed, note in deeds)
        yield event(Deed.MOVED)
        return
    if change.status == "A":
        deeds.append((Deed.CREATED, ""))
    yield from (event(deed, note) for deed, note in deeds or [(Deed.EDITED, "")])


def _turns(old: _Said | None, new: _Said | None, moment: datetime) -> Iterator[tuple[Deed, str]]:
    """Yield what the front matter says has become of an item."""
    if new is None:
        return
    if new.withdrawn is not None and (old is None or old.withdrawn is None):
        yield Deed.WITHDRAWN, new.withdrawn
    elif old is not None and old.withdrawn is not None and new.withdrawn is None:
        yield Deed.RESTORED, ""
    if not new.draft and (old is None or old.draft):
        day = parse_civil(new.date)
        yield Deed.PUBLISHED, f"hẹn giờ đăng: {day}" if day is not None and day.moment > moment else ""


def _said(path: str, data: bytes | None) -> _Said | None:
    """Return what matters of a text as it was in one commit; `None` where it can't be read."""
    section = place_of(path).section
    head = read_head(data, schema_of(section) if section else IntroFields) if data is not None else None
    if head is None:
        return None
    values = head.values
    withdrawn = values.get("withdrawn")
    reason = withdrawn.get("reason", "") if isinstance(withdrawn, dict) else None
    draft = str(values.get("draft", "")).strip().lower() in _FLAGS
    hidden = draft or section is None
    return _Said(
        str(values.get("title", "")).strip(), hidden, str(values.get("date", "")), reason if withdrawn else None
    )
