"""What a consumer must not do beside consuming: end the process over a gauge, or litter the working folder."""

import asyncio
import tempfile
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from chassis.broker.connection import Broker
from chassis.consumer.app import Consumer
from chassis.consumer.membership import Membership
from chassis.metrics import CONSUMER_LAG
from chassis.pulse import beat
from tests.support.eventually import eventually, stays

NOWHERE = Broker("127.0.0.1:1")
HERE, GONE = (SimpleNamespace(topic="t", partition=number) for number in (0, 1))


class Client:
    """A Kafka client whose second partition is taken away while we look."""

    _read_offset = SimpleNamespace(get=lambda partition: 4)
    _thread = SimpleNamespace(_consumer=SimpleNamespace(_coordinator=SimpleNamespace(coordinator_id=1)))

    def assignment(self) -> list[Any]:
        return [HERE, GONE]

    def highwater(self, partition: Any) -> int:
        assert partition is not GONE, "Partition is not assigned"
        return 10


async def handle(_: Any) -> None: ...


def test_a_partition_that_goes_while_we_look() -> None:
    app = SimpleNamespace(started=True, rebalancing=False, consumer_generation_id=1, consumer=Client())
    Membership(app, ["t"], lasting=False).observe()
    ((sample,),) = [metric.samples for metric in CONSUMER_LAG.collect()]
    assert (sample.labels, sample.value) == ({"topic": "t", "partition": "0"}, 5)


def test_folders_that_faust_makes_are_not_where_we_run() -> None:
    """The working folder of a container cannot be written to."""
    folder = Consumer("group", NOWHERE, ["t"], handle, 10)._app.conf.tabledir.absolute()
    assert folder.is_relative_to(tempfile.gettempdir())


def test_a_member_that_has_nothing_to_read_stays_in_its_group() -> None:
    """The client would leave it after 1000 s without a fetch, and not come back."""
    settings = Consumer("group", NOWHERE, ["t"], handle, 10)._app.conf
    assert settings.broker_max_poll_interval > 365 * 86_400


async def test_a_batch_that_hangs_is_not_hidden_by_another_that_moves() -> None:
    """Two of one topic may be under way at once."""
    released = asyncio.Event()

    async def handle_one(records: Sequence[Any]) -> None:
        if records == ["hangs"]:
            await released.wait()
        while not released.is_set():
            beat()
            await asyncio.sleep(0.01)

    consumer = Consumer("group", NOWHERE, ["t"], handle_one, 10)
    consumer._membership = SimpleNamespace(known_for=60.0, silent=60.0)  # type: ignore[assignment]
    moving = asyncio.create_task(consumer._watched(["moves"]))
    await stays(lambda: consumer.moves(0.2), seconds=0.5)
    hanging = asyncio.create_task(consumer._watched(["hangs"]))
    await eventually(lambda: not consumer.moves(0.2), within=5)
    released.set()
    await asyncio.gather(moving, hanging)
    assert consumer.moves(0.2)


async def test_while_the_broker_is_away_nothing_is_stuck() -> None:
    consumer = Consumer("group", NOWHERE, ["t"], handle, 10)
    broker = SimpleNamespace(known_for=60.0, silent=60.0)
    consumer._membership = broker  # type: ignore[assignment]
    await eventually(lambda: not consumer.moves(0.2), within=5)
    broker.known_for = 0.1
    assert consumer.moves(0.2)
