"""What the catalogue says of one problem."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """Sentences of one problem. `message` says what is wrong, `hint` what to do; `{…}` are filled in."""

    code: str
    severity: str
    message: str
    hint: str
    wrong: str
    right: str
