from datetime import datetime, timedelta

import pytest

from chassis.decider import TimerFired
from chassis.errors import DomainError
from chassis.testing import NOON, given
from contracts.events.identity import AccountActivated, AccountExpired, AccountStatus, ConfirmationRenewed
from contracts.links import LinkPurpose
from services.identity.domain.confirmation import EXPIRY_TIMER, Confirm, RenewConfirmation, confirm, expire, renew
from services.identity.domain.link import LINK_LIFE, LinkExpired, LinkUnknown, MailedLink, check_usable
from tests.unit.identity.people import account, link

PENDING = account(AccountStatus.PENDING)
CONFIRM = Confirm("elodie", "link-1", "hash-2")
RENEW = RenewConfirmation("quota", "elodie", "key-2", 5)
MILLISECOND = timedelta(milliseconds=1)


def fired(due_at: datetime) -> TimerFired:
    return TimerFired(EXPIRY_TIMER, "elodie", due_at)


@pytest.mark.rule("A8", "2.account")
def test_the_link_and_a_password_activate_the_account() -> None:
    done = given(PENDING).when(confirm, CONFIRM)
    done.then(AccountActivated, status=AccountStatus.ACTIVE, password_hash="hash-2", link=None)
    assert done.change is not None
    assert done.change.cancelled == [EXPIRY_TIMER]
    assert "hash-2" not in done.events[0].model_dump_json()


@pytest.mark.moment("links")
@pytest.mark.rule("A8", "3.link")
@pytest.mark.parametrize(
    ("age", "refusal"),
    [
        (timedelta(minutes=89, seconds=59, milliseconds=999), None),
        (timedelta(minutes=90), LinkExpired),
        (timedelta(minutes=90, seconds=1), LinkExpired),
    ],
)
def test_a_link_lives_ninety_minutes_to_the_millisecond(age: timedelta, refusal: type[DomainError] | None) -> None:
    done = given(PENDING).when(confirm, CONFIRM, now=NOON + age)
    if refusal is None:
        done.then(AccountActivated)
    else:
        done.raises(refusal)


@pytest.mark.moment("links")
@pytest.mark.rule("A8", "3.link")
def test_a_link_is_used_once() -> None:
    used = given(PENDING).when(confirm, CONFIRM).state
    given(used).when(confirm, CONFIRM).raises(LinkUnknown)


@pytest.mark.moment("links")
@pytest.mark.rule("A11", "3.resend")
def test_a_newer_link_ends_the_older_one() -> None:
    renewed = given(PENDING).when(renew, RENEW).then(ConfirmationRenewed).state
    given(renewed).when(confirm, CONFIRM).raises(LinkUnknown)
    given(renewed).when(confirm, Confirm("elodie", "id-1", "hash-2")).then(AccountActivated)


def test_a_link_of_nobody_is_unknown() -> None:
    given().when(confirm, CONFIRM).raises(LinkUnknown)


def test_a_link_for_another_purpose_is_unknown() -> None:
    reset = MailedLink.made("link-1", "key-1", LinkPurpose.RESET, NOON)
    with pytest.raises(LinkUnknown):
        check_usable(reset, "link-1", LinkPurpose.CONFIRM, NOON)


@pytest.mark.parametrize("status", [AccountStatus.ACTIVE, AccountStatus.LOCKED, AccountStatus.SUSPENDED])
def test_only_a_waiting_account_gets_a_new_link(status: AccountStatus) -> None:
    given(account(status)).when(renew, RENEW).unchanged()
    given().when(renew, RENEW).unchanged()


@pytest.mark.rule("A11", "2.account")
def test_an_expired_account_waits_again() -> None:
    done = given(account(AccountStatus.EXPIRED)).when(renew, RENEW)
    done.then(ConfirmationRenewed, status=AccountStatus.PENDING)
    assert done.state.link.expires_at == NOON + LINK_LIFE
    assert done.state.link.kid == "key-2"


@pytest.mark.moment("links")
@pytest.mark.rule("2.account")
def test_an_account_that_nobody_confirms_expires() -> None:
    due = NOON + LINK_LIFE
    done = given(PENDING).when(expire, fired(due), now=due).then(AccountExpired, status=AccountStatus.EXPIRED)
    given(done.state).when(confirm, CONFIRM, now=due + MILLISECOND).raises(LinkExpired)


@pytest.mark.moment("links")
def test_a_renewed_link_outlives_the_deadline_of_the_older_one() -> None:
    due = NOON + LINK_LIFE
    renewed = account(AccountStatus.PENDING, link=link(NOON + MILLISECOND))
    given(renewed).when(expire, fired(due), now=due).unchanged()


@pytest.mark.parametrize("status", [AccountStatus.ACTIVE, AccountStatus.EXPIRED, AccountStatus.ERASED])
def test_a_deadline_that_nobody_needs_any_more_does_nothing(status: AccountStatus) -> None:
    given(account(status)).when(expire, fired(NOON), now=NOON + LINK_LIFE).unchanged()
    given().when(expire, fired(NOON)).unchanged()
