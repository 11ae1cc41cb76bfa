"""Old addresses that lead on: which there are, and the files in which nginx, Apache and IIS read them.

The files go beside the site, into the server's own configuration, not into the public folder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, unquote, urlsplit

from cchc.content.kinds import TOPIC_INTROS
from cchc.publishing import Edition

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OF_PATTERNS = re.compile(r"[\\.^$|?*+()\[\]{}]")
_TOPIC_FEEDS = ("rss.xml", "atom.xml")


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address and what it leads to, both from the site's root, with `/` at the end; `title` of what is there."""

    old: str
    new: str
    title: str


def redirects_of(edition: Edition) -> Iterator[Redirect]:
    """Yield the redirects of an edition: old addresses of items with a page, pages of topics that were merged."""
    for item in edition.paged:
        for alias in item.fields.aliases:
            yield Redirect(f"{alias}/", item.address, item.title)
    topics = edition.library.vocabulary.topics
    for topic in topics.values():
        for alias in topic.entry.aliases:
            # Only an id names a page: the other names of a topic are words.
            if _ID.fullmatch(alias) and alias not in topics:
                yield Redirect(f"{TOPIC_INTROS}/{alias}/", f"{TOPIC_INTROS}/{topic.id}/", topic.label)


def server_file(edition: Edition, site_url: str, form: str) -> str:
    """Return the file for a server (`nginx`, `apache`, `iis`); the part of `site_url` behind the host is kept."""
    return FORMATS[form](list(_paths(edition)), _base(site_url))


def _paths(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield (old path, as a server decodes it; new path) without a slash at the start, each old path once."""
    seen: set[str] = set()
    for redirect in redirects_of(edition):
        old, new = unquote(redirect.old).rstrip("/"), quote(redirect.new)
        pairs = [(old, new), (f"{old}/", new)]
        if old.startswith(f"{TOPIC_INTROS}/"):
            pairs += [(f"{old}/{feed}", f"{new}{feed}") for feed in _TOPIC_FEEDS]
        for path, target in pairs:
            if path not in seen and path != redirect.new:
                seen.add(path)
                yield path, target


def _base(site_url: str) -> str:
    return f"/{urlsplit(site_url).path.strip('/')}/".replace("//", "/")


def _nginx(pairs: list[tuple[str, str]], base: str) -> str:
    lines = [
        "# Chuyển hướng địa chỉ cũ của chuyên mục (tệp do “cchc redirects” tạo, không sửa tay).",
        "# 1. Đặt trong khối http: include tệp này.",
        "# 2. Đặt trong khối server của trang:",
        "#      if ($cchc_new) { return 301 $cchc_new$is_args$args; }",
        "# Nếu nginx báo trùng map_hash_bucket_size thì xóa dòng dưới đây.",
        "map_hash_bucket_size 512;",
        "map $uri $cchc_new {",
        '    default "";',
    ]
    # A `$` in a value would be a variable, and there is no way to write one: it is encoded.
    values = ((_quoted(f"{unquote(base)}{old}"), _quoted(f"{base}{new}".replace("$", "%24"))) for old, new in pairs)
    return "\n".join([*lines, *(f"    {old} {new};" for old, new in values), "}", ""])


def _apache(pairs: list[tuple[str, str]], base: str) -> str:
    lines = [
        "# Chuyển hướng địa chỉ cũ của chuyên mục (tệp do “cchc redirects” tạo, không sửa tay).",
        "# Đặt vào cấu hình của trang (VirtualHost), hoặc chép vào .htaccess ở thư mục gốc của trang. Cần mod_alias.",
    ]
    for old, new in pairs:
        # Inside quotes Apache itself takes away one backslash of two, and the one before a quotation mark.
        pattern = _OF_PATTERNS.sub(r"\\\g<0>", f"{unquote(base)}{old}").replace("\\\\", "\\" * 4).replace('"', '\\"')
        target = f"{base}{new}".replace("$", "%24").replace('"', "%22")
        lines.append(f'RedirectMatch 301 "^{pattern}$" "{target}"')
    return "\n".join([*lines, ""])


def _iis(pairs: list[tuple[str, str]], base: str) -> str:
    entries = "\n".join(f'          <add key="{escape(old)}" value="{escape(base + new)}" />' for old, new in pairs)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- Chuyển hướng địa chỉ cũ của chuyên mục (tệp do “cchc redirects” tạo, không sửa tay).
     Đặt tên tệp là web.config trong thư mục gốc của trang; nếu đã có web.config thì chép khối rewrite vào đó.
     Cần bộ phận URL Rewrite của IIS. -->
<configuration>
  <system.webServer>
    <rewrite>
      <rewriteMaps>
        <rewriteMap name="cchc">
{entries}
        </rewriteMap>
      </rewriteMaps>
      <rules>
        <rule name="cchc redirects" stopProcessing="true">
          <match url=".+" />
          <conditions>
            <add input="{{cchc:{{R:0}}}}" pattern="(.+)" />
          </conditions>
          <action type="Redirect" url="{{C:1}}" appendQueryString="true" redirectType="Permanent" />
        </rule>
      </rules>
    </rewrite>
  </system.webServer>
</configuration>
"""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


FORMATS: dict[str, Callable[[list[tuple[str, str]], str], str]] = {"nginx": _nginx, "apache": _apache, "iis": _iis}
