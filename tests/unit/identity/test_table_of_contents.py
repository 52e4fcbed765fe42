"""What hangs together over several steps, in memory."""

from datetime import timedelta

import pytest

from chassis.testing import MemoryService
from contracts.events.identity import AccountLocked, AccountStatus, RegistrationRepeated, SessionEnded
from services.identity.domain.account import Account
from services.identity.domain.attempts import CountFailure, LoginBlocked
from services.identity.domain.captcha import Captcha, CaptchaSpent, MakeCaptcha
from services.identity.domain.confirmation import EXPIRY_TIMER, Confirm
from services.identity.domain.log_in import WrongCredentials
from services.identity.domain.password_change import ChangePassword, RequestReset, ResetPassword
from services.identity.domain.session import EndSessions, Session, StartSession
from services.identity.domain.sign_up import SignUp
from services.identity.domain.suspension import ReinstateAccount, SuspendAccount
from services.identity.service import service
from tests.unit.identity.people import elodie


def sign_up(captcha: str) -> SignUp:
    return SignUp("elodie", elodie(), "key-1", captcha, captcha_answered=True, quota_id="quota", limit=5)


async def signed_up() -> MemoryService:
    memory = MemoryService(service)
    await memory.command(MakeCaptcha("captcha-1"), id="make")
    await memory.command(sign_up("captcha-1"), id="sign-up")
    return memory


async def active() -> MemoryService:
    memory = await signed_up()
    account = memory.get(Account, "elodie")
    assert account is not None
    assert account.link is not None
    await memory.command(Confirm("elodie", account.link.link_id, "hash-1"), id="confirm")
    return memory


async def test_the_captcha_is_burned_with_the_sign_up() -> None:
    memory = await signed_up()
    captcha = memory.get(Captcha, "captcha-1")
    assert captcha is not None
    assert captcha.used
    with pytest.raises(CaptchaSpent):
        await memory.command(sign_up("captcha-1"), id="again")


@pytest.mark.rule("2.account")
async def test_an_account_that_nobody_confirms_expires_by_its_timer() -> None:
    memory = await signed_up()
    memory.now += timedelta(minutes=90)
    await memory.fire(EXPIRY_TIMER, "elodie")
    account = memory.get(Account, "elodie")
    assert account is not None
    assert account.status is AccountStatus.EXPIRED


async def test_confirming_takes_the_timer_away() -> None:
    assert (EXPIRY_TIMER, "elodie") in (await signed_up()).timers
    assert (await active()).timers == {}


@pytest.mark.rule("A10")
async def test_the_owner_of_an_account_is_told_of_a_second_sign_up() -> None:
    memory = await active()
    await memory.command(MakeCaptcha("captcha-2"), id="make-2")
    await memory.command(sign_up("captcha-2"), id="sign-up-2")
    assert isinstance(memory.published[-1][1], RegistrationRepeated)


@pytest.mark.rule("2.account", "3.lockout")
async def test_five_failures_lock_the_account_and_the_address() -> None:
    memory = await active()
    for number in range(5):
        await memory.command(CountFailure("attempts", "elodie"), id=f"failure-{number}")
    assert isinstance(memory.published[-1][1], AccountLocked)
    start = StartSession("session", "elodie", "attempts", "hash-1", None)
    with pytest.raises(LoginBlocked):
        await memory.command(start, id="log-in")
    assert memory.get(Session, "session") is None
    memory.now += timedelta(minutes=1)
    await memory.command(start, id="log-in")
    account = memory.get(Account, "elodie")
    assert account is not None
    assert account.status is AccountStatus.ACTIVE


async def with_two_sessions() -> MemoryService:
    memory = await active()
    for id in ("here", "there"):
        await memory.command(StartSession(id, "elodie", "attempts", "hash-1", None), id=f"log-in-{id}")
    return memory


def ended(memory: MemoryService) -> list[str]:
    return [event.session_id for _, event in memory.published if isinstance(event, SessionEnded)]


async def test_a_changed_password_ends_the_other_sessions() -> None:
    memory = await with_two_sessions()
    await memory.command(ChangePassword("elodie", "here", "attempts", "hash-1", "hash-2"), id="change")
    assert ended(memory) == ["there"]
    with pytest.raises(WrongCredentials):
        await memory.command(StartSession("late", "elodie", "attempts", "hash-1", None), id="late")


@pytest.mark.rule("A12", "3.lockout")
async def test_a_reset_opens_a_locked_account_and_ends_all_sessions() -> None:
    memory = await with_two_sessions()
    for number in range(5):
        await memory.command(CountFailure("attempts", "elodie"), id=f"failure-{number}")
    await memory.command(RequestReset("quota", "elodie", "key-1", 5), id="ask")
    account = memory.get(Account, "elodie")
    assert account is not None
    assert account.link is not None
    await memory.command(ResetPassword("elodie", account.link.link_id, "attempts", "hash-2"), id="reset")
    assert sorted(ended(memory)) == ["here", "there"]
    await memory.command(StartSession("new", "elodie", "attempts", "hash-2", None), id="log-in")
    assert ended(memory) == ["here", "there"]


async def test_logging_out_everywhere_ends_every_session() -> None:
    memory = await with_two_sessions()
    await memory.command(EndSessions("elodie"), id="everywhere")
    await memory.command(EndSessions("elodie"), id="again")
    assert ended(memory) == ["here", "there"]


@pytest.mark.rule("2.account", "F8")
async def test_a_suspended_account_is_logged_out_everywhere_and_stays_out() -> None:
    memory = await with_two_sessions()
    await memory.command(SuspendAccount("elodie", "why"), id="suspend")
    assert sorted(ended(memory)) == ["here", "there"]
    with pytest.raises(WrongCredentials):
        await memory.command(StartSession("late", "elodie", "attempts", "hash-1", None), id="late")
    await memory.command(ReinstateAccount("elodie", "why"), id="reinstate")
    await memory.command(StartSession("again", "elodie", "attempts", "hash-1", None), id="again")
    assert sorted(ended(memory)) == ["here", "there"]


async def test_sequences_count_the_events_of_the_account() -> None:
    memory = await active()
    assert [(envelope.subject, envelope.sequence) for envelope, _ in memory.published] == [("elodie", 1), ("elodie", 2)]
