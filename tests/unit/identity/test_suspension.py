"""An authority stops an account, and lets it go on (domain section 2)."""

import pytest

from chassis.testing import given
from contracts.events.identity import AccountReinstated, AccountStatus, AccountSuspended
from services.identity.domain.account import IllegalTransition
from services.identity.domain.suspension import (
    AccountUnknown,
    ReinstateAccount,
    SuspendAccount,
    reinstate,
    suspend,
)
from tests.unit.identity.people import account, link

SUSPEND = SuspendAccount("elodie", "The employer asked for it.")
REINSTATE = ReinstateAccount("elodie", "It was a mistake.")
OPEN = (AccountStatus.ACTIVE, AccountStatus.LOCKED)


@pytest.mark.rule("2.account")
@pytest.mark.parametrize("status", OPEN)
def test_a_stopped_account_has_no_link_and_no_lock(status: AccountStatus) -> None:
    done = given(account(status, link=link())).when(suspend, SUSPEND)
    done.then(AccountSuspended, status=AccountStatus.SUSPENDED, link=None, locked_until=None)
    (event,) = done.events
    assert isinstance(event, AccountSuspended)
    assert (event.account.status, event.reason) == (AccountStatus.SUSPENDED, SUSPEND.reason)


@pytest.mark.rule("2.account")
def test_it_goes_on_with_the_password_it_had() -> None:
    done = given(account(AccountStatus.SUSPENDED)).when(reinstate, REINSTATE)
    done.then(AccountReinstated, status=AccountStatus.ACTIVE, password_hash="hash-1")


@pytest.mark.rule("2.account")
@pytest.mark.parametrize("status", [status for status in AccountStatus if status not in OPEN])
def test_nothing_else_is_stopped(status: AccountStatus) -> None:
    given(account(status)).when(suspend, SUSPEND).raises(IllegalTransition)


@pytest.mark.rule("2.account")
@pytest.mark.parametrize("status", [status for status in AccountStatus if status is not AccountStatus.SUSPENDED])
def test_only_a_stopped_one_is_let_go_on(status: AccountStatus) -> None:
    """Not even a locked one, whose lock only time or a reset takes off."""
    given(account(status)).when(reinstate, REINSTATE).raises(IllegalTransition)


def test_nobodys_account_is_unknown() -> None:
    given().when(suspend, SUSPEND).raises(AccountUnknown)
    given().when(reinstate, REINSTATE).raises(AccountUnknown)
