"""The readers of outside data, each as a function of bytes that may only end in a value or in its own error."""

from __future__ import annotations

import atexit
import json
import shutil
import subprocess
import tempfile
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from _fuzz.mutate import mutations, zip_mutations

ROOT = Path(__file__).resolve().parents[2]
Inputs = Callable[[Sequence[bytes], int, int], Iterator[bytes]]
# CPU seconds: no input that a person could have made may take longer.
_SLOW = 1.0


@dataclass(frozen=True)
class Reader:
    """A reader, with good inputs to begin from, and how these are damaged."""

    name: str
    read: Callable[[bytes], object]
    seeds: Callable[[], list[bytes]]
    inputs: Inputs = mutations
    slow: float = _SLOW


def readers() -> dict[str, Reader]:
    """Return the readers by name."""
    made = (
        Reader("front-matter", _front_matter(), _texts),
        Reader("vocabulary", _vocabulary, _data_files),
        Reader("citations", _citations, _cited),
        Reader("dates", _dates, _days),
        # Python-Markdown itself takes quadratic time on thousands of open brackets in one paragraph.
        Reader("markdown", _markdown(), _bodies, slow=30.0),
        Reader("docx", _docx, _word_files, zip_mutations),
        Reader("xlsx", _xlsx, _workbooks, zip_mutations),
        Reader("csv", _csv, _tables),
        Reader("search-query", _query, _queries),
        *([Reader("search-box", _SearchBox(), _queries)] if shutil.which("node") else []),
    )
    return {reader.name: reader for reader in made}


def _front_matter() -> Callable[[bytes], object]:
    from cchc.content.reading import read_source
    from cchc.taxonomy.load import load_vocabulary

    vocabulary, _ = load_vocabulary({})
    paths = ("tin-tuc/2026/11/a.md", "van-ban/2026/a.md", "tthc/a.md", "hoat-dong/2026/a.md", "hoi-dap/2026/a.md")

    def read(data: bytes) -> object:
        # The file's own digest chooses: the same input always meets the same path.
        return read_source(paths[sum(data) % len(paths)], data, vocabulary)

    return read


def _vocabulary(data: bytes) -> object:
    from cchc.taxonomy.load import DATA_FILES, load_vocabulary

    return load_vocabulary({DATA_FILES[sum(data) % len(DATA_FILES)]: data})


def _citations(data: bytes) -> object:
    from cchc.citations import find_citations, parse_citation

    text = data.decode("utf-8", "replace")
    return find_citations(text), parse_citation(text[:200])


def _dates(data: bytes) -> object:
    from cchc.dates import limits_in, parse_civil, suggest_civil

    text = data.decode("utf-8", "replace")
    return parse_civil(text), suggest_civil(text), limits_in(text)


def _markdown() -> Callable[[bytes], object]:
    from cchc_markdown import MarkdownDialect

    renderer = MarkdownDialect().renderer()
    return lambda data: renderer.render(data.decode("utf-8", "replace"), lambda *_: None, lambda _: ())


def _docx(data: bytes) -> object:
    from cchc_import import WordError, read_word

    try:
        return read_word(data, "tai-lieu.docx")
    except WordError as error:
        return str(error)


def _xlsx(data: bytes) -> object:
    from cchc.procedures.table import read_list

    return read_list(data, "danh-muc.xlsx")


def _csv(data: bytes) -> object:
    from cchc.procedures.table import read_list

    return read_list(data, "danh-muc.csv")


def _query(data: bytes) -> object:
    from cchc.search.normal import forms_and_codes, key_of

    forms, codes = forms_and_codes(data.decode("utf-8", "replace"))
    return [key_of(form) for form in forms], codes


