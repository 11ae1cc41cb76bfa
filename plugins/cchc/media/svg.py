"""Drawings (SVG) as they may be published: shapes and words, nothing that runs and nothing from elsewhere.

A drawing that is opened by itself is a page of the site: a script in it could do what the site's own could.
"""

from __future__ import annotations

import re

from lxml import etree

from cchc.media.facts import MediaFacts

_SVG = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_ELEMENTS = frozenset(
    f"{_SVG}{name}"
    for name in (
        *("a", "circle", "clipPath", "defs", "desc", "ellipse", "feBlend", "feColorMatrix", "feComponentTransfer"),
        *("feComposite", "feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feFlood"),
        *("feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feMerge", "feMergeNode", "feMorphology"),
        *("feOffset", "fePointLight", "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence", "filter", "g"),
        *("image", "line", "linearGradient", "marker", "mask", "metadata", "path", "pattern", "polygon", "polyline"),
        *("radialGradient", "rect", "stop", "style", "svg", "switch", "symbol", "text", "textPath", "title", "tspan"),
        *("use", "view"),
    )
)
# What a drawing program notes for itself: dropped without a word.
_SILENT = (f"{_SVG}metadata",)
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg|webp|gif);base64,", re.IGNORECASE)
_FAR = re.compile(r"@import|url\(\s*['\"]?\s*(?!['\"]?\s*(?:#|data:image/))|expression\(|javascript:|\\", re.IGNORECASE)
# lxml takes quadratic time for the attributes of one element.
_MOST_ATTRIBUTES = 500
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")


def _parsed(data: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if any(len(element.attrib) > _MOST_ATTRIBUTES for element in root.iter(etree.Element)):
        return None
    return root if root.tag == f"{_SVG}svg" else None


def look_into(data: bytes, digest: str) -> MediaFacts:
    """Return what is known of a drawing; a problem where it is none, or holds what is not published."""
    root = _parsed(data)
    if root is None:
        return MediaFacts(digest, len(data), problem="CCHC511")
    width, height = _size(root)
    problem = "CCHC515" if _clean(root) else ""
    return MediaFacts(digest, len(data), width, height, problem=problem)


def clean_svg(data: bytes) -> bytes:
    """Return a drawing without what may not be published; of a file that is no drawing nothing is left."""
    root = _parsed(data)
    if root is None:
        return b""
    _clean(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _size(root: etree._Element) -> tuple[int, int]:
    sides = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    if sides[0] and sides[1]:
        return round(float(sides[0][1])), round(float(sides[1][1]))
    try:
        _, _, width, height = (float(part) for part in root.get("viewBox", "").replace(",", " ").split())
    except ValueError:
        return 0, 0
    return round(width), round(height)


def _clean(root: etree._Element) -> bool:
    """Drop from a drawing what may not be published; say whether anything that does something was there."""
    found = False
    for element in list(root.iter()):
        # Of instructions and entities it is a function.
        tag = str(element.tag)
        parent = element.getparent()
        if tag not in _ELEMENTS or tag in _SILENT or _is_far(element):
            # What drawing programs note under names of their own is dropped without a word.
            found = found or (tag.startswith((_SVG, "<")) and tag not in _SILENT) or "script" in tag.lower()
            if parent is not None:
                _drop(element, parent)
            continue
        for name, value in list(element.attrib.items()):
            if _is_bad(str(name), str(value)):
                found = True
                del element.attrib[name]
    return found


def _is_far(element: etree._Element) -> bool:
    return element.tag == f"{_SVG}style" and _FAR.search(element.text or "") is not None


def _is_bad(name: str, value: str) -> bool:
    if name.lower().startswith("on"):
        return True
    if name in _HREFS:
        return not _INSIDE.match(value.strip())
    return _FAR.search(value) is not None


def _drop(element: etree._Element, parent: etree._Element) -> None:
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
