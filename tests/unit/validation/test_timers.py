"""Reminder, overdue, escalation (domain section 3): when they come, and what they must not do."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chassis.decider import TimerFired
from chassis.testing import MemoryService, envelope_for, given
from contracts.events.registry import OrganisationKind, OrganisationStatus
from contracts.events.validation import CaseStatus, RequestEscalated, RequestOverdue, RequestReminded
from services.validation.domain.commands import Decide, Outcome, Reassign
from services.validation.domain.request import Request
from services.validation.domain.routing import Policy, RoutingTable, route
from services.validation.domain.timers import escalate, remind, report_overdue, timers_of
from services.validation.reference import TABLE
from services.validation.service import service
from tests.unit.validation.cases import opened
from tests.unit.validation.news import answered
from tests.unit.validation.world import INAO, INES, WEDNESDAY, granted, proposed, ref, registered, requested, withdrawn

pytestmark = [pytest.mark.rule("3.reminder", "F2"), pytest.mark.moment("reminders")]

DOING: dict[str, tuple[Callable[..., Any], type]] = {
    "reminder": (remind, RequestReminded),
    "overdue": (report_overdue, RequestOverdue),
    "escalation": (escalate, RequestEscalated),
}


def fired(case: Request, name: str) -> TimerFired:
    """The timer of a case as it stands now."""
    (timer,) = (timer for timer in timers_of(case) if timer.name == name)
    return TimerFired(name, case.id, timer.due_at)


@pytest.mark.parametrize(
    ("country", "asked", "expected"),
    [
        ("FR", "2026-03-04 12:00", ["2026-03-05", "2026-03-06", "2026-03-09"]),
        ("FR", "2026-03-06 17:00", ["2026-03-09", "2026-03-10", "2026-03-11"]),
        ("FR", "2026-03-07 17:00", ["2026-03-09", "2026-03-10", "2026-03-11"]),
        ("FR", "2026-07-13 10:00", ["2026-07-15", "2026-07-16", "2026-07-17"]),
        ("BE", "2026-07-20 10:00", ["2026-07-22", "2026-07-23", "2026-07-24"]),
        ("FR", "2026-12-30 10:00", ["2026-12-31", "2027-01-04", "2027-01-05"]),
        ("FR", "2026-03-26 10:00", ["2026-03-27", "2026-03-30", "2026-03-31"]),
        ("FR", "2026-10-23 10:00", ["2026-10-26", "2026-10-27", "2026-10-28"]),
    ],
    ids=["midweek", "friday", "saturday", "14 july", "21 july", "new year", "clocks forward", "clocks back"],
)
@pytest.mark.rule("3.decision")
def test_deadlines_count_working_days(country: str, asked: str, expected: list[str]) -> None:
    found = route(TABLE, OrganisationKind.OPERATOR, country, first_user=True)
    zone = found.authority.zone
    since = datetime.fromisoformat(asked).replace(tzinfo=zone)
    deadlines = found.deadlines(since)
    local = [at.astimezone(zone) for at in (deadlines.remind_at, deadlines.due_at, deadlines.escalate_at)]
    assert [str(at.date()) for at in local] == expected
    assert {str(at.time()) for at in local} == {"23:59:59"}


@pytest.mark.rule("3.country")
def test_a_country_may_have_deadlines_of_its_own() -> None:
    """As where the control body has a week (domain section 3)."""
    policy = Policy("NL-CA", sla_working_days=5, delegated=False, reminder_working_days=3, escalation_working_days=8)
    table = RoutingTable(TABLE.authorities, {("*", "*", "*"): policy})
    deadlines = route(table, OrganisationKind.OPERATOR, "NL", first_user=True).deadlines(WEDNESDAY)
    assert [at.day for at in (deadlines.remind_at, deadlines.due_at, deadlines.escalate_at)] == [9, 11, 16]


def test_a_timer_runs_when_its_day_is_over() -> None:
    local = [timer.due_at.astimezone(ZoneInfo("Europe/Paris")) for timer in timers_of(opened())]
    assert [f"{at:%a %H:%M:%S}" for at in local] == ["Fri 00:00:00", "Sat 00:00:00", "Tue 00:00:00"]


@pytest.mark.parametrize("name", DOING)
def test_an_open_case_that_waits_is_spoken_of(name: str) -> None:
    do, event = DOING[name]
    timer = fired(opened(), name)
    then = given(opened()).when(do, timer, now=timer.due_at).then(event, status=CaseStatus.OPEN)
    assert then.change is not None
    assert not then.change.timers


@pytest.mark.parametrize("name", DOING)
@pytest.mark.parametrize("status", set(CaseStatus) - {CaseStatus.OPEN})
def test_a_case_that_does_not_wait_is_not(name: str, status: CaseStatus) -> None:
    timer = fired(opened(), name)
    given(opened().changed(status=status)).when(DOING[name][0], timer, now=timer.due_at).unchanged()


@pytest.mark.parametrize("name", DOING)
def test_a_timer_that_was_claimed_before_its_case_was_moved_does_nothing(name: str) -> None:
    old = fired(opened(), name)
    moved = opened().changed(remind_at=None, due_at=old.due_at + timedelta(days=3), escalate_at=None)
    given(moved).when(DOING[name][0], old, now=old.due_at).unchanged()


@pytest.mark.parametrize("name", DOING)
def test_a_timer_without_a_case_does_nothing(name: str) -> None:
    given(None).when(DOING[name][0], TimerFired(name, "req-a", datetime(2026, 3, 6, tzinfo=UTC))).unchanged()


@pytest.mark.parametrize(("late", "said"), [(0, True), (59, True), (61, False), (60 * 24 * 9, False)])
def test_a_reminder_that_was_passed_while_everything_was_down_is_left_out(late: int, said: bool) -> None:
    timer = fired(opened(), "reminder")
    then = given(opened()).when(remind, timer, now=timer.due_at + timedelta(minutes=late))
    assert [type(event) for event in then.events] == ([RequestReminded] if said else [])


@pytest.mark.parametrize("name", ["overdue", "escalation"])
def test_overdue_and_escalation_come_late_rather_than_never(name: str) -> None:
    do, event = DOING[name]
    timer = fired(opened(), name)
    given(opened()).when(do, timer, now=timer.due_at + timedelta(days=9)).then(event)


NEW = ref("new")


async def a_proposal() -> MemoryService:
    """Anna's proposal on the desk of Ines of INAO."""
    memory = MemoryService(service)
    inao = ref(INAO, kind=OrganisationKind.AUTHORITY, status=OrganisationStatus.VALID)
    for event in (
        registered(inao),
        granted(INES, account=INES, organisation=inao),
        proposed(organisation=NEW),
        requested(organisation=NEW, proposal=True),
    ):
        await memory.handle(envelope_for(event), event)
    return memory


