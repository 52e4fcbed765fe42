"""A batch is sent when the broker has all of it (design section 5, relay)."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiokafka.errors import MessageSizeTooLargeError, RecordListTooLargeError

from chassis.broker.connection import Broker
from chassis.producer import Producer, TooLarge
from chassis.records import Record
from contracts.topics import LETTER_BYTES
from tests.support.eventually import eventually

RECORDS = [Record("topic", b"key", str(number).encode(), []) for number in range(3)]


@dataclass
class Client:
    """A Kafka client that acknowledges when a test says so."""

    acknowledgements: list[asyncio.Future[None]] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)
    stopped: bool = False

    async def start(self) -> None: ...

    async def stop(self) -> None:
        self.stopped = True

    async def send(self, topic: str, value: bytes, **_: Any) -> asyncio.Future[None]:
        self.acknowledgements.append(asyncio.get_running_loop().create_future())
        return self.acknowledgements[-1]


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    made = Client()

    def connect(**options: Any) -> Client:
        made.options = options
        return made

    monkeypatch.setattr("chassis.producer.AIOKafkaProducer", connect)
    return made


async def sending(client: Client) -> asyncio.Task[None]:
    """All is handed over, nothing is acknowledged."""
    task = asyncio.create_task(Producer(Broker("127.0.0.1:1")).send(RECORDS))
    await eventually(lambda: len(client.acknowledgements) == len(RECORDS), within=2, interval=0)
    return task


async def test_it_returns_with_the_last_acknowledgement(client: Client) -> None:
    task = await sending(client)
    for acknowledgement in client.acknowledgements:
        await asyncio.sleep(0)
        assert not task.done()
        acknowledgement.set_result(None)
    await task


async def test_a_refusal_of_one_is_the_refusal_of_all_and_the_client_is_made_anew(client: Client) -> None:
    task = await sending(client)
    client.acknowledgements[1].set_exception(ConnectionError())
    with pytest.raises(ConnectionError):
        await task
    assert client.stopped


@pytest.mark.parametrize("refusal", [MessageSizeTooLargeError, RecordListTooLargeError])
async def test_what_is_too_large_is_told_from_what_may_succeed_another_time(
    client: Client, refusal: type[Exception]
) -> None:
    task = await sending(client)
    client.acknowledgements[1].set_exception(refusal())
    with pytest.raises(TooLarge):
        await task
    assert client.stopped
    assert client.options["max_request_size"] == LETTER_BYTES


async def test_all_replicas_acknowledge_and_no_retry_of_the_client_doubles_or_reorders(client: Client) -> None:
    (await sending(client)).cancel()
    assert (client.options["acks"], client.options["enable_idempotence"]) == ("all", True)
