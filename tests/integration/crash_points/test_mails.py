"""Death at each boundary of a mail's way: it arrives once, or twice if the server had it and nobody wrote that down."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from chassis.runtime import Runtime
from services.notify.domain.status import Status
from services.notify.service import service
from tests.integration.crash_points.doomed_post import DoomedPost
from tests.integration.notify.post import Post, settings_for
from tests.integration.notify.process import Process, environment_of
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.unit.notify.guide import ALPRO, BELGIUM, activated, case_of, history, locked, routed

pytestmark = pytest.mark.abandons_transactions

PEOPLE = ("marc", "elodie", "ines", "bela", "cora")


@pytest.fixture
async def doomed(
    backing: Backing, isolation: str, topic_prefix: str, mailbox: httpx.AsyncClient, tmp_path: Path
) -> AsyncIterator[DoomedPost]:
    """Notify with an empty database; it does not run yet."""
    settings = settings_for(backing, isolation, tmp_path)
    runtime = Runtime(service, settings)
    await runtime.prepare()
    environment = {**environment_of(settings, backing, topic_prefix), "SMTP_CONNECTIONS": "1"}
    process = Process(environment, "notify-1", tmp_path)
    yield DoomedPost(Post(runtime, mailbox, isolation), process, backing, tmp_path / "note.json")
    process.kill()
    runtime.close()


async def queue(doomed: DoomedPost, people: int) -> None:
    """So many mails that are due."""
    await doomed.post.hear([delivery for who in PEOPLE[:people] for delivery in history(locked(who))])


async def told_once(doomed: DoomedPost, mails: int) -> bool:
    assert await doomed.post.settled()
    told = await doomed.told()
    assert set(told) == set(await doomed.arrived())
    assert sorted(told.values()) == [1] * mails
    return True


@pytest.mark.parametrize(
    ("point", "mails", "accepted", "marked"),
    [
        ("mail: before the claim", 5, 0, 0),
        ("mail: in the middle of the claim", 5, 0, 0),
        ("mail: after the claim", 5, 0, 0),
        ("mail: before the send", 5, 0, 0),
        ("mail: before its text", 5, 0, 0),
        ("mail: accepted", 5, 1, 0),
        ("mail: after the send", 5, 1, 0),
        ("mail: before the mark", 1, 1, 0),
        ("mail marked: before the read", 1, 1, 0),
        ("mail marked: after the read", 1, 1, 0),
        ("mail marked: before the commit", 1, 1, 0),
        ("mail marked: after the commit", 1, 1, 1),
    ],
)
async def test_mail(doomed: DoomedPost, point: str, mails: int, accepted: int, marked: int) -> None:
    """Only death between the server's answer and the commit of the mark repeats a mail, with the same Message-ID."""
    await queue(doomed, mails)
    await doomed.dies_at(point)
    before = await doomed.arrived()
    assert sum(before.values()) == accepted
    assert len(await doomed.post.messages(status=Status.SENT.value)) == marked
    doomed.goes_on()
    await eventually(lambda: told_once(doomed, mails), within=30)
    repeated = before if accepted > marked else {}
    assert await doomed.arrived() == {id: 2 if id in repeated else 1 for id in await doomed.told()}


@pytest.mark.parametrize(
    ("point", "parts"),
    [("before the read", 0), ("after the read", 0), ("before the commit", 0), ("after the commit", 2)],
)
async def test_a_mail_to_a_duty(doomed: DoomedPost, point: str, parts: int) -> None:
    """It is divided whole or not at all, and whoever holds the duty gets it once.

    The applicant is made known only afterwards: her receipt would be on the wire meanwhile, and rightly repeated.
    """
    await doomed.post.hear(history(routed(case_of("elodie", ALPRO, BELGIUM))))
    await doomed.dies_at(f"mail divided: {point}")
    assert len(await doomed.post.messages(duty="validators")) == parts
    await doomed.post.hear(history(activated("elodie")))
    doomed.goes_on()
    await eventually(lambda: told_once(doomed, 5), within=30)
    addresses = [mail["To"][0]["Address"].partition("@")[0] for mail in await doomed.post.mails()]
    assert sorted(addresses) == ["agri", "duty", "duty", "elodie.durand", "sante"]


async def test_a_claim_of_the_dead_runs_out_for_another_slot(doomed: DoomedPost) -> None:
    await queue(doomed, 5)
    await doomed.dies_at("mail: after the claim")
    doomed.goes_on(slot="notify-2")
    await eventually(doomed.process.ready, within=40)
    await eventually(lambda: told_once(doomed, 5), within=30)
    assert set((await doomed.arrived()).values()) == {1}
