"""Every reader of outside data takes damaged inputs: a few here, 100,000 of each by `scripts/fuzz.py`.

Inputs that were not taken once are in tests/golden/fuzz, named by their reader.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from _fuzz.mutate import mutations  # noqa: E402 - scripts/ is no package
from _fuzz.readers import Reader, readers  # noqa: E402 - the same
from _fuzz.run import feed  # noqa: E402 - the same

READERS = readers()
FOUND = sorted((ROOT / "tests/golden/fuzz").glob("*.bin"))


@pytest.mark.parametrize("name", READERS)
def test_damaged_inputs_are_taken(name: str) -> None:
    outcome = feed(READERS[name], 60, seed=7)
    assert [fault.what for fault in outcome.faults] == []
    assert outcome.inputs == 60


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_inputs_that_were_found_are_taken_now(path: Path) -> None:
    READERS[path.stem.rpartition("-")[0]].read(path.read_bytes())


def test_a_fault_is_found_and_kept(tmp_path: Path) -> None:
    def read(data: bytes) -> object:
        return data.index(b"title")

    outcome = feed(Reader("fragile", read, lambda: [b"title: a"]), 200, seed=1)
    assert outcome.faults
    path = outcome.faults[0].save(tmp_path)
    assert b"title" not in path.read_bytes()
    assert "ValueError" in path.with_suffix(".txt").read_text(encoding="utf-8")


def test_the_same_seed_gives_the_same_inputs() -> None:
    assert list(mutations([b"abc", b"title: x"], 50, 3)) == list(mutations([b"abc", b"title: x"], 50, 3))
