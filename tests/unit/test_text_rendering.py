"""What the renderer says of its own in a text."""

from __future__ import annotations

from cchc.texts.rendering import in_english
from cchc_markdown import Renderer
from cchc_markdown.extension import keep

TEXT = "## Contact\n\nOpen daily.[^1] “Liên kết tới mục này” is Vietnamese.\n\n[^1]: Not on holidays.\n"


def test_it_is_vietnamese_and_english_on_english_pages() -> None:
    html = Renderer().render(TEXT, keep).html
    assert html.count('title="Liên kết tới mục này"') == 1
    assert 'title="Trở lại chú thích 1 trong bài"' in html
    english = in_english(html)
    assert english.count('title="Link to this section"') == 1
    assert 'title="Back to note 1 in the text"' in english
    assert "“Liên kết tới mục này” is Vietnamese" in english
    assert "Trở lại" not in english
