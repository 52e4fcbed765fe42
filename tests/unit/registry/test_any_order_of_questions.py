"""Questions, deadlines and reassignments in whatever order their news comes: the same request in the end (rule 6)."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from chassis.testing import NOON, MemoryService
from contracts.events.registry import AuthorisationGranted, DecisionNudged, InformationProvided
from contracts.events.validation import InformationRequested, RequestEscalated, RequestOverdue, RequestReminded
from services.registry.domain import authorisation as auth
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.commands import NudgeDecision, ProvideInformation
from services.registry.domain.timeline import Step
from services.registry.service import service
from tests.support.interleaving import Delivery, history, shuffled
from tests.unit.registry.people import (
    ANNA,
    BELGIUM,
    PROPOSAL,
    TOMORROW,
    asked,
    reassigned,
    rejected,
    reopened,
    routed,
    validated,
    waited,
)

ANSWER = ProvideInformation(authorisation_id="right", organisation_id="operator", proposal=True, message="FR-BIO-01")
NUDGE = NudgeDecision(authorisation_id="right", organisation_id="operator")
LATER = TOMORROW + timedelta(days=3)
ANSWERED_TWICE = history(
    routed(proposal=True),
    waited(RequestReminded, proposal=True),
    asked("Which control body?", proposal=True),
    reopened(proposal=True, due_at=LATER),
    reassigned(proposal=True, due_at=LATER),
    waited(RequestOverdue, proposal=True),
    waited(RequestEscalated, proposal=True),
    asked("Since when?", proposal=True),
    reopened(proposal=True, due_at=LATER),
    validated(proposal=True, due_at=LATER),
)
REFUSED_WITHOUT_AN_ANSWER = history(
    routed(proposal=True),
    waited(RequestReminded, proposal=True),
    waited(RequestOverdue, proposal=True),
    asked(proposal=True),
    reassigned(proposal=True),
    rejected(proposal=True),
)


async def played(deliveries: list[Delivery], *, answers: bool) -> MemoryService:
    """Each delivery once its causes have come: with `answers`, whatever follows a question waits for the answer."""
    memory = MemoryService(service)
    await memory.command(PROPOSAL, id="proposal", actor=ANNA)
    await memory.command(NUDGE, id="nudge", actor=ANNA)
    questions = {envelope.sequence for envelope, event in deliveries if isinstance(event, InformationRequested)}
    answered: set[int] = set()
    waiting = list(deliveries)
    while waiting:
        envelope, event = next(
            each for each in waiting if not answers or {q for q in questions if q < each[0].sequence} <= answered
        )
        waiting.remove((envelope, event))
        await memory.handle(envelope, event)
        if answers and isinstance(event, InformationRequested) and envelope.sequence not in answered:
            memory.now = NOON + timedelta(hours=envelope.sequence, minutes=30)
            await memory.command(ANSWER, id=f"answer {envelope.sequence}", actor=ANNA)
            answered.add(envelope.sequence)
    return memory


def end_of(memory: MemoryService) -> dict[str, Any]:
    rows = {ref[1]: state.model_dump(exclude={"revision"}) for ref, state in memory.states.items()}
    return {**rows, "published": sorted(event.model_dump_json() for _, event in memory.published)}


@pytest.mark.rule("2.authorisation", "3.reminder")
@given(deliveries=shuffled([ANSWERED_TWICE]))
@settings(max_examples=50, deadline=None)
async def test_answered_questions(deliveries: list[Delivery]) -> None:
    assert end_of(await played(deliveries, answers=True)) == end_of(await played(ANSWERED_TWICE, answers=True))


@pytest.mark.rule("2.authorisation", "3.reminder")
@given(deliveries=shuffled([REFUSED_WITHOUT_AN_ANSWER]))
@settings(max_examples=50, deadline=None)
async def test_a_refusal_instead_of_an_answer(deliveries: list[Delivery]) -> None:
    usual = await played(REFUSED_WITHOUT_AN_ANSWER, answers=False)
    assert end_of(await played(deliveries, answers=False)) == end_of(usual)


async def test_the_end_is_the_one_that_is_wanted() -> None:
    memory = await played(ANSWERED_TWICE, answers=True)
    (request,) = memory.all(Authorisation)
    assert request.status is auth.VALID
    assert request.case is not None
    assert (request.case.sequence, request.case.due_at) == (10, LATER)
    kinds = [type(event) for _, event in memory.published]
    assert kinds.count(InformationProvided) == 2
    assert {DecisionNudged, AuthorisationGranted} <= set(kinds)
    assert [entry.what for entry in request.timeline] == [
        Step.REQUESTED,
        Step.NUDGED,
        Step.ROUTED,
        Step.REMINDED,
        Step.INFORMATION_REQUESTED,
        Step.INFORMATION_PROVIDED,
        Step.REOPENED,
        Step.REASSIGNED,
        Step.OVERDUE,
        Step.ESCALATED,
        Step.INFORMATION_REQUESTED,
        Step.INFORMATION_PROVIDED,
        Step.REOPENED,
        Step.VALIDATED,
    ]


async def test_a_reassigned_request_is_in_the_sight_of_its_new_authority() -> None:
    memory = await played(ANSWERED_TWICE[:5], answers=True)
    (request,) = memory.all(Authorisation)
    assert request.case is not None
    assert request.case.validator == BELGIUM
    assert f"organisation:{BELGIUM.id}" in request.readers
