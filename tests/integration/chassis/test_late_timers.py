"""What the metrics say of deadlines that fail: the alert on late ones rests on it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from chassis.decider import Change, Context, TimerFired
from chassis.metrics import TIMERS_FIRED, TIMERS_OVERDUE, TIMERS_TRIED
from chassis.runtime import Runtime
from chassis.steps import on
from chassis.testing import NOON
from chassis.timekeeper import CLAIM_SECONDS, Timekeeper
from chassis.unit_of_work import Result, Work
from tests.support.toy.runtime import command_work
from tests.support.toy.service import Account, PromiseInterest, pay_interest

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Release:
    """Pays interest to all but the broke, until it is mended."""

    mended: bool = False

    def pay(self, account: Account | None, fired: TimerFired, ctx: Context) -> Change[Account]:
        if fired.subject == "broke" and not self.mended:
            raise ZeroDivisionError("a defect that this deadline meets")
        return pay_interest(account, fired, ctx)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def runtime(runtime: Runtime, clock: Clock) -> Runtime:
    """A toy that has promised interest, to one of them a day ago."""
    runtime.clock = clock
    for account, due_at in (("broke", NOON - DAY), ("saver", NOON + 2 * SECOND)):
        await runtime.unit_of_work.command(command_work(PromiseInterest(account, due_at)))
    return runtime


def keeper(runtime: Runtime, release: Release, slot: str) -> Timekeeper:
    timers = {"interest": [on(Account, key=lambda fired: fired.subject, do=release.pay)]}
    return Timekeeper(runtime.store, runtime.unit_of_work, timers, runtime.clock, slot)


def overdue() -> float:
    ((sample,),) = [metric.samples for metric in TIMERS_OVERDUE.collect()]
    return sample.value


def counted() -> dict[str, float]:
    """Deadlines that were taken up in this process, by outcome, and those that were acted on."""
    tried = [sample for metric in TIMERS_TRIED.collect() for sample in metric.samples if sample.name.endswith("total")]
    fired = [sample for metric in TIMERS_FIRED.collect() for sample in metric.samples if sample.name.endswith("total")]
    return {**{each.labels["outcome"]: each.value for each in tried}, "acted on": sum(each.value for each in fired)}


async def test_one_that_fails_is_late_from_look_to_look_until_somebody_acts_on_it(
    runtime: Runtime, clock: Clock
) -> None:
    """Between two attempts it is claimed, and nobody takes it up."""
    release = Release()
    other, watched = keeper(runtime, release, "toy-2"), keeper(runtime, release, "toy-1")
    for seconds in range(int(CLAIM_SECONDS) + 2):
        clock.now = NOON + seconds * SECOND
        await watched.fire_due()
        assert overdue() == DAY.total_seconds() + seconds
    release.mended = True
    clock.now += timedelta(seconds=CLAIM_SECONDS)
    await other.fire_due()
    await watched.fire_due()
    assert overdue() == 0


async def test_one_that_is_being_acted_on_for_long_grows_late(
    runtime: Runtime, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As while the store is away."""
    seen: list[float] = []

    async def wait(works: Sequence[Work]) -> list[Result]:
        clock.now += timedelta(minutes=5)
        seen.append(overdue())
        return await batch(works)

    batch = runtime.unit_of_work.batch
    monkeypatch.setattr(runtime.unit_of_work, "batch", wait)
    await keeper(runtime, Release(mended=True), "toy-1").fire_due()
    assert (seen, overdue()) == ([DAY.total_seconds() + 300], 0)


async def test_what_became_of_each_is_counted(runtime: Runtime, clock: Clock) -> None:
    before = Counter(counted())
    clock.now += 2 * SECOND
    await keeper(runtime, Release(), "toy-1").fire_due()
    assert Counter(counted()) - before == {"acted on": 1, "handled": 1, "failed": 1}
