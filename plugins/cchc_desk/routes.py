"""Which address of the desk asks for what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from cchc.text import file_size
from cchc_desk.answers import Answer, Conflict, Handler, answered, asked, sent_json, text_in, unsaved_in
from cchc_desk.core import DeskError
from cchc_desk.desk import Desk
from cchc_desk.keeping import ConflictError
from cchc_desk.listing import Question
from cchc_desk.uploads import MOST_BYTES, UploadError

# What a form holds beside its file.
_ROOM = 64 * 1024


def reading(desk: Desk) -> list[Route]:
    """Return the addresses that only tell."""

    def listed(query: Mapping[str, Any]) -> Any:
        question = Question(
            words=query.get("words", "")[:200],
            section=query.get("section", ""),
            topic=query.get("topic", ""),
            state=query.get("state", ""),
            problems=query.get("problems", "") == "1",
        )
        start = query.get("start", "0")
        return desk.listed(question, int(start) if start.isascii() and start.isdigit() else 0)

    def item(query: Mapping[str, Any]) -> Any:
        source = query.get("source", "")
        return {**desk.texts.item(source), "remembered": desk.keeper.remembered(source)}

    def version(query: Mapping[str, Any]) -> Any:
        return desk.texts.version(query.get("source", ""), query.get("id", ""))

    routes: dict[str, Answer] = {
        "/api/forms": lambda _: desk.forms(),
        "/api/list": listed,
        "/api/item": item,
        "/api/versions": lambda query: desk.texts.versions(query.get("source", "")),
        "/api/version": version,
        "/api/places": lambda query: desk.moves.places(query.get("source", "")),
        "/api/deleted": lambda _: desk.moves.deleted(),
        "/api/links": lambda query: desk.advice.links(query.get("source", ""), query.get("words", "")[:200]),
    }
    return [Route(path, asked(answer)) for path, answer in routes.items()]


class _Writing:
    """What changes something."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def save(self, sent: Mapping[str, Any]) -> Any:
        source = text_in(sent, "source")
        return self._or_conflict(
            source, lambda: self._desk.texts.save(source, unsaved_in(sent), text_in(sent, "window"))
        )

    def restore(self, sent: Mapping[str, Any]) -> Any:
        source = text_in(sent, "source")
        return self._or_conflict(
            source, lambda: self._desk.texts.restore(source, text_in(sent, "base"), text_in(sent, "id"))
        )

    def folder(self, sent: Mapping[str, Any]) -> Any:
        source = text_in(sent, "source")
        return self._or_conflict(source, lambda: self._desk.texts.give_folder(source, unsaved_in(sent)))

    def _or_conflict(self, source: str, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except ConflictError as error:
            raise Conflict(self._desk.texts.current(source, error.data)) from error

    def remember(self, sent: Mapping[str, Any]) -> Any:
        source, window, unsaved = text_in(sent, "source"), text_in(sent, "window"), sent.get("unsaved")
        if isinstance(unsaved, dict):
            self._desk.keeper.remember(source, window, unsaved)
        else:
            self._desk.keeper.forget(source, window)
        return {}

    def check(self, sent: Mapping[str, Any]) -> Any:
        return self._desk.texts.check(text_in(sent, "source"), unsaved_in(sent))

    def show(self, sent: Mapping[str, Any]) -> Any:
        return self._desk.texts.show(text_in(sent, "source"), unsaved_in(sent))

    def text(self, sent: Mapping[str, Any]) -> Any:
        return self._desk.texts.text(text_in(sent, "source"), unsaved_in(sent))

    def suggest(self, sent: Mapping[str, Any]) -> Any:
        return self._desk.advice.topics(text_in(sent, "source"), text_in(sent, "title"), text_in(sent, "body"))

    def rename(self, sent: Mapping[str, Any]) -> Any:
        source, folder, name = (text_in(sent, key) for key in ("source", "folder", "name"))
        return self._desk.moves.rename(source, folder, name, sent.get("trial") is True)

    def delete(self, sent: Mapping[str, Any]) -> Any:
        source = text_in(sent, "source")
        return self._or_conflict(source, lambda: self._desk.moves.delete(source, text_in(sent, "base")))

    def bring_back(self, sent: Mapping[str, Any]) -> Any:
        return self._desk.moves.bring_back(text_in(sent, "id"))

    def build(self, _sent: Mapping[str, Any]) -> Any:
        return {"started": self._desk.tasks.start("build", ["build"])}

    def publish(self, sent: Mapping[str, Any]) -> Any:
        target = text_in(sent, "target")
        if target not in self._desk.targets():
            raise DeskError("Không có nơi đăng này trong docs/_data/publish.yml.")
        name, options = ("trial", ["--dry-run"]) if sent.get("trial") else ("publish", [])
        # What is published is what is written now.
        return {"started": self._desk.tasks.start(name, ["build"], ["publish", target, *options])}


def writing(desk: Desk) -> list[Route]:
    """Return the addresses that take JSON and change something, or look at what is not saved."""
    ours = _Writing(desk)
    routes: dict[str, Answer] = {
        "/api/check": ours.check,
        "/api/show": ours.show,
        "/api/text": ours.text,
        "/api/save": ours.save,
        "/api/new": desk.making.create,
        "/api/remember": ours.remember,
        "/api/restore": ours.restore,
        "/api/folder": ours.folder,
        "/api/rename": ours.rename,
        "/api/delete": ours.delete,
        "/api/bring-back": ours.bring_back,
        "/api/suggest": ours.suggest,
        "/api/build": ours.build,
        "/api/publish": ours.publish,
    }
    return [Route(path, sent_json(answer), methods=["POST"]) for path, answer in routes.items()]


def files(desk: Desk) -> list[Route]:
    """Return the addresses that take files."""

    async def upload(request: Request) -> Response:
        if int(request.headers.get("content-length", "0") or 0) > MOST_BYTES + _ROOM:
            raise UploadError(f"Tệp lớn quá; tối đa {file_size(MOST_BYTES)}.")
        async with request.form(max_files=1, max_fields=4) as form:
            file, source = form.get("file"), form.get("source")
            if not isinstance(file, UploadFile) or not isinstance(source, str):
                raise DeskError("Không nhận được tệp.")
            data = await file.read(MOST_BYTES + 1)
            return JSONResponse(await run_in_threadpool(desk.beside.upload, source, file.filename or "tep", data))

    async def word(request: Request) -> Response:
        async with request.form(max_files=20, max_fields=4) as form:
            kind = form.get("kind")
            sent = [
                (one.filename or "van-ban.docx", await one.read(MOST_BYTES + 1))
                for one in form.getlist("file")
                if isinstance(one, UploadFile)
            ]
        made = await run_in_threadpool(desk.making.import_word, sent, kind if isinstance(kind, str) else "")
        return JSONResponse(made)

    return [
        Route("/api/upload", answered(upload), methods=["POST"]),
        Route("/api/word", answered(word), methods=["POST"]),
    ]


def events(desk: Desk) -> Handler:
    """Return what tells a window all that happens."""

    async def told(_request: Request) -> Response:
        return StreamingResponse(desk.events.listen(), media_type="text/event-stream")

    return told
