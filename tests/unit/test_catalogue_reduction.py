"""The share of procedures whose time is cut by at least 30 %: exact, in one unit, with the exclusions told."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.content.schema import ProcedureFields
from cchc.statistics.reduction import NotCompared, reduction, reduction_of, reductions

UNITS = ("ngày làm việc", "ngày", "giờ làm việc", "giờ", "tháng")


def fields(statutory: str | None, actual: str | None, **more: str) -> ProcedureFields:
    """Return a procedure with two durations."""
    data = {"title": "Cấp phép", "date": "2026-01-15", **more}
    times = {"thoi_han_quy_dinh": statutory, "thoi_han_giai_quyet": actual}
    return ProcedureFields.model_validate({**data, **{key: value for key, value in times.items() if value is not None}})


@pytest.mark.parametrize(
    ("statutory", "actual", "expected"),
    [
        ("10 ngày làm việc", "7 ngày làm việc", Fraction(3, 10)),  # 1 - 0.7 < 0.3 in floating point
        ("15 ngày làm việc", "10 ngày làm việc", Fraction(1, 3)),
        ("30 ngày", "20 ngày", Fraction(1, 3)),
        ("5 ngày", "5 ngày", Fraction(0)),
        ("5 ngày", "8 ngày", Fraction(-3, 5)),
        ("24 giờ làm việc", "16 giờ làm việc", Fraction(1, 3)),
        ("02 ngày", "0,5 ngày", Fraction(3, 4)),
        ("2 ngày", "0.5 NGÀY", Fraction(3, 4)),
        ("15 ngày làm việc, kể từ ngày nhận đủ hồ sơ", "10 ngày làm việc", Fraction(1, 3)),
        ("10 ngày làm việc (Điều 12 Nghị định số 95/2014/NĐ-CP)", "7 ngày làm việc", Fraction(3, 10)),
        (None, "5 ngày", NotCompared.NO_STATUTORY),
        ("Không", "5 ngày", NotCompared.NO_STATUTORY),
        ("không quy định", "5 ngày", NotCompared.NO_STATUTORY),
        ("5 ngày", None, NotCompared.NO_ACTUAL),
        ("5 ngày làm việc", "trong ngày", NotCompared.SAME_DAY),
        ("Trong ngày làm việc, hồ sơ nhận sau 15 giờ thì ngày sau", "4 giờ", NotCompared.SAME_DAY),
        ("1 ngày làm việc", "4 giờ làm việc", NotCompared.OTHER_UNIT),
        ("10 ngày làm việc", "7 ngày", NotCompared.OTHER_UNIT),
        ("10-15 ngày", "7 ngày", NotCompared.UNCLEAR),
        ("10 đến 15 ngày", "7 ngày", NotCompared.UNCLEAR),
        ("15 ngày, phức tạp 30 ngày", "7 ngày", NotCompared.UNCLEAR),
        ("0 ngày", "0 ngày", NotCompared.UNCLEAR),
    ],
)
def test_reduction(statutory: str | None, actual: str | None, expected: Fraction | NotCompared) -> None:
    assert reduction(statutory, actual) == expected
    assert reduction_of(fields(statutory, actual)) == expected


def test_an_abolished_procedure_is_left_out() -> None:
    assert reduction_of(fields("10 ngày", "5 ngày", trang_thai="bai-bo")) is NotCompared.ABOLISHED


def test_the_share_is_of_what_can_be_compared_and_the_rest_is_told() -> None:
    found = reductions(
        [
            fields("10 ngày", "7 ngày"),
            fields("100 ngày", "71 ngày"),
            fields("10 ngày", "5 ngày"),
            fields("10 ngày", "trong ngày"),
            fields(None, "5 ngày"),
            fields(None, "5 ngày"),
            fields("10 ngày", "5 ngày", trang_thai="bai-bo"),
        ]
    )
    assert (found.reached, found.compared, found.share) == (2, 3, Fraction(2, 3))
    assert found.left_out == {NotCompared.ABOLISHED: 1, NotCompared.NO_STATUTORY: 2, NotCompared.SAME_DAY: 1}


def test_nothing_to_compare_has_no_share() -> None:
    assert reductions([fields(None, None)]).share is None
    assert reductions([]).share is None


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.sampled_from(UNITS))
def test_the_reduction_is_the_exact_quotient(statutory: int, actual: int, unit: str) -> None:
    cut = reduction(f"{statutory} {unit}", f"{actual} {unit}")
    assert isinstance(cut, Fraction)
    assert (1 - cut) * statutory == actual


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), st.sampled_from(UNITS), st.sampled_from(UNITS))))
def test_every_procedure_is_compared_or_left_out_once(times: list[tuple[int, int, str, str]]) -> None:
    procedures = [fields(f"{before} {one}", f"{after} {two}") for before, after, one, two in times]
    found = reductions(procedures)
    assert found.compared + sum(found.left_out.values()) == len(procedures)
    assert 0 <= found.reached <= found.compared
