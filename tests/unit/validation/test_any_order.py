"""Rule 6 of the design: the same end, in whatever order the events of different subjects come, late or twice.

Two stages, because a decision is caused by what stands before it: first all that leads to the decisions, then what
registry makes of them, each in any order.
"""

import asyncio
from functools import cache
from typing import Any

from hypothesis import given, settings

from chassis.testing import MemoryService
from contracts.events.registry import OrganisationKind, OrganisationStatus
from contracts.events.validation import CaseStatus
from services.validation.domain.commands import Decide, Outcome
from services.validation.domain.first_user import FirstUser
from services.validation.domain.request import Request
from services.validation.service import service
from tests.support.interleaving import Delivery, history, interleaved, shuffled
from tests.unit.validation.world import (
    ANNA,
    BERT,
    INAO,
    INES,
    activated,
    granted,
    operator_deleted,
    operator_rejected,
    operator_validated,
    proposed,
    ref,
    registered,
    rejected,
    requested,
    withdrawn,
)

KNOWN = ref("alpro", country="FR", status=OrganisationStatus.VALID)
NEW, REFUSED, ABANDONED = ref("new"), ref("refused"), ref("abandoned")
AUTHORITY = ref(INAO, kind=OrganisationKind.AUTHORITY, status=OrganisationStatus.VALID)

BEFORE: list[list[Delivery]] = [
    history(registered(AUTHORITY)),
    history(registered(KNOWN)),
    history(activated(ANNA), activated(ANNA)),
    history(granted("ines", account=INES, organisation=AUTHORITY)),
    history(proposed("a", organisation=NEW)),
    history(requested("a", organisation=NEW, proposal=True)),
    history(requested("b", account=BERT, organisation=NEW)),
    history(requested("c", organisation=KNOWN), withdrawn("c", organisation=KNOWN)),
    history(proposed("d", account=BERT, organisation=REFUSED)),
    history(requested("d", account=BERT, organisation=REFUSED, proposal=True)),
    history(requested("e", organisation=REFUSED)),
    history(proposed("f", organisation=ABANDONED), operator_deleted(ABANDONED)),
    history(
        requested("f", organisation=ABANDONED, proposal=True), withdrawn("f", organisation=ABANDONED, proposal=True)
    ),
    history(
        requested("g", account=BERT, organisation=ABANDONED),
        rejected("g", "operator-withdrawn", account=BERT, organisation=ABANDONED),
    ),
]
DECISIONS = [
    Decide("req-a", NEW.id, INES, Outcome.VALIDATED),
    Decide("req-d", REFUSED.id, INES, Outcome.REJECTED, reason="not certified"),
]
AFTER: list[list[Delivery]] = [
    history(operator_validated(NEW), since=1),
    history(granted("a", organisation=NEW, administrator=True), since=1),
    history(operator_rejected(REFUSED), since=1),
    history(rejected("d", "decided", account=BERT, organisation=REFUSED), since=1),
    history(rejected("e", "operator-rejected", organisation=REFUSED), since=1),
]
CROSSED: list[list[Delivery]] = [
    history(operator_deleted(NEW), since=1),
    history(withdrawn("a", organisation=NEW, proposal=True), since=1),
    history(rejected("b", "operator-withdrawn", account=BERT, organisation=NEW), since=1),
]
"""What registry does when Anna takes her proposal back before the validation reaches it."""


async def played(before: list[Delivery], after: list[Delivery]) -> MemoryService:
    """The service after both stages, with the decisions between them."""
    memory = MemoryService(service)
    for envelope, event in before:
        await memory.handle(envelope, event)
    for command in DECISIONS:
        await memory.command(command, id=command.request_id, actor=INES)
    for envelope, event in after:
        await memory.handle(envelope, event)
    return memory


def end(memory: MemoryService) -> tuple[Any, Any]:
    """States without the count of their writes, and what was published, by subject and sequence."""
    states = {ref: state.model_dump(exclude={"revision"}) for ref, state in memory.states.items()}
    published = {(envelope.subject, envelope.sequence): event for envelope, event in memory.published}
    assert len(published) == len(memory.published)
    return states, published


def in_order(histories: list[list[Delivery]]) -> list[Delivery]:
    return [delivery for events in histories for delivery in events]


@cache
def usual() -> MemoryService:
    """The end of it all, in the usual order."""
    return asyncio.run(played(in_order(BEFORE), in_order(AFTER)))


@cache
def crossed() -> MemoryService:
    """The end when the withdrawal crosses the decision."""
    return asyncio.run(played(in_order(BEFORE), in_order(CROSSED)))


@settings(deadline=None)
@given(interleaved(BEFORE), interleaved(AFTER))
def test_any_order_between_subjects_ends_the_same(before: list[Delivery], after: list[Delivery]) -> None:
    assert end(asyncio.run(played(before, after))) == end(usual())


@settings(deadline=None)
@given(interleaved(BEFORE), interleaved(CROSSED))
def test_a_withdrawal_that_crosses_the_decision_ends_the_same(before: list[Delivery], after: list[Delivery]) -> None:
    assert end(asyncio.run(played(before, after))) == end(crossed())


@settings(deadline=None)
@given(shuffled(BEFORE), shuffled(AFTER), shuffled(CROSSED))
def test_even_news_that_overtakes_its_own_subject_ends_the_same(
    before: list[Delivery], after: list[Delivery], crossing: list[Delivery]
) -> None:
    """As when a dead letter is replayed after what came behind it."""
    assert end(asyncio.run(played(before, after))) == end(usual())
    assert end(asyncio.run(played(before, crossing))) == end(crossed())


def statuses(memory: MemoryService) -> dict[str, CaseStatus]:
    return {request.id.removeprefix("req-"): request.status for request in memory.all(Request)}


def test_the_end_is_the_one_that_is_wanted() -> None:
    open_, validated, rejected_, gone = CaseStatus.OPEN, CaseStatus.VALIDATED, CaseStatus.REJECTED, CaseStatus.WITHDRAWN
    wanted = {"a": validated, "b": open_, "c": gone, "d": rejected_, "e": rejected_, "f": gone, "g": rejected_}
    assert statuses(usual()) == wanted
    assert statuses(crossed()) == {**wanted, "a": gone, "b": rejected_, "e": open_}


def test_every_request_is_routed_exactly_once() -> None:
    routed = [event.subject for _, event in usual().published if type(event).__name__ == "RequestRouted"]
    assert sorted(routed) == [f"req-{of}" for of in "abcdefg"]


def test_the_first_users_row_is_held_or_free_again() -> None:
    held, free = usual().get(FirstUser, NEW.id), crossed().get(FirstUser, NEW.id)
    assert held is not None
    assert held.authorisation_id == "auth-a"
    assert free is not None
    assert not free.taken
