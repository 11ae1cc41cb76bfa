"""What speaks for and against publishing the site of a folder, wherever to."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cchc.cli.build_state import BuildState, content_digest, load_state
from cchc.cli.console import messages, print_problems, tally_of
from cchc.cli.folder import SiteFolder, open_sources, store_of_folder
from cchc.cli.verify import verified
from cchc.content.kinds import KINDS
from cchc.content.library import load_sources
from cchc.problems import Severity, has_errors
from cchc.publish.errors import PublishError
from cchc.publish.manifest import Manifest, manifest_of
from cchc.publish.refusals import Reason, Refusal
from cchc.publishing import Edition
from cchc.site.placing import files_below
from cchc_markdown import MarkdownDialect

# Problems of a built site come in hundreds of one kind.
_SHOWN = 10


def site_and_refusals(folder: SiteFolder, site: Path, now: datetime) -> tuple[Manifest, list[Refusal]]:
    """Return the built site, and what speaks against publishing it anywhere. Raises PublishError without a site."""
    if not (site / "index.html").is_file():
        raise PublishError(f"Chưa có trang nào ở {site}. Chạy lệnh cchc build trước.")
    store, sources = store_of_folder(folder), load_sources(folder.docs)
    state = load_state(store, site)
    opened = open_sources(sources, now, store, MarkdownDialect())
    found: list[Refusal] = []
    if has_errors(opened.problems):
        print_problems([problem for problem in opened.problems if problem.severity is Severity.ERROR])
        found.append(Refusal(Reason.ERRORS, f"Nội dung có lỗi: {tally_of(opened.problems)}."))
    found += _refusals_of_build(state, content_digest(sources, folder.docs), site, now)
    if found:
        # Against other content than it was built from, a site is wrong everywhere.
        return manifest_of(site, _items_of(opened.edition)), found
    with messages().status("Đang đối chiếu trang với nội dung…"):
        report = verified(folder, site, opened, store, trusting_times=False)
    if not report.is_good:
        print_problems(report.problems[:_SHOWN])
        tally = tally_of(report.problems)
        words = f"Đối chiếu trang đã dựng với nội dung thấy {tally}; xem đủ bằng lệnh: cchc verify"
        found.append(Refusal(Reason.UNVERIFIED, words))
    return manifest_of(site, _items_of(opened.edition)), found


def _refusals_of_build(state: BuildState | None, content: bytes, site: Path, now: datetime) -> list[Refusal]:
    if state is None:
        words = (
            "Trang trong thư mục này không phải do lệnh cchc build của bản này dựng, hoặc lần dựng ấy không qua được"
            " bước đối chiếu với nội dung; chạy lại lệnh cchc build."
        )
        return [Refusal(Reason.UNBUILT, words)]
    found = []
    if set(state.built.files) != set(files_below(str(site))):
        words = "Trang không còn nguyên như lúc dựng xong: có tệp thiếu, thừa hoặc bị sửa."
        found.append(Refusal(Reason.PARTIAL, words))
    same_look = state.inputs is None or state.inputs.are_the_same()
    if state.content != content or not state.start <= now < state.end or not same_look:
        words = "Nội dung đã thay đổi hoặc có bài đến giờ đăng, hết hạn sau lần dựng cuối; chạy lại lệnh cchc build."
        found.append(Refusal(Reason.STALE, words))
    return found


def _items_of(edition: Edition) -> dict[str, tuple[str, str]]:
    return {f"{item.address}index.html": (item.title, KINDS[item.kind].label) for item in edition.paged}
