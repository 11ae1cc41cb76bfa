"""Files from outside that are made to fill a machine: they end in a clear refusal, soon and in little memory."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from functools import partial

import pytest
from tests.unit import word_files
from tests.unit.procedure_lists import procedures, xlsx

from cchc.media.svg import clean_svg, look_into
from cchc.procedures.table import read_list
from cchc_import import WordError, read_word

# CPU seconds and bytes of memory that no file from outside may cost.
MOST_SECONDS, MOST_MEMORY = 5.0, 400 * 1024 * 1024
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "{"ha" * 50}">{LAUGHS}]>'
QUADRATIC = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"ha" * 50_000}">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://x.invalid/x.dtd" [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
EXPANDED = {
    "billion laughs": f"{BILLION}<x>&a9;</x>",
    "billion laughs in an attribute": f'{BILLION}<x y="&a9;"/>',
    "quadratic blowup": f"{QUADRATIC}<x>{'&a;' * 20_000}</x>",
    "entities from elsewhere": f"{OUTSIDE}<x>&a;</x>",
    "deep": f"{'<x>' * 200_000}{'</x>' * 200_000}",
    "many attributes": "<x " + " ".join(f'a{n}=""' for n in range(200_000)) + "/>",
}


def with_part(package: bytes, name: str, content: bytes, more: int = 0) -> bytes:
    """Return a package with another part under a name, and `more` empty parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, content if one == name else old.read(one))
        if name not in old.namelist():
            new.writestr(name, content)
        for number in range(more):
            new.writestr(f"{number}.xml", b"")
    return out.getvalue()


def zeros(declared: int, name: str) -> bytes:
    """Return a ZIP of one part: nine gigabytes of zeros in nine megabytes, said to be `declared` bytes long."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    # One full flush of a megabyte of zeros, repeated: a valid stream without the time to make it.
    million = deflate.compress(bytes(1024 * 1024)) + deflate.flush(zlib.Z_FULL_FLUSH)
    body = million * 9_000 + zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    file = name.encode()
    head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(body), declared, len(file), 0)
    central = struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 33, 0, len(body), declared, len(file), 0, 0, 0, 0, 0, 0)
    start = 4 + len(head) + len(file) + len(body)
    directory = b"PK\1\2" + central + file
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(directory), start, 0)
    return b"PK\3\4" + head + file + body + directory + end


def nested(depth: int) -> bytes:
    data = zeros(0xFFFFFFF0, "word/document.xml")
    for _ in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/document.xml", data)
            package.writestr("[Content_Types].xml", data)
        data = out.getvalue()
    return data


WORD = word_files.raw("<w:p/>")
BOOK = xlsx(procedures(2))
PARTS = (
    ("docx", WORD, "word/document.xml"),
    ("docx", WORD, "word/_rels/document.xml.rels"),
    ("xlsx", BOOK, "xl/workbook.xml"),
    ("xlsx", BOOK, "xl/worksheets/sheet1.xml"),
)
Make = Callable[[], bytes]
PACKAGES: dict[str, tuple[Make, str]] = {
    **{
        f"{part}: {name}": (partial(with_part, package, part, text.encode()), kind)
        for kind, package, part in PARTS
        for name, text in EXPANDED.items()
    },
    **{
        f"{kind}: nine gigabytes of zeros, said to be {size}": (partial(zeros, size, part), kind)
        for kind, part in (("docx", "word/document.xml"), ("xlsx", "[Content_Types].xml"))
        for size in (0xFFFFFFF0, 1000)
    },
    **{f"{kind}: in one another": (partial(nested, 3), kind) for kind in ("docx", "xlsx")},
    **{
        f"{kind}: many parts": (partial(with_part, package, "x", b"", 20_000), kind)
        for kind, package in (("docx", WORD), ("xlsx", BOOK))
    },
}


def refused(data: bytes, kind: str) -> str:
    """Read a file; return the words of the refusal."""
    if kind == "xlsx":
        problems = read_list(data, "a.xlsx").problems
        return problems[0].message if problems else ""
    try:
        read_word(data, "a.docx")
    except WordError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_is_refused_soon(name: str) -> None:
    make, kind = PACKAGES[name]
    data = make()
    before = time.process_time()
    words = refused(data, kind)
    assert words, name
    assert time.process_time() - before < MOST_SECONDS
    assert "root:" not in words


@pytest.mark.parametrize("name", EXPANDED)
def test_a_drawing_is_no_bomb(name: str) -> None:
    drawing = EXPANDED[name].replace("<x", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    drawing = drawing if name == "deep" else drawing.replace("</x>", "</svg>")
    before = time.process_time()
    facts, clean = look_into(drawing.encode(), "x"), clean_svg(drawing.encode())
    assert time.process_time() - before < MOST_SECONDS
    assert facts.problem in ("CCHC511", "CCHC515")
    assert b"root:" not in clean
    assert b"<!" not in clean
    assert len(clean) < 3 * len(drawing)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bound")
def test_memory_stays_small() -> None:
    """All of them in one process that may not take more: the kernel says no, not a watch of ours."""
    code = f"""
import resource, sys
sys.path[:0] = {sys.path!r}
from tests.unit.test_bombs import PACKAGES, refused
made = {{name: (make(), kind) for name, (make, kind) in PACKAGES.items()}}
with open("/proc/self/statm") as file:
    now = int(file.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (now + {MOST_MEMORY}, now + {MOST_MEMORY}))
assert all(refused(*one) for one in made.values())
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=600)
    assert result.returncode == 0, result.stderr[-2000:]
