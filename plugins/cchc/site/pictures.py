"""Pictures, films and sounds as pages show them: sizes to choose from, room kept before they are loaded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from posixpath import splitext
from urllib.parse import quote

from cchc.content.links import Leads, LinkMap, Target
from cchc.content.paths import relative
from cchc.media.facts import SOUNDS, VIDEOS, MediaFacts, suffix_of
from cchc.site.views import PictureView, PlayerView

_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
# Classes by which the Markdown side says that a picture stands by itself, and that it is one of several.
_ALONE, _TILE = "c-zoomable", "c-tile"
# How wide a picture is shown; what the style sheets say, in pixels: `rem` is not that of the page here.
TEXT_SIZES = "(min-width: 76.25em) 780px, (min-width: 45em) 80vw, 94vw"
TILE_SIZES = "(min-width: 45em) 380px, 46vw"


def picture_view(links: LinkMap, target: Target, alt: str) -> PictureView | None:
    """Return a picture with its sizes; `None` when its file is not there."""
    if target.leads is not Leads.ASSET:
        return None
    facts = links.media.get(target.path)
    if facts is None:
        return PictureView(target.address, alt)
    sizes = tuple((one.address, one.width) for one in facts.variants) if not facts.pages else ()
    return PictureView(target.address, alt, facts.width, facts.height, sizes)


def player_of(links: LinkMap, target: Target, title: str, poster: str = "") -> PlayerView | None:
    """Return the player of a film or sound, `None` for any other file. `poster` is the address of a picture."""
    suffix = suffix_of(target.path)
    kind = "video" if suffix in VIDEOS else "audio" if suffix in SOUNDS else ""
    if not kind or target.leads is not Leads.ASSET:
        return None
    media_type = VIDEOS.get(suffix) or SOUNDS[suffix]
    return PlayerView(kind, target.address, media_type, title, poster, captions_of(links, target.path))


def captions_of(links: LinkMap, path: str) -> str:
    """Return the address of the captions (WebVTT) of a film: the file of the same name; empty where there is none."""
    captions = f"{splitext(path)[0]}.vtt"
    return quote(captions) if captions in links.library.assets else ""


class TextMedia:
    """The pictures and players of one text on the page at `address`."""

    def __init__(self, links: LinkMap, source: str, address: str) -> None:
        self._links, self._source, self._address = links, source, address

    def __call__(self, written: str, href: str, attributes: str) -> str:
        """Return the HTML of a picture whose address to print is `href`; `attributes` are HTML already."""
        target = self._links.target(self._source, written)
        said = dict(_ATTRIBUTE.findall(attributes))
        names = said.pop("class", "").split()
        player = player_of(self._links, target, said.get("alt", ""))
        if player is not None:
            captions = relative(player.captions, self._address) if player.captions else ""
            return _player(player, escape(href), captions)
        alone, tile = _ALONE in names, _TILE in names
        said["class"] = " ".join(name for name in names if name not in (_ALONE, _TILE))
        facts = self._links.media.get(target.path)
        html = self._picture(escape(href), said, facts, TILE_SIZES if tile else TEXT_SIZES)
        return f'<a class="c-zoom" href="{escape(href)}">{html}</a>' if alone else html

    def _picture(self, href: str, said: Mapping[str, str], facts: MediaFacts | None, sizes: str) -> str:
        kept = {name: value for name, value in said.items() if value or name == "alt"}
        if facts is not None and facts.width:
            kept |= _size(kept, facts)
        printed = "".join(f' {name}="{value}"' for name, value in kept.items())
        image = f'<img{printed} src="{href}" decoding="async">'
        if facts is None or not facts.variants:
            return image
        choice = ", ".join(f"{relative(one.address, self._address)} {one.width}w" for one in facts.variants)
        return f'<picture><source type="image/webp" srcset="{choice}" sizes="{sizes}">{image}</picture>'


def _size(said: Mapping[str, str], facts: MediaFacts) -> dict[str, str]:
    """Return width and height to print; an editor's own width keeps the shape."""
    width = said.get("width", "")
    if width.isdecimal() and int(width):
        return {"width": width, "height": str(max(1, round(int(width) * facts.height / facts.width)))}
    return {"width": str(facts.width), "height": str(facts.height)}


def _player(player: PlayerView, href: str, captions: str) -> str:
    """Return a player; the title is HTML already."""
    track = f'<track kind="captions" srclang="vi" label="Tiếng Việt" src="{captions}" default>' if captions else ""
    what = "phim" if player.kind == "video" else "âm thanh"
    return (
        f'<{player.kind} class="c-player" controls preload="none" aria-label="{player.title}">'
        f'<source src="{href}" type="{player.type}">{track}'
        f'<a href="{href}">Tải tệp {what}: {player.title}</a></{player.kind}>'
    )
