"""The command line: argument parsing and printing only."""

from __future__ import annotations

import gc
import os

# Content is many objects that stay: looking through all of them for circles, again and again, finds nothing.
_OBJECTS_BETWEEN_COLLECTIONS = 20_000


def main() -> None:
    """Run `cchc` with the arguments of the process."""
    # What is loaded stays too: looking through it while it is loaded takes a tenth of the time.
    gc.disable()
    # Else pydantic looks for plugins of its own in every package that is installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from cchc.cli.app import main as run

    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 10, 20)
    gc.enable()
    run()
