"""Topics by a few letters of one of their names."""

from __future__ import annotations

from datetime import date

from cchc.authoring.suggest_topics import in_use
from cchc.taxonomy.vocabulary import Vocabulary
from cchc.text import name_key


def found_topics(vocabulary: Vocabulary, written: str, day: date | None = None) -> tuple[str, ...]:
    """Return the topics meant by `written`, best first: that name itself alone, else all whose names have its words,
    else the nearest name; nothing written means all. Case and diacritics don't count.
    """
    topics = [topic for topic in vocabulary.topics.values() if in_use(topic, day)]
    words = name_key(written).split()
    if not words:
        return tuple(topic.id for topic in topics)
    exact = vocabulary.topic_names.get(written)
    if exact is not None:
        return (exact,)
    found = [topic.id for topic in topics if any(_has(name_key(name), words) for name in topic.names)]
    if found:
        return tuple(found)
    near = vocabulary.topic_names.nearest(written)
    return (near,) if near else ()


def _has(name: str, words: list[str]) -> bool:
    """Say whether each word begins one of the name's."""
    return all(any(part.startswith(word) for part in name.split()) for word in words)
