from datetime import datetime, timedelta

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from chassis.testing import NOON, given
from contracts.events.identity import AccountLocked, AccountStatus
from services.identity.domain.attempts import (
    FORGOTTEN_AFTER,
    FREE_FAILURES,
    LONGEST_WAIT,
    Attempts,
    CountFailure,
    LoginBlocked,
    admit,
    check_blocked,
    count_failure,
    wait_after,
)
from services.identity.domain.log_in import lock
from services.identity.domain.session import StartSession
from tests.unit.identity.people import account

FAILURE = CountFailure("attempts", "elodie")
START = StartSession("session", "elodie", "attempts", "hash-1", None)


def failed(times: int, now: datetime = NOON) -> Attempts:
    """Failures one after the other, each as soon as it is allowed."""
    attempts = None
    for _ in range(times):
        if attempts is not None and attempts.blocked_until is not None:
            now = attempts.blocked_until
        attempts = given(attempts).when(count_failure, FAILURE, now=now).state
    assert isinstance(attempts, Attempts)
    return attempts


@pytest.mark.moment("locks")
@pytest.mark.rule("3.lockout")
def test_the_fifth_failure_makes_wait_a_minute() -> None:
    assert failed(4).blocked_until is None
    assert failed(5).blocked_until == NOON + timedelta(minutes=1)


@pytest.mark.moment("locks")
@pytest.mark.rule("3.lockout")
def test_waits_grow_but_never_beyond_an_hour() -> None:
    minutes = [wait_after(failures).total_seconds() / 60 for failures in range(4, 14)]
    assert minutes == [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


@pytest.mark.moment("locks")
@pytest.mark.rule("3.lockout")
@forall(st.integers(min_value=0, max_value=10**9))
def test_no_wait_is_for_ever(failures: int) -> None:
    assert wait_after(failures) <= wait_after(failures + 1) <= LONGEST_WAIT


def test_failures_under_way_when_the_wait_begins_are_not_counted_and_not_told_from_a_right_password() -> None:
    given(failed(FREE_FAILURES)).when(count_failure, FAILURE, now=NOON + timedelta(seconds=59)).raises(LoginBlocked)


@pytest.mark.moment("locks")
def test_a_day_without_failures_is_a_new_beginning() -> None:
    before = failed(20)
    given(before).when(count_failure, FAILURE, now=before.expires_at).then(failures=1, blocked_until=None)
    last = before.expires_at - FORGOTTEN_AFTER
    assert before.blocked_until == last + LONGEST_WAIT


@pytest.mark.moment("locks")
def test_nothing_is_looked_at_before_the_wait_is_over() -> None:
    attempts = failed(5)
    with pytest.raises(LoginBlocked) as blocked:
        check_blocked(attempts, NOON + timedelta(milliseconds=500))
    assert blocked.value.retry_after == 60
    check_blocked(attempts, NOON + timedelta(minutes=1))
    check_blocked(None, NOON)


@pytest.mark.rule("3.lockout")
def test_even_the_right_password_waits() -> None:
    given(failed(5)).when(admit, START).raises(LoginBlocked)


def test_a_right_password_ends_the_row() -> None:
    given(failed(4)).when(admit, START).then(failures=0, blocked_until=None)
    given(failed(5)).when(admit, START, now=NOON + timedelta(minutes=1)).then(failures=0, blocked_until=None)
    given().when(admit, START).unchanged()


@pytest.mark.rule("2.account", "3.lockout")
def test_the_account_is_locked_as_long_as_its_address_waits() -> None:
    until = NOON + timedelta(minutes=1)
    done = given(account()).beside(attempts=failed(5)).when(lock, FAILURE)
    done.then(AccountLocked, status=AccountStatus.LOCKED, locked_until=until)
    (event,) = done.events
    assert isinstance(event, AccountLocked)
    assert event.locked_until == until
    assert event.account.status is AccountStatus.LOCKED


def test_the_owner_is_told_once_a_wait() -> None:
    attempts = failed(5)
    locked = given(account()).beside(attempts=attempts).when(lock, FAILURE).state
    given(locked).beside(attempts=attempts).when(lock, FAILURE).unchanged()


@pytest.mark.moment("locks")
@pytest.mark.rule("3.lockout")
def test_a_lock_that_passed_is_followed_by_a_longer_one() -> None:
    locked = given(account()).beside(attempts=failed(5)).when(lock, FAILURE).state
    later = NOON + timedelta(minutes=1)
    again = given(locked).beside(attempts=failed(6)).when(lock, FAILURE, now=later)
    again.then(AccountLocked, status=AccountStatus.LOCKED, locked_until=NOON + timedelta(minutes=3))


def test_a_few_failures_lock_nobody() -> None:
    given(account()).beside(attempts=failed(4)).when(lock, FAILURE).unchanged()


@pytest.mark.parametrize("status", [AccountStatus.PENDING, AccountStatus.EXPIRED, AccountStatus.SUSPENDED])
def test_only_who_could_log_in_is_locked(status: AccountStatus) -> None:
    given(account(status)).beside(attempts=failed(5)).when(lock, FAILURE).unchanged()
    given().beside(attempts=failed(5)).when(lock, CountFailure("attempts", None)).unchanged()
