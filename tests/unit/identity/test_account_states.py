import re
from datetime import timedelta

import pytest

from chassis.testing import NOON
from contracts.events.identity import AccountStatus
from services.identity.domain import account as module
from services.identity.domain.account import TRANSITIONS, IllegalTransition
from tests.unit.identity.people import account

ARROW = re.compile(r"^\s*([A-Z]+) --> ([A-Z]+):", re.MULTILINE)


@pytest.mark.rule("2.account")
def test_the_picture_shows_the_table() -> None:
    drawn = {(AccountStatus(before), AccountStatus(after)) for before, after in ARROW.findall(module.__doc__ or "")}
    assert drawn == {(before, after) for before, following in TRANSITIONS.items() for after in following}


def test_every_state_is_in_the_table() -> None:
    assert set(TRANSITIONS) == set(AccountStatus)


@pytest.mark.rule("2.account")
@pytest.mark.parametrize("before", AccountStatus)
@pytest.mark.parametrize("after", AccountStatus)
def test_only_the_table_moves_an_account(before: AccountStatus, after: AccountStatus) -> None:
    if after in TRANSITIONS[before]:
        assert account(before).moved(after).status is after
    else:
        with pytest.raises(IllegalTransition):
            account(before).moved(after)


def test_every_account_can_be_erased_and_stays_so() -> None:
    assert all(AccountStatus.ERASED in TRANSITIONS[status] for status in AccountStatus if status is not status.ERASED)
    assert not TRANSITIONS[AccountStatus.ERASED]


@pytest.mark.rule("2.account", "3.lockout")
def test_a_lock_passes_by_itself() -> None:
    locked = account(AccountStatus.LOCKED, locked_until=NOON)
    assert locked.at(NOON - timedelta(milliseconds=1)).status is AccountStatus.LOCKED
    assert locked.at(NOON).status is AccountStatus.ACTIVE
    assert locked.at(NOON).locked_until is None


def test_a_public_account_holds_no_secret() -> None:
    shown = account(AccountStatus.PENDING, password_hash="hash-1").public().model_dump_json()
    assert "hash-1" not in shown
    assert "link" not in shown
