"""Ended sessions are remembered for one token life."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from chassis.testing import NOON
from services.gateway.ended_sessions import REMEMBERED, EndedSessions


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


def test_an_ended_session_is_known_at_once_and_others_are_not() -> None:
    ended = EndedSessions(Clock())
    ended.add("one")
    assert "one" in ended
    assert "two" not in ended


@pytest.mark.moment("sessions")
def test_it_is_remembered_as_long_as_a_token_can_live_and_then_forgotten() -> None:
    clock = Clock()
    ended = EndedSessions(clock)
    ended.add("one")
    clock.now += timedelta(minutes=5)
    ended.add("two")
    assert "one" in ended
    clock.now = NOON + REMEMBERED
    ended.add("three")
    assert "one" not in ended
    assert len(ended) == 2


def test_hearing_it_again_begins_anew_and_keeps_the_order() -> None:
    clock = Clock()
    ended = EndedSessions(clock)
    ended.add("one")
    clock.now += timedelta(minutes=1)
    ended.add("two")
    clock.now += timedelta(minutes=1)
    ended.add("one")
    clock.now = NOON + timedelta(minutes=1) + REMEMBERED
    ended.add("three")
    assert "two" not in ended
    assert "one" in ended
