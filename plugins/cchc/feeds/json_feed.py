"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any

from cchc.feeds.model import Enclosure, Feed, FeedEntry
from cchc.feeds.normal import normal

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> bytes:
    """Return `feed` as a JSON Feed document (UTF-8), the same bytes for the same feed."""
    feed = normal(feed)
    document = _without_empty(
        {
            "version": VERSION,
            "title": feed.title,
            "home_page_url": feed.site_url,
            "feed_url": feed.self_urls.json,
            "description": feed.description,
            "authors": [{"name": feed.author}],
            "language": feed.language,
        }
    )
    document["items"] = [_item(entry) for entry in feed.entries]
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _item(entry: FeedEntry) -> dict[str, Any]:
    """Return an item; one without full text has its summary as plain text, for one of the two is required."""
    text = ("content_html", entry.html) if entry.html else ("content_text", entry.summary or entry.title)
    return _without_empty(
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            text[0]: text[1],
            "image": entry.image,
            "date_published": entry.published.isoformat(),
            "date_modified": entry.updated.isoformat(),
            "authors": [{"name": name} for name in entry.authors],
            "tags": list(dict.fromkeys(label for _, label in entry.categories)),
            "attachments": [_attachment(file) for file in entry.enclosures],
        }
    )


def _attachment(file: Enclosure) -> dict[str, Any]:
    values = {"url": file.url, "mime_type": file.type, "title": file.title}
    return _without_empty(values) | {"size_in_bytes": file.length}


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}
