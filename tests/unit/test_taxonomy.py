"""The vocabulary: names, merges, ends, defaults."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from cchc.cli.clock import moment_of
from cchc.content.library import library_of
from cchc.periods import Basis, parse_period
from cchc.publishing import edition_of
from cchc.statistics import Query, count
from cchc.taxonomy.data_files import default_file
from cchc.taxonomy.load import load_vocabulary

ROOT = Path(__file__).resolve().parents[2]
DEFAULTS = load_vocabulary({})[0]
TOPICS = """fields:
  - id: mot
    label: Lĩnh vực một
    topics:
      - {{id: cu, label: Chủ đề cũ{old}}}
      - {{id: moi, label: {label}}}
"""


def news(topic: str, day: str) -> bytes:
    return f"---\ntitle: Tin {day}\ndate: {day}\ntags: [{topic}]\n---\n\nNội dung\n".encode()


def numbers(topics: str, year: str) -> dict[str | None, int]:
    days = ("2025-03-01", "2025-12-14", "2025-12-15", "2026-03-01", "2026-06-01")
    files = {f"tin-tuc/2026/01/cu-{day}.md": news("cu", day) for day in days}
    files["tin-tuc/2026/01/moi.md"] = news("moi", "2026-02-01")
    files |= {"_data/topics.yml": topics.encode(), "_data/report-lines.yml": b"lines: []\n"}
    edition = edition_of(library_of(files), moment_of("2026-11-21"))
    assert len(edition.counted) == 6
    span = parse_period(year, Basis.ND09)
    assert span is not None
    counted = count(edition.counted, edition.library.vocabulary, Query(("topic",), span.start, span.end))
    return {row.keys[0]: row.count for row in counted.rows}


def test_the_default_vocabulary_is_whole_and_sound() -> None:
    vocabulary, problems = load_vocabulary({})
    assert problems == ()
    assert len(vocabulary.fields) == 8
    assert len(vocabulary.topics) == 42


@pytest.mark.parametrize(
    "name",
    ["topics.yml", "channels.yml", "forms.yml", "abbreviations.yml", "official-documents.yml", "report-lines.yml"],
)
def test_the_example_has_the_defaults(name: str) -> None:
    assert (ROOT / "docs/_data" / name).read_bytes() == default_file(name)


def test_every_name_of_every_topic_resolves_to_it_in_any_case_without_marks() -> None:
    from cchc.text import fold

    for topic in DEFAULTS.topics.values():
        for name in topic.names:
            for written in (name, name.upper(), name.lower(), fold(name), f"  {name} "):
                assert DEFAULTS.topic_names.get(written) == topic.id, written


def test_a_new_label_changes_no_number() -> None:
    old = TOPICS.format(old="", label="Chủ đề mới")
    new = TOPICS.format(old="", label="Tên khác hẳn")
    for year in ("2025", "2026"):
        assert numbers(old, year) == numbers(new, year)


def test_a_merge_leaves_last_years_count_as_it_was() -> None:
    before = TOPICS.format(old="", label="Mới")
    after = TOPICS.format(old=", merged_into: moi, merged_on: 2025-12-15", label="Mới")
    assert numbers(before, "2025") == numbers(after, "2025") == {"cu": 2}
    assert numbers(before, "2026") == {"cu": 3, "moi": 1}
    assert numbers(after, "2026") == {"moi": 4}


def test_an_ended_topic_keeps_its_past() -> None:
    ended = TOPICS.format(old=", valid_to: 2026-12-31", label="Mới")
    assert numbers(ended, "2025") == {"cu": 2}
    assert numbers(ended, "2026") == {"cu": 3, "moi": 1}


@pytest.mark.parametrize(
    ("written", "points"),
    [("0,5", "0.5"), ("0.5", "0.5"), ("2", "2"), ("1,25", "1.25"), ("0,5 điểm", "0.5"), ("0.125", "0.125")],
)
def test_points_of_a_score_may_have_decimals(written: str, points: str) -> None:
    source = f"name: Sở\nreporting:\n  par_index: {{points: '{written}'}}\n".encode()
    vocabulary, problems = load_vocabulary({"agency.yml": source})
    assert problems == ()
    assert Fraction(vocabulary.agency.reporting.par_index.points) == Fraction(points)


@pytest.mark.parametrize("written", ["một", "1,2,3", "-1", "1e5", "", "0,5 %", "0,12345"])
def test_points_that_are_no_number(written: str) -> None:
    source = f"name: Sở\nreporting:\n  par_index: {{points: '{written}'}}\n".encode()
    assert [problem.code for problem in load_vocabulary({"agency.yml": source})[1]] == ["CCHC308"]


@pytest.mark.parametrize("rules", ["{points: 0,5}", "{floor: 80, points: 0,5}", "{points: 0,5, floor: 80}"])
def test_a_decimal_comma_in_braces_is_not_lost(rules: str) -> None:
    vocabulary, problems = load_vocabulary({"agency.yml": f"name: Sở\nreporting:\n  par_index: {rules}\n".encode()})
    assert problems == ()
    assert vocabulary.agency.reporting.par_index.points == Decimal("0.5")
    assert vocabulary.agency.reporting.par_index.floor == (80 if "floor" in rules else 90)
