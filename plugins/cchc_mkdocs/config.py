"""Options of the plugin in mkdocs.yml."""

from __future__ import annotations

from mkdocs.config import base
from mkdocs.config import config_options as opt


class CchcConfig(base.Config):  # type: ignore[no-untyped-call]  # MkDocs ships partly untyped
    """`now`: build as if at this moment (`2026-11-05 08:30`, Vietnamese time); empty for the clock.

    `feed_limit`: how many of the newest items a feed holds; older ones are in the yearly archive feeds.

    `share_cards`: draw a picture for each item without one of its own, shown where its page is shared.
    """

    now = opt.Type(str, default="")
    feed_limit = opt.Type(int, default=50)
    share_cards = opt.Type(bool, default=True)