class _SearchBox:
    """The search as it runs in a browser, by node, on a small site of its own that is built with the first question."""

    def __init__(self) -> None:
        self._node: subprocess.Popen[bytes] | None = None

    def __call__(self, data: bytes) -> object:
        """Ask. Raises ValueError with what the search said when it failed."""
        node = self._node = self._node or _search_on(Path(tempfile.mkdtemp(prefix="cchc-fuzz-")))
        assert node.stdin is not None  # noqa: S101 - opened as pipes
        assert node.stdout is not None  # noqa: S101 - the same
        node.stdin.write(b64encode(data) + b"\n")
        node.stdin.flush()
        answer = node.stdout.readline().decode().strip()
        word, _, taken = answer.partition(" ")
        if word != "ok":
            raise ValueError(answer or "node has ended")
        if int(taken) > _SLOW * 1000:
            raise ValueError(f"{taken} ms of CPU in node")
        return answer


def _search_on(folder: Path) -> subprocess.Popen[bytes]:
    """Write the index of the example's content below a folder; return node with the search on it."""
    from datetime import datetime

    from cchc.dates import VIETNAM
    from cchc.service import open_content
    from cchc.site.model import Site
    from cchc.site.search_files import search_plans
    from cchc_markdown import MarkdownDialect

    opened = open_content(ROOT / "docs", datetime(2026, 11, 21, tzinfo=VIETNAM), MarkdownDialect(), preparing=True)
    for plan in search_plans(Site(opened.edition, opened.links, opened.texts)):
        for path, content in plan.files():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    script, scripts = Path(__file__).with_name("query.js"), ROOT / "overrides/assets/javascripts/search"
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return subprocess.Popen(
        [shutil.which("node") or "node", str(script), str(scripts), str(folder / "search")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def _texts() -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / "docs").glob("*/**/*.md"))]


def _data_files() -> list[bytes]:
    return [path.read_bytes() for path in sorted((ROOT / "docs/_data").rglob("*.yml"))]


def _bodies() -> list[bytes]:
    return [text.partition(b"\n---\n")[2] for text in _texts()]


def _cited() -> list[bytes]:
    from cchc.citations import find_citations

    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*/**/*.md"))]
    around = {text[max(0, one.start - 40) : one.end + 40] for text in texts for one in find_citations(text)}
    return [one.encode() for one in sorted(around)]


def _days() -> list[bytes]:
    days = (
        "2026-11-05",
        "05/11/2026",
        "2026-11-05 08:30",
        "ngày 5 tháng 11 năm 2026",
        "trước ngày 30/6",
        "quý IV/2026",
    )
    return [day.encode() for day in days]


def _queries() -> list[bytes]:
    cases = json.loads((ROOT / "tests/golden/search-queries.json").read_text(encoding="utf-8"))
    found = [query for query, *_ in cases]
    return [query.encode() for query in (*found, "61/2018/nđ-cp", "thu3 tuc5", "đăng ký HĐKHCN")]


def _word_files() -> list[bytes]:
    from docx import Document

    document = Document()
    document.add_heading("Kế hoạch cải cách hành chính", 1)
    document.add_paragraph("Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ.")
    document.add_paragraph("Nội dung", style="List Bullet")
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Nhiệm vụ"
    table.cell(1, 2).text = "Quý IV"
    run = document.add_paragraph().add_run("ViÖt Nam")
    run.font.name = ".VnTime"
    out = BytesIO()
    document.save(out)
    return [out.getvalue()]


def _workbooks() -> list[bytes]:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.append(["STT", "Mã TTHC", "Tên thủ tục hành chính", "Lĩnh vực", "Thời hạn giải quyết", "Phí, lệ phí"])
    sheet.append([1, "1.000123", "Cấp giấy phép", "An toàn bức xạ", "15 ngày làm việc", "Không"])
    sheet.append([2, "2.000456.000.00.00.H50", "Đăng ký", "Sở hữu trí tuệ", "3 ngày", "200.000 đồng"])
    out = BytesIO()
    book.save(out)
    return [out.getvalue()]


def _tables() -> list[bytes]:
    head = "STT;Mã TTHC;Tên thủ tục hành chính;Lĩnh vực;Thời hạn giải quyết\n"
    rows = '1;1.000123;"Cấp ""giấy phép""";An toàn bức xạ;15 ngày làm việc\n2;2.000456;Đăng ký;Sở hữu trí tuệ;3 ngày\n'
    return [(head + rows).encode(), (head + rows).replace(";", ",").encode("utf-16"), (head + rows).encode("utf-8-sig")]
