"""Deadlines on the real store: the timekeeper with a clock that the test moves (domain section 3)."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chassis.claims import claim
from chassis.timekeeper import CLAIM_ROWS, CLAIM_SECONDS, Timekeeper
from chassis.timers import TIMERS
from tests.integration.validation.desk import Desk
from tests.integration.validation.story import OFFICE, PROPOSAL
from tests.unit.validation.world import INES, WEDNESDAY

pytestmark = [pytest.mark.rule("3.reminder", "F2"), pytest.mark.moment("reminders")]

REMINDER, OVERDUE, ESCALATION = (datetime(2026, 3, day, 23, tzinfo=UTC) for day in (5, 6, 9))


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = WEDNESDAY + timedelta(hours=2)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(desk: Desk) -> Clock:
    """The service's clock."""
    desk.runtime.clock = Clock()
    return desk.runtime.clock


@pytest.fixture
async def timekeeper(desk: Desk, clock: Clock) -> Timekeeper:
    """Of a worker on which Anna's proposal has just come in."""
    await desk.hear([*OFFICE, *PROPOSAL])
    runtime = desk.runtime
    return Timekeeper(runtime.store, runtime.unit_of_work, runtime.service.timers, clock, "worker-1")


async def said(desk: Desk) -> list[str]:
    return [event for event, _ in await desk.published() if event not in ("RequestRouted", "RequestReassigned")]


async def test_each_deadline_is_said_when_it_has_passed(desk: Desk, clock: Clock, timekeeper: Timekeeper) -> None:
    expected: list[str] = []
    for at, event in (
        (REMINDER, "RequestReminded"),
        (OVERDUE, "RequestOverdue"),
        (ESCALATION, "RequestEscalated"),
    ):
        clock.now = at - timedelta(seconds=1)
        assert await timekeeper.fire_due() == 0
        clock.now = at
        assert await timekeeper.fire_due() == 1
        expected.append(event)
        assert await said(desk) == expected
    clock.now += timedelta(days=30)
    assert await timekeeper.fire_due() == 0


@pytest.mark.moment("due dates")
@pytest.mark.parametrize(
    ("asked", "last_hours"),
    [
        ("2026-03-27T16:00Z", ["2026-03-30T22:00Z", "2026-03-31T22:00Z", "2026-04-01T22:00Z"]),
        ("2026-10-23T16:00Z", ["2026-10-26T23:00Z", "2026-10-27T23:00Z", "2026-10-28T23:00Z"]),
        ("2026-04-02T16:00Z", ["2026-04-03T22:00Z", "2026-04-07T22:00Z", "2026-04-08T22:00Z"]),
        ("2026-12-23T16:00Z", ["2026-12-24T23:00Z", "2026-12-28T23:00Z", "2026-12-29T23:00Z"]),
    ],
    ids=["clocks forward", "clocks back", "easter", "christmas"],
)
async def test_weekends_holidays_and_clock_changes_to_the_millisecond(
    desk: Desk, asked: str, last_hours: list[str]
) -> None:
    """Asked in France: each day ends in Paris, whatever the offset of that day is, and nothing is said before."""
    clock = desk.runtime.clock = Clock()
    made = datetime.fromisoformat(asked)
    clock.now = made + timedelta(minutes=1)
    await desk.hear([*OFFICE, *((replace(envelope, time=made), event) for envelope, event in PROPOSAL)])
    runtime = desk.runtime
    keeper = Timekeeper(runtime.store, runtime.unit_of_work, runtime.service.timers, clock, "worker-1")
    events = ["RequestReminded", "RequestOverdue", "RequestEscalated"]
    for number, midnight in enumerate(last_hours):
        clock.now = datetime.fromisoformat(midnight) - timedelta(milliseconds=1)
        assert await keeper.fire_due() == 0
        clock.now = datetime.fromisoformat(midnight)
        assert await keeper.fire_due() == 1
        assert await said(desk) == events[: number + 1]


async def test_after_a_week_of_silence_nobody_gets_a_burst(desk: Desk, clock: Clock, timekeeper: Timekeeper) -> None:
    clock.now = ESCALATION + timedelta(days=7)
    await timekeeper.fire_due()
    assert await said(desk) == ["RequestOverdue", "RequestEscalated"]
    assert await timekeeper.fire_due() == 0


async def test_a_decided_case_is_not_spoken_of(desk: Desk, clock: Clock, timekeeper: Timekeeper) -> None:
    await desk.decide(INES, "req-a", outcome="validated")
    clock.now = ESCALATION
    assert await timekeeper.fire_due() == 0
    assert await said(desk) == ["RequestValidated"]


async def test_reassigning_moves_the_deadlines(desk: Desk, clock: Clock, timekeeper: Timekeeper) -> None:
    clock.now = OVERDUE - timedelta(hours=1)
    await desk.post(INES, "/work-items/req-a/reassignment", {"authority": "BE-CA", "reason": "yours"})
    clock.now = OVERDUE
    assert await timekeeper.fire_due() == 0
    clock.now = OVERDUE + timedelta(days=3)
    assert await timekeeper.fire_due() == 1
    assert await said(desk) == ["RequestReminded"]
    clock.now = OVERDUE + timedelta(days=4)
    assert await timekeeper.fire_due() == 1
    assert await said(desk) == ["RequestReminded", "RequestOverdue"]


async def test_a_timer_that_was_claimed_when_its_case_moved_does_not_act(
    desk: Desk, clock: Clock, timekeeper: Timekeeper
) -> None:
    """Its worker was paused between the claim and the deed; the claim runs out, and the row is another by then."""
    clock.now = OVERDUE
    rows = await claim(
        desk.runtime.store[TIMERS],
        due={"name": "overdue", "due_at": {"$lte": clock.now}},
        now=clock.now,
        limit=CLAIM_ROWS,
        holder="worker-1",
        lease_seconds=CLAIM_SECONDS,
    )
    assert len(rows) == 1
    await desk.post(INES, "/work-items/req-a/reassignment", {"authority": "BE-CA", "reason": "yours"})
    await desk.runtime.unit_of_work.batch([timekeeper._work(row) for row in rows])
    assert await said(desk) == []
    kept = await desk.runtime.store[TIMERS].find_one({"_id": "overdue:req-a"})
    assert kept is not None
    assert kept["due_at"] == (await desk.request("req-a")).due_at + timedelta(seconds=1)


@pytest.mark.parametrize("turn", range(5))
async def test_a_deadline_and_a_decision_at_the_same_moment(
    desk: Desk, clock: Clock, timekeeper: Timekeeper, turn: int
) -> None:
    """Either the decision was in time, or it was overdue first; it is never said of a decided case."""
    clock.now = OVERDUE
    deeds = [timekeeper.fire_due(), desk.decide(INES, "req-a", outcome="validated")]
    await asyncio.gather(*(deeds if turn % 2 else reversed(deeds)))
    assert await said(desk) in (["RequestValidated"], ["RequestOverdue", "RequestValidated"])
    assert await desk.runtime.store[TIMERS].count_documents({}) == 0
