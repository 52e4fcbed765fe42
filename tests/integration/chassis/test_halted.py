"""A halted process ends as cleanly as any other: it is stopped by who rolls the release back (docs/operators.md)."""

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from chassis.mongo import Store
from contracts.topics import dead_letter_topic
from tests.integration.chassis.test_replicas import leads
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.toy.events import Deposited
from tests.support.toy.harness import Toy, feed, raw, read_all
from tests.support.toy.service import Account

SET_ASIDE, LEFT = 20, 10


@pytest.fixture
async def halted(backing: Backing, isolation: str, toy: Toy) -> Toy:
    """It fails on every deposit as long as the account has no name."""
    numbers = range(1, SET_ASIDE + LEFT + 1)
    nameless = [Deposited(account="anna", number=number, amount=1, trouble="nameless") for number in numbers]
    await eventually(lambda: leads(toy), within=10)
    await feed(backing, isolation, [raw(event) for event in nameless])
    await eventually(lambda: toy.metric("traces_consumer_halted"), within=40)
    return toy


@pytest.fixture
async def other(backing: Backing, isolation: str, tmp_path: Path) -> AsyncIterator[Toy]:
    """A process in a slot of its own, of a release that does not fail; to be started."""
    process = Toy(backing, isolation, tmp_path, slot="toy-2")
    yield process
    process.kill()


async def mended(toy: Toy) -> None:
    async with httpx.AsyncClient(base_url=toy.url, trust_env=False) as client:
        (await client.post("/api/v1/accounts/anna/nickname", json={"nickname": "mouse"})).raise_for_status()


async def settled_what_was_left(store: Store) -> bool:
    """All that was not set aside; and of that as much as was in one batch with the rest, and came again with it."""
    anna = await store.get(Account, "anna")
    return anna is not None and anna.numbers[-LEFT:] == tuple(range(SET_ASIDE + 1, SET_ASIDE + LEFT + 1))


async def test_it_stops_with_nothing_acknowledged_of_what_it_stood_before(
    backing: Backing, isolation: str, halted: Toy, other: Toy, store: Store
) -> None:
    halted.signal(signal.SIGTERM)
    assert halted.wait(Toy.GRACE_SECONDS) == 0
    other.start()
    await eventually(other.ready, within=30)
    assert await leads(other)
    await mended(other)
    await eventually(lambda: settled_what_was_left(store), within=20)
    assert len(await read_all(backing, isolation, dead_letter_topic("toy"))) == SET_ASIDE


async def test_it_stops_beside_one_that_has_come_in_its_place(
    backing: Backing, isolation: str, halted: Toy, other: Toy, store: Store
) -> None:
    await mended(halted)
    other.start()
    await eventually(other.ready, within=30)
    assert await leads(halted)
    halted.signal(signal.SIGTERM)
    assert halted.wait(Toy.GRACE_SECONDS) == 0
    await eventually(lambda: leads(other), within=2.5)
    await eventually(lambda: settled_what_was_left(store), within=20)
    assert len(await read_all(backing, isolation, dead_letter_topic("toy"))) == SET_ASIDE
