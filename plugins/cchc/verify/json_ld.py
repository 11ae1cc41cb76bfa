"""JSON-LD of pages: what schema.org, and those who read it, ask of each kind of thing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cchc.verify.facts import Thing

# What search engines and the national portal need of each kind.
_REQUIRED = {
    "NewsArticle": ("headline", "datePublished", "url", "publisher"),
    "Article": ("headline", "datePublished", "url", "publisher"),
    "Legislation": ("name", "url"),
    "GovernmentService": ("name", "url"),
    "QAPage": ("url", "mainEntity"),
    "Question": ("name", "acceptedAnswer"),
    "Answer": ("text", "datePublished"),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position", "name", "item"),
    "WebSite": ("name", "url"),
    "GovernmentOrganization": ("name",),
}
_DATES = ("datePublished", "dateModified", "dateCreated", "legislationDate")
_OF_ITEMS = ("NewsArticle", "Article", "Legislation", "GovernmentService", "QAPage")


def check_things(data: Any) -> Iterator[str]:
    """Yield in words what is wrong with a JSON-LD document."""
    if not isinstance(data, dict) or "schema.org" not in str(data.get("@context", "")):
        yield "thiếu @context của schema.org"
        return
    for thing in _all_things(data.get("@graph", data)):
        kind = thing.get("@type")
        if not isinstance(kind, str):
            if set(thing) - {"@context", "@graph", "@id"}:
                yield "có phần không ghi @type"
            continue
        missing = [name for name in _REQUIRED.get(kind, ()) if thing.get(name) in (None, "", [], {})]
        if missing:
            yield f"{kind} thiếu {', '.join(missing)}"
        for name in _DATES:
            if name in thing and not _is_date(thing[name]):
                yield f"{name} “{thing[name]}” không phải ngày"
        if kind == "BreadcrumbList":
            steps = thing.get("itemListElement")
            places = (
                [step.get("position") for step in steps if isinstance(step, dict)] if isinstance(steps, list) else []
            )
            if places != list(range(1, len(places) + 1)):
                yield "các bước của BreadcrumbList không đánh số từ 1"


def _all_things(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _all_things(value)
    elif isinstance(data, list):
        for value in data:
            yield from _all_things(value)


def _is_date(value: Any) -> bool:
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def things_of(data: Any) -> Iterator[Thing]:
    """Yield what a document says of the item that its page shows."""
    graph = data.get("@graph", [data]) if isinstance(data, dict) else []
    for thing in graph if isinstance(graph, list) else []:
        if isinstance(thing, dict) and thing.get("@type") in _OF_ITEMS:
            question = thing.get("mainEntity")
            about = question if isinstance(question, dict) else thing
            answer = about.get("acceptedAnswer")
            dated = answer if isinstance(answer, dict) else thing
            name = about.get("headline") or about.get("name") or ""
            yield Thing(str(thing["@type"]), str(name), str(thing.get("url", "")), str(dated.get("datePublished", "")))
