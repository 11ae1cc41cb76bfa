"""What no reader may see: texts of hidden items, remarks that editors left for each other, data of persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cached_property

from pydantic import BaseModel

from cchc.content.items import Item, PlainPage
from cchc.content.remarks import HTML_COMMENT
from cchc.publishing import STATE_LABELS, has_page
from cchc.verify.looking import Looking, Problems
from cchc.verify.marks import mark_of, plain_of_html, plain_of_markdown, sentences_of, unpacked
from cchc.verify.personal import CONTACTS

_CONTACT_PAGES = re.compile(r"(?:lien-he|gioi-thieu|en)/")


def check_leaks(looking: Looking) -> Problems:
    """Yield what is shown and must not be."""
    secrets = _Secrets(looking)
    if secrets.hidden:
        for path, facts in looking.facts.items():
            if not facts.marks:
                continue
            marks = unpacked(facts.marks)
            if not secrets.marks.isdisjoint(marks):
                yield from _found(looking, secrets, path, secrets.marks.intersection(marks))
    yield from _personal(looking)


class _Secrets:
    """The sentences that must be nowhere: by their mark, the sentence and what it is of."""

    def __init__(self, looking: Looking) -> None:
        self.looking = looking
        self.hidden: dict[int, tuple[str, str, str]] = {}
        for item in looking.edition.library.items:
            for sentence in self._of_item(item):
                about = f"“{item.title}” ({STATE_LABELS[looking.state(item)]})"
                self.hidden[mark_of(sentence)] = ("CCHC927", sentence, about)
        for source, record in looking.opened.texts.records.items():
            for remark in record.remarks:
                for sentence in sentences_of(plain_of_html(remark)):
                    self.hidden.setdefault(mark_of(sentence), ("CCHC929", sentence, f"docs/{source}"))
        self.marks = frozenset(self.hidden)

    def _of_item(self, item: Item) -> Iterator[str]:
        state = self.looking.state(item)
        if not has_page(state):
            yield from sentences_of(f"{item.title}\n{item.fields.description}")
        if not self.looking.edition.has_text(item):
            yield from sentences_of(plain_of_markdown(HTML_COMMENT.sub("\n", item.text.body)))

    @cached_property
    def public(self) -> frozenset[str]:
        """Sentences that may be seen: they stand in a public text or in the vocabulary as well."""
        edition = self.looking.edition
        library = edition.library
        texts: list[Item | PlainPage] = [item for item in edition.paged if edition.has_text(item)]
        texts += [page for page in library.by_source.values() if isinstance(page, PlainPage) and not page.fields.draft]
        found: set[str] = set()
        for text in texts:
            found.update(sentences_of(plain_of_markdown(HTML_COMMENT.sub("\n", text.text.body))))
            found.update(sentences_of("\n".join(_strings(text.fields))))
        for string in _strings(library.vocabulary):
            found.update(sentences_of(string))
        for item in edition.paged:
            found.update(sentences_of("\n".join([item.title, *_strings(item.fields.withdrawn)])))
        return frozenset(found)


def _found(looking: Looking, secrets: _Secrets, path: str, marks: frozenset[int]) -> Problems:
    """Read a file that has a hidden sentence again: say each text of which it holds something, once, with its place."""
    text = (looking.files.folder / path).read_text("utf-8", "replace")
    said: set[str] = set()
    for mark in sorted(marks):
        code, sentence, about = secrets.hidden[mark]
        if about in said or sentence in secrets.public:
            continue
        said.add(about)
        yield looking.problem(code, path, _line_of(text, sentence), shown=sentence, about=about)


def _line_of(text: str, sentence: str) -> int:
    """Return the line on which a sentence begins, as far as its first words stand together there."""
    found = re.search(r"\W+".join(map(re.escape, sentence.split()[:4])), text, re.IGNORECASE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _personal(looking: Looking) -> Problems:
    """Yield each value once, where it first stands; those that the check of the content has told of are known."""
    told = {
        word
        for problem in looking.opened.problems
        if problem.code[:5] == "CCHC7"
        for word in re.findall(r"“([^”]+)”", problem.message)
    }
    for path in sorted(looking.pages):
        for what, value in looking.facts[path].personal:
            contact = what in CONTACTS and _CONTACT_PAGES.match(path)
            if value not in told and not contact:
                told.add(value)
                yield looking.problem("CCHC930", path, what=what, shown=value)


def _strings(value: object) -> Iterator[str]:
    """Yield all texts of a value of the content or the vocabulary."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _strings(getattr(value, name))
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _strings(one)
