"""Two processes of one service: nothing lost or doubled when one is killed, paused or stopped."""

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chassis.mongo import Store
from tests.integration.chassis.test_process import deposits, published, settled
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.toy.harness import Toy, feed, raw


@pytest.fixture
async def other(backing: Backing, isolation: str, toy: Toy, tmp_path: Path) -> AsyncIterator[Toy]:
    """A second ready process, in a slot of its own."""
    process = Toy(backing, isolation, tmp_path, slot="toy-2")
    process.start()
    try:
        await eventually(process.ready, within=30)
        yield process
    finally:
        process.kill()


async def leads(process: Toy) -> bool:
    """Whether this process publishes the outbox."""
    return await process.metric('traces_lease_held{lease="relay"}') == 1


@pytest.mark.abandons_transactions
async def test_the_leader_is_killed_and_the_other_takes_over(
    backing: Backing, isolation: str, toy: Toy, other: Toy, store: Store
) -> None:
    await eventually(lambda: leads(toy), within=10)
    await feed(backing, isolation, [raw(event) for event in deposits(40)])
    toy.kill()
    await feed(backing, isolation, [raw(event) for event in deposits(20, first=41)])
    await eventually(lambda: leads(other), within=10)
    await eventually(lambda: settled(store, 60), within=30)
    await eventually(lambda: published(backing, isolation, 60), within=20)


@pytest.mark.abandons_transactions
async def test_the_leader_pauses_longer_than_its_lease(
    backing: Backing, isolation: str, toy: Toy, other: Toy, store: Store
) -> None:
    await eventually(lambda: leads(toy), within=10)
    await feed(backing, isolation, [raw(event) for event in deposits(40)])
    toy.signal(signal.SIGSTOP)
    await feed(backing, isolation, [raw(event) for event in deposits(20, first=41)])
    await eventually(lambda: leads(other), within=10)
    await eventually(lambda: settled(store, 60), within=30)
    toy.signal(signal.SIGCONT)
    await feed(backing, isolation, [raw(event) for event in deposits(20, first=61)])
    await eventually(lambda: settled(store, 80), within=30)
    await eventually(lambda: published(backing, isolation, 80), within=20)


async def test_a_clean_stop_hands_the_lease_over_at_once(
    backing: Backing, isolation: str, toy: Toy, other: Toy, store: Store
) -> None:
    await eventually(lambda: leads(toy), within=10)
    await feed(backing, isolation, [raw(event) for event in deposits(40)])
    toy.signal(signal.SIGTERM)
    assert toy.wait() == 0
    await eventually(lambda: leads(other), within=2.5)
    await eventually(lambda: settled(store, 40), within=30)
    await eventually(lambda: published(backing, isolation, 40), within=10)
