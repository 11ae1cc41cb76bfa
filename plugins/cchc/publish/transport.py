"""A place for files: the few things that the way of publishing needs of a folder, SFTP, FTP or S3."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from cchc.publish.errors import TroubleError

Content = bytes | Path
T = TypeVar("T")
# Seconds before another try, each longer than the last.
PAUSES = (1.0, 3.0, 9.0, 27.0)


class Files(Protocol):
    """Files by path below a root, with `/`. Raises TroubleError when it may be worth another try, else PublishError."""

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes; `None` when it is not there."""

    def write(self, path: str, content: Content, like: str = "") -> None:
        """Write a file and its folders; it may be left half written. `like`: the path it will be served under."""

    def create(self, path: str, data: bytes) -> bool:
        """Write a small file unless there is one; say whether it was written."""

    def remove(self, path: str) -> None:
        """Remove a file; nothing when it is not there."""

    def exists(self, path: str) -> bool:
        """Say whether there is a file of this name."""


class Transport(Files, Protocol):
    """Files that can be renamed, in folders that can be listed."""

    def move(self, source: str, target: str) -> None:
        """Give a file its final name, in place of the one that has it; the first name may stay, too."""

    def remove_all(self, paths: Sequence[str]) -> None:
        """Remove files, in this order where the place does not take them all at once."""
        for path in paths:
            self.remove(path)

    def remove_folder(self, path: str) -> None:
        """Remove a folder if nothing is in it."""

    def sizes(self, folder: str) -> dict[str, int]:
        """Return names and sizes of the files in a folder; none where there is no folder."""

    def flush(self) -> None:
        """Return when all that was written is safe from a loss of power; at once where that can't be asked for."""
        return

    def connect(self) -> None:
        """Connect, or connect anew."""

    def close(self) -> None:
        """Let go of the connection."""


class Linking(Transport, Protocol):
    """A place that can switch between two folders at once, by a symbolic link."""

    def link_of(self, path: str) -> str | None:
        """Return where a symbolic link leads; `None` when there is no such link."""

    def relink(self, path: str, to: str) -> bool:
        """Make a symbolic link lead elsewhere, in one step; say whether the place can do this."""

    def is_there(self, path: str) -> bool:
        """Say whether there is anything of this name."""


def open_content(content: Content) -> BinaryIO:
    """Open what is to be sent."""
    return io.BytesIO(content) if isinstance(content, bytes) else content.open("rb")


class Retrying:
    """A transport that tries again, with longer and longer pauses, on a new connection."""

    def __init__(self, inner: Transport, pause: Callable[[float], None], told: Callable[[str], None]) -> None:
        """`told` hears of each new try."""
        self._inner, self._pause, self._told = inner, pause, told

    def read(self, path: str) -> bytes | None:
        """See Transport."""
        return self._try(lambda: self._inner.read(path))

    def write(self, path: str, content: Content, like: str = "") -> None:
        """See Transport."""
        self._try(lambda: self._inner.write(path, content, like))

    def create(self, path: str, data: bytes) -> bool:
        """See Transport: a try whose answer was lost may have written it."""
        return self._try(lambda: self._inner.create(path, data), lambda: self._inner.read(path) == data or None)

    def move(self, source: str, target: str) -> None:
        """See Transport: a try whose answer was lost may have moved it."""
        self._try(
            lambda: self._inner.move(source, target),
            lambda: True if not self._inner.exists(source) and self._inner.exists(target) else None,
        )

    def remove(self, path: str) -> None:
        """See Transport."""
        self._try(lambda: self._inner.remove(path))

    def remove_all(self, paths: Sequence[str]) -> None:
        """See Transport."""
        self._try(lambda: self._inner.remove_all(paths))

    def remove_folder(self, path: str) -> None:
        """See Transport."""
        self._try(lambda: self._inner.remove_folder(path))

    def sizes(self, folder: str) -> dict[str, int]:
        """See Transport."""
        return self._try(lambda: self._inner.sizes(folder))

    def exists(self, path: str) -> bool:
        """See Transport."""
        return self._try(lambda: self._inner.exists(path))

    def flush(self) -> None:
        """See Transport."""
        self._try(self._inner.flush)

    def connect(self) -> None:
        """See Transport."""
        self._try(self._inner.connect)

    def close(self) -> None:
        """See Transport."""
        self._inner.close()

    def _try(self, work: Callable[[], T], done_already: Callable[[], T | None] | None = None) -> T:
        def again() -> T:
            self._inner.connect()
            answer = done_already() if done_already is not None else None
            return work() if answer is None else answer

        return with_patience(work, again, self._pause, self._told, self._inner.close)


def with_patience(
    work: Callable[[], T],
    again: Callable[[], T],
    pause: Callable[[float], None],
    told: Callable[[str], None],
    give_up: Callable[[], None] = lambda: None,
) -> T:
    """Do `work`, and `again` after each TroubleError; `give_up` lets go of what the failed try had open."""
    attempt = work
    for seconds in PAUSES:
        try:
            return attempt()
        except TroubleError as error:
            told(f"{error} Thử lại sau {seconds:.0f} giây.")
            with suppress(TroubleError):
                give_up()
            pause(seconds)
            attempt = again
    return attempt()


class Below:
    """A folder of a transport, as a transport."""

    def __init__(self, inner: Transport, folder: str) -> None:
        self._inner, self._folder = inner, folder

    def read(self, path: str) -> bytes | None:
        """See Transport."""
        return self._inner.read(self._at(path))

    def write(self, path: str, content: Content, like: str = "") -> None:
        """See Transport."""
        self._inner.write(self._at(path), content, like)

    def create(self, path: str, data: bytes) -> bool:
        """See Transport."""
        return self._inner.create(self._at(path), data)

    def move(self, source: str, target: str) -> None:
        """See Transport."""
        self._inner.move(self._at(source), self._at(target))

    def remove(self, path: str) -> None:
        """See Transport."""
        self._inner.remove(self._at(path))

    def remove_all(self, paths: Sequence[str]) -> None:
        """See Transport."""
        self._inner.remove_all([self._at(path) for path in paths])

    def remove_folder(self, path: str) -> None:
        """See Transport."""
        self._inner.remove_folder(self._at(path))

    def sizes(self, folder: str) -> dict[str, int]:
        """See Transport."""
        return self._inner.sizes(self._at(folder))

    def exists(self, path: str) -> bool:
        """See Transport."""
        return self._inner.exists(self._at(path))

    def flush(self) -> None:
        """See Transport."""
        self._inner.flush()

    def connect(self) -> None:
        """See Transport."""
        self._inner.connect()

    def close(self) -> None:
        """See Transport."""
        self._inner.close()

    def _at(self, path: str) -> str:
        return f"{self._folder}/{path}"
