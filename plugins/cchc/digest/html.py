"""A digest as the HTML of an e-mail: tables, styles on each element, as mail programs ask; nothing from elsewhere."""

from __future__ import annotations

from html import escape

from cchc.digest.model import Digest, Entry, TopicPart
from cchc.text import plural_free_count

# Mail programs cut what is longer (Gmail at 102 kB).
MOST_BYTES = 100_000
_FONT = "font-family:Arial,Helvetica,sans-serif;"
_LINK = "color:#0b4f8a;text-decoration:underline;"
_QUIET = "color:#4a5868;font-size:14px;line-height:20px;"


def digest_html(digest: Digest) -> str:
    """Return the whole document, at most `MOST_BYTES` long: of long topics the newest items, then the way to all."""
    most = max((len(part.entries) for part in digest.parts), default=0)
    summaries = True
    while True:
        html = _document(digest, most, summaries)
        if len(html.encode()) <= MOST_BYTES or most == 0:
            return html
        if summaries and most <= 10:
            summaries = False
        else:
            most = most * 2 // 3


def _document(digest: Digest, most: int, summaries: bool) -> str:
    parts = "".join(_part(part, most, summaries) for part in digest.parts)
    hidden = (
        f" Trong đó {plural_free_count(digest.hidden)} nội dung đã hết hạn đăng hoặc đã gỡ, không còn trong bản tin."
        if digest.hidden
        else ""
    )
    said = (
        f"Trong kỳ ({digest.span}), chuyên mục đăng {plural_free_count(digest.total)} nội dung.{hidden}"
        if digest.total
        else f"Trong kỳ ({digest.span}), chuyên mục không đăng nội dung nào thuộc phạm vi bản tin."
    )
    owner = escape(". ".join(part for part in (digest.agency, digest.address) if part))
    return f"""<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{escape(digest.title)}</title>
</head>
<body style="margin:0;padding:0;background-color:#eef3f8;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#eef3f8;">
<tr><td align="center" style="padding:16px 8px;">
<table role="presentation" width="640" cellpadding="0" cellspacing="0" border="0" \
style="width:100%;max-width:640px;background-color:#ffffff;">
<tr><td style="padding:24px;background-color:#0b3f66;{_FONT}color:#ffffff;">
<p style="margin:0 0 4px;font-size:14px;line-height:20px;color:#ffffff;">{escape(digest.agency)}</p>
<h1 style="margin:0;font-size:24px;line-height:32px;color:#ffffff;">{escape(digest.title)}</h1>
</td></tr>
<tr><td style="padding:20px 24px 4px;{_FONT}font-size:16px;line-height:24px;color:#1d2733;">{escape(said)}</td></tr>
{parts}<tr><td style="padding:20px 24px;{_FONT}{_QUIET}background-color:#eef3f8;">
{owner}<br>
Chuyên mục <a href="{escape(digest.site_url)}" style="{_LINK}">{escape(digest.site_name)}</a>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
"""


def _part(part: TopicPart, most: int, summaries: bool) -> str:
    shown = part.entries[:most]
    rest = part.count - len(shown)
    more = (
        f'<p style="margin:8px 0 0;{_QUIET}"><a href="{escape(part.url)}" style="{_LINK}">'
        f"Xem tất cả: {escape(part.label)}</a></p>\n"
        if rest
        else ""
    )
    entries = "".join(_entry(entry, summaries) for entry in shown)
    return f"""<tr><td style="padding:16px 24px 8px;{_FONT}">
<h2 style="margin:0 0 8px;padding:0 0 6px;border-bottom:2px solid #0b4f8a;font-size:18px;line-height:26px;\
color:#0b3f66;">{escape(part.label)} ({plural_free_count(part.count)})</h2>
{entries}{more}</td></tr>
"""


def _entry(entry: Entry, summaries: bool) -> str:
    summary = (
        f'<p style="margin:2px 0 0;font-size:15px;line-height:22px;color:#1d2733;">{escape(entry.summary)}</p>\n'
        if summaries and entry.summary
        else ""
    )
    return f"""<div style="margin:0 0 14px;">
<h3 style="margin:0;font-size:16px;line-height:24px;"><a href="{escape(entry.url)}" style="{_LINK}">\
{escape(entry.title)}</a></h3>
<p style="margin:0;{_QUIET}">{escape(entry.kind)}, {escape(entry.date)}</p>
{summary}</div>
"""
