"""A sender that is frozen with a mail on the wire, and goes on when another one has sent it."""

import signal
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from chassis.runtime import Runtime
from services.notify.domain.status import Status
from services.notify.mailer.holding import CLAIM_SECONDS
from services.notify.service import service
from tests.integration.notify.hesitant import AFTER_THE_TEXT, BEFORE_THE_TEXT, Hesitant
from tests.integration.notify.post import Post, settings_for
from tests.integration.notify.process import Process, environment_of
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.running_process import free_port
from tests.unit.notify.guide import history, locked

Slots = tuple[Process, Process]


@pytest.fixture
def smtp_port() -> int:
    return free_port()


@pytest.fixture
async def post(backing: Backing, isolation: str, mailbox: httpx.AsyncClient, tmp_path: Path) -> AsyncIterator[Post]:
    runtime = Runtime(service, settings_for(backing, isolation, tmp_path))
    await runtime.prepare()
    yield Post(runtime, mailbox, isolation)
    runtime.close()


@pytest.fixture
async def slots(
    post: Post, backing: Backing, topic_prefix: str, smtp_port: int, tmp_path: Path
) -> AsyncIterator[Slots]:
    environment = environment_of(post.runtime.settings, backing, topic_prefix)
    mail = {"SMTP_PORT": str(smtp_port), "SMTP_SECONDS": "60"}
    first, second = (Process({**environment, **mail}, f"notify-{number}", tmp_path) for number in (1, 2))
    yield first, second
    first.kill()
    second.kill()


async def is_sent(post: Post) -> bool:
    return [message.status for message in await post.messages()] == [Status.SENT]


async def held_for(post: Post, claim: str | None, seconds: float) -> bool:
    """Whether the only mail, held by this claim all the time, has been prolonged to so long after it was queued."""
    (message,) = await post.messages()
    assert message.claim == claim
    assert message.claimed_until is not None
    return message.claimed_until >= message.queued_at + timedelta(seconds=seconds)


async def frozen_and_overtaken(post: Post, slots: Slots, server: Hesitant) -> None:
    """The first sender stands still where the server hesitates, until the second has sent the mail; then it goes on."""
    first, second = slots
    await post.hear(history(locked("marc")))
    first.start()
    await eventually(lambda: server.reached.is_set(), within=40)
    first.tell(signal.SIGSTOP)
    second.start()
    await eventually(lambda: is_sent(post), within=40)
    server.go_on.set()
    first.tell(signal.SIGCONT)
    await eventually(lambda: "mail.overtaken" in first.said, within=20)


async def test_frozen_before_the_text_it_does_not_send_what_another_sent(
    post: Post, slots: Slots, smtp_port: int
) -> None:
    server = Hesitant(BEFORE_THE_TEXT)
    async with await server.open(smtp_port):
        await frozen_and_overtaken(post, slots, server)
        await eventually(lambda: server.hung_up, within=10)
    assert len(server.kept) == 1
    assert len(await post.told()) == 1
    assert '"sent":"no"' in slots[0].said


async def test_frozen_after_the_text_the_same_id_comes_twice_and_is_told_once(
    post: Post, slots: Slots, smtp_port: int
) -> None:
    server = Hesitant(AFTER_THE_TEXT)
    async with await server.open(smtp_port):
        await frozen_and_overtaken(post, slots, server)
    assert len(server.kept) == 2
    assert len(set(server.kept)) == 1
    assert len(await post.told()) == 1
    assert '"sent":"yes"' in slots[0].said


async def test_an_exchange_that_outlasts_the_claim_is_nobody_elses(post: Post, slots: Slots, smtp_port: int) -> None:
    """Both live; the server takes longer than a claim lasts, and the mail stays with the one who has it."""
    server = Hesitant(AFTER_THE_TEXT)
    async with await server.open(smtp_port):
        for slot in slots:
            slot.start()
        for slot in slots:
            await eventually(slot.ready, within=40)
        await post.hear(history(locked("marc")))
        await eventually(lambda: server.reached.is_set(), within=20)
        (held,) = await post.messages()
        await eventually(lambda: held_for(post, held.claim, 2.5 * CLAIM_SECONDS), within=20)
        server.go_on.set()
        await eventually(lambda: is_sent(post), within=20)
    assert len(server.kept) == 1
    assert not any("mail.overtaken" in slot.said for slot in slots)
