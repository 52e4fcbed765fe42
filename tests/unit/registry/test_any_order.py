"""Whatever order the news of a case come in, late or twice: the same end."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.testing import MemoryService
from contracts.event import Event
from contracts.events.registry import (
    AuthorisationGranted,
    AuthorisationRejected,
    AuthorisationRequested,
    AuthorisationWithdrawn,
    OperatorDeleted,
    OperatorProposed,
    OperatorRejected,
    OperatorValidated,
)
from services.registry.domain import authorisation as auth
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.commands import RequestAuthorisation, WithdrawRequest
from services.registry.domain.contact import Contact
from services.registry.domain.errors import AlreadySettled, OrganisationClosed
from services.registry.domain.organisation import DELETED, REJECTED, VALID, Organisation
from services.registry.service import service
from tests.support.interleaving import Delivery, shuffled
from tests.support.interleaving import history as news
from tests.unit.registry.people import ANNA, BERT, PROPOSAL, case_withdrawn, rejected, routed, validated

BERTS = RequestAuthorisation(
    organisation_id="operator", authorisation_id="berts", request_id="berts request", contact=Contact()
)
WITHDRAW = WithdrawRequest(authorisation_id="right", organisation_id="operator", proposal=True)


async def proposed_and_joined() -> MemoryService:
    memory = MemoryService(service)
    await memory.command(PROPOSAL, id="proposal", actor=ANNA)
    await memory.command(BERTS, id="attachment", actor=BERT)
    return memory


def state_of(memory: MemoryService) -> dict[str, Any]:
    rows = {ref[1]: state.model_dump(exclude={"revision"}) for ref, state in memory.states.items()}
    published = sorted(event.model_dump_json() for _, event in memory.published)
    return {**rows, "published": published}


def kinds(memory: MemoryService) -> list[type[Event]]:
    return [type(event) for _, event in memory.published]


async def played(deliveries: list[Delivery]) -> dict[str, Any]:
    memory = await proposed_and_joined()
    for envelope, event in deliveries:
        await memory.handle(envelope, event)
    return state_of(memory)


DECISIONS = {
    "validated": news(routed(proposal=True), validated(proposal=True)),
    "rejected": news(routed(proposal=True), rejected(proposal=True)),
}


@pytest.mark.parametrize("history", DECISIONS.values(), ids=DECISIONS)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
async def test_the_end_does_not_depend_on_the_order(history: list[Delivery], data: st.DataObject) -> None:
    assert await played(data.draw(shuffled([history]))) == await played(history)


async def test_the_guide_in_memory() -> None:
    memory = await proposed_and_joined()
    for envelope, event in DECISIONS["validated"]:
        await memory.handle(envelope, event)
    assert kinds(memory) == [
        OperatorProposed,
        AuthorisationRequested,
        AuthorisationRequested,
        OperatorValidated,
        AuthorisationGranted,
    ]
    operator, mine, berts = (memory.get(Organisation, "operator"), *memory.all(Authorisation)[::-1])
    assert operator is not None
    assert operator.status is VALID
    assert (mine.status, berts.status) == (auth.VALID, auth.REQUESTED)
    assert (mine.sequence, operator.sequence) == (2, 2)


async def test_a_refused_operator_takes_all_open_requests_with_it() -> None:
    memory = await proposed_and_joined()
    for envelope, event in DECISIONS["rejected"]:
        await memory.handle(envelope, event)
    assert kinds(memory)[3:] == [OperatorRejected, AuthorisationRejected, AuthorisationRejected]
    codes = {each.id: each.reason_code for each in memory.all(Authorisation)}
    assert codes == {"right": "decided", "berts": "operator-rejected"}
    assert [each.status for each in memory.all(Organisation)] == [REJECTED]
    with pytest.raises(OrganisationClosed):
        await memory.command(BERTS, id="again", actor="carla")


async def test_a_withdrawn_proposal_takes_its_operator_and_all_open_requests_with_it() -> None:
    memory = await proposed_and_joined()
    await memory.command(WITHDRAW, id="withdrawal", actor=ANNA)
    assert kinds(memory)[3:] == [AuthorisationWithdrawn, OperatorDeleted, AuthorisationRejected]
    assert {each.id: each.status for each in memory.all(Authorisation)} == {
        "right": auth.WITHDRAWN,
        "berts": auth.REJECTED,
    }
    assert [each.status for each in memory.all(Organisation)] == [DELETED]


@pytest.mark.parametrize("decision", [validated(proposal=True), rejected(proposal=True)], ids=["validated", "rejected"])
async def test_registry_has_the_last_word(decision: Event) -> None:
    memory = await proposed_and_joined()
    await memory.command(WITHDRAW, id="withdrawal", actor=ANNA)
    before = state_of(memory)
    (envelope, event) = news(routed(proposal=True), decision)[1]
    assert await memory.handle(envelope, event) == "refused"
    assert state_of(memory) == before


async def test_a_decision_before_the_withdrawal_stands() -> None:
    memory = await proposed_and_joined()
    for envelope, event in [*DECISIONS["validated"], *news(case_withdrawn())]:
        await memory.handle(envelope, event)
    with pytest.raises(AlreadySettled):
        await memory.command(WITHDRAW, id="withdrawal", actor=ANNA)
    assert memory.all(Authorisation)[1].status is auth.VALID
