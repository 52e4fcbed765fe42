from datetime import timedelta

import pytest

from chassis.decider import Timer
from chassis.testing import NOON, given
from contracts.events.identity import AccountCreated, AccountStatus, ConfirmationRenewed, RegistrationRepeated
from services.identity.domain.account import AddressTaken
from services.identity.domain.sign_up import DEFAULT_TIMEZONE, Bootstrap, SignUp, bootstrap, count_sign_up, sign_up
from tests.unit.identity.people import account, elodie, link

COMMAND = SignUp("elodie", elodie(), "key-2", "captcha-1", captcha_answered=True, quota_id="quota", limit=5)
BOOTSTRAP = Bootstrap("elodie", elodie(), "key-2")
IN_90_MINUTES = NOON + timedelta(minutes=90)


@pytest.mark.rule("A8", "2.account")
def test_an_unknown_address_becomes_an_account_that_waits() -> None:
    done = given().beside(quota=None).when(sign_up, COMMAND)
    done.then(
        AccountCreated,
        status=AccountStatus.PENDING,
        first_name="Élodie",
        language="fr",
        timezone=DEFAULT_TIMEZONE,
        password_hash=None,
        created_at=NOON,
    )
    (event,) = done.events
    assert isinstance(event, AccountCreated)
    assert event.account == done.state.public()
    assert (event.link.link_id, event.link.kid, event.link.expires_at) == ("id-1", "key-2", IN_90_MINUTES)


def test_the_deadline_is_kept() -> None:
    done = given().beside(quota=None).when(sign_up, COMMAND)
    assert done.change is not None
    assert done.change.timers == [Timer("confirmation-expires", "elodie", IN_90_MINUTES)]


@pytest.mark.rule("A10")
@pytest.mark.parametrize("status", [AccountStatus.PENDING, AccountStatus.EXPIRED])
def test_an_unused_link_is_replaced_and_nothing_else_changes(status: AccountStatus) -> None:
    other = SignUp("elodie", elodie(), "key-2", "captcha-1", captcha_answered=True, quota_id="quota", limit=5)
    before = account(status, first_name="Éloïse", language="nl")
    done = given(before).beside(quota=None).when(sign_up, other)
    done.then(ConfirmationRenewed, status=AccountStatus.PENDING)
    assert done.state.link.link_id == "id-1"
    assert done.state.changed(status=before.status, link=before.link) == before


@pytest.mark.rule("A10", "6.account.already-exists")
@pytest.mark.parametrize("status", [AccountStatus.ACTIVE, AccountStatus.LOCKED, AccountStatus.SUSPENDED])
def test_the_owner_of_an_account_is_told(status: AccountStatus) -> None:
    before = account(status)
    done = given(before).beside(quota=None).when(sign_up, COMMAND).then(RegistrationRepeated)
    assert done.state == before


@pytest.mark.rule("3.resend")
@pytest.mark.parametrize("status", [AccountStatus.PENDING, AccountStatus.EXPIRED, AccountStatus.ACTIVE])
def test_nobody_fills_a_mailbox_by_signing_up_again_and_again(status: AccountStatus) -> None:
    quota = None
    for _ in range(5):
        assert given(account(status)).beside(quota=quota).when(sign_up, COMMAND).events
        quota = given(quota).when(count_sign_up, COMMAND).then().state
    given(account(status)).beside(quota=quota).when(sign_up, COMMAND).unchanged()
    given(quota).when(count_sign_up, COMMAND).unchanged()
    later = NOON + timedelta(hours=1)
    assert given(account(status)).beside(quota=quota).when(sign_up, COMMAND, now=later).events


def test_an_account_that_was_erased_meanwhile_is_looked_up_again() -> None:
    given(account(AccountStatus.ERASED, address_key=None)).beside(quota=None).when(sign_up, COMMAND).raises(
        AddressTaken
    )


def test_bootstrap_creates_an_account() -> None:
    given().when(bootstrap, BOOTSTRAP, actor="system:bootstrap").then(AccountCreated, status=AccountStatus.PENDING)


@pytest.mark.parametrize("status", [AccountStatus.PENDING, AccountStatus.ACTIVE, AccountStatus.SUSPENDED])
def test_bootstrap_leaves_an_account_alone(status: AccountStatus) -> None:
    given(account(status)).when(bootstrap, BOOTSTRAP).unchanged()


def test_bootstrap_renews_a_link_that_ran_out() -> None:
    expired = account(AccountStatus.EXPIRED, link=link(NOON - timedelta(days=1)))
    given(expired).when(bootstrap, BOOTSTRAP).then(ConfirmationRenewed, status=AccountStatus.PENDING)
