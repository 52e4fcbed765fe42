"""What a consumer must not do beside consuming: end the process over a gauge, or litter the working folder."""

import tempfile
from types import SimpleNamespace
from typing import Any

from chassis.consumer.app import Consumer
from chassis.metrics import CONSUMER_LAG

HERE, GONE = (SimpleNamespace(topic="t", partition=number) for number in (0, 1))


class Client:
    """A Kafka client whose second partition is taken away while we look."""

    _read_offset = SimpleNamespace(get=lambda partition: 4)

    def assignment(self) -> list[Any]:
        return [HERE, GONE]

    def highwater(self, partition: Any) -> int:
        assert partition is not GONE, "Partition is not assigned"
        return 10


async def handle(_: Any) -> None: ...


async def test_a_partition_that_goes_while_we_look(monkeypatch: Any) -> None:
    consumer = Consumer("group", "127.0.0.1:1", ["t"], handle, 10)
    monkeypatch.setattr(consumer, "_app", SimpleNamespace(started=True, rebalancing=False, consumer=Client()))
    consumer.observe_lag()
    ((sample,),) = [metric.samples for metric in CONSUMER_LAG.collect()]
    assert (sample.labels, sample.value) == ({"topic": "t", "partition": "0"}, 5)


def test_folders_that_faust_makes_are_not_where_we_run() -> None:
    """The working folder of a container cannot be written to."""
    folder = Consumer("group", "127.0.0.1:1", ["t"], handle, 10)._app.conf.tabledir.absolute()
    assert folder.is_relative_to(tempfile.gettempdir())
