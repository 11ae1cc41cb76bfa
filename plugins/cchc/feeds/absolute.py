"""Addresses in an HTML fragment made absolute, every other character of the fragment left as it is.

An HTML parser would write the fragment anew and lose what it does not know, so the text is only cut into the tokens
of the HTML standard (WHATWG HTML §13.2.5: tags, comments, raw text) and single attribute values are replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape, unescape
from html.entities import html5
from urllib.parse import urldefrag, urljoin

_WS = r" \t\n\f\r"
_MARKUP = re.compile(
    rf"<(?:!--(?:-?>|.*?(?:--!?>|\Z))|[!?][^>]*|/(?![a-zA-Z])[^>]*|(?P<name>/?[a-zA-Z][^{_WS}/>]*))", re.DOTALL
)
_ATTRIBUTE = re.compile(
    rf"[{_WS}/]*(?:(?P<end>>)|(?P<name>[^{_WS}/>][^{_WS}/>=]*)"
    rf"(?:[{_WS}]*=[{_WS}]*"
    rf"(?:\"(?P<double>[^\"]*)(?:\"|\Z)|'(?P<single>[^']*)(?:'|\Z)|(?P<bare>[^{_WS}>\"'][^{_WS}>]*))?)?)"
)
_ADDRESSES = frozenset({"href", "src", "poster", "xlink:href"})
_ADDRESSES_OF = frozenset({("link", "imagesrcset"), ("object", "data")})
# What the names of attributes that hold an address begin with.
_MAY_HOLD = ("data", "href", "imagesrcset", "poster", "src", "xlink")
_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
# Text, and tags that have a name as usual, no address and every value in double quotes: most of a text, passed at once.
_PASSED = re.compile(
    rf"(?:[^<]++|</?(?!(?i:{'|'.join(sorted(_RAW_TEXT))})[{_WS}/>])[a-zA-Z][a-zA-Z0-9-]*+"
    rf"(?:[{_WS}]++(?!(?i:{'|'.join(sorted(_MAY_HOLD))}))[a-zA-Z][a-zA-Z0-9-]*+=\"[^\"]*+\")*+[{_WS}]*+/?>)*+"
)
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|(?P<name>[a-zA-Z][a-zA-Z0-9]*(?:;|(?![a-zA-Z0-9=]))))")
_CANDIDATE = re.compile(rf"[{_WS},]*+(?P<url>[^{_WS}]+)(?P<descriptor>(?:\([^)]*\)?|[^,(])*)")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
# What most addresses are: a path from the page's folder, and a page of a site. `urljoin` takes its time with them.
_NAME = r"[A-Za-z0-9_-][A-Za-z0-9_.~%-]*+"
_PATH = re.compile(rf"(?P<up>(?:\.\./)*+)(?P<down>(?:{_NAME}/)*+(?:{_NAME})?+)")
_PAGE = re.compile(rf"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?P<path>/(?:{_NAME}/)*+)(?:{_NAME})?+")
_TRIMMED = "".join(map(chr, range(0x21)))
_LINE_BREAKS = dict.fromkeys(map(ord, "\t\n\r"))


def make_absolute(html: str, page_url: str) -> str:
    """Return the fragment `html` of the page `page_url` with absolute `href`, `src`, `srcset`, `poster` and `data`.

    `#part` becomes `page_url#part` in a link, and stays in a drawing (`<use href="#mark">`), where it names a part of
    the same fragment. Addresses that have a scheme are left as they are, and so is what cannot be understood.
    """
    page = urldefrag(page_url).url
    pieces: list[str] = []
    copied = 0
    for start, end, value in _replacements(html, page):
        pieces += (html[copied:start], value)
        copied = end
    return "".join((*pieces, html[copied:]))


def _replacements(html: str, page: str) -> Iterator[tuple[int, int, str]]:
    """Yield where in `html` an attribute value starts and ends, and what to write instead."""
    position = _passed(html, 0)
    while markup := _MARKUP.search(html, position):
        position = markup.end()
        if markup["name"] is None:
            continue
        tag = markup["name"].lower()
        attributes, position = _attributes(html, position)
        if not tag.startswith("/"):
            for attribute in attributes:
                yield from _replacement(tag, attribute, page)
        if tag in _RAW_TEXT:
            position = _end_of_raw_text(html, position, tag)
        position = _passed(html, position)


def _passed(html: str, position: int) -> int:
    """Return where what is left as it is ends, from `position` on."""
    passed = _PASSED.match(html, position)
    return passed.end() if passed else position


def _attributes(html: str, position: int) -> tuple[list[re.Match[str]], int]:
    """Return the attributes of the tag whose name ends at `position`, and where it ends; none if it never does."""
    found: list[re.Match[str]] = []
    while attribute := _ATTRIBUTE.match(html, position):
        position = attribute.end()
        if attribute["end"]:
            return found, position
        found.append(attribute)
    return [], len(html)


def _end_of_raw_text(html: str, position: int, tag: str) -> int:
    end = re.compile(rf"</{tag}(?=[{_WS}/>])", re.IGNORECASE).search(html, position)
    return end.start() if end else len(html)


def _replacement(tag: str, attribute: re.Match[str], page: str) -> Iterator[tuple[int, int, str]]:
    name = attribute["name"].lower()
    group = attribute.lastgroup
    if group in (None, "name") or not _holds_addresses(tag, name):
        return
    value = _decoded(attribute[group])
    absolute = _absolute_value(tag, name, value, page)
    if absolute not in (None, value):
        text = escape(absolute or "")
        yield *attribute.span(group), f'"{text}"' if group == "bare" else text


def _holds_addresses(tag: str, attribute: str) -> bool:
    return attribute in _ADDRESSES or attribute == "srcset" or (tag, attribute) in _ADDRESSES_OF


def _absolute_value(tag: str, attribute: str, value: str, page: str) -> str | None:
    """Return the value that an attribute with addresses should have, `None` to leave it."""
    if attribute in ("srcset", "imagesrcset"):
        return _absolute_set(value, page)
    address = value.strip(_TRIMMED).translate(_LINE_BREAKS)
    is_link = tag in ("a", "area") and attribute.endswith("href")
    if not is_link and (not address or address.startswith("#")):
        return None
    return _absolute(address, page)


def _absolute(address: str, page: str) -> str | None:
    """Return `address` as seen from `page` (RFC 3986 §5.2), `None` when it is absolute or cannot be read."""
    if _SCHEME.match(address):
        return None
    if address.startswith("#"):
        return page + address
    path = _PATH.fullmatch(address)
    up = path.end("up") // len("../") if path else 0
    if path and path["down"] and up < len(folders := _folders(page)):
        return folders[up] + path["down"]
    try:
        return urljoin(page, address)
    except ValueError:
        return None


@lru_cache(maxsize=16)
def _folders(page: str) -> tuple[str, ...]:
    """Return the address of the folder that `page` is in, of the folder above and so on; nothing of an unusual one."""
    usual = _PAGE.fullmatch(page)
    if not usual:
        return ()
    ends = [usual.start("path") + place for place, char in enumerate(usual["path"]) if char == "/"]
    return tuple(page[: end + 1] for end in reversed(ends))


def _absolute_set(value: str, page: str) -> str:
    """Return the candidates of a `srcset` (WHATWG HTML §4.8.4.2.1) with absolute addresses, as given when all were."""
    candidates = []
    changed = False
    position = 0
    while candidate := _CANDIDATE.match(value, position):
        url = candidate["url"].rstrip(",")
        alone = url != candidate["url"]  # a comma after the address ends the candidate
        position = candidate.end("url") if alone else candidate.end()
        descriptor = "" if alone else candidate["descriptor"].strip(_TRIMMED)
        absolute = _absolute(url, page)
        changed |= absolute not in (None, url)
        candidates.append(f"{absolute or url} {descriptor}".strip())
    return ", ".join(candidates) if changed else value


def _decoded(value: str) -> str:
    """Return an attribute value with its character references resolved.

    In an attribute `&copy=1` is no reference (WHATWG HTML §13.2.5.73), which `html.unescape` does not know.
    """
    return _REFERENCE.sub(_character, value) if "&" in value else value


def _character(reference: re.Match[str]) -> str:
    name = reference["name"]
    return unescape(reference[0]) if name is None else html5.get(name, reference[0])
