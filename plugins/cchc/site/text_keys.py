"""What tells two showings of an item's text apart: its file, and all that it leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cchc.content.items import Item, PlainPage
from cchc.content.links import LinkMap, addresses_in
from cchc.publishing import Edition
from cchc.site.citing import Citing
from cchc.site.digests import Digests
from cchc.site.pictures import captions_of


class TextKeys:
    """The keys of the texts, pictures and files as they are shown, on a page or in a feed; each found once."""

    def __init__(
        self, edition: Edition, links: LinkMap, citing: Callable[[], Citing], own: Callable[[str], bytes]
    ) -> None:
        """`own`: the source of a text → what tells two versions of its file apart."""
        self._edition, self._links, self._citing, self._own = edition, links, citing, own
        self._digests = Digests(lambda item: own(item.source))
        self._known: dict[str, bytes] = {}

    def of(self, item: Item | PlainPage) -> bytes:
        """Return the key of one text."""
        key = self._known.get(item.source)
        if key is None:
            key = self._digests.of(self._own(item.source), tuple(self._targets(item)), tuple(self._cited(item)))
            self._known[item.source] = key
        return key

    def _targets(self, item: Item | PlainPage) -> Iterator[tuple[object, ...]]:
        """Yield where everything that the item names leads to, with the sizes of files."""
        for one in addresses_in(item):
            target = self._links.target(item.source, one)
            text = target.text
            shown = text is not None and (self._edition.has_page(text), self._edition.has_text(text))
            size = self._links.library.assets.get(target.path)
            media = self._links.media.get(target.path)
            captions = captions_of(self._links, target.path) if size is not None else ""
            yield target.leads, target.address, target.anchor, shown, size, media, captions

    def _cited(self, item: Item | PlainPage) -> Iterator[tuple[str, str] | None]:
        for one in self._citing().all_of(item):
            yield (one.item.address, one.item.title) if one.item else None
