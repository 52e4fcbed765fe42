"""What becomes of a mail after an attempt."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from chassis.decider import Change
from chassis.testing import given
from contracts.events.notify import MessageAbandoned, MessageSent
from services.notify.domain.backoff import PATIENCE, Trouble
from services.notify.domain.contact import Contact
from services.notify.domain.delivery import Abandon, Defer, MarkSent, Mute, abandon, defer, mark_sent, mute
from services.notify.domain.message import Message
from services.notify.domain.recipient import ToMailbox
from services.notify.domain.splitting import Split, split
from services.notify.domain.status import Status, allowed
from services.notify.domain.waiting import AwaitRecipient, wait
from tests.unit.notify.guide import BEGIN
from tests.unit.notify.mail import CLAIM, HEADER, queued, sending

SENT = MarkSent("mail", CLAIM, HEADER)


def deferral(trouble: Trouble = Trouble.UNREACHABLE, claim: str = CLAIM, jitter: float = 1.0) -> Defer:
    return Defer("mail", claim, HEADER, trouble, "450 4.2.0", jitter)


def test_a_sent_mail_is_told_with_its_attempts() -> None:
    then = given(sending(attempts=2)).when(mark_sent, SENT)
    (event,) = then.then(MessageSent, status=Status.SENT, due_at=None, claim=None).events
    assert isinstance(event, MessageSent)
    assert (event.subject, event.key) == ("mail", "elodie")
    assert event.message.attempts == 3
    assert event.message.message_id == HEADER
    assert event.message.account_id == "elodie"


def test_a_mailbox_is_told_by_its_hash_only() -> None:
    message = sending(recipient=ToMailbox(address="duty@inao.example", key="hash"))
    (event,) = given(message).when(mark_sent, SENT).events
    assert event.key == "hash"
    assert "duty@inao.example" not in event.model_dump_json()


def test_sent_is_sent_even_when_somebody_else_holds_the_claim_by_now() -> None:
    given(sending(claim="another")).when(mark_sent, SENT).then(MessageSent, status=Status.SENT)
    given(queued(status=Status.DEFERRED)).when(mark_sent, SENT).then(MessageSent, status=Status.SENT)


@pytest.mark.parametrize("end", [Status.SENT, Status.ABANDONED, Status.SPLIT, Status.MUTED])
def test_what_is_settled_is_not_told_again(end: Status) -> None:
    given(queued(status=end)).when(mark_sent, SENT).unchanged()


def test_trouble_puts_a_mail_off_and_frees_it() -> None:
    then = given(sending()).when(defer, deferral(), now=BEGIN).then(status=Status.DEFERRED, claim=None, attempts=1)
    assert then.state.due_at == BEGIN + timedelta(seconds=1)
    assert then.state.problem == "450 4.2.0"


@pytest.mark.parametrize("decision", [(defer, deferral(claim="old")), (abandon, Abandon("mail", "old", HEADER, "no"))])
def test_bad_news_of_somebody_who_was_overtaken_does_not_count(decision: tuple[Any, Any]) -> None:
    given(sending()).when(*decision).unchanged()


def test_a_server_that_cannot_be_reached_is_waited_for_without_end() -> None:
    old = sending(attempts=100_000, queued_at=BEGIN - timedelta(days=400))
    given(old).when(defer, deferral(), now=BEGIN).then(status=Status.DEFERRED)


@pytest.mark.moment("mails")
def test_not_now_is_believed_for_three_days() -> None:
    begun = given(sending()).when(defer, deferral(Trouble.POSTPONED), now=BEGIN).state
    assert begun.postponed_since == BEGIN
    again = begun.model_copy(update={"status": Status.SENDING, "claim": CLAIM})
    just_before = BEGIN + PATIENCE - timedelta(milliseconds=1)
    given(again).when(defer, deferral(Trouble.POSTPONED), now=just_before).then(
        status=Status.DEFERRED, postponed_since=BEGIN
    )
    then = given(again).when(defer, deferral(Trouble.POSTPONED), now=BEGIN + PATIENCE)
    (event,) = then.then(MessageAbandoned, status=Status.ABANDONED).events
    assert isinstance(event, MessageAbandoned)
    assert event.reason == "postponed-too-long"


def test_a_refused_mail_is_abandoned_and_told() -> None:
    command = Abandon("mail", CLAIM, HEADER, "refused: 550 5.1.1")
    then = given(sending(attempts=1)).when(abandon, command).then(MessageAbandoned, status=Status.ABANDONED, attempts=2)
    (event,) = then.events
    assert isinstance(event, MessageAbandoned)
    assert event.reason == "refused: 550 5.1.1"


def test_giving_up_without_having_tried_is_no_attempt() -> None:
    command = Abandon("mail", CLAIM, HEADER, "recipient-erased", tried=False)
    given(sending()).when(abandon, command).then(MessageAbandoned, attempts=0)


def test_a_mail_that_is_not_wanted_is_not_told_and_not_tried() -> None:
    given(sending()).when(mute, Mute("mail", CLAIM)).then(status=Status.MUTED, due_at=None, claim=None, attempts=0)
    given(sending(claim="another")).when(mute, Mute("mail", CLAIM)).unchanged()


COMMANDS: list[tuple[Any, Any, dict[str, Any]]] = [
    (mark_sent, SENT, {}),
    *((defer, deferral(trouble), {}) for trouble in Trouble),
    (abandon, Abandon("mail", CLAIM, HEADER, "no"), {}),
    (wait, AwaitRecipient("mail", CLAIM, "elodie"), {"awaited": Contact(id="elodie", awaited=True)}),
    (split, Split("mail", CLAIM, ()), {"siblings": ()}),
    (mute, Mute("mail", CLAIM), {}),
]


@for_all(st.sampled_from(COMMANDS), st.sampled_from(Status), st.sampled_from([CLAIM, None, "another"]))
def test_decisions_make_only_the_transitions_of_the_table(
    what: tuple[Any, Any, dict[str, Any]], status: Status, claim: str | None
) -> None:
    decision, command, reads = what
    message = queued(status=status, claim=claim, postponed_since=BEGIN)
    change: Change[Message] | None = given(message, **reads).when(decision, command).change
    assert change is not None
    if change.state is not None:
        assert allowed(status, change.state.status)
        assert change.state.claim is None
