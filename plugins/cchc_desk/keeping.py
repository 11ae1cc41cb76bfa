"""Files on the disk: written whole or not at all, never over something that the editor has not seen, and every version
before a save kept in a folder beside docs/.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cchc_desk.parts import digest_of
from cchc_desk.places import text_path
from cchc_desk.shelf import read_bytes

FOLDER = ".cchc-desk"
_VERSIONS, _RECOVERY = "versions", "recovery"
_MOST_VERSIONS = 200
# A virus scanner or the preview may hold a file for a moment (Windows).
_TRIES, _WAIT = 5, 0.1
_STAMP = "%Y%m%d-%H%M%S"


class ConflictError(Exception):
    """The file is no longer what the editor started from; `data` is what it holds now, `None` when it is gone."""

    def __init__(self, data: bytes | None) -> None:
        super().__init__("changed meanwhile")
        self.data = data


@dataclass(frozen=True, slots=True)
class Version:
    """A version that was kept: `id` names it, `moment` is when it was replaced, `size` in bytes."""

    id: str
    moment: str
    size: int


class Keeper:
    """Writes the texts of `root`/docs; `clock` tells the time."""

    def __init__(self, root: Path, docs: Path, clock: Callable[[], datetime]) -> None:
        self._root, self.docs, self._clock = root, docs, clock
        self._turn = threading.Lock()

    def read(self, source: str) -> bytes | None:
        """Return the bytes of a text, `None` when it is not there. Raises PlaceError."""
        return read_bytes(text_path(self.docs, source))

    def save(self, source: str, base: str, data: bytes) -> str:
        """Write a text whose digest was `base` (empty: there was none); return the new digest.

        Raises ConflictError when it is another one now, PlaceError, OSError.
        """
        path = text_path(self.docs, source)
        with self._turn:
            now = read_bytes(path)
            if (digest_of(now) if now is not None else "") != base:
                raise ConflictError(now)
            if now is not None and now != data:
                self._keep(source, now)
            if now != data:
                write_whole(path, data)
        return digest_of(data)

    def move(self, source: str, base: str, target: str, data: bytes) -> str:
        """Write `data` to the text `target` and remove `source`; the old bytes are kept as a version of the new text.

        Raises as `save` does; ConflictError also when `target` is there already.
        """
        path = text_path(self.docs, source)
        with self._turn:
            now = read_bytes(path)
            taken = text_path(self.docs, target)
            if now is None or digest_of(now) != base or taken.exists():
                raise ConflictError(now)
            if path.name == taken.name and taken.name == "index.md" and taken.parent.exists():
                raise ConflictError(now)
            self.follow(source, target)
            self._keep(target, now)
            new = text_path(self.docs, target)
            if path.name == new.name == "index.md":
                # A folder of its own moves whole: pictures and files too.
                new.parent.parent.mkdir(parents=True, exist_ok=True)
                path.parent.rename(new.parent)
                write_whole(new, data)
            else:
                write_whole(new, data)
                path.unlink()
        return digest_of(data)

    def follow(self, source: str, target: str) -> None:
        """Take the versions of a text along that another program has moved. Raises OSError."""
        old = self._folder(_VERSIONS, source)
        if old.is_dir():
            shutil.copytree(old, self._folder(_VERSIONS, target), dirs_exist_ok=True)

    def versions(self, source: str) -> list[Version]:
        """Return the kept versions, newest first."""
        return [_version(path) for path in reversed(self._kept(source))]

    def version(self, source: str, id_: str) -> bytes | None:
        """Return the bytes of a kept version, `None` when there is none of that name."""
        path = next((path for path in self._kept(source) if path.stem == id_), None)
        return read_bytes(path) if path else None

    def remember(self, source: str, window: str, unsaved: Any) -> None:
        """Keep what a window has not saved yet, beside the content."""
        data = json.dumps({"moment": self._clock().isoformat(timespec="seconds"), **unsaved}, ensure_ascii=False)
        write_whole(self._folder(_RECOVERY, source) / f"{_window(window)}.json", data.encode())

    def forget(self, source: str, window: str) -> None:
        """Drop what a window had not saved."""
        (self._folder(_RECOVERY, source) / f"{_window(window)}.json").unlink(missing_ok=True)

    def remembered(self, source: str) -> list[dict[str, Any]]:
        """Return what windows have not saved, newest first."""
        found = []
        for path in self._folder(_RECOVERY, source).glob("*.json"):
            data = read_bytes(path)
            with contextlib.suppress(ValueError):
                unsaved = json.loads(data or b"")
                if isinstance(unsaved, dict):
                    found.append({**unsaved, "window": path.stem})
        return sorted(found, key=lambda one: str(one.get("moment", "")), reverse=True)

    def _keep(self, source: str, data: bytes) -> None:
        kept = self._kept(source)
        number = int(kept[-1].name.split("-", 1)[0]) + 1 if kept else 1
        name = f"{number:05d}-{self._clock().strftime(_STAMP)}-{digest_of(data)[:8]}.md"
        write_whole(self._folder(_VERSIONS, source) / name, data)
        for old in kept[: -_MOST_VERSIONS + 1]:
            old.unlink(missing_ok=True)

    def _kept(self, source: str) -> list[Path]:
        folder = self._folder(_VERSIONS, source)
        return sorted(path for path in folder.glob("*.md") if path.name[:5].isdigit())

    def _folder(self, kind: str, source: str) -> Path:
        text_path(self.docs, source)
        return self.own_folder().joinpath(kind, *source.split("/"))

    def own_folder(self) -> Path:
        """Return the desk's own folder, beside docs/ and out of sight of git."""
        top = self._root / FOLDER
        top.mkdir(exist_ok=True)
        ignore = top / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        return top


def _version(path: Path) -> Version:
    _, day, hour, _ = path.stem.split("-")
    moment = f"{day[:4]}-{day[4:6]}-{day[6:]} {hour[:2]}:{hour[2:4]}:{hour[4:]}"
    return Version(path.stem, moment, path.stat().st_size)


def _window(window: str) -> str:
    return "".join(char for char in window if char.isascii() and char.isalnum())[:40] or "cua-so"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in one step: a crash leaves the old one, or none. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # The name begins with a dot: what watches the folder takes it for no content.
    descriptor, name = tempfile.mkstemp(prefix=".desk-", suffix=".tmp", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, draft)
        else:
            draft.chmod(0o644)
        for wait in _waits():
            try:
                draft.replace(path)
                return
            except PermissionError:
                if wait is None:
                    raise
                time.sleep(wait)
    finally:
        draft.unlink(missing_ok=True)


def _waits() -> Iterator[float | None]:
    yield from [_WAIT] * _TRIES
    yield None
