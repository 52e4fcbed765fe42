"""Pauses between attempts."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify.domain.backoff import MOST_SECONDS, Trouble, pause


@pytest.mark.moment("mails")
@pytest.mark.parametrize(("attempts", "seconds"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 15), (50, 15)])
def test_a_server_that_is_away_is_tried_again_within_fifteen_seconds(attempts: int, seconds: float) -> None:
    assert pause(Trouble.UNREACHABLE, attempts, 1.0) == timedelta(seconds=seconds)


@pytest.mark.moment("mails")
def test_not_now_is_respected_for_up_to_a_quarter_of_an_hour() -> None:
    assert pause(Trouble.POSTPONED, 40, 1.0) == timedelta(minutes=15)


@given(st.sampled_from(Trouble), st.integers(1, 10**9), st.floats(0, 1))
def test_pauses_are_spread_and_bounded(trouble: Trouble, attempts: int, jitter: float) -> None:
    whole = pause(trouble, attempts, 1.0)
    assert whole / 2 <= pause(trouble, attempts, jitter) <= whole <= timedelta(seconds=MOST_SECONDS[trouble])
