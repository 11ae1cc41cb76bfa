"""Share cards: what they show, in which room, always the same."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cchc.media import share_card
from cchc.media.share_card import ShareCard, draw
from cchc.text import nfc

CARD = ShareCard("tin-tuc/2026/11/a/", "Công bố danh mục thủ tục hành chính", "Một cửa", "Sở A", "05/11/2026")
LONG = (
    "Quyết định phê duyệt kế hoạch cải cách hành chính, kiểm soát thủ tục hành chính, thực hiện cơ chế một cửa, "
    "một cửa liên thông và chuyển đổi số năm 2026 của các sở, ban, ngành, Ủy ban nhân dân các xã, phường trên địa bàn"
)


def opened(card: ShareCard) -> Image.Image:
    return Image.open(BytesIO(draw(card)))


def test_a_card_is_small_and_of_the_right_size() -> None:
    for title in (CARD.title, LONG, "Họp"):
        card = replace(CARD, title=title)
        assert opened(card).size == share_card.CARD_SIZE
        assert len(draw(card)) <= 30_000


def test_the_same_card_is_the_same_bytes_whatever_was_drawn_before() -> None:
    first = draw(CARD)
    draw(replace(CARD, title=LONG))
    assert draw(CARD) == first
    share_card._drawn.cache_clear()
    assert draw(CARD) == first


@pytest.mark.parametrize("name", ["title", "topic", "agency", "date"])
def test_everything_that_it_is_made_from_shows(name: str) -> None:
    other = replace(CARD, **{name: "Khác 12"})
    assert other.path != CARD.path
    assert draw(other) != draw(CARD)
    assert replace(CARD, address="b/").path != CARD.path


def test_a_long_title_ends_at_a_word() -> None:
    size, lines = share_card._title(LONG)
    assert (size, len(lines)) == (33, 5)
    words = [word for line in lines for word in line]
    assert words[-1].endswith("…")
    assert words[:-1] == LONG.split()[: len(words) - 1]
    assert LONG.split()[len(words) - 1] == words[-1].rstrip("…")


@settings(max_examples=40)
@given(st.text(max_size=400))
def test_any_title_stays_in_its_room(title: str) -> None:
    size, lines = share_card._title(title)
    assert all(share_card._width(line, size) <= share_card._ROOM for line in lines)
    most = dict(share_card._TITLES)[size]
    assert len(lines) <= most
    assert opened(replace(CARD, title=title)).size == share_card.CARD_SIZE


def test_every_vietnamese_letter_is_in_the_font() -> None:
    """All are drawn, none like another; what is not in the font is left blank."""
    marks = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    plain = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    letters = [*(letter + mark for letter in plain for mark in marks), "đ", "Đ", *"“”–…·%₫"]
    assert share_card._drawn("\u4e00", 68)[0] is None
    drawn = [share_card._drawn(nfc(letter), 68)[0] for letter in letters]
    pictures = [mask.tobytes() + repr(mask.size).encode() for mask in drawn if mask is not None]
    assert len(pictures) == len(letters)
    assert all(one != other for one, other in pairwise(sorted(pictures)))