def timers(memory: MemoryService) -> dict[str, datetime]:
    return {name: timer.due_at for (name, _), timer in memory.timers.items()}


async def test_a_request_sets_all_three() -> None:
    memory = await a_proposal()
    assert list(timers(memory)) == list(DOING)
    for name in DOING:
        memory.now = timers(memory)[name]
        await memory.fire(name, "req-a")
    said = [type(event).__name__ for _, event in memory.published]
    assert said == ["RequestRouted", "RequestReminded", "RequestOverdue", "RequestEscalated"]
    assert not memory.timers


@pytest.mark.parametrize("outcome", Outcome)
async def test_a_decision_drops_them(outcome: Outcome) -> None:
    memory = await a_proposal()
    await memory.command(Decide("req-a", NEW.id, INES, outcome, reason="so"), id="decision", actor=INES)
    assert not memory.timers


async def test_a_withdrawal_drops_them() -> None:
    memory = await a_proposal()
    event = withdrawn(organisation=NEW, proposal=True)
    await memory.handle(envelope_for(event, sequence=2), event)
    assert not memory.timers


async def test_an_answer_sets_them_anew_and_reassigning_moves_them() -> None:
    memory = await a_proposal()
    first = timers(memory)
    ask = Decide("req-a", NEW.id, INES, Outcome.INFORMATION_REQUIRED, reason="?")
    await memory.command(ask, id="question", actor=INES)
    event = answered(organisation=NEW, proposal=True)
    await memory.handle(envelope_for(event, sequence=2, time=memory.now + timedelta(days=7)), event)
    assert timers(memory) == {name: at + timedelta(days=7) for name, at in first.items()}
    memory.now += timedelta(days=14)
    await memory.command(Reassign("req-a", NEW.id, INES, "BE-CA", "yours"), id="over", actor=INES)
    assert timers(memory) == {name: at + timedelta(days=14) for name, at in first.items()}
