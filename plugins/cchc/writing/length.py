"""Sentences and titles that are too long to be read at once."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.problems import Finding
from cchc.writing.places import Places
from cchc.writing.prose import sentences

# Syllables. A sentence on administrative matters is easily read up to about half of it.
MOST_IN_SENTENCE = 70
MOST_IN_TITLE = 25


def long_sentences(words: str, places: Places) -> Iterator[Finding]:
    """Yield a hint at the beginning of each sentence that is too long."""
    for start, sentence in sentences(words):
        count = syllables(sentence)
        if count > MOST_IN_SENTENCE:
            yield places.hint(
                "CCHC005", start, count=count, most=MOST_IN_SENTENCE, words=" ".join(sentence.split()[:6])
            )


def long_title(title: str, places: Places) -> Iterator[Finding]:
    """Yield a hint when a title is too long."""
    count = syllables(title)
    if count > MOST_IN_TITLE:
        yield places.hint("CCHC006", 0, count=count, most=MOST_IN_TITLE)


def syllables(words: str) -> int:
    """Return the number of syllables: what white space parts and has a letter or digit."""
    return sum(any(sign.isalnum() for sign in part) for part in words.split())
