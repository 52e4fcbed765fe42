"""Proposed control bodies and authorities: the same as operators, under their own events (rule B1)."""

from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from chassis.testing import MemoryService
from contracts.events.registry import (
    AuthorisationGranted,
    AuthorisationRejected,
    AuthorisationRequested,
    AuthorisationWithdrawn,
    OperatorDeleted,
    OrganisationKind,
    OrganisationProposed,
    OrganisationRejected,
    OrganisationValidated,
)
from services.registry.domain import authorisation as auth
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.commands import WithdrawRequest
from services.registry.domain.contact import Contact
from services.registry.domain.organisation import DELETED, NEW, REJECTED, VALID, Organisation
from services.registry.domain.organisation_commands import ProposeOrganisation
from services.registry.service import service
from tests.support.interleaving import Delivery, shuffled
from tests.support.interleaving import history as news
from tests.unit.registry.people import ANNA, BERT, PROFILE, rejected, routed, validated
from tests.unit.registry.test_any_order import BERTS, kinds, state_of

pytestmark = pytest.mark.rule("B1", "2.operator")
KINDS = [OrganisationKind.CONTROL_BODY, OrganisationKind.AUTHORITY]


async def joined(kind: OrganisationKind) -> MemoryService:
    memory = MemoryService(service)
    profile = PROFILE.model_copy(update={"identifiers": (), "activities": (), "code": "BE-BIO-99"})
    proposal = ProposeOrganisation(
        kind=kind,
        organisation_id="operator",
        authorisation_id="right",
        request_id="request",
        profile=profile,
        contact=Contact(),
    )
    await memory.command(proposal, id="proposal", actor=ANNA)
    await memory.command(BERTS, id="attachment", actor=BERT)
    return memory


def only(memory: MemoryService) -> Organisation:
    (organisation,) = memory.all(Organisation)
    return organisation


@pytest.mark.parametrize("kind", KINDS)
async def test_it_is_proposed_with_its_code_in_one_request(kind: OrganisationKind) -> None:
    memory = await joined(kind)
    assert kinds(memory) == [OrganisationProposed, AuthorisationRequested, AuthorisationRequested]
    body = only(memory)
    assert (body.kind, body.status, body.code, body.code_key, body.traces_number) == (
        kind,
        NEW,
        "BE-BIO-99",
        "BE-BIO-99",
        None,
    )
    _, event = memory.published[0]
    assert isinstance(event, OrganisationProposed)
    assert (event.request_id, event.authorisation_id, event.account_id) == ("request", "right", ANNA)


@pytest.mark.parametrize("kind", KINDS)
async def test_it_is_recognised_before_its_user(kind: OrganisationKind) -> None:
    memory = await joined(kind)
    for envelope, event in news(routed(proposal=True), validated(proposal=True)):
        await memory.handle(envelope, event)
    assert kinds(memory)[3:] == [OrganisationValidated, AuthorisationGranted]
    assert only(memory).status is VALID


@pytest.mark.parametrize("kind", KINDS)
async def test_it_is_refused_with_all_open_requests_and_frees_its_code(kind: OrganisationKind) -> None:
    memory = await joined(kind)
    for envelope, event in news(routed(proposal=True), rejected(proposal=True)):
        await memory.handle(envelope, event)
    assert kinds(memory)[3:] == [OrganisationRejected, AuthorisationRejected, AuthorisationRejected]
    assert (only(memory).status, only(memory).code_key, only(memory).code) == (REJECTED, None, "BE-BIO-99")


@pytest.mark.parametrize("kind", KINDS)
async def test_it_is_withdrawn_with_all_open_requests(kind: OrganisationKind) -> None:
    memory = await joined(kind)
    await memory.command(WithdrawRequest("right", "operator", proposal=True), id="withdrawal", actor=ANNA)
    assert kinds(memory)[3:] == [AuthorisationWithdrawn, OperatorDeleted, AuthorisationRejected]
    assert (only(memory).status, only(memory).code_key) == (DELETED, None)
    assert {each.status for each in memory.all(Authorisation)} == {auth.WITHDRAWN, auth.REJECTED}


DECISIONS = {
    "validated": news(routed(proposal=True), validated(proposal=True)),
    "rejected": news(routed(proposal=True), rejected(proposal=True)),
}


@pytest.mark.parametrize("outcome", DECISIONS)
@settings(max_examples=20, deadline=None)
@forall(data=st.data())
async def test_the_end_is_the_same_in_any_order(outcome: str, data: st.DataObject) -> None:
    async def played(deliveries: list[Delivery]) -> dict[str, Any]:
        memory = await joined(OrganisationKind.CONTROL_BODY)
        for envelope, event in deliveries:
            await memory.handle(envelope, event)
        return state_of(memory)

    deliveries = DECISIONS[outcome]
    assert await played(data.draw(shuffled([deliveries]))) == await played(deliveries)
