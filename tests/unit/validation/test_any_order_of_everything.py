"""Rule 6 of the design for questions, control bodies and authorities, suspensions, revocations, administrators.

In stages, because a question is caused by a request and an answer by a question: in each of them any order.
"""

import asyncio
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings

from chassis.testing import MemoryService, envelope_for
from contracts.events.registry import (
    AdministratorAppointed,
    AdministratorRemoved,
    AuthorisationReinstated,
    AuthorisationRevoked,
    AuthorisationSuspended,
    OperatorReinstated,
    OperatorSuspended,
    OrganisationKind,
    OrganisationStatus,
    OrganisationValidated,
)
from contracts.events.validation import CaseStatus
from services.validation.domain.commands import Decide, Outcome
from services.validation.domain.decider import Decider
from services.validation.domain.first_user import FirstUser
from services.validation.domain.organisation_view import OrganisationView
from services.validation.domain.request import Request
from services.validation.service import service
from tests.support.interleaving import Delivery, history, interleaved
from tests.unit.validation.news import amended, answered, body_proposed, nudged, ruled, stood
from tests.unit.validation.world import (
    ANNA,
    BERT,
    INAO,
    INES,
    WEDNESDAY,
    activated,
    granted,
    operator_validated,
    proposed,
    ref,
    registered,
    requested,
    withdrawn,
)

AUTHORITY = ref(INAO, kind=OrganisationKind.AUTHORITY, status=OrganisationStatus.VALID)
BODY = ref("body", kind=OrganisationKind.CONTROL_BODY)
NEW, KNOWN, GONE = ref("new"), ref("known", status=OrganisationStatus.VALID), ref("gone")

FIRST: list[list[Delivery]] = [
    history(registered(AUTHORITY)),
    history(activated(ANNA)),
    history(
        granted("ines", account=INES, organisation=AUTHORITY),
        ruled(AuthorisationSuspended, "ines", account=INES, organisation=AUTHORITY),
        ruled(AuthorisationReinstated, "ines", account=INES, organisation=AUTHORITY),
        ruled(AdministratorAppointed, "ines", account=INES, organisation=AUTHORITY, administrator=True),
        ruled(AdministratorRemoved, "ines", account=INES, organisation=AUTHORITY),
    ),
    history(
        registered(KNOWN),
        stood(OperatorSuspended, KNOWN, reason="under inspection"),
        stood(OperatorReinstated, KNOWN, reason="inspected"),
    ),
    history(proposed("a", organisation=NEW)),
    history(requested("a", organisation=NEW, proposal=True), nudged("a", organisation=NEW)),
    history(body_proposed(BODY, "b", account=BERT)),
    history(requested("b", account=BERT, organisation=BODY, proposal=True)),
    history(requested("c", account=BERT, organisation=KNOWN)),
    history(proposed("d", organisation=GONE)),
    history(requested("d", organisation=GONE, proposal=True)),
]
ASKED = [
    Decide("req-a", NEW.id, INES, Outcome.INFORMATION_REQUIRED, reason="Which certificate?"),
    Decide("req-c", KNOWN.id, INES, Outcome.VALIDATED),
    Decide("req-d", GONE.id, INES, Outcome.INFORMATION_REQUIRED, reason="Who are you?"),
]


def later(delivery: Delivery, days: int = 5) -> Delivery:
    envelope, event = delivery
    return envelope_for(event, sequence=envelope.sequence, time=WEDNESDAY + timedelta(days=days)), event


SECOND: list[list[Delivery]] = [
    history(amended(NEW), since=1),
    [later(each) for each in history(answered("a", version=2, organisation=NEW, proposal=True), since=2)],
    history(
        granted("c", account=BERT, organisation=KNOWN, administrator=True),
        ruled(AuthorisationRevoked, "c", account=BERT, organisation=KNOWN),
        since=1,
    ),
    history(withdrawn("d", organisation=GONE, proposal=True), since=1),
]
DECIDED = [
    Decide("req-a", NEW.id, INES, Outcome.VALIDATED),
    Decide("req-b", BODY.id, INES, Outcome.VALIDATED),
]
THIRD: list[list[Delivery]] = [
    history(operator_validated(NEW), since=2),
    history(granted("a", organisation=NEW, administrator=True), since=3),
    history(stood(OrganisationValidated, BODY, request_id="req-b"), since=1),
    history(granted("b", account=BERT, organisation=BODY, administrator=True), since=1),
]


async def played(*stages: list[Delivery]) -> MemoryService:
    memory = MemoryService(service)
    for stage, commands in zip(stages, (ASKED, DECIDED, []), strict=True):
        for envelope, event in stage:
            await memory.handle(envelope, event)
        for command in commands:
            await memory.command(command, id=f"{command.outcome} {command.request_id}", actor=INES)
    return memory


def end(memory: MemoryService) -> tuple[Any, Any, Any]:
    """States without the count of their writes, what was published by subject and sequence, and the deadlines set."""
    states = {ref: state.model_dump(exclude={"revision"}) for ref, state in memory.states.items()}
    published = {(envelope.subject, envelope.sequence): event for envelope, event in memory.published}
    assert len(published) == len(memory.published)
    return states, published, memory.timers


@cache
def usual() -> MemoryService:
    in_order = [[delivery for events in stage for delivery in events] for stage in (FIRST, SECOND, THIRD)]
    return asyncio.run(played(*in_order))


@settings(deadline=None, max_examples=60)
@given(interleaved(FIRST), interleaved(SECOND), interleaved(THIRD))
def test_any_order_ends_the_same(first: list[Delivery], second: list[Delivery], third: list[Delivery]) -> None:
    assert end(asyncio.run(played(first, second, third))) == end(usual())


def test_the_end_is_the_one_that_is_wanted() -> None:
    assert {case.id: case.status for case in usual().all(Request)} == {
        "req-a": CaseStatus.VALIDATED,
        "req-b": CaseStatus.VALIDATED,
        "req-c": CaseStatus.VALIDATED,
        "req-d": CaseStatus.WITHDRAWN,
    }
    assert not usual().timers


@pytest.mark.rule("B1")
def test_a_proposed_control_body_is_completed_and_recognised_like_an_operator() -> None:
    body = usual().get(OrganisationView, BODY.id)
    assert body is not None
    assert (body.status, body.seen) == (OrganisationStatus.VALID, 2)


def test_a_revocation_frees_the_place_of_the_first_user() -> None:
    row = usual().get(FirstUser, KNOWN.id)
    assert row is not None
    assert not row.taken
    right = usual().get(Decider, "auth-c")
    assert right is not None
    assert not right.valid
