"""Measures how long a saved text takes to be seen under `cchc serve`, with the server's own answer to a browser."""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Final

from _bench import BenchError

_SAVES: Final = 7
_LONGEST: Final = 900  # seconds until the first build is ready, or a save is seen
_LOOK: Final = 0.005


def save_to_page(folder: Path, site_path: str, page: str, save: Callable[[int], str], env: Mapping[str, str]) -> float:
    """Start a preview of `folder`, save a text several times, each time after the background work is done, and return
    the median of the seconds until the page at `page` has the new words.

    `save` saves the text with the number given and returns its new words. Raises BenchError when nothing comes.
    """
    port = _free_port()
    command = (sys.executable, "-m", "cchc", "serve", "-C", str(folder), "--port", str(port))
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=folder, env=dict(env), stdout=said, stderr=said)
        try:
            address = f"{site_path}{page}"
            _until(port, address, "</html>", process)
            _quiet(said)
            times = []
            for number in range(1, _SAVES + 1):
                words = save(number)
                started = time.perf_counter()
                _until(port, address, words, process)
                times.append(time.perf_counter() - started)
                _quiet(said)
        finally:
            process.terminate()
            process.wait(timeout=60)
    return statistics.median(times)


def _until(port: int, address: str, words: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _LONGEST
    while time.monotonic() < end:
        if process.poll() is not None:
            raise BenchError(f"cchc serve ended with code {process.returncode}")
        if words in _page(port, address):
            return
        time.sleep(_LOOK)
    raise BenchError(f"cchc serve: {address} never had “{words}”")


def _page(port: int, address: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        body = answer.read().decode("utf-8", "replace")
    except OSError:
        return ""
    finally:
        connection.close()
    return body if answer.status == http.client.OK else ""


def _quiet(said: IO[bytes]) -> None:
    """Wait until the lists, feeds, search and counts have followed: until nothing more is said for a while."""
    length, since = -1, time.monotonic()
    while time.monotonic() - since < 3:
        now = said.seek(0, os.SEEK_END)
        if now != length:
            length, since = now, time.monotonic()
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
