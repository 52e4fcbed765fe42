"""A toy service that dies where a test says, and is started again as it is in production."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chassis.mongo import Store
from deploy.local.topics import delete_topics
from tests.integration.crash_points.doomed import Doomed
from tests.support.backing import Backing
from tests.support.toy.harness import Toy, make_topics


@pytest.fixture
async def store(backing: Backing, isolation: str) -> AsyncIterator[Store]:
    """The toy's database, to look into."""
    opened = Store(backing.mongo, f"{isolation}_toy")
    yield opened
    opened.close()


@pytest.fixture
def mode() -> str:
    """What runs of the toy service."""
    return "worker"


@pytest.fixture
async def doomed(backing: Backing, isolation: str, store: Store, tmp_path: Path, mode: str) -> AsyncIterator[Doomed]:
    """The toy service with its topics; it does not run yet."""
    names = await make_topics(backing, isolation)
    toy = Toy(backing, isolation, tmp_path, mode=mode)
    yield Doomed(backing, isolation, store, toy, tmp_path / "note.json")
    toy.kill()
    await delete_topics(backing.kafka, names)
