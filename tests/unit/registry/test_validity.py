"""How long activities are valid (rule E15): dates of the certificate, warnings, the end."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from chassis.decider import TimerFired
from chassis.testing import NOON, MemoryService, envelope_for, given
from contracts.events.registry import ActivityExpired, ActivityExpiring, OperatorDeleted, OperatorValidated
from services.registry.domain.deciding import validate_operator
from services.registry.domain.organisation import DELETED, REJECTED, SUSPENDED, VALID, Organisation
from services.registry.domain.organisation_commands import DeleteOperator
from services.registry.domain.validity import VALIDITY_TIMER, look
from services.registry.service import service
from tests.support.interleaving import Delivery, history, shuffled
from tests.unit.registry.people import ANNA, PROPOSAL, operator, proposed, right, routed, validated
from tests.unit.registry.test_any_order import state_of

pytestmark = pytest.mark.rule("E15", "2.activity", "3.activity")
TODAY = NOON.date()


def dated(valid_to: date, **fields: Any) -> Organisation:
    known = operator(**fields)
    activities = [each.model_copy(update={"valid_to": valid_to, "expired": False}) for each in known.activities]
    return operator(**{**fields, "activities": tuple(activities)})


def decision(valid_to: date | None = None, valid_from: date | None = None, **fields: Any) -> Any:
    return validated(**fields).model_copy(update={"valid_from": valid_from, "valid_to": valid_to})


def fired(day: date) -> TimerFired:
    return TimerFired(VALIDITY_TIMER, "operator", datetime(day.year, day.month, day.day, tzinfo=UTC))


def at(days: int) -> datetime:
    return NOON + timedelta(days=days)


def test_the_dates_of_the_certificate_become_those_of_the_activities() -> None:
    end = TODAY + timedelta(days=365)
    then = given(proposed(), authorisation=right(proposal=True)).when(
        validate_operator, decision(end, TODAY, proposal=True)
    )
    then.then(OperatorValidated, status=VALID)
    (activity,) = then.state.activities
    assert (activity.valid_from, activity.valid_to, activity.expired) == (TODAY, end, False)
    assert then.change is not None
    (timer,) = then.change.timers
    assert (timer.subject, timer.due_at.date()) == ("operator", end - timedelta(days=30))


def test_without_dates_nothing_runs_out() -> None:
    then = given(proposed(), authorisation=right(proposal=True)).when(validate_operator, decision(proposal=True))
    assert then.change is not None
    assert list(then.change.timers) == []


def test_a_decision_on_one_more_user_renews_the_dates() -> None:
    ended = dated(TODAY - timedelta(days=3), had_user=True)
    end = TODAY + timedelta(days=20)
    then = given(ended, authorisation=right()).when(validate_operator, decision(end))
    then.then(OperatorValidated, status=VALID)
    assert [each.valid_to for each in then.state.activities] == [end]


@pytest.mark.parametrize("newest_first", [False, True])
def test_the_newest_decision_counts_whenever_it_comes(newest_first: bool) -> None:
    decisions = [(NOON, TODAY + timedelta(days=10)), (at(1), TODAY + timedelta(days=400))]
    state = operator(had_user=True)
    for time, end in sorted(decisions, reverse=newest_first):
        then = given(state, authorisation=right()).when(validate_operator, decision(end), time=time, now=at(2))
        state = then.state or state
    assert [each.valid_to for each in state.activities] == [TODAY + timedelta(days=400)]


@pytest.mark.moment("certificates")
@pytest.mark.parametrize("days", [30, 7, 1])
def test_a_warning_30_7_and_1_days_before(days: int) -> None:
    then = given(dated(TODAY + timedelta(days=days))).when(look, fired(TODAY))
    then.then(ActivityExpiring)
    (warning,) = then.events
    assert isinstance(warning, ActivityExpiring)
    assert warning.days == days
    assert not warning.organisation.activities[0].expired


@pytest.mark.moment("certificates")
def test_on_the_last_day_it_is_valid_and_the_day_after_it_is_not() -> None:
    given(dated(TODAY)).when(look, fired(TODAY)).then()
    then = given(dated(TODAY - timedelta(days=1))).when(look, fired(TODAY))
    then.then(ActivityExpired)
    assert [each.expired for each in then.state.activities] == [True]
    assert then.change is not None
    assert list(then.change.timers) == []
    (event,) = then.events
    assert isinstance(event, ActivityExpired)
    assert event.organisation.activities[0].expired


@pytest.mark.moment("certificates")
def test_warnings_that_were_passed_are_skipped_but_the_end_is_told() -> None:
    late = dated(TODAY + timedelta(days=5))
    then = given(late).when(look, fired(TODAY - timedelta(days=25)))
    then.then()
    assert then.change is not None
    assert [timer.due_at.date() for timer in then.change.timers] == [TODAY + timedelta(days=4)]
    given(dated(TODAY - timedelta(days=40))).when(look, fired(TODAY - timedelta(days=70))).then(ActivityExpired)


@pytest.mark.parametrize("status", [REJECTED, DELETED])
def test_nobody_is_warned_of_an_operator_that_is_gone(status: Any) -> None:
    given(dated(TODAY + timedelta(days=7), status=status)).when(look, fired(TODAY)).unchanged()


def test_a_suspended_operator_is_warned() -> None:
    given(dated(TODAY + timedelta(days=7), status=SUSPENDED)).when(look, fired(TODAY)).then(ActivityExpiring)


@pytest.mark.moment("certificates")
async def test_from_the_decision_to_the_end_by_timers() -> None:
    memory = MemoryService(service)
    await memory.command(PROPOSAL, id="proposal", actor=ANNA)
    end = TODAY + timedelta(days=45)
    await memory.handle(*_delivery(decision(end, proposal=True)))
    said: list[tuple[int, str]] = []
    while (VALIDITY_TIMER, "operator") in memory.timers:
        memory.now = memory.timers[VALIDITY_TIMER, "operator"].due_at
        before = len(memory.published)
        await memory.fire(VALIDITY_TIMER, "operator")
        said += [((memory.now.date() - end).days, type(event).__name__) for _, event in memory.published[before:]]
    assert said == [
        (-30, "ActivityExpiring"),
        (-7, "ActivityExpiring"),
        (-1, "ActivityExpiring"),
        (1, "ActivityExpired"),
    ]


@settings(max_examples=20, deadline=None)
@forall(data=st.data())
async def test_dates_and_their_timer_are_the_same_in_any_order(data: st.DataObject) -> None:
    async def played(deliveries: list[Delivery]) -> tuple[dict[str, Any], Any]:
        memory = MemoryService(service)
        await memory.command(PROPOSAL, id="proposal", actor=ANNA)
        for envelope, event in deliveries:
            await memory.handle(envelope, event)
        return state_of(memory), memory.timers

    news = history(routed(proposal=True), decision(TODAY + timedelta(days=45), TODAY, proposal=True))
    assert await played(data.draw(shuffled([news]))) == await played(news)


async def test_a_deleted_operator_has_no_timer() -> None:
    memory = MemoryService(service)
    await memory.command(PROPOSAL, id="proposal", actor=ANNA)
    await memory.handle(*_delivery(decision(TODAY + timedelta(days=45), proposal=True)))
    assert memory.timers
    await memory.command(DeleteOperator("operator", "merged"), id="deletion", actor="system:console")
    assert not memory.timers
    assert OperatorDeleted in [type(event) for _, event in memory.published]


def _delivery(event: Any) -> tuple[Any, Any]:
    return envelope_for(event), event
