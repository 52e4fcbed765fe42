"""Two processes of one service: nothing lost or doubled when one is killed, paused or stopped.

How soon the other takes over is a sum of settings: tests/unit/chassis/test_takeover_time.py.
"""

import json
import signal
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from chassis.broker.offsets import group
from chassis.claims import claim
from chassis.clock import utc_now
from chassis.decider import Timer
from chassis.leases import LEASES
from chassis.mongo import Store
from chassis.timekeeper import CLAIM_SECONDS
from chassis.timers import TIMERS, timer_document
from tests.integration.chassis.test_process import deposits, published, settled
from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.toy.harness import Toy, feed, raw
from tests.support.toy.service import Account


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


async def leader_of(one: Toy, two: Toy) -> tuple[Toy, Toy]:
    """The process that publishes, and the other one."""

    async def settled_on() -> tuple[Toy, Toy] | None:
        lead = [await leads(one), await leads(two)]
        return None if all(lead) or not any(lead) else (one, two) if lead[0] else (two, one)

    found = await eventually(settled_on, within=30)
    assert found is not None
    return found


async def holder(store: Store) -> str | None:
    """The slot that has the relay's lease."""
    lease = await store[LEASES].find_one({"_id": "relay"})
    return None if lease is None else lease["slot"]


@pytest.mark.abandons_transactions
async def test_the_leader_is_killed_and_the_other_takes_over(
    backing: Backing, isolation: str, toy: Toy, other: Toy, store: Store
) -> None:
    leader, follower = await leader_of(toy, other)
    await feed(backing, isolation, [raw(event) for event in deposits(40)])
    leader.kill()
    await feed(backing, isolation, [raw(event) for event in deposits(20, first=41)])
    await eventually(lambda: leads(follower), within=30)
    await eventually(lambda: settled(store, 60), within=30)
    await eventually(lambda: published(backing, isolation, 60), within=20)


@pytest.mark.abandons_transactions
async def test_the_leader_pauses_longer_than_its_lease(
    backing: Backing, isolation: str, toy: Toy, other: Toy, store: Store
) -> None:
    leader, follower = await leader_of(toy, other)
    await feed(backing, isolation, [raw(event) for event in deposits(40)])
    leader.signal(signal.SIGSTOP)
    await feed(backing, isolation, [raw(event) for event in deposits(20, first=41)])
    await eventually(lambda: leads(follower), within=30)
    await eventually(lambda: settled(store, 60), within=30)
    leader.signal(signal.SIGCONT)
    await feed(backing, isolation, [raw(event) for event in deposits(20, first=61)])
    await eventually(lambda: settled(store, 80), within=30)
    await eventually(lambda: published(backing, isolation, 80), within=20)


async def test_a_clean_stop_hands_the_lease_over_at_once(
    backing: Backing, isolation: str, toy: Toy, other: Toy, store: Store
) -> None:
    leader, follower = await leader_of(toy, other)
    await feed(backing, isolation, [raw(event) for event in deposits(40)])
    held_by = await holder(store)
    leader.signal(signal.SIGTERM)
    assert leader.wait() == 0
    assert await holder(store) != held_by
    await eventually(lambda: leads(follower), within=30)
    await eventually(lambda: settled(store, 40), within=30)
    await eventually(lambda: published(backing, isolation, 40), within=30)


def start_again(process: Toy) -> None:
    """With a new log, and a place in the group that is kept for longer."""
    process.log.unlink()
    process.start("tests.support.toy.awaited")


def generation(process: Toy) -> int:
    """How often the group's partitions had been divided when this process last joined."""
    lines = [json.loads(line) for line in process.log.read_text().splitlines() if line.startswith("{")]
    return max((line["generation"] for line in lines if line["event"] == "consumer.joined"), default=0)


@pytest.mark.timeout(240)
@pytest.mark.abandons_transactions
async def test_a_killed_process_started_again_takes_up_its_partitions_without_a_new_division(
    backing: Backing, isolation: str, toy: Toy, other: Toy, store: Store
) -> None:
    """As long as its session lasts: here longer than the usual six seconds, which a busy machine may need to start."""
    for process in (toy, other):
        assert process.stop() == 0
        start_again(process)
        await eventually(process.ready, within=60)
    await eventually(lambda: generation(toy) == generation(other), within=30)
    before = generation(toy)
    toy.kill()
    start_again(toy)
    await feed(backing, isolation, [raw(event) for event in deposits(1)])
    await eventually(toy.ready, within=60)
    await eventually(lambda: settled(store, 1), within=30)
    assert await eventually(lambda: generation(toy), within=30) == before


async def test_a_clean_stop_hands_the_partitions_over_at_once(
    backing: Backing, isolation: str, toy: Toy, other: Toy, store: Store
) -> None:
    """Though its place is a lasting one: it says that it leaves."""

    async def members() -> int:
        return (await group(backing.broker, f"{isolation}-toy", [])).members

    assert await members() == 2
    toy.signal(signal.SIGTERM)
    assert toy.wait() == 0
    assert await members() == 1
    await feed(backing, isolation, [raw(event) for event in deposits(1)])
    await eventually(lambda: settled(store, 1), within=30)


async def test_what_a_killed_process_had_claimed_is_fired_by_another(toy: Toy, store: Store) -> None:
    accounts = [f"saver-{number}" for number in range(20)]
    due_at = utc_now() + timedelta(days=1)
    await store["accounts"].insert_many([{"_id": account, "revision": 1} for account in accounts])
    await store[TIMERS].insert_many([timer_document(Timer("interest", account, due_at)) for account in accounts])
    now = utc_now()
    claimed = await claim(
        store[TIMERS],
        due={"name": "interest"},
        now=now,
        limit=100,
        holder="toy-9",
        lease_seconds=CLAIM_SECONDS,
        also={"due_at": now},
    )
    assert len(claimed) == len(accounts)

    async def fired() -> bool:
        savers = await store.find(Account, {"_id": {"$in": accounts}})
        return [saver.interest_paid for saver in savers] == [1] * len(accounts)

    await eventually(fired, within=30)
