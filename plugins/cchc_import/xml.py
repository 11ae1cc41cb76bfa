"""Elements of WordprocessingML by their local names: the strict and the transitional form have other namespaces."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from cchc_import.model import WordError

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type of its elements

_BROKEN = "Tệp Word bị hỏng ở bên trong. Mở tệp bằng Word, chọn Lưu thành (Save As) loại .docx rồi nhập lại."


def parse(data: bytes) -> Element:
    """Return the root of a part. No DTD, entity or network is ever used. Raises WordError."""
    # huge_tree stays off: libxml2's own bounds on depth and size hold.
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise WordError(_BROKEN) from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise WordError(_BROKEN)
    return root


def name_of(element: Element) -> str:
    """Return the local name: only elements are left by the parser."""
    return element.tag.rpartition("}")[2]


def children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the children of these local names; all when none is named."""
    for child in element:
        if not names or name_of(child) in names:
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element down a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def below(element: Element, *names: str) -> Iterator[Element]:
    """Yield all elements of these local names below one, in their order."""
    for one in element.iter():
        if name_of(one) in names:
            yield one


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute by its local name, or ""."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def switched_on(element: Element | None) -> bool | None:
    """Return what a switch such as `w:b` says; `None` when it is not there."""
    if element is None:
        return None
    return attribute(element, "val") not in ("0", "false", "off", "none")


def number(text: str, default: int = 0) -> int:
    """Return a whole number as Word writes it, or `default`."""
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return default
