from datetime import timedelta

import pytest

from chassis.testing import NOON, given
from contracts.events.identity import AccountStatus
from services.identity.domain.log_in import WrongCredentials, enter, may_log_in
from services.identity.domain.session import StartSession
from tests.unit.identity.people import account

START = StartSession("session", "elodie", "attempts", "hash-1", None)


def test_the_right_password_changes_nothing_of_the_account_but_writes_it() -> None:
    """Written, so that a password that is changed at the same moment conflicts with the log-in."""
    assert given(account()).when(enter, START).then().state == account()


def test_a_lock_that_passed_is_taken_off() -> None:
    locked = account(AccountStatus.LOCKED)
    done = given(locked).when(enter, START, now=NOON + timedelta(minutes=1))
    done.then(status=AccountStatus.ACTIVE, locked_until=None)


def test_a_hash_of_old_parameters_is_replaced() -> None:
    newer = StartSession("session", "elodie", "attempts", "hash-1", "hash-2")
    given(account()).when(enter, newer).then(password_hash="hash-2")


def test_a_password_that_changed_meanwhile_is_wrong() -> None:
    given(account(password_hash="hash-3")).when(enter, START).raises(WrongCredentials)


@pytest.mark.parametrize("status", AccountStatus)
def test_only_active_and_locked_accounts_log_in(status: AccountStatus) -> None:
    allowed = status in (AccountStatus.ACTIVE, AccountStatus.LOCKED)
    assert may_log_in(account(status)) is allowed
    if not allowed:
        given(account(status, password_hash="hash-1")).when(enter, START).raises(WrongCredentials)


def test_nobody_is_wrong_as_well() -> None:
    assert not may_log_in(None)
    given().when(enter, START).raises(WrongCredentials)
