"""The desk as a web application: which address asks for what. Answers are JSON, the page itself, or a preview."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from cchc_desk import routes
from cchc_desk.desk import Desk
from cchc_desk.guard import Guard, cookie_name
from cchc_desk.guide import Guide
from cchc_desk.help_pages import help_pages
from cchc_desk.pages import SiteFiles, shell

STATIC = Path(__file__).parent / "static"


def make_app(desk: Desk, guide: Guide, token: str, port: int) -> ASGIApp:
    """Return the application. `token` opens it, `port` is where it listens."""
    site = SiteFiles(desk.showing, desk.beside)
    guard: list[Guard] = []

    async def page(request: Request) -> Response:
        sent = request.query_params.get("ma")
        if sent is None:
            return shell()
        if not guard[0].is_token(sent):
            return Response("Địa chỉ này không còn dùng được. Hãy mở lại bàn biên tập.", 403, media_type="text/plain")
        answer = RedirectResponse("/", 303)
        answer.set_cookie(cookie_name(port), token, httponly=True, samesite="strict", path="/")
        return answer

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        desk.events.bind()
        yield

    app = Starlette(
        routes=[
            Route("/", page),
            Mount("/tinh", StaticFiles(directory=STATIC)),
            Route("/trang/{path:path}", site.answer),
            *help_pages(guide),
            *routes.reading(desk),
            *routes.writing(desk),
            *routes.files(desk),
            Route("/api/events", routes.events(desk)),
        ],
        lifespan=lifespan,
        exception_handlers={404: _missing, 405: _missing},
    )
    guard.append(Guard(app, token, port))
    return guard[0]


def _missing(_request: Request, _error: Exception) -> Response:
    return JSONResponse({"error": "Không có địa chỉ này."}, 404)
