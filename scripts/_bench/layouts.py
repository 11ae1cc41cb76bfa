"""The same corpus written for each generator."""

from __future__ import annotations

import json
import posixpath
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from _bench.corpus import DOCUMENT, NEWS, PROCEDURE, Body, Outline, TopicName, body_of
from cchc.taxonomy.load import load_vocabulary
from cchc_markdown.render import DIALECT

LABELS: Final = {NEWS: "Tin tức", DOCUMENT: "Văn bản", PROCEDURE: "Thủ tục hành chính"}
# All items are posts here: as pages of the navigation they would make stock builds, and so the ratios, far worse.
_STOCK_CONFIGURATION: Final = """\
site_name: Cải cách hành chính
site_url: https://skhcn.example.gov.vn/chuyen-muc/cchc/
theme:
  name: material
  language: vi
  font: false
  features: [navigation.tabs, navigation.top, search.highlight, search.suggest, toc.follow]
plugins:
  - search:
      lang: vi
  - blog:
      blog_dir: tin-tuc
      post_url_format: "{date}/{slug}"
      post_url_date_format: yyyy/MM
  - tags
"""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus to be written. `data` is the folder of the vocabulary that goes with it."""

    items: Sequence[Outline]
    seed: int
    data: Path


def read_topics(data: Path) -> tuple[TopicName, ...]:
    """Return the topics of a docs/_data folder that are valid at any time, in the order of their file."""
    sources = {path.name: path.read_bytes() for path in sorted(data.glob("*.yml"))}
    vocabulary, _ = load_vocabulary(sources)
    entries = (topic.entry for topic in vocabulary.topics.values())
    return tuple(
        TopicName(entry.id, entry.label)
        for entry in entries
        if not (entry.valid_from or entry.valid_to or entry.merged_into)
    )


def summary(body: Body) -> str:
    """Return the first sentence of a text."""
    return body.lead.split(". ")[0].rstrip(".") + "."


def front_matter(values: Mapping[str, Any]) -> str:
    """Return a front matter block; values are written as JSON, which is YAML too, dates bare."""
    lines = (
        f"{key}: {value if key == 'date' else json.dumps(value, ensure_ascii=False)}" for key, value in values.items()
    )
    return "\n".join(("---", *lines, "---", "", ""))


def write_file(path: Path, text: str) -> None:
    """Write a text file, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def relative(target: str, source: str) -> str:
    """Return the address that leads from one source file to another; both are paths below the same folder."""
    return posixpath.relpath(target, posixpath.dirname(source))


# --- This kit --------------------------------------------------------------------------------------------------------


def kit_source(item: Outline) -> str:
    """Return an item's path below docs/."""
    dated = {NEWS: f"{item.day:%Y/%m}/", DOCUMENT: f"{item.day:%Y}/", PROCEDURE: ""}
    return f"{item.section}/{dated[item.section]}{item.slug}.md"


def kit_page(item: Outline) -> str:
    """Return the path of an item's page below the site's folder."""
    return kit_source(item).removesuffix(".md") + "/index.html"


def kit_text(item: Outline, corpus: Corpus) -> str:
    """Return an item as a file of the content contract."""
    body = _body(item, corpus, kit_source)
    return front_matter(_kit_fields(item, body)) + f"{body.lead}\n\n{body.rest}"


def write_kit(corpus: Corpus, folder: Path) -> None:
    """Write docs/ with the vocabulary; the configuration and the theme are the kit's own."""
    for path in sorted(corpus.data.glob("*.yml")):
        (folder / "docs/_data").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / "docs/_data" / path.name)
    for item in corpus.items:
        write_file(folder / "docs" / kit_source(item), kit_text(item, corpus))


def _kit_fields(item: Outline, body: Body) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "title": item.title,
        "date": f"{item.day} {item.time}",
        "tags": [topic.id for topic in item.topics],
        "kind": item.kind,
        "description": summary(body),
    }
    if item.section == DOCUMENT:
        fields |= {
            "so_ky_hieu": item.code,
            "ngay_ban_hanh": str(item.day),
            "co_quan_ban_hanh": "Sở Khoa học và Công nghệ",
            "loai_van_ban": item.document_type,
            "trich_yeu": item.title,
            "hieu_luc": "con-hieu-luc",
        }
    if item.section == PROCEDURE:
        fields |= {
            "ma": item.code,
            "linh_vuc": "hoat-dong-khcn",
            "muc_do": "toan-trinh",
            "doi_tuong": ["to-chuc", "ca-nhan"],
            "co_quan_giai_quyet": "Sở Khoa học và Công nghệ",
            "cach_thuc": [{"hinh_thuc": "truc-tuyen"}, {"hinh_thuc": "truc-tiep"}],
            "thoi_han_quy_dinh": "15 ngày làm việc",
            "thoi_han_giai_quyet": "10 ngày làm việc",
            "ket_qua": "Giấy chứng nhận",
            "yeu_cau_dieu_kien": "Không",
            "phi_le_phi": "Không",
            "mau_don": "Không",
            "can_cu": ["118/2025/NĐ-CP"],
            "ngay_doi_chieu": "2026-06-01",
        }
    return fields


# --- Stock Material for MkDocs ---------------------------------------------------------------------------------------


def stock_source(item: Outline) -> str:
    """Return an item's path below docs/."""
    return f"tin-tuc/posts/{item.day:%Y}/{item.slug}.md"


def stock_page(item: Outline) -> str:
    """Return the path of an item's page below the site's folder."""
    return f"tin-tuc/{item.day:%Y/%m}/{item.slug}/index.html"


def stock_text(item: Outline, corpus: Corpus) -> str:
    """Return an item as a post of Material's blog plugin, its excerpt ending after the first paragraph."""
    body = _body(item, corpus, stock_source)
    fields = {
        "title": item.title,
        "slug": item.slug,
        "date": f"{item.day}T{item.time}:00",
        "categories": [LABELS[item.section]],
        "tags": [topic.label for topic in item.topics],
        "description": summary(body),
    }
    return f"{front_matter(fields)}# {item.title}\n\n{body.lead}\n\n<!-- more -->\n\n{body.rest}"


def write_stock(corpus: Corpus, folder: Path) -> None:
    """Write docs/ and mkdocs.yml."""
    write_stock_frame(folder)
    for item in corpus.items:
        write_file(folder / "docs" / stock_source(item), stock_text(item, corpus))


def write_stock_frame(folder: Path) -> None:
    """Write mkdocs.yml, with the same dialect of Markdown and the same features of the theme as the kit, and the pages
    that are not items.
    """
    extensions = "".join(f"  - {name}\n" for name in DIALECT)
    write_file(folder / "mkdocs.yml", f"{_STOCK_CONFIGURATION}markdown_extensions:\n{extensions}")
    write_file(folder / "docs/index.md", "# Cải cách hành chính\n")
    write_file(folder / "docs/tin-tuc/index.md", "# Tin tức\n")
    write_file(folder / "docs/chu-de.md", "# Chủ đề\n\n<!-- material/tags -->\n")


def _body(item: Outline, corpus: Corpus, source_of: Callable[[Outline], str]) -> Body:
    source = source_of(item)
    return body_of(item, corpus.items, corpus.seed, lambda other: relative(source_of(other), source))
