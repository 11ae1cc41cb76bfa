"""`cchc new`: a new item in the right folder. Asks for the topic when someone is there to answer."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from cchc.authoring import Suggestion, TextIndex, found_topics, hints, new_item, suggest_topics
from cchc.authoring.new_item import section_of
from cchc.cli.asked import kind_asked, tasks_asked, topics_asked, unit_asked
from cchc.cli.console import messages
from cchc.cli.folder import moment_asked, site_folder
from cchc.content.front_matter_edit import Plain
from cchc.content.kinds import NEWS
from cchc.content.library import Library, load_library
from cchc.dates import parse_civil
from cchc.taxonomy.vocabulary import Vocabulary
from cchc.text import tidy
from cchc_import.model import WordError
from cchc_import.write import write_import

_MOST_SHOWN = 9


def run_new(
    kind: str,
    title: str,
    directory: Path,
    now: str,
    topic: str,
    date: str,
    plan: str,
    unit: str,
    draft: bool,
    open_file: bool,
) -> int:
    """Write the file of a new item and print its path."""
    folder = site_folder(directory)
    section = section_of(chosen := kind_asked(kind))
    if not tidy(title):
        raise click.UsageError('Tiêu đề trống. Viết tiêu đề trong dấu nháy kép, ví dụ: cchc new tin "Sở họp giao ban".')
    when = _when(date, now)
    day = when.date() if isinstance(when, dt.datetime) else when
    library = load_library(folder.docs)
    vocabulary = library.vocabulary
    fields: dict[str, Plain] = {
        "unit": unit_asked(vocabulary, unit) if unit else "",
        "plan": list(tasks_asked(vocabulary, plan)),
    }
    suggestions = suggest_topics(title, "", vocabulary, library, index=TextIndex.of(library.items), day=day)
    topics = topics_asked(vocabulary, topic)
    asking = not topics and sys.stdin.isatty()
    if asking:
        topics = _ask(vocabulary, suggestions, day)
    if draft:
        fields["draft"] = True
    guessed = not topics and not asking and section == NEWS
    if guessed:
        topics = tuple(one.topic_id for one in suggestions[:1])
    comments = {"tags" if topics else "": _reasons(vocabulary, suggestions) if guessed else ()}
    comments[""] = (*comments.get("", ()), *hints(section))
    taken = (*library.sources, *library.assets)
    file = new_item(chosen, title, when, topics, fields, "", taken, comments=comments)
    try:
        path = write_import(folder.docs, {file.path: file.text.encode("utf-8")})
    except WordError as error:
        raise click.ClickException(str(error)) from error
    click.echo(str(path))
    _say(library, file.renamed, topics, guessed, suggestions, draft)
    if open_file and click.launch(str(path)) != 0:
        messages().print("Không mở được chương trình soạn thảo; hãy mở tệp trên bằng tay.", markup=False)
    return 0


def _when(written: str, now: str) -> dt.date:
    if not written:
        return moment_asked(now).date()
    parsed = parse_civil(written)
    if parsed is None:
        raise click.UsageError(
            f"--date: không hiểu ngày “{written}”. Viết 2026-11-05, 05/11/2026 hoặc 2026-11-05 08:30."
        )
    return parsed.moment if parsed.has_time else parsed.day


def _reasons(vocabulary: Vocabulary, suggestions: tuple[Suggestion, ...]) -> tuple[str, ...]:
    if not suggestions:
        return ("Ghi chủ đề của bài, theo docs/_data/topics.yml. Ví dụ: tags: [mot-cua]",)
    return tuple(
        f"Gợi ý: {one.topic_id} ({vocabulary.topics[one.topic_id].label}) vì {one.why}" for one in suggestions[:3]
    )


def _ask(vocabulary: Vocabulary, suggestions: tuple[Suggestion, ...], day: dt.date) -> tuple[str, ...]:
    """Ask for the topic until one is chosen or none is wanted: by number, or by a few letters of its name."""
    console = messages()
    shown = [one.topic_id for one in suggestions]
    for one in suggestions:
        console.print(f"Gợi ý theo tiêu đề: {vocabulary.topics[one.topic_id].label}, vì {one.why}", markup=False)
    while True:
        for number, topic in enumerate(shown, 1):
            console.print(f"  {number}. {vocabulary.topics[topic].label} ({topic})", markup=False)
        words = "Chọn số, hoặc gõ vài chữ của tên chủ đề; gõ ? để xem tất cả; để trống là ghi sau"
        answer = click.prompt(words, default="", show_default=False, err=True).strip()
        if not answer:
            return ()
        if answer.isdigit() and 1 <= int(answer) <= len(shown):
            return (shown[int(answer) - 1],)
        found = found_topics(vocabulary, "" if answer == "?" else answer, day)
        if len(found) == 1:
            console.print(f"Chủ đề: {vocabulary.topics[found[0]].label}", markup=False)
            return found
        if not found:
            console.print(f"Không có chủ đề nào giống “{answer}”.", style="yellow", markup=False)
            continue
        shown = list(found if answer == "?" else found[:_MOST_SHOWN])


def _say(
    library: Library,
    renamed: bool,
    topics: tuple[str, ...],
    guessed: bool,
    suggestions: tuple[Suggestion, ...],
    draft: bool,
) -> None:
    console = messages()
    if renamed:
        console.print("Đã có bài trùng tên nên tệp mới mang tên khác; bài cũ giữ nguyên.", markup=False)
    if topics and guessed:
        label = library.vocabulary.topics[topics[0]].label
        console.print(f"Chủ đề gợi ý: {label}, vì {suggestions[0].why}. Sửa ở mục tags.", markup=False)
    elif not topics:
        console.print("Bài chưa có chủ đề: ghi thêm mục tags trước khi đăng.", style="yellow", markup=False)
    end = " Viết xong thì xóa dòng “draft: true” để đăng." if draft else ""
    console.print(f"Viết nội dung dưới dòng --- thứ hai.{end}", markup=False)
