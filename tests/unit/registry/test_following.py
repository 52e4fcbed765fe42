"""Validator and due date are those of the newest event of the case."""

from datetime import timedelta

import pytest

from chassis.testing import NOON, given
from contracts.envelope import format_time
from contracts.events.validation import CaseEvent, RequestEscalated, RequestOverdue, RequestReminded
from contracts.reference import HELPDESK_ID
from services.registry.domain import authorisation as auth
from services.registry.domain.case import follow
from services.registry.domain.deciding import grant
from services.registry.domain.errors import UnknownRequest
from services.registry.domain.timeline import Entry, Step, noted
from tests.unit.registry.people import (
    BELGIUM,
    COMMISSION,
    INAO,
    TOMORROW,
    case,
    case_withdrawn,
    operator,
    reassigned,
    reopened,
    right,
    routed,
    validated,
    waited,
)

LATER = TOMORROW + timedelta(days=1)


def test_routing_says_who_decides_and_until_when() -> None:
    state = given(right()).when(follow, routed()).then(status=auth.REQUESTED).state
    assert (state.case.validator, state.case.superior, state.case.due_at) == (INAO, COMMISSION, TOMORROW)
    assert [(entry.what, entry.who) for entry in state.timeline] == [(Step.ROUTED, INAO.name)]


def test_it_waits_for_its_routing_until_then_or_until_it_ends() -> None:
    asked = right(requested_at=NOON).changed()
    assert asked.unrouted == format_time(NOON)
    assert given(asked).when(follow, routed()).state.unrouted is None
    assert asked.after("withdraw").unrouted is None


@pytest.mark.rule("E10", "F9")
def test_then_the_validator_and_its_superior_see_the_request() -> None:
    state = given(right()).when(follow, routed()).state
    organisations = {f"organisation:{id}" for id in (HELPDESK_ID, INAO.id, COMMISSION.id)}
    assert set(state.readers) == {"account:anna", "administrators:operator", *organisations}
    assert set(state.confidants) == {"account:anna", *organisations}


@pytest.mark.rule("E5")
def test_where_they_may_decide_the_organisations_administrators_see_all_of_it() -> None:
    delegated = routed().model_copy(update={"case": case().model_copy(update={"delegated": True})})
    state = given(right()).when(follow, delegated).state
    assert state.confidants == state.readers


def test_a_late_routing_adds_to_the_timeline_only() -> None:
    granted = given(right(), organisation=operator()).when(grant, validated(due_at=LATER), sequence=2).state
    state = given(granted).when(follow, routed(due_at=TOMORROW), sequence=1).then(status=auth.VALID).state
    assert state.case.due_at == LATER
    assert {entry.what for entry in state.timeline} == {Step.ROUTED, Step.VALIDATED}


def test_a_withdrawn_request_is_routed_harmlessly() -> None:
    given(right(status=auth.WITHDRAWN)).when(follow, routed()).then(status=auth.WITHDRAWN)


def test_the_end_of_a_case_is_followed_and_an_older_one_is_stale() -> None:
    given(right(status=auth.WITHDRAWN)).when(follow, case_withdrawn(), sequence=2).then(status=auth.WITHDRAWN)
    followed = given(right()).when(follow, routed(), sequence=3).state
    stale = given(followed).when(follow, case_withdrawn(), sequence=2)
    assert stale.change is not None
    assert stale.change.stale


def test_the_case_of_an_unknown_request_is_refused() -> None:
    given().when(follow, routed()).raises(UnknownRequest)


def test_what_has_the_same_time_is_told_in_one_order() -> None:
    entries = [Entry(at=TOMORROW, what=step, who="INAO") for step in (Step.ROUTED, Step.VALIDATED)]
    forwards = noted(noted((), entries[0]), entries[1])
    backwards = noted(noted((), entries[1]), entries[0])
    assert forwards == backwards == tuple(entries)


@pytest.mark.rule("2.authorisation", "E10")
def test_a_reassigned_request_has_a_new_validator_due_date_and_readers() -> None:
    before = given(right()).when(follow, routed()).state
    after = given(before).when(follow, reassigned(due_at=LATER), sequence=2).then(status=auth.REQUESTED).state
    assert (after.case.validator, after.case.due_at) == (BELGIUM, LATER)
    organisations = {f"organisation:{id}" for id in (HELPDESK_ID, BELGIUM.id, COMMISSION.id)}
    assert {reader for reader in after.readers if reader.startswith("organisation:")} == organisations
    entry = after.timeline[-1]
    assert (entry.what, entry.who, entry.text) == (Step.REASSIGNED, BELGIUM.name, "It is in Belgium.")


@pytest.mark.rule("3.reminder")
@pytest.mark.parametrize(
    ("how", "step"),
    [
        (RequestReminded, Step.REMINDED),
        (RequestOverdue, Step.OVERDUE),
        (RequestEscalated, Step.ESCALATED),
    ],
)
def test_who_has_waited_is_told_so_until_the_due_date_is_set_anew(how: type[CaseEvent], step: Step) -> None:
    before = given(right()).when(follow, routed()).state
    assert not before.has_waited
    late = given(before).when(follow, waited(how), sequence=2, time=TOMORROW).state
    assert late.has_waited
    assert late.timeline[-1].what is step
    assert late.status is auth.REQUESTED
    anew = given(late).when(follow, reopened(due_at=LATER), sequence=3, time=LATER).state
    assert not anew.has_waited
    assert anew.case.due_at == LATER
