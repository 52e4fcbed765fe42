"""A case goes to the right authority (domain section 8)."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from chassis.errors import NotFound
from chassis.testing import Given, given
from contracts.events.registry import OrganisationKind, OrganisationStatus
from contracts.events.validation import CaseStatus, RequestReassigned
from contracts.reference import organisation_id
from services.validation.domain.commands import Reassign
from services.validation.domain.reassigning import reassign
from services.validation.domain.refusals import (
    AlreadyDecided,
    AlreadyThere,
    AuthorityConcerned,
    AuthorityUnknown,
    CaseIncomplete,
    InformationPending,
    NotYourCase,
    ReasonMissing,
    SelfValidation,
)
from services.validation.domain.request import Request
from services.validation.reference import TABLE
from tests.unit.validation.cases import opened, right, seen
from tests.unit.validation.world import ANNA, BELGIUM, COMMISSION, INAO, INES, ref

pytestmark = pytest.mark.rule("E10")

FRIDAY_BEFORE_EASTER = datetime(2026, 4, 3, 9, 0, tzinfo=UTC)
handed_over = partial(reassign, table=TABLE)


def to(authority: str = "BE-CA", *, by: str = INES, reason: str = "established in Belgium") -> Reassign:
    return Reassign("req-a", "importer", by, authority, reason)


def desk(request: Request | None = None, **beside: Any) -> Given:
    """An open case of INAO, with Ines of INAO."""
    around = {"rights": (right(INAO, account=INES),), "organisation": seen(OrganisationStatus.NEW)}
    return given(request or opened(), **{**around, **beside})


@pytest.mark.parametrize("authority", ["BE-CA", BELGIUM])
def test_the_validator_hands_over_by_code_or_id(authority: str) -> None:
    then = desk().when(handed_over, to(authority, reason=" established in Belgium "))
    then.then(RequestReassigned, status=CaseStatus.OPEN, scopes=(BELGIUM, COMMISSION))
    (event,) = then.events
    assert isinstance(event, RequestReassigned)
    assert event.previous.code == "FR-INAO"
    assert event.case.validator.code == "BE-CA"
    assert event.case.superior is not None
    assert event.reason == "established in Belgium"


@pytest.mark.rule("3.decision")
def test_the_new_due_date_counts_from_the_handing_over_by_the_new_calendar() -> None:
    """Easter Monday, 6 April 2026, is a holiday in Belgium as well; the clock is Brussels'."""
    then = desk().when(handed_over, to(), now=FRIDAY_BEFORE_EASTER)
    assert then.state.due_at == datetime(2026, 4, 8, 21, 59, 59, tzinfo=UTC)
    assert then.state.urgency.startswith("2026-04-08T21:59:59")
    assert then.change is not None
    assert [timer.due_at.day for timer in then.change.timers] == [7, 8, 9]


def test_the_superior_hands_over() -> None:
    desk(rights=(right(COMMISSION, account="cora"),)).when(handed_over, to(by="cora")).then(RequestReassigned)


def test_up_to_the_superior_there_is_nobody_above() -> None:
    desk().when(handed_over, to("EU-COM")).then(RequestReassigned, superior=None, scopes=(COMMISSION,))


@pytest.mark.rule("E5")
def test_a_delegated_administrator_decides_but_does_not_hand_over() -> None:
    delegated = opened().changed(delegated=True, scopes=(INAO, COMMISSION, "admin:importer"))
    desk(delegated, rights=(right("importer", administrator=True),)).when(handed_over, to()).raises(NotYourCase)


@pytest.mark.rule("E5")
def test_delegation_stays_with_the_organisations_country() -> None:
    delegated = opened().changed(delegated=True)
    then = desk(delegated).when(handed_over, to())
    then.then(RequestReassigned, delegated=True, scopes=(BELGIUM, COMMISSION, "admin:importer"))


@pytest.mark.parametrize("rights", [(), (right(BELGIUM),), (right("importer", administrator=True),)])
def test_nobody_else_does(rights: Any) -> None:
    desk(rights=rights).when(handed_over, to()).raises(NotYourCase)


@pytest.mark.rule("E7")
def test_not_even_ones_own_request() -> None:
    desk(rights=(right(INAO, account=ANNA),)).when(handed_over, to(by=ANNA)).raises(SelfValidation)


@pytest.mark.parametrize("authority", ["XX-CA", "importer", "", "be-ca", "EU-HELPDESK", organisation_id("EU-HELPDESK")])
def test_only_to_an_authority_that_decides(authority: str) -> None:
    error = desk().when(handed_over, to(authority)).raises(AuthorityUnknown)
    assert (error.status, error.errors[0].pointer) == (422, "/authority")


def test_not_to_the_same() -> None:
    assert desk().when(handed_over, to("FR-INAO")).raises(AlreadyThere).status == 409


@pytest.mark.rule("E11")
def test_not_to_the_authority_that_it_is_about() -> None:
    belgian = ref(BELGIUM, kind=OrganisationKind.AUTHORITY, country="BE", status=OrganisationStatus.VALID)
    above = (right(COMMISSION, account="cora"),)
    case = opened(organisation=belgian)
    desk(case, rights=above).when(handed_over, to(by="cora")).raises(AuthorityConcerned)


def test_with_a_reason() -> None:
    desk().when(handed_over, to(reason=" ")).raises(ReasonMissing)


@pytest.mark.parametrize("status", [CaseStatus.VALIDATED, CaseStatus.REJECTED, CaseStatus.WITHDRAWN])
def test_not_what_is_settled(status: CaseStatus) -> None:
    desk(opened().changed(status=status)).when(handed_over, to()).raises(AlreadyDecided)


def test_not_while_the_applicant_is_asked() -> None:
    desk(opened().changed(status=CaseStatus.INFO_REQUIRED)).when(handed_over, to()).raises(InformationPending)


def test_not_what_is_incomplete() -> None:
    desk(opened(proposal=True, complete=False)).when(handed_over, to()).raises(CaseIncomplete)


def test_an_unknown_request_is_not_found() -> None:
    given(None, rights=(), organisation=None).when(handed_over, to()).raises(NotFound)
