"""What is kept between runs, in one SQLite file: values by the digest of all that they were made from.

A value that is there is right, whoever wrote it and whenever: its name says what it was made from. So a run that was
killed leaves fewer values, never wrong ones; the file may be deleted at any time, and each version of the kit has its
own. A store that can't be opened or written is as good as an empty one, a damaged value as good as none.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from shutil import rmtree

FOLDER = ".cchc-cache"
# The site of the preview, a folder of its own there.
PREVIEW = "preview"
# Pictures that have been made: they are the same under every version of the kit.
MEDIA = "media"
_WAIT = 10.0  # seconds for another run that is writing
_AT_ONCE = 500
_SEAL = 16  # bytes
# What SQLite says of a damaged file may quote its bytes, which are then no text.
_FAILURES = (sqlite3.Error, UnicodeDecodeError)
# Connections of the process that this one was forked from: kept, so that nothing closes them.
_FORKED: list[sqlite3.Connection | None] = []


class Store:
    """Kept values of several kinds. Not for use by two threads at once."""

    def __init__(self, path: Path | None) -> None:
        """Open the file `path`, or make it; `None` keeps nothing."""
        self.path = path
        self._process = os.getpid()
        self._made = _connect(path) if path else None

    @property
    def _connection(self) -> sqlite3.Connection | None:
        """This process's own connection: SQLite forbids to use, and even to close, one that was forked."""
        if self._process != os.getpid():
            _FORKED.append(self._made)
            self._process, self._made = os.getpid(), _connect(self.path) if self._made and self.path else None
        return self._made

    def get(self, kind: str, key: bytes) -> bytes | None:
        """Return a value, `None` when it is not kept."""
        return self.get_many(kind, [key]).get(key)

    def get_many(self, kind: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the values that are kept."""
        wanted, found = list(keys), dict[bytes, bytes]()
        for part in _parts(wanted) if self._connection else ():
            marks = ",".join("?" * len(part))
            query = f"SELECT key, value FROM kept WHERE kind = ? AND key IN ({marks})"
            with self._forgiving():
                rows = self._connection.execute(query, [kind, *part]) if self._connection else ()
                for key, sealed in rows:
                    # Damage may also say that it is a number.
                    if isinstance(key, bytes) and isinstance(sealed, bytes):
                        value = sealed[_SEAL:]
                        if sealed[:_SEAL] == _seal(kind, key, value):
                            found[key] = value
        return found

    def has_many(self, kind: str, keys: Iterable[bytes]) -> set[bytes]:
        """Return those of `keys` that are kept."""
        there: set[bytes] = set()
        if self._connection:
            with self._forgiving():
                there = {row[0] for row in self._connection.execute("SELECT key FROM kept WHERE kind = ?", [kind])}
        return there.intersection(keys)

    def has_any(self, kind: str) -> bool:
        """Say whether a value of a kind is kept."""
        found = None
        if self._connection:
            with self._forgiving():
                found = self._connection.execute("SELECT 1 FROM kept WHERE kind = ? LIMIT 1", [kind]).fetchone()
        return found is not None

    def put_many(self, kind: str, values: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep values: all of them or, when that fails, none."""
        if self._connection:
            with self._forgiving(), self._connection as connection:
                rows = ((kind, key, _seal(kind, key, value) + value) for key, value in values)
                connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)

    def keep_only(self, kind: str, keys: Iterable[bytes]) -> None:
        """Drop all values of a kind but these."""
        if self._connection:
            with self._forgiving(), self._connection as connection:
                there = {row[0] for row in connection.execute("SELECT key FROM kept WHERE kind = ?", [kind])}
                unused = [(kind, key) for key in there.difference(keys)]
                connection.executemany("DELETE FROM kept WHERE kind = ? AND key = ?", unused)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection:
            self._connection.close()
            self._made = None

    @contextlib.contextmanager
    def _forgiving(self) -> Iterator[None]:
        """Go on without the store when its file is damaged, locked or full: it only saves time.

        A damaged file is removed, so that the next run has a store again.
        """
        try:
            yield
        except _FAILURES as error:
            self.close()
            if self.path and _is_damage(error):
                _remove(self.path)


def _seal(kind: str, key: bytes, value: bytes) -> bytes:
    """Return what shows that a value is the one that was kept: SQLite itself does not notice other bytes."""
    digest = blake2b(f"{kind}\0{len(key)}\0".encode() + key, digest_size=_SEAL)
    digest.update(value)
    return digest.digest()


def _is_damage(error: Exception) -> bool:
    """Say whether the file is at fault. Locked, full or not writable is an OperationalError."""
    return isinstance(error, (sqlite3.DatabaseError, UnicodeDecodeError)) and not isinstance(
        error, sqlite3.OperationalError
    )


def _remove(path: Path) -> None:
    """Remove a store's file; its journal first, which SQLite would play into the next file of that name."""
    for one in (path.with_name(f"{path.name}-journal"), path):
        with contextlib.suppress(OSError):
            one.unlink(missing_ok=True)


def _parts(keys: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def _connect(path: Path) -> sqlite3.Connection | None:
    """Open a store's file; one that is no database is made anew."""
    for _ in range(2):
        connection = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=_WAIT, check_same_thread=False)
            connection.execute("PRAGMA synchronous = NORMAL")
            # With row ids: an index of keys alone takes a quarter of the time of one that holds the values.
            connection.execute(
                "CREATE TABLE IF NOT EXISTS kept (kind TEXT, key BLOB, value BLOB, PRIMARY KEY (kind, key))"
            )
            return connection
        except _FAILURES as error:
            if connection:
                connection.close()
            # Another run may be writing: its file stays.
            if not _is_damage(error):
                return None
            _remove(path)
        except OSError:
            return None
    return None


def store_of(folder: Path, version: str) -> Store:
    """Return the store of one version of the kit below `folder`; those of other versions are removed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        for old in folder.iterdir():
            if old != ignore and old.name not in (PREVIEW, MEDIA) and old.stem != version:
                rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
    except OSError:
        return Store(None)
    return Store(folder / f"{version}.db")


def store_of_environment(version: str) -> Store:
    """Return the store of what is the same for all folders that Python's virtual environment builds, in it; one that
    keeps nothing outside of a virtual environment.
    """
    if sys.prefix == sys.base_prefix:
        return Store(None)
    return store_of(Path(sys.prefix) / FOLDER, version)
