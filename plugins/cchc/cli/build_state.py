"""What the last build into a folder was made from and has made: kept, so that the next one does only what is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from cchc.cli.inputs import Inputs
from cchc.content.library import Sources
from cchc.problems import Problem
from cchc.publishing import Edition, holds_until
from cchc.site.built import NOTHING, Built
from cchc.site.placing import files_below
from cchc.store import Store
from cchc.texts.library import dump, load

_KIND = "build"


@dataclass(frozen=True, slots=True)
class BuildState:
    """A finished build. `content` tells the content apart; it holds from `start` until `end`, when something is due.

    `inputs` is `None` when what the look is made from is not known. `summary` is what the editor was told.
    """

    built: Built
    content: bytes
    inputs: Inputs | None
    start: datetime
    end: datetime
    problems: tuple[Problem, ...]
    summary: tuple[str, ...]

    def is_current(self, content: bytes, now: datetime, site_dir: Path, engine: str, config: Path) -> bool:
        """Say whether a build now would make the very files that are there."""
        return (
            self.inputs is not None
            and (self.inputs.engine, self.inputs.files) == (engine, (config,))
            and self.start <= now < self.end
            and self.content == content
            and self.inputs.are_the_same()
            and set(self.built.files) == set(files_below(str(site_dir)))
        )


def state_of_build(
    built: Built,
    content: bytes,
    inputs: Inputs | None,
    edition: Edition,
    problems: Sequence[Problem],
    summary: Sequence[str],
) -> BuildState:
    """Return the state of a build that has just been finished; `content` is the digest from before it began."""
    return BuildState(built, content, inputs, edition.now, holds_until(edition), tuple(problems), tuple(summary))


def content_digest(sources: Sources, docs: Path) -> bytes:
    """Return what tells the content of docs/ apart: texts by their bytes, other files by size and times."""
    digest = blake2b(sources.data_digest, digest_size=16)
    for source, data in sources.texts.items():
        digest.update(f"{source}\0{len(data)}\0".encode() + data)
    for path, size in sources.assets.items():
        found = (docs / path).stat()
        digest.update(f"{path}\0{size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}\0".encode())
    digest.update(dump(sources.problems))
    return digest.digest()


def load_state(store: Store, site_dir: Path) -> BuildState | None:
    """Return what is known of the last build into `site_dir`."""
    kept = store.get(_KIND, _name(site_dir))
    return load(kept, BuildState) if kept else None


def save_state(store: Store, site_dir: Path, state: BuildState) -> None:
    """Keep what is known of a build."""
    store.put_many(_KIND, [(_name(site_dir), dump(state))])


def built_of(state: BuildState | None, now: datetime) -> Built:
    """Return what a build has made; its surface only if nothing has come due since."""
    if state is None:
        return NOTHING
    return state.built if state.start <= now < state.end else replace(state.built, surface=b"")


def _name(site_dir: Path) -> bytes:
    return str(site_dir).encode()
