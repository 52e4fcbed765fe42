from datetime import timedelta

import pytest

from chassis.testing import NOON, given
from contracts.events.identity import AccountStatus, SessionEnded
from services.identity.domain.session import (
    REFRESH_LIFE,
    REPEAT_WINDOW,
    SESSION_LIFE,
    EndSession,
    RefreshSession,
    Session,
    SessionOver,
    SessionUnknown,
    StartSession,
    end,
    refresh,
    start,
)
from tests.unit.identity.people import account

START = StartSession("session", "elodie", "attempts", "hash-1", None)
BEGUN = Session(
    id="session",
    account_id="elodie",
    generation=1,
    started_at=NOON,
    refreshed_at=NOON,
    expires_at=NOON + REFRESH_LIFE,
)
LOGOUT = EndSession("session", "elodie", "logout")
FIRST, SECOND = RefreshSession("session", 1), RefreshSession("session", 2)
LATER = NOON + timedelta(minutes=5)
MILLISECOND = timedelta(milliseconds=1)


def test_a_session_begins_with_its_first_generation() -> None:
    assert given().when(start, START).then().state == BEGUN


def test_a_refresh_makes_the_next_generation() -> None:
    done = given(BEGUN).beside(account=account()).when(refresh, FIRST, now=LATER)
    done.then(generation=2, refreshed_at=LATER, expires_at=LATER + REFRESH_LIFE)


@pytest.mark.moment("sessions")
def test_a_second_tab_gets_the_same_successor_within_ten_seconds() -> None:
    rotated = given(BEGUN).beside(account=account()).when(refresh, FIRST, now=LATER).state
    given(rotated).beside(account=account()).when(refresh, FIRST, now=LATER + REPEAT_WINDOW).unchanged()
    late = given(rotated).beside(account=account()).when(refresh, FIRST, now=LATER + REPEAT_WINDOW + MILLISECOND)
    late.then(SessionEnded, ended="refresh-token-reused")


def test_an_older_copy_ends_the_session_at_once() -> None:
    session = BEGUN.changed(generation=3, refreshed_at=LATER)
    given(session).beside(account=account()).when(refresh, FIRST, now=LATER).then(SessionEnded)
    given(session).beside(account=account()).when(refresh, SECOND, now=LATER).unchanged()


def test_an_ended_session_is_over() -> None:
    ended = given(BEGUN).when(end, LOGOUT).then(SessionEnded, ended="logout").state
    given(ended).beside(account=account()).when(refresh, FIRST).raises(SessionOver)


@pytest.mark.moment("sessions")
def test_a_session_that_is_not_used_is_over() -> None:
    asleep = given(BEGUN).beside(account=account())
    asleep.when(refresh, FIRST, now=NOON + REFRESH_LIFE - MILLISECOND).then(generation=2)
    asleep.when(refresh, FIRST, now=NOON + REFRESH_LIFE).raises(SessionOver)


@pytest.mark.moment("sessions")
def test_no_session_outlives_a_week() -> None:
    old = BEGUN.changed(started_at=NOON - SESSION_LIFE + MILLISECOND)
    given(old).beside(account=account()).when(refresh, FIRST).then(expires_at=NOON + MILLISECOND)


def test_a_generation_that_was_never_made_is_refused() -> None:
    given(BEGUN).beside(account=account()).when(refresh, SECOND).raises(SessionOver)


@pytest.mark.parametrize("status", AccountStatus)
def test_who_may_not_log_in_may_not_go_on(status: AccountStatus) -> None:
    done = given(BEGUN).beside(account=account(status)).when(refresh, FIRST)
    if status in (AccountStatus.ACTIVE, AccountStatus.LOCKED):
        done.then(generation=2)
    else:
        done.raises(SessionOver)


def test_unknown_sessions_and_accounts_are_over() -> None:
    given().beside(account=None).when(refresh, FIRST).raises(SessionOver)
    given(BEGUN).beside(account=None).when(refresh, FIRST).raises(SessionOver)


def test_logging_out_twice_is_logging_out() -> None:
    ended = given(BEGUN).when(end, LOGOUT).state
    given(ended).when(end, LOGOUT).unchanged()


def test_nobody_ends_somebody_elses_session() -> None:
    given(BEGUN).when(end, EndSession("session", "bruno", "ended-by-owner")).raises(SessionUnknown)
    given().when(end, LOGOUT).raises(SessionUnknown)
