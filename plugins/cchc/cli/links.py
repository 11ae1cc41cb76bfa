"""`cchc links`: do the addresses outside the site still answer?"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import click

from cchc.cli.clock import moment_of
from cchc.cli.console import messages, progress, refuses
from cchc.cli.folder import SiteFolder, open_folder, site_folder, site_url_of, store_of_folder
from cchc.content.internal_hosts import is_internal
from cchc.content.kinds import DATA_FOLDER
from cchc.dates import long_date
from cchc.external.answers import BROKEN, KEPT, VERDICT_LABELS, Answer, Verdict, answer_from
from cchc.external.collect import External, Spot, external_links
from cchc.external.report import Report, Reported, report, split
from cchc.store import Store
from cchc.taxonomy.link_exceptions import EXCEPTIONS_FILE, LinkException
from cchc.taxonomy.load import load_link_exceptions
from cchc.text import plural_free_count

_KIND = "links"
_PLACES = 5


def run_links(directory: Path, now: str, offline: bool, form: str, max_age: int, everything: bool) -> int:
    """Print the ranked list; return 1 when an address is broken or the content has errors."""
    folder = site_folder(directory)
    opened = open_folder(folder, now)
    if refuses(opened.problems, "chưa kiểm tra liên kết"):
        return 1
    exceptions = _exceptions(folder)
    links, excepted = split(external_links(opened.edition), exceptions, opened.edition.now.date())
    if offline:
        _print_planned(links, excepted, form)
        return 0
    answers = _answers(links, store_of_folder(folder), site_url_of(folder), max_age)
    found = report(links, excepted, answers, exceptions)
    shown = [one for one in found.entries if everything or one.answer.verdict is not Verdict.GOOD]
    if form == "json":
        click.echo(json.dumps([_as_json(one) for one in shown], ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(_as_csv(shown), nl=False)
    else:
        _print_text(shown)
    _print_summary(found)
    return 1 if any(one.answer.verdict in BROKEN for one in found.entries) else 0


def _exceptions(folder: SiteFolder) -> tuple[LinkException, ...]:
    path = folder.docs / DATA_FOLDER / EXCEPTIONS_FILE
    return load_link_exceptions(path.read_bytes())[0] if path.is_file() else ()


def _answers(links: Sequence[External], store: Store, site_url: str, max_age: int) -> dict[str, Answer]:
    """Return an answer for each address: kept ones that are young enough, the others asked for now."""
    # Loaded only where the network is used.
    from cchc.external.ask import Manners, ask_all

    now = moment_of()
    answers = {link.url: Answer(link.url, Verdict.INTERNAL) for link in links if is_internal(link.url)}
    answers |= _kept(store, [link.url for link in links if link.url not in answers], now, max_age)
    wanted = [link.url for link in links if link.url not in answers]
    about = f"; +{site_url}" if site_url.isascii() and site_url else ""
    manners = Manners(f"cchc-kit/{version('cchc-kit')} (link check{about})")
    with progress("Hỏi các máy chủ") as told:
        for answer in ask_all(wanted, manners, told):
            answers[answer.url] = answer
            if answer.verdict in KEPT:
                said = {"moment": now.timestamp(), "answer": answer.as_json()}
                store.put_many(_KIND, [(_key(answer.url), json.dumps(said).encode())])
    return answers


def _kept(store: Store, urls: Sequence[str], now: datetime, max_age: int) -> dict[str, Answer]:
    found = store.get_many(_KIND, [_key(url) for url in urls])
    kept = {}
    for data in found.values():
        said = json.loads(data)
        if 0 <= now.timestamp() - said["moment"] < max_age * 86_400:
            answer = answer_from(said["answer"])
            kept[answer.url] = answer
    return kept


def _key(url: str) -> bytes:
    return blake2b(url.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _print_planned(links: Sequence[External], excepted: Sequence[tuple[External, LinkException]], form: str) -> None:
    if form == "json":
        planned = [{"url": link.url, "places": [_place(spot) for spot in link.spots]} for link in links]
        click.echo(json.dumps(planned, ensure_ascii=False, indent=1))
    elif form == "csv":
        rows = [(link.url, _place(spot), spot.title) for link in links for spot in link.spots]
        click.echo(_csv(("Địa chỉ", "Nơi ghi", "Tiêu đề"), rows), nl=False)
    else:
        for link in links:
            click.echo(f"{link.url}{'  (địa chỉ nội bộ)' if is_internal(link.url) else ''}")
            _print_spots(link.spots)
    hosts = Counter(urlsplit(link.url).netloc for link in links)
    messages().print(
        f"Sẽ kiểm tra {plural_free_count(len(links))} địa chỉ ở {plural_free_count(len(hosts))} máy chủ; "
        f"bỏ qua {plural_free_count(len(excepted))} địa chỉ theo {EXCEPTIONS_FILE}. Chưa kết nối mạng.",
        markup=False,
    )


def _print_text(shown: Sequence[Reported]) -> None:
    last: Verdict | None = None
    for one in shown:
        answer = one.answer
        if answer.verdict is not last:
            last = answer.verdict
            number = sum(other.answer.verdict is last for other in shown)
            click.echo(f"\n{VERDICT_LABELS[last]} ({plural_free_count(number)})")
        click.echo(f"  {answer.url}{f': {answer.detail}' if answer.detail else ''}")
        if answer.verdict is Verdict.MOVED:
            click.echo(f"    → đổi thành {answer.final}")
        if one.lapsed is not None:
            until = long_date(one.lapsed.until.day)
            click.echo(f"    Từng được bỏ qua đến hết ngày {until}: {one.lapsed.reason}")
        _print_spots(one.spots)


def _print_spots(spots: Sequence[Spot]) -> None:
    for spot in spots[:_PLACES]:
        click.echo(f"    {_place(spot)}  {spot.title}")
    if len(spots) > _PLACES:
        click.echo(f"    … và {len(spots) - _PLACES} chỗ khác")


def _place(spot: Spot) -> str:
    return f"{spot.path}:{spot.line}" if spot.line else spot.path


def _print_summary(found: Report) -> None:
    counts = Counter(one.answer.verdict for one in found.entries)
    parts = ", ".join(f"{counts[verdict]} {_SHORT[verdict]}" for verdict in Verdict if counts[verdict])
    messages().print(
        f"\nĐã kiểm tra {plural_free_count(len(found.entries))} địa chỉ: {parts or 'không có'}.", markup=False
    )
    if found.excepted:
        messages().print(f"Bỏ qua {len(found.excepted)} địa chỉ theo {EXCEPTIONS_FILE}.", markup=False)
    for one in found.unused:
        messages().print(f"Ngoại lệ không còn địa chỉ nào dùng, xóa được: {one.url}", markup=False)


_SHORT = {
    Verdict.INTERNAL: "địa chỉ nội bộ",
    Verdict.GONE: "trang không còn",
    Verdict.ERROR: "không mở được",
    Verdict.MOVED: "đã chuyển địa chỉ",
    Verdict.SLOW: "chậm",
    Verdict.GUARDED: "không cho kiểm tra",
    Verdict.GOOD: "tốt",
}


def _as_json(one: Reported) -> dict[str, object]:
    spots = [{"path": spot.path, "line": spot.line or None, "title": spot.title} for spot in one.spots]
    return {**one.answer.as_json(), "places": spots}


def _as_csv(shown: Sequence[Reported]) -> str:
    header = ("Kết quả", "Địa chỉ", "Mã trả lời", "Chi tiết", "Địa chỉ mới", "Nơi ghi", "Tiêu đề")
    return _csv(header, _rows(shown))


def _rows(shown: Sequence[Reported]) -> Iterator[tuple[object, ...]]:
    for one in shown:
        answer = one.answer
        new = answer.final if answer.verdict is Verdict.MOVED else ""
        for spot in one.spots:
            label = VERDICT_LABELS[answer.verdict]
            yield label, answer.url, answer.status or "", answer.detail, new, _place(spot), spot.title


def _csv(header: Sequence[str], rows: object) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)  # type: ignore[arg-type]  # any rows of cells
    return out.getvalue()
