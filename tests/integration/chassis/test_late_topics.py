"""A topic of which the broker says nothing while the group divides partitions: soon after its start, for example.

The consumer hears of it later, within seconds, and then reads it from its beginning.
"""

from collections.abc import AsyncIterator
from pathlib import Path

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
    names = await create_topics(backing.kafka, topics=there, prefix=f"{isolation}-")
    yield f"{isolation}-"
    await delete_topics(backing.kafka, [*names, f"{isolation}-{DEPOSITS.name}"])


async def test_a_topic_that_turns_up_later_is_read(
    backing: Backing, isolation: str, prefix: str, tmp_path: Path
) -> None:
    toy = Toy(backing, isolation, tmp_path)
    toy.start()
    try:
        await eventually(toy.ready, within=30)
        await create_topics(backing.kafka, topics=[DEPOSITS], prefix=prefix)
        await feed(backing, isolation, [raw(Deposited(account="a", number=1, amount=5))])
        await eventually(lambda: read_all(backing, isolation, BALANCES), within=30)
    finally:
        toy.kill()
