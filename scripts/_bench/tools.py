"""The generators that are compared: how each gets its corpus and how it builds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from _bench.corpus import Outline
from _bench.layouts import (
    Corpus,
    kit_page,
    kit_source,
    kit_text,
    stock_page,
    stock_source,
    stock_text,
    write_kit,
    write_stock,
)
from _bench.results import KIT, STOCK

SITE: Final = "site"


@dataclass(frozen=True, slots=True)
class Tool:
    """A generator. `command` builds the folder that it runs in, into `site`; `source` and `page` are an item's paths
    below that folder and below the site.
    """

    name: str
    command: tuple[str, ...]
    write: Callable[[Corpus, Path], None]
    source: Callable[[Outline], str]
    text: Callable[[Outline, Corpus], str]
    page: Callable[[Outline], str]


OURS: Final = Tool(
    KIT,
    (sys.executable, "-m", "cchc", "build", "-C", ".", "--site-dir", SITE, "--no-verify"),
    write_kit,
    lambda item: f"docs/{kit_source(item)}",
    kit_text,
    kit_page,
)
# Other generators compare nothing with the content: measured by itself.
VERIFY: Final = (sys.executable, "-m", "cchc", "verify", SITE, "-C", ".")
THEIRS: Final = Tool(
    STOCK,
    (sys.executable, "-m", "mkdocs", "build", "-q", "-f", "mkdocs.yml"),
    write_stock,
    lambda item: f"docs/{stock_source(item)}",
    stock_text,
    stock_page,
)
