"""The help section of the desk: the guide in a frame of its own, with all headings for the search."""

from __future__ import annotations

from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from cchc_desk.guide import ADDRESS, FIRST, Guide, GuidePage
from cchc_desk.sheet import SHEET

# Chapters and their parts; smaller headings are found by the search.
_DEEPEST = 3
_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
_FRAME = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · Trợ giúp</title>
<link rel="icon" href="/tinh/icon.svg">
<link rel="stylesheet" href="/tinh/desk.css">
<link rel="stylesheet" href="/tinh/help.css">
<script type="module" src="/tinh/help.js"></script>
</head>
<body class="help-page">
<a class="skip" href="#bai">Tới nội dung chính</a>
<header class="top"><a class="home" href="/">Bàn biên tập</a><span class="agency">Trợ giúp</span></header>
<div class="guide">
<nav aria-label="Tài liệu">
<label for="tim">Tìm trong tài liệu</label>
<input id="tim" type="search" autocomplete="off" placeholder="Không cần gõ dấu…" aria-controls="thay">
<ul id="thay" class="headings" hidden></ul>
<ul id="muc-luc" class="headings">{contents}</ul>
<ul id="tat-ca" hidden>{headings}</ul>
</nav>
<main id="bai" tabindex="-1"><h1>{title}</h1>
{html}
</main>
</div>
</body>
</html>
"""


def help_pages(guide: Guide) -> list[Route]:
    """Return the addresses of the help section."""

    def answer(path: str) -> Response:
        picture = guide.picture(path)
        if picture is not None:
            return FileResponse(picture)
        pages = guide.pages()
        name = path.rstrip("/") or (FIRST if pages[0].name == FIRST else SHEET)
        page = next((one for one in pages if one.name == name), None)
        if page is None:
            return RedirectResponse(ADDRESS)
        return Response(_page(page, pages), media_type="text/html", headers={"Content-Security-Policy": _POLICY})

    async def told(request: Request) -> Response:
        return await run_in_threadpool(answer, request.path_params["path"])

    return [Route(f"{ADDRESS}{{path:path}}", told)]


def _page(page: GuidePage, pages: tuple[GuidePage, ...]) -> str:
    contents = "".join(_entry(one, one is page) for one in pages)
    headings = "".join(
        f'<li><a href="{escape(heading.address)}" data-page="{escape(one.title)}">{escape(heading.title)}</a></li>'
        for one in pages
        for heading in one.headings
    )
    return _FRAME.format(title=escape(page.title), contents=contents, headings=headings, html=page.html)


def _entry(page: GuidePage, is_open: bool) -> str:
    current = ' aria-current="page"' if is_open else ""
    link = f'<a href="{ADDRESS}{page.name}"{current}>{escape(page.title)}</a>'
    inner = [heading for heading in page.headings if heading.level <= _DEEPEST] if is_open else []
    parts = "".join(
        f'<li class="h{heading.level}"><a href="{escape(heading.address)}">{escape(heading.title)}</a></li>'
        for heading in inner
    )
    return f"<li>{link}{f'<ul>{parts}</ul>' if parts else ''}</li>"
