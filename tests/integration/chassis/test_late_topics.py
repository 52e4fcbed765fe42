"""A topic of which the broker says nothing while the group divides partitions: soon after its start, for example.

The consumer hears of it later, within seconds, and then reads it from its beginning.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from deploy.local.topics import create_topics, delete_topics
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.toy.events import BALANCES, DEPOSITS, Deposited
from tests.support.toy.harness import TOPICS, Toy, feed, raw, read_all


@pytest.fixture
async def prefix(backing: Backing, isolation: str) -> AsyncIterator[str]:
    """All topics of the toy but the one it reads."""
    there = [topic for topic in TOPICS if topic is not DEPOSITS]
    names = await create_topics(backing.broker, topics=there, prefix=f"{isolation}-")
    yield f"{isolation}-"
    await delete_topics(backing.kafka, [*names, f"{isolation}-{DEPOSITS.name}"])


async def takes_part(toy: Toy) -> bool:
    """Whether the group has given it partitions."""
    try:
        return await toy.metric("traces_consumer_partitions") > 0
    except httpx.TransportError:
        return False


async def deposit(backing: Backing, isolation: str, number: int) -> None:
    await feed(backing, isolation, [raw(Deposited(account="a", number=number, amount=5))])


async def test_a_topic_that_turns_up_later_is_read(
    backing: Backing, isolation: str, prefix: str, tmp_path: Path
) -> None:
    """Until then the process is not ready: what goes to that topic is read by nobody."""
    toy = Toy(backing, isolation, tmp_path)
    toy.start()
    try:
        await eventually(lambda: takes_part(toy), within=30)
        assert not await toy.ready()
        await create_topics(backing.broker, topics=[DEPOSITS], prefix=prefix)
        await deposit(backing, isolation, 1)
        await eventually(lambda: read_all(backing, isolation, BALANCES), within=30)
        await eventually(toy.ready, within=10)
    finally:
        toy.kill()


async def test_a_topic_that_turns_up_while_the_leader_of_the_group_is_dead(
    backing: Backing, isolation: str, prefix: str, tmp_path: Path
) -> None:
    """It comes back to its place without a new division, does not know that it leads, and watches all the same."""
    toy = Toy(backing, isolation, tmp_path)
    toy.start()
    try:
        await eventually(lambda: takes_part(toy), within=30)
        toy.kill()
        await create_topics(backing.broker, topics=[DEPOSITS], prefix=prefix)
        toy.start()
        await deposit(backing, isolation, 1)
        await eventually(lambda: read_all(backing, isolation, BALANCES), within=30)
    finally:
        toy.kill()


async def test_a_topic_that_turns_up_after_the_leader_was_started_again(
    backing: Backing, isolation: str, prefix: str, tmp_path: Path
) -> None:
    toy = Toy(backing, isolation, tmp_path)
    toy.start()
    try:
        await eventually(lambda: takes_part(toy), within=30)
        toy.kill()
        toy.start()
        await eventually(lambda: takes_part(toy), within=30)
        await create_topics(backing.broker, topics=[DEPOSITS], prefix=prefix)
        await deposit(backing, isolation, 1)
        await eventually(lambda: read_all(backing, isolation, BALANCES), within=30)
    finally:
        toy.kill()
