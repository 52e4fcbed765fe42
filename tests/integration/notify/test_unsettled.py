"""A mail that was sent, and whose mark our own code fails on: it waits for the mark, and is not sent again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chassis.decider import Change, Context
from chassis.runtime import Runtime
from chassis.steps import on
from services.notify.domain.delivery import MarkSent, mark_sent
from services.notify.domain.message import Message
from services.notify.domain.status import Status
from services.notify.mailer import sender
from services.notify.mailer.holding import CLAIM_SECONDS
from services.notify.service import service
from tests.integration.notify.post import Post
from tests.support.eventually import eventually
from tests.unit.notify.guide import history, locked


class Release:
    """One that cannot mark a mail as sent until it is mended."""

    def __init__(self) -> None:
        self.mended = False

    def mark(self, message: Message | None, command: MarkSent, ctx: Context) -> Change[Message]:
        if not self.mended:
            raise ZeroDivisionError
        return mark_sent(message, command, ctx)


async def is_held_for(post: Post, seconds: float) -> bool:
    (message,) = await post.messages()
    assert message.status is Status.SENDING
    return (message.claimed_until or message.queued_at) >= message.queued_at + timedelta(seconds=seconds)


async def test_it_is_marked_when_the_code_is_mended_and_came_once(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "UNSETTLED_SECONDS", 0.5)
    release = Release()
    marks = on(Message, key=lambda command: command.message_id, do=release.mark)
    runtime = Runtime(replace(service, commands={**service.commands, MarkSent: [marks]}), post.runtime.settings)
    await post.hear(history(locked("marc")))
    async with post.mailing(runtime):
        await eventually(lambda: is_held_for(post, 2 * CLAIM_SECONDS), within=20)
        release.mended = True
        await eventually(post.settled, within=10)
    runtime.close()
    assert len(await post.mails()) == 1
    assert len(await post.told()) == 1
