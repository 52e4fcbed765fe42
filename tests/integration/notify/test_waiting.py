"""Recipients that are not known yet, on the real store: nothing is lost between two transactions."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY

from chassis.unit_of_work import Work
from services.notify.domain.contact import Contact
from services.notify.domain.message import Message
from services.notify.domain.waiting import AwaitRecipient
from services.notify.mailer.sweep import sweep_once
from tests.integration.notify.post import Delivery, Post
from tests.support.eventually import eventually
from tests.unit.notify.guide import ALPRO, BELGIUM, activated, bootstrapped, case_of, history, routed

CASE = case_of("elodie", ALPRO, BELGIUM)


async def waiting_for(post: Post, who: str) -> list[Message]:
    return await post.messages(waiting_for=who)


async def test_a_receipt_waits_for_its_applicant_and_leaves_when_she_is_known(post: Post) -> None:
    async with post.mailing():
        await post.hear(history(routed(CASE)))
        await eventually(lambda: waiting_for(post, "elodie"))
        awaited = await post.runtime.store.get(Contact, "elodie")
        assert awaited is not None
        assert (awaited.awaited, awaited.seen) == (True, 0)
        await post.hear(history(activated("elodie")))
        await eventually(post.settled)
    assert [mail for mail in await post.mails() if "elodie" in mail["To"][0]["Address"]]


async def test_members_of_the_authority_are_told_instead_of_its_mailboxes(post: Post) -> None:
    account, right = bootstrapped("bela", BELGIUM)
    async with post.mailing():
        await post.hear([*right, *history(activated("elodie"))])
        await post.hear(history(routed(CASE)))
        await eventually(lambda: waiting_for(post, "bela"))
        await post.hear(account[1:])
        await eventually(post.settled)
    told = [mail["To"][0]["Address"].partition("@")[0] for mail in await post.mails()]
    assert sorted(told) == ["agri", "bela", "elodie.durand", "sante"]


async def claimed_receipt(post: Post, who: str) -> Message:
    """The receipt of this person, in a sender's hands."""
    case = CASE.model_copy(update={"account_id": who, "request_id": f"req-{who}"})
    await post.hear(history(routed(case)))
    (receipt,) = await post.messages(**{"recipient.account_id": who})
    taken = {"$set": {"status": "SENDING", "claim": "c"}, "$inc": {"revision": 1}}
    await post.runtime.store[Message.collection].update_one({"_id": receipt.id}, taken)
    return receipt


def news_of(who: str) -> list[Delivery]:
    """The event that brings this person."""
    ((envelope, event),) = history(activated("elodie"))
    return [(replace(envelope, id=f"news-{who}", subject=who), event.model_copy(update={"account_id": who}))]


async def test_no_wake_up_is_lost_between_two_transactions(post: Post) -> None:
    """Twenty times, waiting and the event that ends it at the same moment."""
    runtime = post.runtime
    for number in range(20):
        who = f"person-{number}"
        receipt = await claimed_receipt(post, who)
        waiting = Work(
            id=f"await-{who}",
            message=AwaitRecipient(receipt.id, "c", who),
            steps=runtime.service.commands[AwaitRecipient],
            actor="system:mailer",
            correlation_id="test",
        )
        await asyncio.gather(runtime.unit_of_work.batch([waiting]), post.hear(news_of(who)))
        (receipt,) = await post.messages(_id=receipt.id)
        assert receipt.waiting_for is None
        assert receipt.due_at is not None


async def test_the_sweep_finds_what_slipped_through(post: Post) -> None:
    async with post.mailing():
        await post.hear(history(routed(CASE)))
        await eventually(lambda: waiting_for(post, "elodie"))
        assert await sweep_once(post.runtime) == 0
        known = Contact(id="elodie", seen=1, email=f"elodie@alpro.{post.isolation}.example", language="fr")
        await post.runtime.store[Contact.collection].replace_one({"_id": "elodie"}, known.model_dump(exclude={"id"}))
        assert await sweep_once(post.runtime) == 1
        await eventually(post.settled)


@pytest.mark.moment("mails")
async def test_how_long_mails_wait_can_be_seen(post: Post) -> None:
    async with post.mailing():
        await post.hear(history(routed(CASE)))
        await eventually(lambda: waiting_for(post, "elodie"))
    (waiting,) = await waiting_for(post, "elodie")
    longer = {"$set": {"queued_at": waiting.queued_at - timedelta(minutes=15)}}
    await post.runtime.store[Message.collection].update_one({"_id": waiting.id}, longer)
    await sweep_once(post.runtime)
    assert REGISTRY.get_sample_value("traces_mails_waiting") == 1
    assert (REGISTRY.get_sample_value("traces_mails_waiting_oldest_seconds") or 0) >= 900
