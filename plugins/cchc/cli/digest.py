"""`cchc digest`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from cchc.cli.console import messages, refuses
from cchc.cli.folder import full_site_url, open_folder, site_folder
from cchc.cli.output import write_whole
from cchc.digest import Digest, digest_html, digest_mail, digest_of, digest_text
from cchc.periods import PERIOD_EXAMPLES, Basis, parse_period
from cchc.taxonomy.vocabulary import Vocabulary
from cchc.text import plural_free_count

_FORMS: dict[str, Callable[[Digest], bytes]] = {
    ".html": lambda digest: digest_html(digest).encode(),
    ".eml": digest_mail,
    ".txt": lambda digest: digest_text(digest).encode(),
}


def run_digest(
    directory: Path,
    now: str,
    period: str,
    topics: Sequence[str],
    basis: str | None,
    site_url: str,
    out: Path | None,
) -> int:
    """Write the digest of a period; refuse to make one of content with errors."""
    folder = site_folder(directory)
    form = out.suffix.lower() if out else ".html"
    if form not in _FORMS:
        raise click.UsageError(f"--out: tên tệp phải kết thúc bằng {', '.join(_FORMS)}.")
    if parse_period(period, Basis.ND09) is None:
        raise click.UsageError(f"Không hiểu kỳ “{period}”. Ví dụ: {', '.join(PERIOD_EXAMPLES)}.")
    address = full_site_url(folder, site_url)
    opened = open_folder(folder, now)
    if refuses(opened.problems, "chưa lập bản tin"):
        return 1
    vocabulary = opened.library.vocabulary
    span = parse_period(period, Basis(basis or vocabulary.agency.reporting.basis))
    assert span is not None  # noqa: S101 - parsed above: a basis never decides whether a name is understood
    digest = digest_of(opened.edition, span, f"{address.rstrip('/')}/", _topic_ids(topics, vocabulary))
    if not _write(_FORMS[form](digest), out):
        return 1
    _tell(digest, out)
    return 0


def _topic_ids(names: Sequence[str], vocabulary: Vocabulary) -> frozenset[str]:
    found = set()
    for name in names:
        topic = vocabulary.topic_names.get(name)
        if topic is None:
            near = vocabulary.topic_names.nearest(name)
            meant = f" Có phải ý bạn là “{near}”?" if near else ""
            raise click.UsageError(f"Không có chủ đề “{name}”.{meant}")
        found.add(topic)
    return frozenset(found)


def _write(data: bytes, out: Path | None) -> bool:
    """Print the digest, or write it whole to a file; return whether that was possible."""
    if out is None:
        click.echo(data, nl=False)
        return True
    return write_whole(out, data)


def _tell(digest: Digest, out: Path | None) -> None:
    if out is not None:
        messages().print(f"Đã ghi {out}", markup=False)
    said = f"{digest.title}: {plural_free_count(digest.total)} nội dung, {len(digest.parts)} chủ đề."
    messages().print(said, markup=False)
