"""One run of one contender: topics and a database of its own, its workers joined and warm.

The database stays until the whole run is over: dropping it takes the embedded store longer than filling it.
"""

import dataclasses
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer, TopicPartition

from deploy.local.topics import create_topics, delete_topics
from tests.bench.contenders import Contender
from tests.bench.effects import Effects, effects_of
from tests.bench.group import joined
from tests.bench.load import Sender, deposits, records
from tests.bench.watch import Watch
from tests.bench.workers import Workers
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.toy.events import BALANCES, DEPOSITS, Deposited
from tests.support.toy.harness import TOPICS

PARTITIONS = 8
WARM_ROUNDS = 12
"""So that every partition holds more than 4 KB, with which the broker begins its index and stands still."""
PATIENCE_SECONDS = 240.0
POLL_SECONDS = 0.02
TOLD = dataclasses.replace(BALANCES, partitions=PARTITIONS)


class Arena:
    """Where one contender works. `answers` reads what it publishes, from `follow` on."""

    def __init__(self, backing: Backing, isolation: str, workers: Workers, answers: AIOKafkaConsumer) -> None:
        self.workers = workers
        self.answers = answers
        self.sender = Sender(backing.kafka, f"{isolation}-{DEPOSITS.name}")
        self._backing = backing
        self._isolation = isolation
        self._partitions = [TopicPartition(f"{isolation}-{TOLD.name}", number) for number in range(PARTITIONS)]
        self._asked: list[Deposited] = []

    def watch(self) -> Watch:
        """CPU time from here on, of the workers, the store and the broker."""
        backing = self._backing
        return Watch({"workers": self.workers.pids, "store": [backing.pid("mongo")], "kafka": [backing.pid("kafka")]})

    async def warm(self) -> None:
        """Have an event answered on every partition, a few times over, so that connections are open everywhere."""
        for number in range(WARM_ROUNDS):
            events = deposits(PARTITIONS, accounts=PARTITIONS, name=f"warm-{number}")
            for partition, record in enumerate(records(events)):
                self.sender.send(record, partition)
            self.sender.flush()
            await self.answered(events)

    async def answered(self, events: Sequence[Deposited]) -> None:
        """Wait until these and all before have their answers on the topic. Raises when a worker dies."""
        self._asked.extend(events)

        async def all_told() -> bool:
            ends = await self.answers.end_offsets(self._partitions)
            return bool(self.workers.pids) and sum(ends.values()) >= len(self._asked)

        await eventually(
            all_told, within=PATIENCE_SECONDS, interval=POLL_SECONDS, because=f"{len(self._asked)} answers"
        )

    async def follow(self) -> None:
        """Let `answers` read what comes from here on."""
        self.answers.assign(self._partitions)
        await self.answers.seek_to_end()
        for partition in self._partitions:
            await self.answers.position(partition)

    async def effects(self) -> Effects:
        """What came of all that was asked."""
        return await effects_of(self._asked, self._backing, self._isolation, TOLD)


@asynccontextmanager
async def arena(backing: Backing, contender: Contender, count: int = 1) -> AsyncIterator[Arena]:
    """`count` workers of a contender, warm."""
    isolation = f"b{secrets.token_hex(4)}"
    topics = await create_topics(backing.broker, topics=TOPICS, prefix=f"{isolation}-", partitions=PARTITIONS)
    workers = Workers(contender, count, backing, isolation, backing.folder)
    try:
        async with AIOKafkaConsumer(
            bootstrap_servers=backing.kafka, enable_auto_commit=False, fetch_max_wait_ms=100
        ) as answers:
            here = Arena(backing, isolation, workers, answers)
            await joined(backing.kafka, f"{isolation}-{contender.group}", count)
            await here.warm()
            yield here
    finally:
        workers.stop()
        await delete_topics(backing.kafka, topics)
