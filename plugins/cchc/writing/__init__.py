"""Hints on how a text is written: never errors, never part of a build."""

from cchc.writing.run import hints_of

__all__ = ["hints_of"]
