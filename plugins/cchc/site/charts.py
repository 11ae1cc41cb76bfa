"""Charts drawn at build time as small SVG: no script, colours from the page's own style, numbers as text.

Each chart stands beside a table with the same numbers; its `<title>` and `<desc>` say them to a screen reader.
Drawn on a field 360 units wide, so that the text has its true size on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from cchc.text import plural_free_count

WIDTH = 360
_ROW, _COLUMN_HEIGHT = 40, 150
_LABEL_LENGTH = 46


def bar_chart(id_: str, title: str, rows: Sequence[tuple[str, int]]) -> str:
    """Return horizontal bars: a label and a number above each bar."""
    root = _root(id_, title, rows, _ROW * len(rows))
    most = max((number for _, number in rows), default=0) or 1
    for index, (label, number) in enumerate(rows):
        top = index * _ROW
        _text(root, 0, top + 14, _cut(label), "c-chart__label")
        _text(root, WIDTH, top + 14, plural_free_count(number), "c-chart__number", "end")
        _rect(root, 0, top + 20, WIDTH, 10, "c-chart__track")
        _rect(root, 0, top + 20, WIDTH * number / most, 10, "c-chart__bar")
    return tostring(root, encoding="unicode")


def column_chart(id_: str, title: str, rows: Sequence[tuple[str, int]]) -> str:
    """Return columns with a short label below and the number above each."""
    height = _COLUMN_HEIGHT + 44
    root = _root(id_, title, rows, height)
    most = max((number for _, number in rows), default=0) or 1
    step = WIDTH / max(len(rows), 1)
    base = _COLUMN_HEIGHT + 20
    for index, (label, number) in enumerate(rows):
        tall = _COLUMN_HEIGHT * number / most
        middle = step * (index + 0.5)
        _rect(root, step * index + step * 0.15, base - tall, step * 0.7, tall, "c-chart__bar")
        _text(root, middle, base - tall - 5, plural_free_count(number), "c-chart__number", "middle")
        _text(root, middle, base + 17, label, "c-chart__label", "middle")
    SubElement(root, "line", {"x1": "0", "x2": str(WIDTH), "y1": str(base), "y2": str(base), "class": "c-chart__axis"})
    return tostring(root, encoding="unicode")


def _root(id_: str, title: str, rows: Sequence[tuple[str, int]], height: int) -> Element:
    names = {"aria-labelledby": f"{id_}-ten {id_}-so-lieu"}
    root = Element(
        "svg", {"viewBox": f"0 0 {WIDTH} {height}", "class": "c-chart", "role": "img", **names, "focusable": "false"}
    )
    SubElement(root, "title", {"id": f"{id_}-ten"}).text = title
    said = "; ".join(f"{label}: {plural_free_count(number)}" for label, number in rows)
    SubElement(root, "desc", {"id": f"{id_}-so-lieu"}).text = said
    return root


def _rect(root: Element, x: float, y: float, width: float, height: float, class_: str) -> None:
    numbers = {"x": x, "y": y, "width": width, "height": height}
    SubElement(root, "rect", {**{key: f"{value:.1f}" for key, value in numbers.items()}, "rx": "1.5", "class": class_})


def _text(root: Element, x: float, y: float, text: str, class_: str, anchor: str = "start") -> None:
    SubElement(root, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor, "class": class_}).text = text


def _cut(label: str) -> str:
    return label if len(label) <= _LABEL_LENGTH else label[: _LABEL_LENGTH - 1].rstrip(" ,;") + "…"
