"""Asks servers whether addresses still answer: one request at a time for a host, with pauses. The network is used here.

HEAD first, GET where a server does not like that; what may pass (no answer, 429, 5xx) is tried again, later each time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

from cchc.external.answers import Answer, Verdict

_GONE = frozenset({404, 410})
_GUARDED = frozenset({401, 403, 407, 429, 451})
_FOREVER = frozenset({301, 308})
_AGAIN = frozenset({429, 500, 502, 503, 504})
_LONGEST_WAIT = 30.0


@dataclass(frozen=True, slots=True)
class Manners:
    """How servers are asked; times in seconds. `agent` names the program and the site that asks."""

    agent: str
    pause: float = 1.0
    timeout: float = 20.0
    retries: int = 2
    backoff: float = 2.0
    slow: float = 8.0
    hosts_at_once: int = 4


def ask_all(urls: Iterable[str], manners: Manners, told: Callable[[int, int], None]) -> Iterator[Answer]:
    """Yield the answer of each address; `told` hears how many of how many there are."""
    of_host: dict[str, list[str]] = {}
    for url in urls:
        of_host.setdefault(urlsplit(url).netloc.lower(), []).append(url)
    total, done = sum(map(len, of_host.values())), 0
    told(0, total)
    with ThreadPoolExecutor(manners.hosts_at_once) as pool:
        # The longest queues first: they end last.
        queues = sorted(of_host.values(), key=len, reverse=True)
        for answers in pool.map(lambda queue: _ask_host(queue, manners), queues):
            for answer in answers:
                done += 1
                told(done, total)
                yield answer


def _ask_host(urls: list[str], manners: Manners) -> list[Answer]:
    answers = []
    with requests.Session() as session:
        session.headers.update({"User-Agent": manners.agent, "Accept": "*/*"})
        session.max_redirects = 10
        for index, url in enumerate(urls):
            if index:
                time.sleep(manners.pause)
            answers.append(ask(session, url, manners))
    return answers


def ask(session: requests.Session, url: str, manners: Manners) -> Answer:
    """Return what one address answers."""
    answer = Answer(url, Verdict.ERROR)
    for attempt in range(manners.retries + 1):
        wait = manners.backoff * 2**attempt
        try:
            with _response(session, url, manners) as response:
                answer = _answer(url, response, manners)
                wait = _wanted_wait(response, wait)
        except requests.RequestException as error:
            answer = Answer(url, Verdict.ERROR, detail=_reason(error))
            if isinstance(error, (requests.TooManyRedirects, requests.exceptions.SSLError, ValueError)):
                return answer
        if answer.status and answer.status not in _AGAIN:
            return answer
        if attempt < manners.retries:
            time.sleep(wait)
    return answer


def _response(session: requests.Session, url: str, manners: Manners) -> requests.Response:
    response = session.head(url, timeout=manners.timeout, allow_redirects=True)
    # Many servers know no HEAD, or answer it with an error.
    if response.status_code < 400 or response.status_code in _AGAIN - {500, 501}:
        return response
    response.close()
    return session.get(url, timeout=manners.timeout, allow_redirects=True, stream=True)


def _answer(url: str, response: requests.Response, manners: Manners) -> Answer:
    status, seconds = response.status_code, response.elapsed.total_seconds()
    seconds = round(seconds + sum(step.elapsed.total_seconds() for step in response.history), 1)
    forever = bool(response.history) and all(step.status_code in _FOREVER for step in response.history)
    if status in _GONE:
        return Answer(url, Verdict.GONE, status, f"máy chủ trả lời {status}", response.url, seconds)
    if status in _GUARDED:
        return Answer(url, Verdict.GUARDED, status, f"máy chủ trả lời {status}", response.url, seconds)
    if status >= 400:
        return Answer(url, Verdict.ERROR, status, f"máy chủ trả lời {status}", response.url, seconds)
    if forever:
        return Answer(url, Verdict.MOVED, status, "", response.url, seconds)
    if seconds >= manners.slow:
        said = f"{seconds:.1f}".replace(".", ",")
        return Answer(url, Verdict.SLOW, status, f"mất {said} giây", response.url, seconds)
    return Answer(url, Verdict.GOOD, status, "", response.url, seconds)


def _wanted_wait(response: requests.Response, wait: float) -> float:
    """Return how long to wait before the next try: what the server asks for, within reason."""
    written = response.headers.get("Retry-After", "")
    return min(float(written) if written.isdigit() else wait, _LONGEST_WAIT)


def _reason(error: requests.RequestException) -> str:
    if isinstance(error, requests.TooManyRedirects):
        return "chuyển hướng vòng quanh, không có điểm dừng"
    if isinstance(error, requests.Timeout):
        return "quá thời gian chờ"
    if isinstance(error, requests.exceptions.SSLError):
        return "chứng thư bảo mật không hợp lệ"
    if isinstance(error, requests.ConnectionError):
        text = str(error)
        unknown = any(mark in text for mark in ("NameResolution", "getaddrinfo", "Name or service", "nodename"))
        return "không có tên miền này" if unknown else "không kết nối được máy chủ"
    if isinstance(error, ValueError):
        return "địa chỉ viết sai"
    return "máy chủ trả lời không đúng quy cách"
