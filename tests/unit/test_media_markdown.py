"""Pictures of a text: figures, galleries, players, boxes of films elsewhere."""

from __future__ import annotations

import lxml.html
import pytest

from cchc.content.library import library_of
from cchc.content.links import LinkMap, link_map
from cchc.media.facts import MediaFacts
from cchc.site.pictures import TextMedia
from cchc.texts.rendering import filled, render_once
from cchc_markdown import Renderer
from cchc_markdown.media import film_site

FOLDER = "tin-tuc/2026/11/a"
PAGE = f"{FOLDER}/"


@pytest.fixture(scope="module")
def links() -> LinkMap:
    head = "---\ntitle: Tin\ndate: 2026-11-05\ntags: [mot-cua]\n---\n\nNội dung\n"
    names = ("anh.jpg", "hai.png", "dong.gif", "ve.svg", "phim.mp4", "phim.vtt", "loi.mp3")
    library = library_of({f"{FOLDER}/index.md": head.encode(), **{f"{FOLDER}/{name}": b"x" for name in names}})
    found = link_map(library)
    facts = {
        "anh.jpg": MediaFacts("d1", 1, 1000, 500, scaled=True),
        "hai.png": MediaFacts("d2", 1, 300, 200, scaled=True),
        "dong.gif": MediaFacts("d3", 1, 320, 240),
        "ve.svg": MediaFacts("d4", 1),
    }
    return LinkMap(
        library,
        found.addresses,
        found.lists,
        found.assets_folded,
        {f"{FOLDER}/{name}": one for name, one in facts.items()},
    )


def shown(links: LinkMap, body: str) -> str:
    rendering = render_once(Renderer().render, body, [])
    return filled(rendering, lambda written, _: written, lambda _: None, TextMedia(links, f"{FOLDER}/index.md", PAGE))


def test_one_picture_alone_is_a_figure_that_leads_to_the_whole_picture(links: LinkMap) -> None:
    assert shown(links, '![Hội > nghị](anh.jpg "Toàn cảnh")') == (
        '<figure class="c-figure"><a class="c-zoom" href="anh.jpg"><picture><source type="image/webp" srcset="'
        "../../../../assets/media/d1-480.webp 480w, ../../../../assets/media/d1-800.webp 800w, "
        '../../../../assets/media/d1-1000.webp 1000w" sizes="(min-width: 76.25em) 780px, (min-width: 45em) 80vw, 94vw">'
        '<img alt="Hội &gt; nghị" loading="lazy" width="1000" height="500" src="anh.jpg" decoding="async">'
        "</picture></a><figcaption>Toàn cảnh</figcaption></figure>"
    )


def test_several_in_one_paragraph_are_a_gallery(links: LinkMap) -> None:
    html = shown(links, '![Một](anh.jpg) ![Hai](hai.png "Chú thích")\n![Ba](dong.gif)')
    assert html.startswith('<div class="c-gallery"><figure><a class="c-zoom" href="anh.jpg">')
    assert html.count("<figure>") == html.count("c-zoom") == 3
    assert [part.partition("<")[0] for part in html.split("<figcaption>")[1:]] == ["Một", "Chú thích", "Ba"]
    # Of a moving picture there are no smaller ones, but its room is kept.
    assert '<img alt="Ba" loading="lazy" width="320" height="240" src="dong.gif" decoding="async">' in html
    assert "c-gallery" not in shown(links, "![Một](anh.jpg)\n\n![Hai](hai.png)")


def test_a_picture_among_words_or_in_a_link_stays_where_it_is(links: LinkMap) -> None:
    assert shown(links, "Chữ ![Hình](ve.svg) chữ") == (
        '<p>Chữ <img alt="Hình" loading="lazy" src="ve.svg" decoding="async"> chữ</p>'
    )
    linked = shown(links, "[![Hình](hai.png)](https://a.vn)")
    assert linked.startswith('<p><a href="https://a.vn"><picture>')
    assert "c-zoom" not in linked


def test_an_editors_own_width_keeps_the_shape(links: LinkMap) -> None:
    assert 'width="300" height="150"' in shown(links, "![Ảnh](anh.jpg){width=300}")


def test_films_and_sounds_get_players_that_load_nothing(links: LinkMap) -> None:
    film = shown(links, "![Phóng sự](phim.mp4)")
    assert film == (
        '<figure class="c-figure"><video class="c-player" controls preload="none" aria-label="Phóng sự">'
        '<source src="phim.mp4" type="video/mp4">'
        '<track kind="captions" srclang="vi" label="Tiếng Việt" src="phim.vtt" default>'
        '<a href="phim.mp4">Tải tệp phim: Phóng sự</a></video></figure>'
    )
    sound = shown(links, '![Phát thanh "số 1"](loi.mp3)')
    assert '<audio class="c-player" controls preload="none" aria-label="Phát thanh &quot;số 1&quot;">' in sound
    assert "<track" not in sound


def test_a_film_elsewhere_is_a_link_that_says_where_it_leads(links: LinkMap) -> None:
    html = shown(links, "[Phóng sự](https://www.youtube.com/watch?v=1)")
    assert html == (
        '<p class="c-film"><a class="c-film__link" href="https://www.youtube.com/watch?v=1">Phóng sự</a>'
        '<span class="c-film__where">Phim trên youtube.com, mở ở trang khác</span></p>'
    )
    assert "c-film" not in shown(links, "Xem [phim](https://youtu.be/1).")


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.youtube.com/watch?v=1", "youtube.com"),
        ("https://m.youtube.com/watch?v=1", "youtube.com"),
        ("https://youtu.be/1", "youtu.be"),
        ("https://vtv.vn/video/a.htm", "vtv.vn"),
        ("https://www.facebook.com/watch?v=1", "facebook.com"),
        ("https://www.facebook.com/so.khcn", ""),
        ("https://notyoutube.com/watch", ""),
        ("https://youtube.com.x.vn/watch", ""),
        ("javascript:youtube.com", ""),
        ("phim.mp4", ""),
        ("https://[", ""),
    ],
)
def test_which_addresses_are_films(address: str, site: str) -> None:
    assert film_site(address) == site


def test_nothing_of_an_editor_reaches_the_page_unescaped(links: LinkMap) -> None:
    html = shown(
        links, '![x" onload="y](anh.jpg "<b>")\n\n<img src=anh.jpg alt=\'a"><script>\' onerror=x class=c-zoomable>'
    )
    found = list(lxml.html.fragment_fromstring(html, create_parent="div").iter())
    assert not {"script", "b"} & {one.tag for one in found}
    assert not [name for one in found for name in one.attrib if name.startswith("on")]
    assert [one.get("alt") for one in found if one.tag == "img"] == ['x" onload="y', 'a"><script>']
