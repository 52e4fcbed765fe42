"""Events on the real store: batches, redelivery, and two transactions at the same moment."""

import asyncio

import pytest

from chassis.unit_of_work import Outcome
from contracts.events.validation import CaseStatus
from services.validation.domain.request import Request
from tests.integration.validation.desk import Desk
from tests.integration.validation.story import NEW, OFFICE, PROPOSAL
from tests.support.interleaving import history
from tests.unit.validation.world import proposed, requested, withdrawn


async def test_a_redelivered_batch_changes_nothing(desk: Desk) -> None:
    await desk.hear([*OFFICE, *PROPOSAL])
    outcomes = await desk.hear([*OFFICE, *PROPOSAL])
    assert set(outcomes) == {Outcome.DUPLICATE}
    assert await desk.published() == [("RequestRouted", "req-a")]


@pytest.mark.parametrize("turn", range(5))
async def test_operator_and_request_at_the_same_moment_complete_the_case(desk: Desk, turn: int) -> None:
    """Two transactions that do not see each other: as when one of the two is a replayed dead letter."""
    operator, request = (
        history(proposed("a", organisation=NEW)),
        history(requested("a", organisation=NEW, proposal=True)),
    )
    first, second = (operator, request) if turn % 2 else (request, operator)
    await asyncio.gather(desk.hear(first), desk.hear(second))
    case = await desk.runtime.store.get(Request, "req-a")
    assert case is not None
    assert case.complete


@pytest.mark.parametrize("turn", range(5))
async def test_request_and_withdrawal_at_the_same_moment_end_withdrawn(desk: Desk, turn: int) -> None:
    asked, taken_back = ([each] for each in history(requested("a"), withdrawn("a")))
    first, second = (asked, taken_back) if turn % 2 else (taken_back, asked)
    await asyncio.gather(desk.hear(first), desk.hear(second))
    case = await desk.runtime.store.get(Request, "req-a")
    assert case is not None
    assert case.status is CaseStatus.WITHDRAWN
    assert await desk.published() == [("RequestRouted", "req-a"), ("RequestWithdrawn", "req-a")]
