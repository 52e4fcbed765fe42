"""The mail server of the chaos suite: it does what it is told to the mail, and what it says of it is true."""

import smtplib
from asyncio import to_thread
from collections.abc import AsyncIterator

import httpx
import pytest

from deploy.local.mailbox.behaviour import Mode
from deploy.local.ports import HOST, Ports
from tests.chaos.door import Door
from tests.support.backing import Backing
from tests.support.eventually import eventually


class Front:
    """A door that is open, and a sender before it."""

    def __init__(self, door: Door, port: int, mailbox: httpx.AsyncClient, name: str) -> None:
        self.door = door
        self.to = f"{name}@example.org"
        self.id = f"{name}@door.test"
        self._port = port
        self._mailbox = mailbox

    async def send(self) -> int:
        """What the sender reads; 0: the connection broke."""

        def deliver() -> int:
            with smtplib.SMTP(HOST, self._port, timeout=10) as smtp:
                try:
                    smtp.sendmail("a@example.org", [self.to], f"Message-ID: <{self.id}>\nTo: {self.to}\n\nHello\n")
                except smtplib.SMTPDataError as refused:
                    return refused.smtp_code
                except smtplib.SMTPServerDisconnected:
                    return 0
            return 250

        try:
            return await to_thread(deliver)
        except smtplib.SMTPServerDisconnected:
            return 0

    async def came(self) -> int:
        """How many mails arrived."""
        found = await self._mailbox.get("/api/v1/search", params={"query": f"to:{self.to}"})
        return len(found.json()["messages"])


@pytest.fixture
async def front(backing: Backing, mailbox: httpx.AsyncClient, isolation: str) -> AsyncIterator[Front]:
    door = Door(backing.smtp_port)
    port = Ports().take(purpose="door")
    server = await door.open(port)
    yield Front(door, port, mailbox, isolation)
    server.close()


@pytest.mark.parametrize(
    ("mode", "answer", "arrives"),
    [(Mode.ACCEPT, 250, 1), (Mode.DEFER, 451, 0), (Mode.REFUSE, 550, 0), (Mode.DROP, 0, 1), (Mode.LOSE, 0, 0)],
)
async def test_what_the_sender_reads_and_what_arrives(front: Front, mode: Mode, answer: int, arrives: int) -> None:
    front.door.behave(mode)
    assert await front.send() == answer
    assert await front.came() == arrives
    assert front.door.counts == {mode.value: 1}
    assert front.door.refused == ({front.id: front.to} if mode is Mode.REFUSE else {})


async def test_a_stalled_mail_arrives_late(front: Front) -> None:
    front.door.behave(Mode.STALL, seconds=0.3)
    assert await front.send() == 250
    assert await front.came() == 1


async def test_what_may_have_arrived_is_not_refused(front: Front) -> None:
    front.door.behave(Mode.DROP)
    assert await front.send() == 0
    front.door.behave(Mode.REFUSE)
    assert await front.send() == 250
    assert front.door.refused == {}


async def test_while_the_mailbox_is_away_nothing_is_refused(front: Front) -> None:
    front.door.mailbox_port = Ports().take(purpose="nobody")
    assert await front.send() == 0
    assert front.door.refused == {}
    assert await eventually(lambda: front.door.counts["accept"] == 1)
