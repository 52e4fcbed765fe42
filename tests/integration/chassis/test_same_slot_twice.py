"""Two processes are started in one slot by mistake: they take its place from each other, and nobody loses anything."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chassis.mongo import Store
from tests.integration.chassis.test_process import deposits, published, settled
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.toy.harness import Toy, feed, raw


@pytest.fixture
async def twin(backing: Backing, isolation: str, toy: Toy, tmp_path: Path) -> AsyncIterator[Toy]:
    """A second process in the slot of the first; it does not run yet."""
    folder = tmp_path / "twin"
    folder.mkdir()
    process = Toy(backing, isolation, folder, slot="toy-1")
    yield process
    process.kill()


async def test_nothing_is_lost_or_doubled(backing: Backing, isolation: str, toy: Toy, twin: Toy, store: Store) -> None:
    await feed(backing, isolation, [raw(event) for event in deposits(20)])
    twin.start()
    await eventually(twin.ready, within=30)
    for number in range(10):
        await feed(backing, isolation, [raw(event) for event in deposits(5, first=21 + 5 * number)])
    await eventually(lambda: settled(store, 70), within=60)
    await eventually(lambda: published(backing, isolation, 70), within=30)
