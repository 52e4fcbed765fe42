"""A mail waits for a recipient that is not known yet, and is never lost over it."""

from collections.abc import Callable

import pytest

from chassis.testing import given
from contracts.events.identity import AccountEvent, AccountStatus
from services.notify.domain.contact import Contact, expect
from services.notify.domain.status import Status
from services.notify.domain.waiting import AwaitRecipient, Wake, wait, wake
from tests.unit.notify.guide import (
    ALPRO,
    BEGIN,
    BELGIUM,
    activated,
    bootstrapped,
    case_of,
    created,
    expired,
    history,
    locked,
    preferences,
    renewed,
    repeated,
    routed,
)
from tests.unit.notify.mail import CLAIM, queued, sending
from tests.unit.notify.outbox import Notify

AWAIT = AwaitRecipient("mail", CLAIM, "elodie")


def test_who_waits_writes_the_row_that_is_awaited() -> None:
    given().when(expect, AWAIT).then(awaited=True, seen=0, id="elodie")


def test_who_waits_writes_it_again_so_that_the_event_that_brings_it_conflicts() -> None:
    given(Contact(id="elodie", awaited=True)).when(expect, AWAIT).then(awaited=True, seen=0)


def test_a_known_recipient_is_left_alone() -> None:
    given(Contact(id="elodie", seen=3)).when(expect, AWAIT).unchanged()


def test_the_mail_stays_queued_and_says_for_whom() -> None:
    given(sending()).beside(awaited=Contact(id="elodie", awaited=True)).when(wait, AWAIT).then(
        status=Status.QUEUED, waiting_for="elodie", due_at=None, claim=None
    )


def test_it_goes_on_at_once_when_the_recipient_has_come_meanwhile() -> None:
    given(sending()).beside(awaited=Contact(id="elodie", seen=1)).when(wait, AWAIT, now=BEGIN).then(
        status=Status.QUEUED, waiting_for=None, due_at=BEGIN
    )


def test_waking_makes_it_due() -> None:
    waiting = queued(due_at=None, waiting_for="elodie")
    given(waiting).when(wake, Wake("elodie"), now=BEGIN).then(waiting_for=None, due_at=BEGIN)


@pytest.mark.parametrize("news", [created, renewed, repeated, activated, expired, locked, preferences])
async def test_a_receipt_waits_for_the_first_event_that_tells_of_its_applicant(
    news: Callable[[str], AccountEvent],
) -> None:
    notify = Notify()
    await notify.hear(history(routed(case_of("elodie", ALPRO, BELGIUM))))
    await notify.send_due()
    assert "receipt" not in {mail.template for mail in notify.sent}
    await notify.hear(history(news("elodie")))
    await notify.send_due()
    assert "receipt" in {mail.template for mail in notify.sent}


async def test_the_sweep_wakes_what_slipped_through() -> None:
    notify = Notify()
    await notify.hear(history(routed(case_of("elodie", ALPRO, BELGIUM))))
    await notify.send_due()
    notify.states[Contact, "elodie"] = Contact(id="elodie", seen=1, email="elodie@alpro.example")
    await notify.command(Wake("elodie"), id="sweep")
    await notify.send_due()
    assert ("receipt", "elodie@alpro.example") in {(mail.template, mail.address) for mail in notify.sent}


async def test_a_member_of_the_authority_who_is_not_known_yet_is_waited_for() -> None:
    notify = Notify()
    account, right = bootstrapped("bela", BELGIUM)
    await notify.hear([*right, *history(routed(case_of("elodie", ALPRO, BELGIUM)))])
    await notify.send_due()
    assert "work-item" not in {mail.template for mail in notify.sent}
    await notify.hear(account)
    await notify.send_due()
    assert [mail.address for mail in notify.sent if mail.template == "work-item"] == ["bela@be-ca.example"]


async def test_only_an_erased_recipient_ends_it() -> None:
    notify = Notify()
    await notify.hear(history(routed(case_of("elodie", ALPRO, BELGIUM))))
    await notify.send_due()
    await notify.hear(history(preferences("elodie", AccountStatus.ERASED)))
    await notify.send_due()
    receipt = next(message for message in notify.messages if message.template == "receipt")
    assert (receipt.status, receipt.reason) == (Status.ABANDONED, "recipient-erased")
