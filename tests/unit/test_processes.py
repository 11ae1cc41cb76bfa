"""Work shared among processes: all of it is done, once; texts are handed out in batches."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.processes import can_fork, shared
from cchc.texts.library import _BATCH, _batches


def square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_every_piece_is_done_once(processes: int) -> None:
    done: list[str] = []
    with shared(square, processes) as together:
        found = sorted(together.each(range(60), lambda: done.append("meanwhile")))
    assert found == [number * number for number in range(60)]
    # By this process itself, and only where others are at work.
    assert len(done) <= 1
    assert not done or processes > 1


@pytest.mark.skipif(not can_fork(), reason="hàm làm tại chỗ không gửi được sang tiến trình khác")
def test_what_this_process_has_to_do_is_done_while_others_work() -> None:
    done: list[str] = []

    def work(number: int) -> tuple[int, int]:
        return number, len(done)

    with shared(work, 2) as together:
        found = dict(together.each(range(2000), lambda: done.append("meanwhile")))
    assert sorted(found) == list(range(2000))
    # What this process did itself came after it.
    assert done == ["meanwhile"]
    assert set(found.values()) == {0, 1}


@given(st.integers(0, 3000))
def test_batches_hold_all_texts_in_their_order_the_small_ones_last(number: int) -> None:
    texts = [(f"tin-tuc/{place}.md", b"") for place in range(number)]
    batches = list(_batches(texts))
    assert list(chain.from_iterable(batches)) == texts
    sizes = [len(batch) for batch in batches]
    assert sizes == sorted(sizes, reverse=True)
    assert all(0 < size <= _BATCH for size in sizes)
    assert not sizes or sizes[-1] == 1
