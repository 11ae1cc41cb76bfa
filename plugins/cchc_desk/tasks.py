"""Building and publishing: the program's own commands, run beside the desk one at a time, with what they say."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cchc_desk.events import Events

_MOST_LINES = 400


class Tasks:
    """Runs commands on `root`. `command` starts the program (`[python, -m, cchc]`), `environment` is theirs."""

    def __init__(self, root: Path, command: Sequence[str], environment: Mapping[str, str], events: Events) -> None:
        self._root, self._command, self._environment, self._events = root, tuple(command), environment, events
        self._turn = threading.Lock()
        self._running: subprocess.Popen[str] | None = None

    def start(self, name: str, *steps: Sequence[str], then: Callable[[], None] | None = None) -> bool:
        """Start commands, one after another until one fails; say whether that was done: one task at a time.

        What they say is told line by line; `then` is called when all have worked.
        """
        if not self._turn.acquire(blocking=False):
            return False
        self._events.tell("task", name=name, state="running", line="")
        threading.Thread(target=self._run, args=(name, steps, then), name="desk-task", daemon=True).start()
        return True

    def _run(self, name: str, steps: Sequence[Sequence[str]], then: Callable[[], None] | None) -> None:
        lines: list[str] = []
        try:
            worked = all(self._step(name, step, lines) for step in steps)
            if worked and then is not None:
                then()
        except OSError as error:
            lines.append(str(error.strerror or error))
            worked = False
        finally:
            self._turn.release()
        self._events.tell("task", name=name, state="done" if worked else "failed", said="\n".join(lines[-_MOST_LINES:]))

    def _step(self, name: str, step: Sequence[str], lines: list[str]) -> bool:
        process = subprocess.Popen(
            [*self._command, step[0], "-C", str(self._root), *step[1:]],
            cwd=self._root,
            env=dict(self._environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        self._running = process
        with process:
            for line in process.stdout or ():
                lines.append(line.rstrip())
                self._events.tell("task", name=name, state="running", line=line.rstrip())
        return process.returncode == 0

    def stop(self) -> None:
        """End what is running."""
        if self._running is not None and self._running.poll() is None:
            self._running.terminate()
