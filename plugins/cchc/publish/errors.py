"""What can go wrong while publishing. All messages are Vietnamese sentences for the person who publishes."""

from __future__ import annotations


class PublishError(Exception):
    """Publishing can't go on; the served site is as the target's guarantee says."""


class TroubleError(PublishError):
    """The network or the server failed for now: worth another try."""


class LockedError(PublishError):
    """Another run is publishing to the same target."""


class ChangedMeanwhileError(PublishError):
    """Someone else changed the place while this run was preparing its own; nothing of theirs was overwritten."""
