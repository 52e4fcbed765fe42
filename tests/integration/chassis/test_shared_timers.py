"""Several processes keep the deadlines of one service: each fires once, whoever claims it (design section 5)."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from chassis.clock import utc_now
from chassis.decider import Timer
from chassis.runtime import Runtime
from chassis.timekeeper import CLAIM_SECONDS, Timekeeper
from chassis.timers import TIMERS, timer_document
from chassis.unit_of_work import Result, Work
from tests.support.toy.service import Account, service

SAVERS = [f"saver-{number}" for number in range(240)]


@pytest.fixture
async def runtime(runtime: Runtime) -> Runtime:
    """A toy runtime whose savers are due for interest."""
    due_at = utc_now() - timedelta(seconds=1)
    await runtime.store[Account.collection].insert_many([{"_id": saver, "revision": 1} for saver in SAVERS])
    await runtime.store[TIMERS].insert_many([timer_document(Timer("interest", saver, due_at)) for saver in SAVERS])
    return runtime


def keeper(runtime: Runtime, slot: str, now: datetime | None = None) -> Timekeeper:
    return Timekeeper(
        runtime.store, runtime.unit_of_work, service.timers, (lambda: now) if now else runtime.clock, slot
    )


async def paid(runtime: Runtime) -> dict[int, int]:
    """How many savers have had how much interest."""
    savers = await runtime.store.find(Account, {})
    amounts = [saver.interest_paid for saver in savers]
    return {amount: amounts.count(amount) for amount in set(amounts)}


async def test_three_at_once_fire_each_deadline_once(runtime: Runtime) -> None:
    async def until_nothing_is_due(slot: str) -> int:
        own, fired = keeper(runtime, slot), 0
        while count := await own.fire_due():
            fired += count
        return fired

    fired = await asyncio.gather(*(until_nothing_is_due(f"toy-{number}") for number in (1, 2, 3)))
    assert sum(fired) == len(SAVERS)
    assert await paid(runtime) == {1: len(SAVERS)}
    assert await runtime.store[TIMERS].count_documents({}) == 0


async def test_one_that_is_slower_than_its_claim_fires_nothing_twice(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its claim runs out while it stands still between claim and commit; another fires; then it goes on."""
    slow, batch, overtaken = keeper(runtime, "toy-1"), runtime.unit_of_work.batch, False

    async def stand_still(works: Sequence[Work]) -> list[Result]:
        nonlocal overtaken
        if not overtaken:
            overtaken = True
            later = utc_now() + timedelta(seconds=CLAIM_SECONDS + 1)
            while await keeper(runtime, "toy-2", later).fire_due():
                pass
        return await batch(works)

    monkeypatch.setattr(runtime.unit_of_work, "batch", stand_still)
    assert await slow.fire_due() == 100
    assert await paid(runtime) == {1: len(SAVERS)}
    assert await runtime.store[TIMERS].count_documents({}) == 0
