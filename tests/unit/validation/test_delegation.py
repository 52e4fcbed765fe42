"""Administrators of an organisation decide its further users where the country says so (rules E4, E5, E8)."""

from dataclasses import replace

import pytest

from chassis.testing import MemoryService, envelope_for
from contracts.events.registry import (
    AdministratorRemoved,
    AuthorisationReinstated,
    AuthorisationSuspended,
    OperatorReinstated,
    OperatorSuspended,
    OrganisationKind,
    OrganisationStatus,
)
from contracts.events.validation import CaseStatus
from services.validation.domain.commands import Decide, Outcome
from services.validation.domain.refusals import NotYourCase, SelfValidation
from services.validation.domain.request import Request
from services.validation.domain.routing import RoutingTable
from services.validation.reference import TABLE
from services.validation.service import service, validation
from tests.unit.validation.news import ruled, stood
from tests.unit.validation.world import BELA, BELGIUM, BERT, granted, ref, registered, requested

pytestmark = pytest.mark.rule("E4", "E5", "5")

OPERATOR = ref("alpro", country="BE", status=OrganisationStatus.VALID)
AMIR = "amir"


def delegating(country: str) -> RoutingTable:
    """The table, with this country's operators deciding on their own further users."""
    key = (OrganisationKind.OPERATOR, country, "further")
    return replace(TABLE, policies={**TABLE.policies, key: replace(TABLE.policies[key], delegated=True)})


DELEGATED = validation(delegating("BE"))


async def asked(memory: MemoryService, *, first_user: bool = False, account: str = BERT) -> MemoryService:
    """Amir administers the operator; somebody asks to act for it, too."""
    for event in (
        registered(OPERATOR),
        granted("amir", account=AMIR, organisation=OPERATOR, administrator=True),
        requested("b", account=account, organisation=OPERATOR, first_user=first_user),
    ):
        await memory.handle(envelope_for(event), event)
    return memory


async def decided(memory: MemoryService, by: str = AMIR) -> Request:
    await memory.command(Decide("req-b", OPERATOR.id, by, Outcome.VALIDATED), id=f"by {by}", actor=by)
    case = memory.get(Request, "req-b")
    assert case is not None
    return case


async def test_an_administrator_decides_a_colleagues_request() -> None:
    case = await decided(await asked(MemoryService(DELEGATED)))
    assert (case.status, case.delegated, case.administrator) == (CaseStatus.VALIDATED, True, False)
    assert case.validator.code == "BE-CA"


async def test_not_where_the_country_does_not_delegate() -> None:
    with pytest.raises(NotYourCase):
        await decided(await asked(MemoryService(service)))


async def test_not_a_first_user() -> None:
    with pytest.raises(NotYourCase):
        await decided(await asked(MemoryService(DELEGATED), first_user=True))


@pytest.mark.rule("E8")
async def test_an_organisation_without_administrator_is_decided_by_its_authority_alone() -> None:
    memory = MemoryService(DELEGATED)
    belgium = ref(BELGIUM, kind=OrganisationKind.AUTHORITY, country="BE", status=OrganisationStatus.VALID)
    for event in (
        registered(OPERATOR),
        granted("amir", account=AMIR, organisation=OPERATOR),
        granted(BELA, account=BELA, organisation=belgium),
        requested("b", account=BERT, organisation=OPERATOR, first_user=False),
    ):
        await memory.handle(envelope_for(event), event)
    with pytest.raises(NotYourCase):
        await decided(memory)
    assert (await decided(memory, BELA)).status is CaseStatus.VALIDATED


@pytest.mark.rule("E7")
async def test_not_his_own_request() -> None:
    with pytest.raises(SelfValidation):
        await decided(await asked(MemoryService(DELEGATED), account=AMIR))


async def test_not_once_he_does_not_administer_any_more() -> None:
    memory = await asked(MemoryService(DELEGATED))
    removed = ruled(AdministratorRemoved, "amir", account=AMIR, organisation=OPERATOR)
    await memory.handle(envelope_for(removed, sequence=2), removed)
    with pytest.raises(NotYourCase):
        await decided(memory)


@pytest.mark.rule("2.authorisation")
async def test_not_while_his_right_is_suspended() -> None:
    memory = await asked(MemoryService(DELEGATED))
    stopped = ruled(AuthorisationSuspended, "amir", account=AMIR, organisation=OPERATOR, administrator=True)
    await memory.handle(envelope_for(stopped, sequence=2), stopped)
    with pytest.raises(NotYourCase):
        await decided(memory)
    again = ruled(AuthorisationReinstated, "amir", account=AMIR, organisation=OPERATOR, administrator=True)
    await memory.handle(envelope_for(again, sequence=3), again)
    assert (await decided(memory)).status is CaseStatus.VALIDATED


@pytest.mark.rule("2.operator")
async def test_not_while_his_operator_is_suspended() -> None:
    """Its users keep their rights but cannot act."""
    memory = await asked(MemoryService(DELEGATED))
    stopped = stood(OperatorSuspended, OPERATOR, reason="under inspection")
    await memory.handle(envelope_for(stopped, sequence=2), stopped)
    with pytest.raises(NotYourCase):
        await decided(memory)
    again = stood(OperatorReinstated, OPERATOR, reason="inspected")
    await memory.handle(envelope_for(again, sequence=3), again)
    assert (await decided(memory)).status is CaseStatus.VALIDATED
