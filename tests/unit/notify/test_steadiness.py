"""After a gap nobody is taken for dead who only could not be heard."""

from datetime import datetime, timedelta

import pytest

from services.notify.mailer.steadiness import GAP_SECONDS, NEVER, PATIENCE_SECONDS, Steadiness
from tests.unit.notify.guide import BEGIN


class Time:
    """A clock and a monotonic one, moved together."""

    def __init__(self) -> None:
        self.passed = 0.0

    def clock(self) -> datetime:
        return BEGIN + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return self.passed


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def steadiness(time: Time) -> Steadiness:
    return Steadiness(time.clock, time.monotonic)


def is_well(steadiness: Steadiness, time: Time, seconds: float) -> None:
    for _ in range(int(seconds * 2)):
        time.passed += 0.5
        steadiness.heard()


def test_who_has_just_begun_takes_nobody_for_dead(steadiness: Steadiness, time: Time) -> None:
    assert steadiness.lapsed_by() == NEVER
    steadiness.heard()
    assert steadiness.lapsed_by() == NEVER
    is_well(steadiness, time, PATIENCE_SECONDS)
    assert steadiness.lapsed_by() == time.clock()


@pytest.mark.moment("claims")
def test_after_a_gap_only_what_had_run_out_before_it_is_anybodys(steadiness: Steadiness, time: Time) -> None:
    is_well(steadiness, time, PATIENCE_SECONDS + 1)
    last = time.clock()
    time.passed += GAP_SECONDS + 0.001
    assert steadiness.lapsed_by() == last
    steadiness.heard()
    assert steadiness.lapsed_by() == last
    is_well(steadiness, time, PATIENCE_SECONDS - 0.5)
    assert steadiness.lapsed_by() == last
    is_well(steadiness, time, 0.5)
    assert steadiness.lapsed_by() == time.clock()


def test_a_short_silence_is_no_gap(steadiness: Steadiness, time: Time) -> None:
    is_well(steadiness, time, PATIENCE_SECONDS + 1)
    time.passed += GAP_SECONDS
    steadiness.heard()
    assert steadiness.lapsed_by() == time.clock()
