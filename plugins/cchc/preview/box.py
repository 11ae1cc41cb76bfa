"""What the preview adds to a page that it sends: a box with notices and problems, and the script that reloads it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from cchc.problems import CATALOGUE, Problem, Severity, has_errors

_BODY = re.compile(rb"<body\b[^>]*>")
_STYLE = """<style>
.x-preview{position:sticky;top:0;z-index:5;max-height:45vh;overflow:auto;margin:0;padding:.8em 1.2em;
border-bottom:3px solid #e0a800;font:15px/1.5 system-ui,sans-serif;
color:#3d2f00;background:#fff6d8;overflow-wrap:anywhere}
.x-preview--error{color:#5c0a0a;border-color:#c62828;background:#fdeaea}
.x-preview p,.x-preview ul,.x-preview pre{margin:.2em 0;padding:0}
.x-preview li{margin:.5em 0 .5em 1.2em}
.x-preview pre{white-space:pre-wrap}
@media print{.x-preview{display:none}}
</style>"""
_LABELS = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo"}
_MOST = 30
_KEPT = "Trang dưới đây là bản đúng gần nhất; sửa lỗi rồi lưu tệp, trang sẽ tự cập nhật."
SCRIPT = """(() => {
  const events = document.currentScript.dataset.events, key = "cchc-preview";
  const kept = JSON.parse(sessionStorage.getItem(key) || "null");
  sessionStorage.removeItem(key);
  if (kept && kept.path === location.pathname) addEventListener("load", () => scrollTo(0, kept.top));
  let source = null;
  const stop = () => { if (source) source.close(); source = null; };
  const start = () => {
    // A browser has few connections to one server: tabs that nobody sees leave them to the others.
    if (source || document.visibilityState !== "visible") return;
    source = new EventSource(events);
    source.onmessage = () => {
      stop();
      sessionStorage.setItem(key, JSON.stringify({ path: location.pathname, top: scrollY }));
      location.reload();
    };
  };
  addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? start() : stop()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", start);
  start();
})();
"""


def box_of(notices: Iterable[str], problems: Sequence[Problem], stays: bool) -> bytes:
    """Return the box of a page as HTML, empty when there is nothing to say; `stays`: the page shown is an older one."""
    lines = [f"<p><strong>{escape(notice)}</strong></p>" for notice in notices]
    if problems and stays:
        lines.append(f"<p><strong>{_KEPT}</strong></p>")
    lines += _list_of(problems)
    if not lines:
        return b""
    look = "x-preview x-preview--error" if has_errors(problems) else "x-preview"
    return f'{_STYLE}<section class="{look}" role="alert" aria-label="Xem trước">{"".join(lines)}</section>'.encode()


def _list_of(problems: Sequence[Problem]) -> list[str]:
    if not problems:
        return []
    ordered = sorted(problems, key=lambda one: (one.severity is not Severity.ERROR, one))
    entries = [f"<li>{_entry(problem)}</li>" for problem in ordered[:_MOST]]
    more = f"<p>… và {len(ordered) - _MOST} mục khác.</p>" if len(ordered) > _MOST else ""
    return ["<ul>", *entries, "</ul>", more]


def _entry(problem: Problem) -> str:
    example = ""
    if problem.severity is Severity.ERROR:
        example = f"<p>Ví dụ đúng:</p><pre>{escape(CATALOGUE[problem.code].right)}</pre>"
    return (
        f"<p><strong>{_LABELS[problem.severity]} {problem.code}</strong>, {escape(problem.path)}, "
        f"dòng {problem.line}, cột {problem.column}</p>"
        f"<p>{escape(problem.message)}</p><p>→ {escape(problem.hint)}</p>{example}"
    )


def bare_page(title: str, words: str = "") -> bytes:
    """Return a page for when there is none yet."""
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f'<body style="margin:0"><h1 style="margin:1rem">{escape(title)}</h1>'
        f'<p style="margin:1rem">{escape(words)}</p></body></html>'
    ).encode()


def with_additions(html: bytes, box: bytes, script: str, events: str) -> bytes:
    """Return a page with the box at its top and the script `script`, told the address `events`, at its end."""
    body = _BODY.search(html)
    start = body.end() if body else 0
    end = html.rfind(b"</body>")
    end = end if end >= start else len(html)
    tag = f'<script src="{escape(script)}" data-events="{escape(events)}"></script>'.encode()
    return b"".join([html[:start], box, html[start:end], tag, html[end:]])
