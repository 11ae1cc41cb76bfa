"""The command line: argument parsing and printing only."""

from __future__ import annotations

import gc
import os


def main() -> None:
    """Run `cchc` with the arguments of the process."""
    # What is loaded stays: looking for circles in it takes a tenth of the time. `app` turns it on again.
    gc.disable()
    # Else pydantic looks for plugins of its own in every package that is installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from cchc.cli.app import main as run

    run()
