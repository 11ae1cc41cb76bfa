"""The numbers as open data: `thong-ke.json` and `thong-ke.csv` on the site, and the formats of `cchc stats`."""

from __future__ import annotations

import csv
import io
import json

from cchc.periods import Basis
from cchc.publishing import Edition
from cchc.statistics.count import Count, Query, count

OPEN_DATA_VERSION = 1
_TABLES: tuple[tuple[str, ...], ...] = (
    ("kind",),
    ("field",),
    ("topic",),
    ("channel",),
    ("unit",),
    ("year",),
    ("quarter",),
    ("month",),
)
_CUBE = ("month", "field", "topic", "kind")


def json_of(edition: Edition) -> str:
    """Return `thong-ke.json`: one table for each dimension, in the shape of `cchc stats --format json`."""
    vocabulary = edition.library.vocabulary
    basis = Basis(vocabulary.agency.reporting.basis)
    tables = {"+".join(by): count(edition.counted, vocabulary, Query(by, basis=basis)).as_json() for by in _TABLES}
    data = {
        "version": OPEN_DATA_VERSION,
        "agency": vocabulary.agency.name,
        "basis": str(basis),
        "total": len(edition.counted),
        "tables": tables,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def csv_of(edition: Edition) -> str:
    """Return `thong-ke.csv`: the numbers by reporting month, field, topic and kind; rows add up to the total."""
    vocabulary = edition.library.vocabulary
    basis = Basis(vocabulary.agency.reporting.basis)
    return count_csv(count(edition.counted, vocabulary, Query(_CUBE, basis=basis)))


def count_csv(counted: Count) -> str:
    """Return a count as CSV with ids and labels, a line `total` at the end when the rows do not add up to it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    head = [name for by in counted.query.by for name in (by, f"{by}_label")]
    writer.writerow([*head, "count"])
    for row in counted.rows:
        cells = [cell for pair in zip(row.keys, row.labels, strict=True) for cell in pair]
        writer.writerow([*(cell or "" for cell in cells), row.count])
    if not counted.additive or not counted.rows:
        writer.writerow(["total", *[""] * max(len(head) - 1, 0), counted.total])
    return out.getvalue()
