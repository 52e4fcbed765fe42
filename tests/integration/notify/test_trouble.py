"""A mail server that says no, says "not now", breaks off, hangs, or is away."""

from pathlib import Path

import pytest

from deploy.local.mailbox.archive import Archive
from deploy.local.mailbox.behaviour import Conduct
from deploy.local.mailbox.smtp import serve_smtp
from services.notify.domain.message import Message
from services.notify.domain.status import Status
from services.notify.settings import NotifySettings
from tests.integration.notify.post import Delivery, Post
from tests.support.eventually import eventually
from tests.support.running_process import free_port
from tests.unit.notify.guide import history, locked

OTHERS = ("elodie", "ines", "bela", "cora")
EVERYBODY = ("marc", *OTHERS)


def everybody_locked() -> list[Delivery]:
    """A mail for each."""
    return [delivery for who in EVERYBODY for delivery in history(locked(who))]


async def mail_of(post: Post, who: str) -> Message:
    (message,) = [message for message in await post.messages() if message.recipient.name == f"account:{who}"]
    return message


async def others_are_sent(post: Post) -> bool:
    sent = await post.messages(status=Status.SENT.value)
    return {message.recipient.name for message in sent} >= {f"account:{who}" for who in OTHERS}


@pytest.mark.rule("6.failure")
async def test_not_now_is_tried_again(post: Post) -> None:
    await post.misbehave("451", count=2, recipient="marc.petit")
    async with post.mailing():
        await post.hear(everybody_locked())
        (waiting,) = await eventually(lambda: deferred(post))
        assert (waiting.recipient.name, waiting.problem) == ("account:marc", "451 4.3.0")
        await eventually(lambda: others_are_sent(post))
        await eventually(post.settled, within=30)
    assert (await mail_of(post, "marc")).attempts == 3
    assert len(await post.mails()) == 5
    (told,) = [told for told in await post.told() if told["recipient"] == "marc"]
    assert told["message"]["attempts"] == 3


@pytest.mark.rule("6.failure")
async def test_no_is_no(post: Post) -> None:
    await post.misbehave("550", recipient="marc.petit")
    async with post.mailing():
        await post.hear(everybody_locked())
        await eventually(post.settled)
    refused = await mail_of(post, "marc")
    assert (refused.status, refused.reason, refused.attempts) == (Status.ABANDONED, "refused: 550 5.1.1", 1)
    assert len(await post.mails()) == 4
    (told,) = [told for told in await post.told() if told["event"] == "MessageAbandoned"]
    assert (told["recipient"], told["reason"]) == ("marc", "refused: 550 5.1.1")


@pytest.mark.parametrize(("mode", "copies"), [("lose", 1), ("drop", 2)])
async def test_a_connection_that_breaks_after_data_may_repeat_a_mail_with_the_same_id(
    post: Post, mode: str, copies: int
) -> None:
    await post.misbehave(mode, count=1, recipient="marc.petit")
    async with post.mailing():
        await post.hear(everybody_locked())
        await eventually(post.settled)
    got = [mail["MessageID"] for mail in await post.mails() if "marc" in mail["To"][0]["Address"]]
    assert len(got) == copies
    assert len(set(got)) == 1
    assert (await mail_of(post, "marc")).attempts == 2
    assert len(await post.told()) == 5


async def test_a_server_that_hangs_on_one_mail_holds_up_no_other(post: Post) -> None:
    await post.misbehave("stall", count=1, recipient="marc.petit", seconds=60)
    runtime = post.another(smtp_seconds=15)
    async with post.mailing(runtime):
        await post.hear(everybody_locked())
        await eventually(lambda: others_are_sent(post))
        assert (await mail_of(post, "marc")).status is Status.SENDING
        await eventually(post.settled, within=60)
    runtime.close()
    assert (await mail_of(post, "marc")).attempts == 2


@pytest.mark.rule("6.failure")
async def test_a_server_that_is_away_is_waited_for(post: Post, notify_settings: NotifySettings, tmp_path: Path) -> None:
    port, archive = free_port(), Archive(tmp_path / "mails")
    runtime = post.another(smtp_port=port)
    async with post.mailing(runtime):
        await post.hear(everybody_locked())
        await eventually(lambda: put_off(post), within=30)
        server = await serve_smtp("127.0.0.1", port, archive, Conduct())
        await eventually(post.settled, within=30)
    server.close()
    runtime.close()
    assert len(archive.newest_first()) == 5


async def put_off(post: Post) -> bool:
    return all(message.attempts > 0 and message.status is Status.DEFERRED for message in await post.messages())


async def test_a_mail_that_does_not_render_harms_no_other(post: Post) -> None:
    await post.hear(everybody_locked())
    broken = await mail_of(post, "marc")
    await post.runtime.store["messages"].update_one({"_id": broken.id}, {"$set": {"params": {}}})
    async with post.mailing():
        await eventually(lambda: others_are_sent(post))
        (broken,) = await eventually(lambda: deferred(post))
    assert broken.problem == "UndefinedError"


async def deferred(post: Post) -> list[Message]:
    return await post.messages(status=Status.DEFERRED.value)
