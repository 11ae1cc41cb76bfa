"""Links: each one into the site leads to a file that is there under that very name, and to a place that is on it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from cchc.verify.addresses import ABOVE, file_at
from cchc.verify.facts import Facts, Page
from cchc.verify.html_page import links_of, parsed
from cchc.verify.looking import Looking, Problems
from cchc.verify.styles import css_addresses


def check_links(looking: Looking) -> Problems:
    """Yield the links that lead nowhere."""
    links = _Links(looking)
    for path, facts in looking.facts.items():
        bad = links.bad(facts.frame) | links.bad(facts.links)
        redirect = facts.detail.redirect if isinstance(facts.detail, Page) else ""
        if redirect:
            bad |= links.bad("" if redirect == "./" else redirect)
        if bad:
            yield from _shown(looking, links, path, bad)


class _Links:
    """Tells links that lead nowhere; what many pages share is looked at once."""

    def __init__(self, looking: Looking) -> None:
        self.looking = looking
        self.known: dict[str, frozenset[str]] = {}

    def bad(self, links: str) -> frozenset[str]:
        """Return those of some links (one a line) that lead nowhere."""
        if links not in self.known:
            missing = frozenset(links.split("\n")) - self.looking.addresses - {""}
            self.known[links] = frozenset(link for link in missing if not self.has_anchor(link))
        return self.known[links]

    def has_anchor(self, link: str) -> bool:
        """Say whether a link leads to a place that is on its page."""
        address, mark, anchor = link.partition("#")
        facts = self.looking.facts.get(file_at(address))
        if not mark or facts is None:
            return False
        # Only pages have places; the `#` of a picture says how to show it.
        return not isinstance(facts.detail, Page) or anchor == "top" or anchor in _ids(facts)

    @cached_property
    def folded(self) -> dict[str, str]:
        """The addresses of all files by their letters without case."""
        return {address.casefold(): address for address in self.looking.addresses}


def _ids(facts: Facts) -> Iterable[str]:
    return {*facts.ids.split("\n"), *facts.frame_ids.split("\n")}


def _shown(looking: Looking, links: _Links, path: str, bad: frozenset[str]) -> Problems:
    """Read a page with bad links again, to say where they stand; each is said once."""
    places = _places(looking, path, bad)
    for target, (line, written, fetched) in sorted(places.items()):
        address = target.partition("#")[0]
        near = links.folded.get(address.casefold())
        if address in looking.addresses:
            yield looking.problem("CCHC922", path, line, shown=written)
        elif near is not None:
            yield looking.problem("CCHC921", path, line, shown=written, right=near)
        elif fetched:
            yield looking.problem("CCHC923", path, line, shown=written)
        else:
            where = (
                "ra ngoài thư mục của trang" if target == ABOVE else f"tới {file_at(address)} nhưng không có tệp này"
            )
            yield looking.problem("CCHC920", path, line, shown=written, where=where)


def _places(looking: Looking, path: str, bad: frozenset[str]) -> dict[str, tuple[int, str, bool]]:
    """Return by target of a bad link its line, what is written there, and whether a browser fetches it."""
    places = {target: (1, target, False) for target in bad}
    data = (looking.files.folder / path).read_bytes()
    if path.endswith(".html"):
        for element, written, target, fetched in links_of(parsed(data), path, looking.site):
            if target in bad and places[target][1] == target:
                places[target] = (element.sourceline or 1, written, fetched)
    elif path.endswith(".css"):
        for written in css_addresses(data.decode("utf-8", "replace")):
            target = (looking.site.inside(path, written) or "").partition("#")[0]
            if target in bad:
                places[target] = (1, written, True)
    return places
