"""Pictures that stand by themselves: one with a caption, several as a gallery. What a picture, film or sound becomes on
a page (its sizes, its player) the host says when it fills in the address.

- `![Mô tả](anh.jpg "Chú thích")` alone in its paragraph: a figure; the title becomes the caption.
- Several pictures in one paragraph, on one line or below each other: a gallery; a caption is the title of a picture,
  else its description.
- A link alone in its paragraph that leads to a film on another site: a box that says where it leads. Nothing is loaded
  from there.
"""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor

ALONE, TILE = "c-zoomable", "c-tile"
"""Classes of a picture that stands by itself, and of one in a gallery: the host may link it to the large picture."""

_FILM_SITES = (
    *("youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "dailymotion.com", "facebook.com", "fb.watch"),
    *("tiktok.com", "vtv.vn", "vtvgo.vn", "truyenhinh.vn", "vnews.gov.vn", "quochoitv.vn", "zalo.me"),
)
# Sites that hold other things beside films.
_FILM_PATHS = {"facebook.com": ("/watch", "/videos", "/reel"), "zalo.me": ("/video",)}


class MediaProcessor(Treeprocessor):
    """Makes figures, galleries and film boxes of paragraphs that hold nothing else."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for paragraph in list(root.iter("p")):
            children = list(paragraph)
            if not children or _says(paragraph.text) or any(_says(child.tail) for child in children):
                continue
            pictures = [child for child in children if child.tag == "img"]
            if pictures and all(child.tag in ("img", "br") for child in children):
                _show(paragraph, pictures)
            elif len(children) == 1 and children[0].tag == "a":
                _lead_to_film(paragraph, children[0])


def _says(text: str | None) -> bool:
    return bool(text and text.strip())


def _show(paragraph: Element, pictures: list[Element]) -> None:
    """Make a figure of a paragraph with one picture, a gallery of one with several."""
    tail = paragraph.tail
    kept = {name: value for name, value in paragraph.attrib.items() if name != "class"}
    named = paragraph.get("class")
    paragraph.clear()
    paragraph.attrib.update(kept)
    paragraph.tail = tail
    several = len(pictures) > 1
    own = "c-gallery" if several else "c-figure"
    paragraph.set("class", f"{own} {named}" if named else own)
    paragraph.tag = "div" if several else "figure"
    for picture in pictures:
        _fill(SubElement(paragraph, "figure") if several else paragraph, picture, TILE if several else "")


def _fill(figure: Element, picture: Element, kind: str) -> None:
    picture.tail = None
    caption = picture.attrib.pop("title", "") or (picture.get("alt", "") if kind else "")
    picture.set("class", " ".join(name for name in (ALONE, kind, picture.get("class")) if name))
    figure.append(picture)
    if caption:
        SubElement(figure, "figcaption").text = caption


def _lead_to_film(paragraph: Element, link: Element) -> None:
    """Mark the link to a film on another site, and say which site that is."""
    host = film_site(link.get("href", ""))
    if not host:
        return
    paragraph.set("class", "c-film")
    link.set("class", "c-film__link")
    SubElement(paragraph, "span", {"class": "c-film__where"}).text = f"Phim trên {host}, mở ở trang khác"


def film_site(address: str) -> str:
    """Return the host of a film on another site, without `www.`; empty for any other address."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https"):
        return ""
    site = next((site for site in _FILM_SITES if host == site or host.endswith(f".{site}")), "")
    return host if site and parts.path.startswith(_FILM_PATHS.get(site, ("/",))) else ""
