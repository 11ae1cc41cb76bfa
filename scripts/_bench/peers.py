"""Other generators that make a site of the same texts, for those who have them installed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from _bench.corpus import Outline, body_of
from _bench.layouts import LABELS, Corpus, front_matter, stock_page, summary, write_file
from _bench.tools import Tool

_PELICAN_SETTINGS: Final = """\
SITENAME = "Cải cách hành chính"
SITEURL = "https://skhcn.example.gov.vn/chuyen-muc/cchc"
PATH = "content"
OUTPUT_PATH = "site"
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
DEFAULT_PAGINATION = 10
ARTICLE_URL = "tin-tuc/{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
FEED_ALL_ATOM = "feeds/all.atom.xml"
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
"""
_HUGO_SETTINGS: Final = """\
baseURL = "https://skhcn.example.gov.vn/chuyen-muc/cchc/"
title = "Cải cách hành chính"
languageCode = "vi"
[pagination]
pagerSize = 10
[permalinks.page]
posts = "/tin-tuc/:year/:month/:slug/"
"""
_HUGO_BASE: Final = """\
<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><nav>{{ range .Site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
<main><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}</main></body></html>
"""
_HUGO_PAGE: Final = """\
{{ define "main" }}<p>{{ .Date.Format "02/01/2006" }}</p>
{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a> {{ end }}
{{ .TableOfContents }}{{ .Content }}{{ end }}
"""
_HUGO_LIST: Final = """\
{{ define "main" }}{{ $all := .Pages }}{{ if .IsHome }}{{ $all = .Site.RegularPages }}{{ end }}
{{ range (.Paginate $all).Pages }}<h2><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></h2>{{ .Summary }}{{ end }}
{{ template "_internal/pagination.html" . }}{{ end }}
"""


def _source(item: Outline) -> str:
    return f"content/posts/{item.slug}.md"


# --- Pelican ---------------------------------------------------------------------------------------------------------


def pelican_text(item: Outline, corpus: Corpus) -> str:
    """Return an item as an article of Pelican."""
    body = body_of(item, corpus.items, corpus.seed, lambda other: "{filename}" + f"{other.slug}.md")
    fields = {
        "Title": item.title,
        "Date": f"{item.day} {item.time}",
        "Category": LABELS[item.section],
        "Tags": ", ".join(topic.id for topic in item.topics),  # Pelican would split labels at their commas
        "Slug": item.slug,
        "Summary": summary(body),
    }
    head = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return f"{head}\n{body.lead}\n\n{body.rest}"


def write_pelican(corpus: Corpus, folder: Path) -> None:
    """Write a site for Pelican with its own theme."""
    write_file(folder / "pelicanconf.py", _PELICAN_SETTINGS)
    for item in corpus.items:
        write_file(folder / _source(item), pelican_text(item, corpus))


# --- Hugo ------------------------------------------------------------------------------------------------------------


def hugo_text(item: Outline, corpus: Corpus) -> str:
    """Return an item as a page of Hugo."""
    body = body_of(item, corpus.items, corpus.seed, lambda other: '{{< relref "' + f"{other.slug}.md" + '" >}}')
    fields = {
        "title": item.title,
        "slug": item.slug,
        "date": f"{item.day}T{item.time}:00+07:00",
        "categories": [LABELS[item.section]],
        "tags": [topic.label for topic in item.topics],
        "description": summary(body),
    }
    return f"{front_matter(fields)}{body.lead}\n\n<!--more-->\n\n{body.rest}"


def write_hugo(corpus: Corpus, folder: Path) -> None:
    """Write a site for Hugo with the smallest theme that shows the same lists: far lighter pages than Material's."""
    write_file(folder / "hugo.toml", _HUGO_SETTINGS)
    for name, template in (("baseof", _HUGO_BASE), ("single", _HUGO_PAGE), ("list", _HUGO_LIST)):
        write_file(folder / f"layouts/_default/{name}.html", template)
    for item in corpus.items:
        write_file(folder / _source(item), hugo_text(item, corpus))


PEERS: Final = {
    "pelican": Tool(
        "Pelican", ("pelican", "-q", "-s", "pelicanconf.py"), write_pelican, _source, pelican_text, stock_page
    ),
    "hugo": Tool("Hugo", ("hugo", "--quiet", "--destination", "site"), write_hugo, _source, hugo_text, stock_page),
}
