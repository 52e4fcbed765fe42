"""What differs between the contracts' table of topics and a broker, and what may be done about it.

How many copies there should be is not the contracts' to say, but each installation's (KAFKA_REPLICATION).

Nothing is deleted and nothing shrinks: fewer partitions are impossible, and a shorter retention deletes events that
somebody may still have to read. Such differences are told and left to people.
"""

import asyncio
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chassis.broker.connection import Broker
from chassis.broker.topics import (
    CLEANUP,
    IN_SYNC,
    LARGEST,
    RETENTION,
    Present,
    copies_in_sync,
    create,
    describe,
    grow,
    settle,
)
from contracts.topics import Topic

COPIES = "replication.factor"
KNOWN_WITHIN_SECONDS = 10.0
LOOK_SECONDS = 0.2


class Remedy(StrEnum):
    """What `topics apply` does about a difference.

    GROW only when it is told to: a key's later events go to another partition than its earlier ones, so it may be
    done only when nothing of the topic waits to be read. COPY is left to people, who know which brokers have room.
    NONE: it would delete events.
    """

    CREATE = "create"
    SET = "set"
    GROW = "grow"
    COPY = "copy"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing about one topic. `is_` is empty for a topic that is missing; numbers as the broker writes them."""

    topic: str
    what: str
    is_: str
    wanted: str
    remedy: Remedy


def differences(wanted: Iterable[Topic], present: Mapping[str, Present], replication: int = 1) -> list[Difference]:
    """All differences, in the order of the table. More copies than `replication` are none."""
    found: list[Difference] = []
    for topic in wanted:
        there = present.get(topic.name)
        if there is None:
            found.append(Difference(topic.name, "topic", "", f"{topic.partitions} partitions", Remedy.CREATE))
        else:
            found += [*_of(topic, there), *_of_copies(there, replication)]
    return found


def _of(topic: Topic, there: Present) -> list[Difference]:
    found: list[Difference] = []
    if there.partitions != topic.partitions:
        remedy = Remedy.GROW if there.partitions < topic.partitions else Remedy.NONE
        found.append(Difference(topic.name, "partitions", str(there.partitions), str(topic.partitions), remedy))
    if there.retention_ms != topic.retention_ms:
        longer = 0 <= there.retention_ms < topic.retention_ms
        remedy = Remedy.SET if longer else Remedy.NONE
        found.append(Difference(topic.name, RETENTION, str(there.retention_ms), str(topic.retention_ms), remedy))
    if there.cleanup_policy != topic.cleanup_policy:
        found.append(Difference(topic.name, CLEANUP, there.cleanup_policy, topic.cleanup_policy, Remedy.SET))
    largest, least = there.max_message_bytes, topic.max_message_bytes
    if least is not None and largest < least:
        found.append(Difference(topic.name, LARGEST, str(largest), str(least), Remedy.SET))
    return found


def _of_copies(there: Present, replication: int) -> list[Difference]:
    """What asks for more to be in sync than there are could not be written to at all."""
    found: list[Difference] = []
    if there.copies < replication:
        found.append(Difference(there.name, COPIES, str(there.copies), str(replication), Remedy.COPY))
    least = copies_in_sync(there.copies)
    if not least <= there.in_sync <= there.copies:
        found.append(Difference(there.name, IN_SYNC, str(there.in_sync), str(least), Remedy.SET))
    return found


async def plan(broker: Broker, wanted: Sequence[Topic], *, replication: int = 1) -> list[Difference]:
    """Compare with a broker. Raises KafkaError when none answers."""
    return differences(wanted, await describe(broker, [topic.name for topic in wanted]), replication)


async def apply(
    broker: Broker, wanted: Sequence[Topic], *, growing: bool = False, replication: int = 1
) -> list[Difference]:
    """Do what may be done about the differences, more partitions only when `growing`; what differs still.

    Safe to repeat. Raises KafkaError when no broker answers, BrokerTrouble when it refuses.
    """
    present = await describe(broker, [topic.name for topic in wanted])
    found = differences(wanted, present, replication)
    done = {Remedy.CREATE, Remedy.SET, *([Remedy.GROW] if growing else [])}
    missing = {each.topic for each in found if each.remedy is Remedy.CREATE}
    if missing:
        await create(broker, [topic for topic in wanted if topic.name in missing], replication=replication)
    for name, there in present.items():
        of_it = [each for each in found if each.topic == name]
        values = {each.what: each.wanted for each in of_it if each.remedy is Remedy.SET}
        if values:
            await settle(broker, there, values)
        for each in of_it:
            if each.remedy is Remedy.GROW and growing:
                await grow(broker, name, int(each.wanted))
    return await _known(broker, wanted, replication, done)


async def _known(broker: Broker, wanted: Sequence[Topic], replication: int, done: set[Remedy]) -> list[Difference]:
    """What differs once the broker shows what it has acknowledged, which takes it a moment."""
    deadline = time.monotonic() + KNOWN_WITHIN_SECONDS
    while True:
        left = await plan(broker, wanted, replication=replication)
        if not any(each.remedy in done for each in left) or time.monotonic() > deadline:
            return left
        await asyncio.sleep(LOOK_SECONDS)
