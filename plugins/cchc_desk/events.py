"""What happens, told to every open window (server-sent events)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

_PING = 15.0  # seconds after which a window that has gone is noticed


class Events:
    """A hub: any thread tells, each window listens. `bind` says in which loop the windows wait."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._windows: set[asyncio.Queue[str | None]] = set()
        self._last: dict[str, dict[str, Any]] = {}

    def bind(self) -> None:
        """Take the running loop for the one of the windows."""
        self._loop = asyncio.get_running_loop()

    def tell(self, kind: str, **values: Any) -> None:
        """Tell all windows; a window that opens later is told the last event of each kind that says `state`."""
        message = {"kind": kind, **values}
        if "state" in values:
            self._last[kind] = message
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._send, json.dumps(message, ensure_ascii=False))

    def _send(self, message: str | None) -> None:
        for window in self._windows:
            window.put_nowait(message)

    def close(self) -> None:
        """Let all windows go."""
        self._send(None)

    async def listen(self) -> AsyncIterator[str]:
        """Yield what a window is sent."""
        window: asyncio.Queue[str | None] = asyncio.Queue()
        self._windows.add(window)
        try:
            yield "retry: 1000\n\n"
            for message in list(self._last.values()):
                yield f"data: {json.dumps(message, ensure_ascii=False)}\n\n"
            while True:
                try:
                    told = await asyncio.wait_for(window.get(), _PING)
                except TimeoutError:
                    yield ": \n\n"
                    continue
                if told is None:
                    return
                yield f"data: {told}\n\n"
        finally:
            self._windows.discard(window)
