"""Notify as a process on real Kafka: killed, doubled, refused its settings."""

import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from chassis.mongo import Store
from services.notify.domain.duty import Duty
from services.notify.domain.message import Message
from services.notify.domain.status import Status
from services.notify.settings import NotifySettings
from tests.integration.notify.post import SETTLED, Delivery, key_file
from tests.integration.notify.process import COMMAND, Process, environment_of, publish
from tests.integration.notify.test_mailing import GUIDE
from tests.support.backing import PROJECT, Backing
from tests.support.eventually import eventually
from tests.unit.notify.guide import INAO

MAILS_OF_THE_GUIDE = 24
VALIDATOR: list[Delivery] = [each for each in GUIDE if each[0].subject in ("ines", f"auth-ines-{INAO.id}")]
THE_REST: list[Delivery] = [each for each in GUIDE if each not in VALIDATOR]


@dataclass
class World:
    """Two slots of notify, its topics, its database and its mailbox."""

    backing: Backing
    prefix: str
    isolation: str
    mailbox: httpx.AsyncClient
    store: Store
    slots: tuple[Process, Process]

    async def publish(self, deliveries: list[Delivery]) -> None:
        """Put events on their topics."""
        await publish(self.backing, self.prefix, self.isolation, deliveries)

    async def arrived(self, least: int = 1) -> list[str]:
        """Message-ID of everything that arrived; nothing while there is less than that."""
        answer = await self.mailbox.get("/api/v1/search", params={"limit": 1000, "query": f".{self.isolation}."})
        found = answer.json()["messages"]
        return [mail["MessageID"] for mail in found] if len(found) >= least else []

    async def everything_settled(self) -> bool:
        """Whether all mails of the guide have come to an end."""
        messages = await self.store.find(Message, {})
        sent = [message for message in messages if message.status is Status.SENT]
        return len(sent) >= MAILS_OF_THE_GUIDE and all(message.status in SETTLED for message in messages)


@pytest.fixture
def world(
    notify_settings: NotifySettings,
    backing: Backing,
    topic_prefix: str,
    isolation: str,
    mailbox: httpx.AsyncClient,
    tmp_path: Path,
) -> Iterator[World]:
    """Nothing runs yet."""
    environment = environment_of(notify_settings, backing, topic_prefix)
    first, second = (Process(environment, f"notify-{number}", tmp_path) for number in (1, 2))
    store = Store(backing.mongo, notify_settings.mongo_database)
    yield World(backing, topic_prefix, isolation, mailbox, store, (first, second))
    first.kill()
    second.kill()
    store.close()


@pytest.mark.abandons_transactions
async def test_killed_in_the_middle_and_doubled_every_mail_arrives_once(world: World) -> None:
    first, second = world.slots
    first.start()
    await eventually(first.ready, within=40)
    await world.publish(VALIDATOR)
    await eventually(lambda: world.store.find(Duty, {}), within=20)
    await world.mailbox.post("/test/behaviour", json={"mode": "stall", "seconds": 0.3})
    await world.publish(THE_REST)
    await eventually(lambda: world.arrived(3), within=20)
    first.kill()
    first.start()
    second.start()
    await eventually(world.everything_settled, within=60)
    assert len(set(await world.arrived())) == MAILS_OF_THE_GUIDE
    await eventually(second.ready, within=40)
    assert second.stop(signal.SIGTERM) == 0, second.said[-4000:]
    for process in world.slots:
        assert f".{world.isolation}.example" not in process.said
        assert "Durand" not in process.said
        assert "token=" not in process.said


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"ENVIRONMENT": "production", "HELPDESK_ADDRESSES": ""}, "HELPDESK_ADDRESSES is not set"),
        ({"SMTP_HOST": "smtp.ec.europa.eu"}, "so that no test reaches the real helpdesks"),
    ],
)
def test_it_refuses_to_start_and_says_why_in_a_sentence(tmp_path: Path, changed: dict[str, str], sentence: str) -> None:
    keys = str(key_file(tmp_path))
    local = {"LINK_KEYS_FILE": keys, "PUBLIC_URL": "http://traces.test", "ENVIRONMENT": "local"}
    refused = subprocess.run(
        COMMAND,
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], **local, **changed},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert refused.returncode == 1
    assert sentence in refused.stderr
    assert "Traceback" not in refused.stderr
