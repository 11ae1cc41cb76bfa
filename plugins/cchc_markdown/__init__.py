"""Python-Markdown for the texts of the site: the dialect, the extension, the renderer.

Extensions run under every site generator; nothing here knows one.
"""

from __future__ import annotations

from typing import Any

from cchc_markdown.extension import CchcExtension
from cchc_markdown.render import MarkdownDialect, Rendered, Renderer, TocItem

__all__ = ["CchcExtension", "MarkdownDialect", "Rendered", "Renderer", "TocItem", "makeExtension"]


def makeExtension(**options: Any) -> CchcExtension:
    """Return the extension, for `markdown_extensions: [cchc]`."""
    return CchcExtension(**options)
