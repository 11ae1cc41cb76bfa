"""What is kept between runs saves time only: damaged, locked, unwritable, it is as good as empty, and never wrong."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cchc import store as module
from cchc.store import Store, store_of, store_of_environment

VALUES = [(f"key {number}".encode(), f"value {number} ".encode() * 40) for number in range(400)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    filled = Store(tmp_path / "kept.db")
    filled.put_many("kind", VALUES)
    filled.close()
    return tmp_path / "kept.db"


def right(found: dict[bytes, bytes]) -> bool:
    return found.items() <= dict(VALUES).items()


def keys() -> list[bytes]:
    return [key for key, _ in VALUES]


def test_values_are_kept_by_kind(path: Path) -> None:
    kept = Store(path)
    assert kept.get("kind", b"key 7") == dict(VALUES)[b"key 7"]
    assert kept.get("other", b"key 7") is None
    assert kept.get_many("kind", [*keys(), b"none"]) == dict(VALUES)
    assert kept.has_many("kind", [b"key 1", b"none"]) == {b"key 1"}
    kept.put_many("kind", [(b"key 1", b"")])
    assert kept.get("kind", b"key 1") == b""
    kept.keep_only("kind", [b"key 2", b"none"])
    assert kept.get_many("kind", keys()) == {b"key 2": dict(VALUES)[b"key 2"]}


def test_nowhere() -> None:
    nothing = Store(None)
    nothing.put_many("kind", VALUES)
    nothing.keep_only("kind", [])
    assert nothing.get_many("kind", keys()) == {}


def test_a_closed_store_is_empty(path: Path) -> None:
    kept = Store(path)
    kept.close()
    kept.put_many("kind", [(b"new", b"1")])
    assert kept.get("kind", b"key 1") is None


@pytest.mark.parametrize("content", [b"", b"no database at all, but a text that is long enough" * 9, bytes(5000)])
def test_a_file_that_is_no_database_is_made_anew(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    kept = Store(path)
    assert kept.get_many("kind", keys()) == {}
    kept.put_many("kind", VALUES[:1])
    kept.close()
    assert Store(path).get("kind", VALUES[0][0]) == VALUES[0][1]


@pytest.mark.parametrize("seed", range(60))
def test_damage_never_gives_a_wrong_value(path: Path, seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(path.read_bytes())
    if seed % 3 == 0:
        del data[rng.randrange(len(data)) :]
    elif seed % 3 == 1:
        for _ in range(30):
            data[rng.randrange(len(data))] = rng.randrange(256)
    else:
        at = rng.randrange(len(data))
        data[at : at + 5000] = rng.randbytes(min(5000, len(data) - at))
    path.write_bytes(data)
    kept = Store(path)
    assert right(kept.get_many("kind", keys()))
    kept.put_many("kind", VALUES[:5])
    kept.has_many("kind", keys())
    kept.keep_only("kind", keys()[:9])
    assert right(kept.get_many("kind", keys()))
    kept.close()
    # Two runs later at most, there is a store that keeps values again.
    for _ in range(2):
        again = Store(path)
        again.put_many("kind", VALUES)
        found = again.get_many("kind", keys())
        assert right(found)
        again.close()
    again = Store(path)
    again.put_many("kind", VALUES)
    # A key whose own bytes are damaged may stay out of reach where SQLite does not notice.
    assert len(again.get_many("kind", keys())) > 0.9 * len(VALUES)


def test_damage_that_sqlite_quotes(path: Path) -> None:
    """Its message on a damaged schema holds the bytes that it did not understand, which may be no text."""
    data = path.read_bytes()
    assert b"(kind TEXT" in data
    path.write_bytes(data.replace(b"(kind TEXT", b"\xfb\xfa kindTEX"))
    with pytest.raises(UnicodeDecodeError):
        sqlite3.connect(path).execute("SELECT * FROM kept")
    kept = Store(path)
    assert kept.get_many("kind", keys()) == {}
    kept.put_many("kind", VALUES[:1])
    assert kept.get("kind", VALUES[0][0]) == VALUES[0][1]


def test_a_value_with_other_bytes_is_not_returned(path: Path) -> None:
    """SQLite itself has no checksums."""
    connection = sqlite3.connect(path)
    connection.execute("UPDATE kept SET value = zeroblob(length(value)) WHERE key = ?", [b"key 3"])
    connection.execute(
        "UPDATE kept SET value = (SELECT value FROM kept WHERE key = ?) WHERE key = ?", [b"key 5", b"key 4"]
    )
    connection.execute("UPDATE kept SET value = x'00' WHERE key = ?", [b"key 6"])
    connection.commit()
    connection.close()
    assert keys()[3] == b"key 3"
    assert set(keys()) - Store(path).get_many("kind", keys()).keys() == {b"key 3", b"key 4", b"key 6"}


def test_a_file_that_another_run_is_writing_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WAIT", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    inode = path.stat().st_ino
    locked_out = Store(path)
    assert locked_out.get_many("kind", keys()) == {}
    locked_out.put_many("kind", [(b"new", b"1")])
    assert path.stat().st_ino == inode
    other.execute("ROLLBACK")
    other.close()
    assert Store(path).get_many("kind", keys()) == dict(VALUES)


def test_locked_while_open(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WAIT", 0.05)
    kept, other = Store(path), sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert kept.get_many("kind", keys()) == dict(VALUES)
    kept.put_many("kind", [(b"new", b"1")])
    other.execute("ROLLBACK")
    other.close()
    assert Store(path).get_many("kind", [*keys(), b"new"]) == dict(VALUES)


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for kept in (Store(tmp_path / "file/kept.db"), store_of(tmp_path / "file", "v1"), Store(tmp_path)):
        kept.put_many("kind", VALUES)
        assert kept.get_many("kind", keys()) == {}


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_folder_without_the_right_to_write(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        kept = store_of(tmp_path / "cache", "v1")
        kept.put_many("kind", VALUES)
        assert kept.get_many("kind", keys()) == {}
    finally:
        tmp_path.chmod(0o700)


def test_whether_anything_of_a_kind_is_kept(path: Path) -> None:
    assert Store(path).has_any("kind")
    assert not Store(path).has_any("other")
    assert not Store(None).has_any("kind")


def test_what_all_folders_share_is_in_the_virtual_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    store_of_environment("v1").put_many("kind", VALUES)
    assert store_of_environment("v1").get_many("kind", keys()) == dict(VALUES)
    assert store_of_environment("v2").get_many("kind", keys()) == {}
    # The system's own Python is not ours to write into.
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path))
    assert store_of_environment("v2").path is None


def test_what_other_versions_kept_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    old = store_of(folder, "v1")
    old.put_many("kind", VALUES)
    old.close()
    (folder / "v1.own").mkdir()
    (folder / "v1.own/compiled").write_text("", encoding="utf-8")
    (folder / "v2.own").mkdir()
    new = store_of(folder, "v2")
    assert new.get_many("kind", keys()) == {}
    assert sorted(path.name for path in folder.iterdir()) == [".gitignore", "v2.db", "v2.own"]
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"
    new.put_many("kind", VALUES)
    assert store_of(folder, "v2").get_many("kind", keys()) == dict(VALUES)


WRITER = """
import sys
from pathlib import Path
from cchc.store import Store
kept = Store(Path(sys.argv[1]))
print("ready", flush=True)
for run in range(10**6):
    kept.put_many("pairs", [(b"%d" % number, b"%d " % run * 500) for number in range(200)])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_run_leaves_all_or_nothing(tmp_path: Path) -> None:
    path, rng = tmp_path / "kept.db", random.Random(7)
    for _ in range(8):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(rng.uniform(0.01, 0.15))
            process.send_signal(signal.SIGKILL)
        kept = Store(path)
        found = kept.get_many("pairs", [b"%d" % number for number in range(200)])
        assert len(found) in (0, 200)
        assert len(set(found.values())) <= 1
        kept.close()
