"""From requests to what they ask for, and from what comes of it, mistakes too, to answers in JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from cchc.disk import reason_of
from cchc_desk.core import DeskError
from cchc_desk.keeping import ConflictError
from cchc_desk.places import PlaceError
from cchc_desk.unsaved import Unsaved
from cchc_desk.uploads import UploadError

_MOST_JSON = 8 * 1024 * 1024
_BAD_PLACE = "Bàn biên tập chỉ mở và ghi các tệp trong thư mục docs của trang."
_BAD_FORM = "Yêu cầu không đúng dạng."
Answer = Callable[[Mapping[str, Any]], Any]
Handler = Callable[[Request], Awaitable[Response]]


class Conflict(Exception):  # noqa: N818 - an answer, no mistake of the caller
    def __init__(self, current: dict[str, Any]) -> None:
        super().__init__()
        self.current = current


def asked(answer: Answer) -> Handler:
    async def handle(request: Request) -> Response:
        return JSONResponse(await run_in_threadpool(answer, dict(request.query_params)))

    return answered(handle)


def sent_json(answer: Answer) -> Handler:
    async def handle(request: Request) -> Response:
        if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
            return JSONResponse({"error": _BAD_FORM}, 415)
        if int(request.headers.get("content-length", "0") or 0) > _MOST_JSON:
            return JSONResponse({"error": "Bài dài quá mức cho phép."}, 413)
        sent = await request.json()
        if not isinstance(sent, dict):
            return JSONResponse({"error": _BAD_FORM}, 400)
        return JSONResponse(await run_in_threadpool(answer, sent))

    return answered(handle)


def answered(handle: Handler) -> Handler:
    """Turn what goes wrong into an answer with a sentence."""

    async def safely(request: Request) -> Response:
        try:
            return await handle(request)
        except PlaceError:
            return JSONResponse({"error": _BAD_PLACE}, 400)
        except Conflict as conflict:
            return JSONResponse({"error": "Tệp đã thay đổi.", "current": conflict.current}, 409)
        except ConflictError:
            return JSONResponse({"error": "Đã có một tệp cùng tên."}, 409)
        except (DeskError, UploadError) as error:
            return JSONResponse({"error": str(error)}, 422)
        except (ValueError, MultiPartException):
            return JSONResponse({"error": _BAD_FORM}, 400)
        except OSError as error:
            words = f"Máy không đọc hoặc ghi được tệp ({reason_of(error)}). Nội dung đang viết vẫn còn nguyên ở đây."
            return JSONResponse({"error": words}, 500)

    return safely


def text_in(sent: Mapping[str, Any], name: str) -> str:
    value = sent.get(name, "")
    if not isinstance(value, str):
        raise DeskError(_BAD_FORM)
    return value


def unsaved_in(sent: Mapping[str, Any]) -> Unsaved:
    values, body, raw = sent.get("values") or {}, sent.get("body"), sent.get("raw")
    if not isinstance(values, dict) or not all(isinstance(one, str | None) for one in (body, raw)):
        raise DeskError(_BAD_FORM)
    return Unsaved(text_in(sent, "base"), values, body, raw)
