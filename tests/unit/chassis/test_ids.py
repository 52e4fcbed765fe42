"""Ids sort by the time they were made, whatever the clock does (RFC 9562)."""

import random
import time
from dataclasses import dataclass
from uuid import UUID

import pytest

from chassis.ids import new_id, successor

NOW = 1_800_000_000_000
"""Milliseconds since 1970: later than any clock that this test runs by."""


@dataclass
class Clock:
    """Stands still until it is set; in milliseconds."""

    now: int = NOW

    def time_ns(self) -> int:
        return self.now * 1_000_000


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("chassis.ids.time", made)
    monkeypatch.setattr("chassis.ids._last_ms", 0)
    return made


def milliseconds(id: str) -> int:
    return UUID(id).int >> 80


def test_an_id_says_when_it_was_made() -> None:
    before = time.time_ns() // 1_000_000
    made = UUID(new_id())
    assert made.version == 7
    assert before <= milliseconds(str(made))


def test_they_ascend_while_the_clock_stands_still_and_run_ahead_of_it_when_a_millisecond_is_full(clock: Clock) -> None:
    ids = [new_id() for _ in range(10_000)]
    assert ids == sorted(set(ids))
    assert NOW < milliseconds(ids[-1]) <= NOW + 3
    assert {UUID(id).version for id in ids} == {7}


@pytest.mark.moment("clock jumps")
def test_they_ascend_when_the_clock_goes_back(clock: Clock) -> None:
    ids = []
    for hours in (0, -1, 0, -24, 1, -1):
        clock.now = NOW + hours * 3_600_000
        ids += [new_id() for _ in range(100)]
    assert ids == sorted(set(ids))


@pytest.mark.moment("clock jumps")
def test_a_clock_that_jumped_ahead_is_followed(clock: Clock) -> None:
    first = new_id()
    clock.now += 3_600_000
    assert milliseconds(new_id()) == milliseconds(first) + 3_600_000


def test_a_successor_sorts_behind() -> None:
    ids = [new_id() for _ in range(100)]
    random.shuffle(ids)
    assert all(successor(id) > id for id in ids)
