"""From events to the mailbox: every mail once, told once, and no secret kept."""

import re
from datetime import timedelta
from typing import Any

import pytest

from chassis.clock import utc_now
from chassis.testing import envelope_for
from chassis.unit_of_work import Outcome
from contracts.event import Event
from contracts.events.identity import AccountCreated, ConfirmationRenewed
from services.notify.domain.message import Message
from services.notify.domain.status import Status
from services.notify.mailer import sender
from tests.integration.notify.post import Delivery, Post
from tests.support.eventually import eventually
from tests.unit.notify.guide import (
    ALPRO,
    BELGIUM,
    case_of,
    created,
    history,
    locked,
    preferences,
    routed,
    the_guide,
)
from tests.unit.notify.outbox import Notify


def fresh(event: Event) -> Event:
    """With a link that is still good."""
    if not isinstance(event, AccountCreated | ConfirmationRenewed):
        return event
    link = event.link.model_copy(update={"expires_at": utc_now() + timedelta(days=1)})
    return event.model_copy(update={"link": link})


GUIDE: list[Delivery] = [(envelope, fresh(event)) for events in the_guide() for envelope, event in events]


async def expected() -> list[str]:
    """Addresses of the mails that the decisions alone come to."""
    notify = Notify()
    await notify.hear(GUIDE)
    await notify.send_due()
    return sorted(mail.address for mail in notify.sent)


async def arrived(post: Post) -> list[str]:
    """Addresses of the mails that the mailbox got."""
    return sorted(mail["To"][0]["Address"].replace(f".{post.isolation}", "") for mail in await post.mails())


async def test_the_guide_arrives(post: Post) -> None:
    async with post.mailing():
        await post.hear(GUIDE)
        await eventually(post.settled, within=20)
    assert await arrived(post) == await expected()
    everything = await post.messages()
    assert {message.status for message in everything} == {Status.SENT, Status.SPLIT}
    sent = [message.id for message in everything if message.status is Status.SENT]
    assert sorted(told["id"] for told in await post.told()) == sorted(sent)
    assert {told["event"] for told in await post.told()} == {"MessageSent"}
    assert {message.claim for message in everything} == {None}


async def test_events_that_come_twice_are_mailed_once(post: Post) -> None:
    async with post.mailing():
        await post.hear(GUIDE)
        await eventually(post.settled, within=20)
        assert set(await post.hear(reversed(GUIDE))) == {Outcome.DUPLICATE}
        await eventually(post.settled, within=20)
    assert await arrived(post) == await expected()


async def test_a_mail_leaves_at_once(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "POLL_SECONDS", 600.0)
    async with post.mailing():
        await post.hear(history(locked("marc")))
        await eventually(post.settled, within=20)
        await post.hear(history(locked("ines")))
        await eventually(post.settled, within=20)
    assert len(await post.mails()) == 2


async def test_the_mail_has_text_html_and_the_headers_of_an_automatic_message(post: Post) -> None:
    async with post.mailing():
        await post.hear(history(locked("marc")))
        (summary,) = await eventually(post.mails, within=10)
    mail = await post.mail(summary["ID"])
    headers = (await post.mailbox.get(f"/api/v1/message/{summary['ID']}/headers")).json()
    assert "Bonjour Marc Petit," in mail["Text"]
    assert '<html lang="fr">' in mail["HTML"]
    assert headers["Auto-Submitted"] == ["auto-generated"]
    assert [address["Address"].partition("@")[0] for address in mail["ReplyTo"]] == ["sante", "agri"]
    (message,) = await post.messages()
    assert mail["MessageID"].partition("@")[0] == message.id
    ((told),) = await post.told()
    assert told["message"]["message_id"] == mail["MessageID"]


async def test_a_long_subject_arrives_as_it_was_written(post: Post) -> None:
    case = case_of("elodie", ALPRO, BELGIUM, request="0199a0b1-7c1e-7000-8000-000000000001")
    async with post.mailing():
        await post.hear(history(routed(case)))
        mails = await eventually(lambda: at_least(post, 3), within=10)
    subjects = {mail["Subject"] for mail in mails if "helpdesk" in mail["To"][0]["Address"]}
    assert subjects == {f"Copy: request {case.request_id} for ALPRO Comm.V.A."}


async def at_least(post: Post, count: int) -> list[dict[str, Any]]:
    """What arrived, once it is so many."""
    mails = await post.mails()
    return mails if len(mails) >= count else []


async def test_the_token_is_in_the_mail_and_nowhere_else(post: Post) -> None:
    async with post.mailing():
        await post.hear([(envelope_for(fresh(created("elodie"))), fresh(created("elodie")))])
        (summary,) = await eventually(post.mails, within=10)
        await eventually(post.settled)
    mail = await post.mail(summary["ID"])
    token = re.search(r"http://traces\.test/confirm\?token=(k1\.link-1\.[\w-]{43})", mail["Text"])
    assert token is not None
    assert token.group(1) in mail["HTML"]
    signature = token.group(1).rpartition(".")[2]
    store = post.runtime.store
    for name in await store.database.list_collection_names():
        for document in [document async for document in store[name].find({})]:
            assert signature not in str(document)
            assert "token" not in str(document)


async def test_the_readers_language_is_that_of_the_moment_of_sending(post: Post) -> None:
    await post.hear(history(locked("marc"), preferences("marc", language="en", first_name="Marcus")))
    async with post.mailing():
        (summary,) = await eventually(post.mails, within=10)
    assert "Dear Marcus Petit," in (await post.mail(summary["ID"]))["Text"]


async def test_a_link_that_is_dead_by_then_is_not_mailed(post: Post) -> None:
    async with post.mailing():
        await post.hear(history(created("elodie")))
        await eventually(post.settled)
    (message,) = await post.messages()
    assert isinstance(message, Message)
    assert (message.status, message.reason) == (Status.ABANDONED, "link-expired")
    assert await post.mails() == []
    ((told),) = await post.told()
    assert (told["event"], told["reason"]) == ("MessageAbandoned", "link-expired")
