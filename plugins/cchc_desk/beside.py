"""Pictures and files beside a text."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from cchc_desk import uploads
from cchc_desk.core import Core
from cchc_desk.keeping import write_whole
from cchc_desk.places import PlaceError, free_name, safe_name, safe_path, text_path


class Beside:
    """Keeps files beside texts, and finds them."""

    def __init__(self, core: Core) -> None:
        self._core, self._docs = core, core.keeper.docs
        self._turn = threading.Lock()

    def upload(self, source: str, name: str, data: bytes) -> dict[str, Any]:
        """Keep a file beside a text. Raises UploadError, PlaceError, OSError."""
        received = uploads.received(data, name)
        folder = text_path(self._docs, source).parent
        with self._turn:
            free = free_name(folder, safe_name(name, received.suffix))
            path = safe_path(self._docs, f"{source.rpartition('/')[0]}/{free}".lstrip("/"))
            write_whole(path, received.data)
        self._core.shelf.changed([path])
        return {
            "name": free,
            "picture": received.is_picture,
            "note": received.note,
            "width": received.width,
            "height": received.height,
            "size": len(received.data),
        }

    def asset(self, path: str) -> Path | None:
        """Return a picture or file of docs/; `None` when there is none."""
        try:
            file = safe_path(self._docs, path)
        except PlaceError:
            return None
        return file if file.is_file() and not path.lower().endswith(".md") else None
