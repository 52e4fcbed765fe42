"""Who decides a request, where an event does not say it: looked up, or waited for."""

from dataclasses import replace

from chassis.testing import given
from services.notify.domain.desk import Desk, expect_desk
from services.notify.domain.planning import plan
from services.notify.domain.recipient import DutyName, ToDuty, ToMailbox
from services.notify.domain.splitting import Split
from services.notify.domain.status import Status
from services.notify.domain.waiting import AwaitDesk, Wake, wait
from tests.unit.notify.guide import ALPRO, BEGIN, BELGIUM, COMMISSION, DUE, bootstrapped, case_of, history, routed
from tests.unit.notify.later import nudged, reassigned
from tests.unit.notify.mail import CLAIM, sending
from tests.unit.notify.outbox import Notify
from tests.unit.notify.test_planning import KNOWN

CASE = case_of("elodie", ALPRO, BELGIUM)
AWAIT = AwaitDesk("mail", CLAIM, "req-1")
NUDGE = sending(recipient=ToDuty(duty=DutyName.VALIDATORS, request_id="req-1"))


def nudges(notify: Notify) -> list[str]:
    return sorted(mail.address for mail in notify.sent if mail.template == "decision-nudged")


def test_a_desk_that_is_not_known_is_waited_for() -> None:
    assert plan(NUDGE, KNOWN, BEGIN) == AWAIT


def test_who_waits_writes_the_row_that_is_awaited() -> None:
    given().when(expect_desk, AWAIT).then(awaited=True, seen=0, id="req-1")
    given(Desk(id="req-1", awaited=True)).when(expect_desk, AWAIT).then(awaited=True, seen=0)
    given(Desk(id="req-1", seen=2)).when(expect_desk, AWAIT).unchanged()


def test_the_mail_goes_on_at_once_when_the_desk_has_become_known_meanwhile() -> None:
    given(NUDGE).beside(awaited=Desk(id="req-1")).when(wait, AWAIT, now=BEGIN).then(
        status=Status.QUEUED, waiting_for="req-1", due_at=None
    )
    given(NUDGE).beside(awaited=Desk(id="req-1", seen=1)).when(wait, AWAIT, now=BEGIN).then(
        waiting_for=None, due_at=BEGIN
    )


async def test_a_nudge_that_overtook_the_routing_waits_for_it_and_says_by_when() -> None:
    notify = Notify()
    await notify.hear(history(nudged("elodie", ALPRO)))
    await notify.send_due()
    assert nudges(notify) == []
    await notify.hear(history(routed(CASE)))
    await notify.send_due()
    assert nudges(notify) == sorted([BELGIUM.duty_mailbox, COMMISSION.duty_mailbox])
    parts = [m for m in notify.messages if m.template == "decision-nudged" and isinstance(m.recipient, ToMailbox)]
    assert {(part.params["validator"], part.params["due_at"]) for part in parts} == {(BELGIUM.name, DUE)}


async def test_a_nudge_goes_to_who_has_the_request_now() -> None:
    notify = Notify()
    for events in bootstrapped("cora", COMMISSION):
        await notify.hear(events)
    await notify.hear(history(routed(CASE), reassigned(CASE, COMMISSION)))
    await notify.hear(history(nudged("elodie", ALPRO)))
    await notify.send_due()
    assert nudges(notify) == ["cora@eu-com.example"]


async def test_the_sweep_wakes_what_waits_for_a_desk() -> None:
    notify = Notify()
    await notify.hear(history(nudged("elodie", ALPRO)))
    await notify.send_due()
    notify.states[Desk, CASE.request_id] = Desk(id=CASE.request_id, seen=1, mailboxes=("duty@be-ca.example",))
    await notify.command(Wake(CASE.request_id), id="sweep")
    await notify.send_due()
    assert nudges(notify) == ["duty@be-ca.example"]


async def test_a_late_word_on_a_case_does_not_bring_the_former_validator_back() -> None:
    notify = Notify()
    first, second = history(routed(CASE), reassigned(CASE, COMMISSION))
    await notify.hear([second, first])
    desk = notify.get(Desk, CASE.request_id)
    assert desk is not None
    assert desk.validator_id == COMMISSION.id


def test_the_split_carries_what_the_event_did_not_say() -> None:
    desk = Desk(id="req-1", seen=1, validator="INAO", due_at=DUE, mailboxes=("duty@inao.example",))
    planned = plan(NUDGE, replace(KNOWN, desks={"req-1": desk}), BEGIN)
    assert isinstance(planned, Split)
    assert planned.also == {"validator": "INAO", "due_at": DUE}
