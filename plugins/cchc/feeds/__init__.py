"""Feeds: a model of its own → RSS 2.0, Atom, JSON Feed, OPML, and archives in which every entry stays within reach.

Whoever has items makes `FeedEntry` and `Feed` of them (with `make_absolute` for the full text), makes an archive of
each month (`month_archive`), and writes each document with `rss`, `atom`, `json_feed`. Where several feeds hold an
entry, `normal_entry` and `Kept` spare doing the same again. Nothing here reads a file or a clock.
"""

from cchc.feeds.absolute import make_absolute
from cchc.feeds.archives import Month, month_archive
from cchc.feeds.json_feed import json_feed
from cchc.feeds.model import Enclosure, Feed, FeedEntry, SelfUrls, last_updated
from cchc.feeds.normal import normal_entry
from cchc.feeds.opml import OpmlFeed, OpmlGroup, opml
from cchc.feeds.write import Kept, atom, rss

__all__ = [
    "Enclosure",
    "Feed",
    "FeedEntry",
    "Kept",
    "Month",
    "OpmlFeed",
    "OpmlGroup",
    "SelfUrls",
    "atom",
    "json_feed",
    "last_updated",
    "make_absolute",
    "month_archive",
    "normal_entry",
    "opml",
    "rss",
]
