"""A toy service of this test's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chassis.mongo import Store
from deploy.local.topics import delete_topics
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.toy.harness import Toy, make_topics


@pytest.fixture
async def toy_topics(backing: Backing, isolation: str) -> AsyncIterator[None]:
    """The topics of the toy service, under this test's prefix."""
    names = await make_topics(backing, isolation)
    yield
    await delete_topics(backing.kafka, names)


@pytest.fixture
async def toy(backing: Backing, isolation: str, toy_topics: None, tmp_path: Path) -> AsyncIterator[Toy]:
    """A ready process of the toy service."""
    process = Toy(backing, isolation, tmp_path)
    process.start()
    try:
        await eventually(process.ready, within=30)
        yield process
    finally:
        process.kill()


@pytest.fixture
async def store(backing: Backing, isolation: str) -> AsyncIterator[Store]:
    """The toy's database, to look into."""
    opened = Store(backing.mongo, f"{isolation}_toy")
    yield opened
    opened.close()
