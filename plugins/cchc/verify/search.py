"""The search index: one document for each listed item and plain page, no other item, and all files fit together."""

from __future__ import annotations

from array import array

from cchc.content.items import Item, PlainPage
from cchc.verify.facts import SearchManifest, SearchTerms, SearchText
from cchc.verify.looking import Looking, Problems, words_of

_MANIFEST = "search/manifest.json"


def check_search(looking: Looking) -> Problems:
    """Yield what is wrong with the search."""
    texts = {path: facts.detail for path, facts in looking.facts.items() if isinstance(facts.detail, SearchText)}
    yield from _texts(looking, texts)
    manifest = looking.facts.get(_MANIFEST)
    if manifest is None or not isinstance(manifest.detail, SearchManifest):
        yield looking.problem("CCHC912", _MANIFEST, reason="không có tệp gốc của chỉ mục")
    else:
        yield from _index(looking, manifest.detail, texts)


def _texts(looking: Looking, texts: dict[str, SearchText]) -> Problems:
    edition = looking.edition
    entries: list[Item | PlainPage] = [*edition.listed, *(page for page in edition.pages if page.address)]
    expected = {one.address: one for one in entries}
    found: dict[str, str] = {}
    for path, text in texts.items():
        entry = expected.get(text.address)
        if text.address in found:
            yield looking.problem("CCHC911", path, title=text.title, reason=f"đã có ở {found[text.address]}")
        elif looking.is_hidden(text.address):
            yield looking.problem("CCHC911", path, title=text.title, reason="bài này không được hiện")
        elif text.address not in looking.addresses:
            yield looking.problem("CCHC911", path, title=text.title, reason=f"không có trang {text.address}")
        elif entry is not None and words_of(text.title) != words_of(entry.title):
            yield looking.problem("CCHC912", path, reason=f"tiêu đề “{text.title}” khác nội dung gốc “{entry.title}”")
        elif isinstance(entry, Item) and text.day != entry.day.isoformat():
            yield looking.problem("CCHC912", path, reason=f"ngày {text.day} khác ngày đăng {entry.day.isoformat()}")
        found[text.address] = path
    for address, one in expected.items():
        if address not in found:
            yield looking.problem("CCHC910", _MANIFEST, title=one.title, address=address)


def _index(looking: Looking, manifest: SearchManifest, texts: dict[str, SearchText]) -> Problems:
    number = manifest.documents
    if {f"search/texts/{place}.json" for place in range(number)} != texts.keys():
        reason = f"chỉ mục ghi {number} nội dung nhưng có {len(texts)} tệp nội dung"
        yield looking.problem("CCHC912", _MANIFEST, reason=reason)
    if any(length != number for length in manifest.filters):
        yield looking.problem("CCHC912", _MANIFEST, reason="bộ lọc không đủ giá trị cho mọi nội dung")
    named: set[int] = set()
    for place, first in enumerate(manifest.shards):
        path = f"search/terms/{place}.json"
        facts = looking.facts.get(path)
        terms = facts.detail if facts else None
        if not isinstance(terms, SearchTerms) or (place and terms.first != first):
            yield looking.problem("CCHC912", path, reason="không có tệp từ này, hoặc nó bắt đầu bằng từ khác")
            continue
        numbers = array("I")
        numbers.frombytes(terms.documents)
        named.update(numbers)
    unknown, unnamed = named - set(range(number)), set(range(number)) - named
    if unknown:
        yield looking.problem("CCHC912", _MANIFEST, reason=f"chỉ mục dẫn tới nội dung không có (số {min(unknown)})")
    for place in sorted(unnamed):
        text = texts.get(f"search/texts/{place}.json")
        if text is not None:
            yield looking.problem("CCHC910", _MANIFEST, title=text.title, address=text.address)
