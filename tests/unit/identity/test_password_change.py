from datetime import timedelta

import pytest

from chassis.errors import DomainError
from chassis.testing import NOON, given
from contracts.events.identity import (
    AccountStatus,
    ConfirmationRenewed,
    PasswordChanged,
    PasswordResetRequested,
    SessionEnded,
)
from contracts.links import LinkPurpose
from services.identity.domain.attempts import Attempts, LoginBlocked, admit, forgive
from services.identity.domain.confirmation import Confirm, confirm
from services.identity.domain.link import LINK_LIFE, LinkExpired, LinkUnknown, MailedLink
from services.identity.domain.log_in import WrongCredentials, enter
from services.identity.domain.password_change import (
    ChangePassword,
    CurrentPasswordWrong,
    RequestReset,
    ResetPassword,
    change_password,
    request_reset,
    reset_password,
)
from services.identity.domain.session import REFRESH_LIFE, Session, StartSession, end_for_password
from tests.unit.identity.people import account

REQUEST = RequestReset("quota", "elodie", "key-2", 5)
RESET = ResetPassword("elodie", "link-9", "attempts", "hash-2")
CHANGE = ChangePassword("elodie", "here", "attempts", "hash-1", "hash-2")
LINK = MailedLink.made("link-9", "key-1", LinkPurpose.RESET, NOON)
WAITING = account(link=LINK)
BLOCKED = Attempts(
    id="attempts", failures=5, blocked_until=NOON + timedelta(minutes=1), expires_at=NOON + timedelta(days=1)
)
LOGGED_OUT = (AccountStatus.PENDING, AccountStatus.EXPIRED, AccountStatus.SUSPENDED, AccountStatus.ERASED)


def session(id: str, **fields: object) -> Session:
    whole = {"account_id": "elodie", "generation": 1, "started_at": NOON, "refreshed_at": NOON}
    return Session.model_validate({"id": id, **whole, "expires_at": NOON + REFRESH_LIFE, **fields})


@pytest.mark.rule("A12")
@pytest.mark.parametrize("status", [AccountStatus.ACTIVE, AccountStatus.LOCKED])
def test_who_lost_the_password_gets_a_reset_link(status: AccountStatus) -> None:
    done = given(account(status)).when(request_reset, REQUEST).then(PasswordResetRequested, status=status)
    (event,) = done.events
    assert isinstance(event, PasswordResetRequested)
    assert (event.link.kid, event.link.expires_at) == ("key-2", NOON + LINK_LIFE)
    assert done.state.link.purpose is LinkPurpose.RESET
    assert done.state.password_hash == "hash-1"


@pytest.mark.rule("A12")
@pytest.mark.parametrize("status", [AccountStatus.PENDING, AccountStatus.EXPIRED])
def test_who_never_confirmed_gets_that_link_again(status: AccountStatus) -> None:
    done = given(account(status)).when(request_reset, REQUEST)
    done.then(ConfirmationRenewed, status=AccountStatus.PENDING)
    assert done.state.link.purpose is LinkPurpose.CONFIRM


@pytest.mark.rule("A12")
@pytest.mark.parametrize("status", [AccountStatus.SUSPENDED, AccountStatus.ERASED])
def test_nobody_else_gets_a_link(status: AccountStatus) -> None:
    given(account(status)).when(request_reset, REQUEST).unchanged()
    given().when(request_reset, REQUEST).unchanged()


@pytest.mark.moment("links")
@pytest.mark.rule("A12", "3.link")
def test_a_newer_reset_link_ends_the_older_one() -> None:
    newer = given(WAITING).when(request_reset, REQUEST).state
    given(newer).when(reset_password, RESET).raises(LinkUnknown)


@pytest.mark.rule("A12")
def test_a_reset_link_sets_the_password_once() -> None:
    done = given(WAITING).when(reset_password, RESET).then(PasswordChanged, password_hash="hash-2", link=None)
    assert "hash-2" not in done.events[0].model_dump_json()
    given(done.state).when(reset_password, RESET).raises(LinkUnknown)


@pytest.mark.rule("3.lockout")
def test_a_reset_link_clears_a_lock() -> None:
    done = given(account(AccountStatus.LOCKED, link=LINK)).when(reset_password, RESET)
    done.then(PasswordChanged, status=AccountStatus.ACTIVE, locked_until=None)
    (event,) = done.events
    assert isinstance(event, PasswordChanged)
    assert event.account.status is AccountStatus.ACTIVE
    given(BLOCKED).when(forgive, RESET).then(failures=0, blocked_until=None)
    given().when(forgive, RESET).unchanged()


@pytest.mark.moment("links")
@pytest.mark.rule("3.link")
@pytest.mark.parametrize(
    ("age", "refusal"),
    [
        (timedelta(minutes=89, seconds=59, milliseconds=999), None),
        (timedelta(minutes=90), LinkExpired),
        (timedelta(minutes=90, seconds=1), LinkExpired),
    ],
)
def test_a_reset_link_lives_ninety_minutes(age: timedelta, refusal: type[DomainError] | None) -> None:
    done = given(WAITING).when(reset_password, RESET, now=NOON + age)
    if refusal is None:
        done.then(PasswordChanged)
    else:
        done.raises(refusal)


@pytest.mark.rule("3.link")
def test_one_kind_of_link_is_not_good_as_the_other() -> None:
    as_reset = ResetPassword("elodie", "link-1", "attempts", "hash-2")
    given(account(AccountStatus.PENDING)).when(reset_password, as_reset).raises(LinkUnknown)
    given(WAITING).when(confirm, Confirm("elodie", "link-9", "hash-2")).raises(LinkUnknown)


@pytest.mark.parametrize("status", LOGGED_OUT)
def test_who_may_not_log_in_does_not_get_in_by_a_password(status: AccountStatus) -> None:
    given(account(status, link=LINK, password_hash="hash-1")).when(reset_password, RESET).raises(LinkUnknown)
    given(account(status, password_hash="hash-1")).when(change_password, CHANGE).raises(CurrentPasswordWrong)
    given().when(reset_password, RESET).raises(LinkUnknown)
    given().when(change_password, CHANGE).raises(CurrentPasswordWrong)


def test_the_owner_changes_the_password_and_a_reset_link_that_waits_is_dead() -> None:
    done = given(WAITING).when(change_password, CHANGE).then(PasswordChanged, password_hash="hash-2", link=None)
    given(done.state).when(reset_password, RESET).raises(LinkUnknown)


def test_a_password_that_was_changed_meanwhile_is_not_the_present_one() -> None:
    given(account(password_hash="hash-3")).when(change_password, CHANGE).raises(CurrentPasswordWrong)
    start = StartSession("session", "elodie", "attempts", "hash-1", None)
    given(account(password_hash="hash-3")).when(enter, start).raises(WrongCredentials)


@pytest.mark.rule("3.lockout")
def test_even_the_right_present_password_waits() -> None:
    given(BLOCKED).when(admit, CHANGE).raises(LoginBlocked)


def test_a_change_ends_all_other_sessions_and_a_reset_ends_all() -> None:
    here, there = session("here"), session("there")
    given(here).when(end_for_password, CHANGE).unchanged()
    given(there).when(end_for_password, CHANGE).then(SessionEnded, ended="password-changed")
    given(here).when(end_for_password, RESET).then(SessionEnded, ended="password-reset")


def test_sessions_that_are_over_do_not_end_again() -> None:
    given(session("there", ended="logout")).when(end_for_password, RESET).unchanged()
    given(session("there", expires_at=NOON)).when(end_for_password, RESET).unchanged()
