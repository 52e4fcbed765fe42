"""A deadline fires at its moment, and a claim of somebody who died is over at its own, by a clock that is steered."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from chassis.claims import claim
from chassis.runtime import Runtime
from chassis.testing import NOON
from chassis.timekeeper import CLAIM_ROWS, CLAIM_SECONDS, Timekeeper
from chassis.timers import TIMERS
from tests.support.toy.runtime import command_work
from tests.support.toy.service import Account, PromiseInterest, service

pytestmark = pytest.mark.moment("claims")

MILLISECOND = timedelta(milliseconds=1)


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def runtime(runtime: Runtime, clock: Clock) -> Runtime:
    """A toy that has promised interest in an hour."""
    runtime.clock = clock
    await runtime.unit_of_work.command(command_work(PromiseInterest("saver", NOON + timedelta(hours=1))))
    return runtime


def keeper(runtime: Runtime, slot: str) -> Timekeeper:
    return Timekeeper(runtime.store, runtime.unit_of_work, service.timers, runtime.clock, slot)


async def paid(runtime: Runtime) -> int:
    saver = await runtime.store.get(Account, "saver")
    assert saver is not None
    return saver.interest_paid


async def test_a_deadline_fires_at_its_moment_and_not_before(runtime: Runtime, clock: Clock) -> None:
    clock.now = NOON + timedelta(hours=1) - MILLISECOND
    assert await keeper(runtime, "toy-1").fire_due() == 0
    clock.now += MILLISECOND
    assert await keeper(runtime, "toy-1").fire_due() == 1
    assert await paid(runtime) == 1


async def test_a_claim_of_somebody_who_died_is_over_at_its_moment(runtime: Runtime, clock: Clock) -> None:
    clock.now = claimed_at = NOON + timedelta(hours=1)
    rows = await claim(
        runtime.store[TIMERS],
        due={"due_at": {"$lte": clock.now}},
        now=clock.now,
        limit=CLAIM_ROWS,
        holder="toy-1",
        lease_seconds=CLAIM_SECONDS,
    )
    assert len(rows) == 1
    clock.now = claimed_at + timedelta(seconds=CLAIM_SECONDS) - MILLISECOND
    assert await keeper(runtime, "toy-2").fire_due() == 0
    clock.now += MILLISECOND
    assert await keeper(runtime, "toy-2").fire_due() == 1
    assert await paid(runtime) == 1


async def test_a_clock_that_goes_back_fires_nothing_twice(runtime: Runtime, clock: Clock) -> None:
    for hours in (1, -5, 2):
        clock.now = NOON + timedelta(hours=hours)
        await keeper(runtime, "toy-1").fire_due()
    assert await paid(runtime) == 1
