"""Deposits to work on, and putting them on the topic fast: librdkafka sends from a thread of its own."""

from collections.abc import Sequence

from confluent_kafka import Producer

from tests.support.toy.events import Deposited
from tests.support.toy.harness import Raw, raw

ACCOUNTS = 500
FLUSH_SECONDS = 30.0


def deposits(count: int, *, accounts: int = ACCOUNTS, name: str = "account") -> list[Deposited]:
    """`count` deposits, turn by turn on each account; the numbers of an account ascend from 1 without a gap."""
    return [
        Deposited(account=f"{name}-{turn % accounts}", number=turn // accounts + 1, amount=1 + turn % 7)
        for turn in range(count)
    ]


def records(events: Sequence[Deposited]) -> list[Raw]:
    """The same as records, made before anything is measured."""
    return [raw(event) for event in events]


class Sender:
    """Sends to one topic. Records of one key keep their order."""

    def __init__(self, bootstrap: str, topic: str) -> None:
        self._topic = topic
        self._producer = Producer(
            {
                "bootstrap.servers": bootstrap,
                "enable.idempotence": True,
                "linger.ms": 0,
                "partitioner": "murmur2_random",
                "queue.buffering.max.messages": 1_000_000,
            }
        )

    def send(self, record: Raw, partition: int = -1) -> None:
        """Send one; does not wait."""
        key, value, headers = record
        self._producer.produce(self._topic, value, key, partition, headers=list(headers))
        self._producer.poll(0)

    def flush(self) -> None:
        """Wait until the broker has all."""
        if self._producer.flush(FLUSH_SECONDS):
            raise RuntimeError("the broker did not take all records in time")
