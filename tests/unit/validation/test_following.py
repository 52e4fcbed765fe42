"""What registry's news does to a case (design section 6: A request; Registry has the last word)."""

from datetime import datetime, timedelta

import pytest

from chassis.testing import MemoryService, envelope_for, given
from contracts.events.registry import AuthorisationStatus, OrganisationKind, OrganisationStatus
from contracts.events.validation import CaseStatus, RequestRouted, RequestWithdrawn
from services.validation.domain.commands import Decide, Outcome
from services.validation.domain.first_user import FirstUser
from services.validation.domain.following import close, complete, open_request, withdraw
from services.validation.domain.request import Request
from services.validation.reference import TABLE
from services.validation.service import service
from tests.unit.validation.cases import opened, right, seen
from tests.unit.validation.world import (
    ANNA,
    COMMISSION,
    FRIDAY_EVENING_IN_PARIS,
    INAO,
    INES,
    WEDNESDAY,
    granted,
    proposed,
    ref,
    registered,
    rejected,
    requested,
    withdrawn,
)

NEW_CASE = given(None, right=None, organisation=None, table=TABLE)
SETTLED = [CaseStatus.VALIDATED, CaseStatus.REJECTED]


@pytest.mark.rule("E1", "E3")
def test_a_request_is_routed_by_the_table() -> None:
    then = NEW_CASE.when(open_request, requested(), time=WEDNESDAY)
    then.then(RequestRouted, status=CaseStatus.OPEN, scopes=(INAO, COMMISSION))
    (routed,) = then.events
    assert isinstance(routed, RequestRouted)
    assert routed.case.validator.code == "FR-INAO"
    assert routed.case.superior is not None
    assert routed.case.superior.code == "EU-COM"
    assert routed.case.account_id == ANNA
    assert routed.case.delegated is False


@pytest.mark.rule("F2", "3.decision")
def test_the_due_date_counts_from_the_event_not_from_its_handling() -> None:
    late = WEDNESDAY + timedelta(days=9)
    then = NEW_CASE.when(open_request, requested(), time=WEDNESDAY, now=late)
    then.then(RequestRouted, due_at=FRIDAY_EVENING_IN_PARIS, requested_at=WEDNESDAY)


def test_an_attachment_is_complete_at_once() -> None:
    NEW_CASE.when(open_request, requested(proposal=False)).then(RequestRouted, complete=True)


def test_a_proposal_waits_for_the_operator() -> None:
    NEW_CASE.when(open_request, requested(proposal=True)).then(RequestRouted, complete=False)


def test_a_proposal_that_waits_already_is_not_seen_yet() -> None:
    only_awaited = NEW_CASE.beside(organisation=seen(OrganisationStatus.NEW, sequence=0))
    only_awaited.when(open_request, requested(proposal=True)).then(RequestRouted, complete=False)


def test_a_proposal_whose_operator_came_first_is_complete() -> None:
    came = NEW_CASE.beside(organisation=seen(OrganisationStatus.NEW, sequence=1))
    came.when(open_request, requested(proposal=True)).then(RequestRouted, complete=True)


def test_the_operator_completes_the_case() -> None:
    given(opened(proposal=True, complete=False)).when(complete, proposed()).then(complete=True)


def test_an_operator_before_its_case_changes_no_case() -> None:
    given(None).when(complete, proposed()).unchanged()
    given(opened(complete=True)).when(complete, proposed()).unchanged()


def test_a_case_is_opened_once() -> None:
    given(opened(), right=None, organisation=None, table=TABLE).when(open_request, requested()).unchanged()


def test_a_request_withdrawn_meanwhile_is_routed_all_the_same() -> None:
    gone = right("importer", status=AuthorisationStatus.WITHDRAWN)
    then = NEW_CASE.beside(right=gone).when(open_request, requested())
    then.then(RequestRouted, RequestWithdrawn, status=CaseStatus.WITHDRAWN)
    routed, taken_back = then.events
    assert isinstance(routed, RequestRouted)
    assert routed.case.status is CaseStatus.OPEN
    assert isinstance(taken_back, RequestWithdrawn)
    assert taken_back.case.status is CaseStatus.WITHDRAWN


def test_a_request_refused_meanwhile_is_routed_all_the_same() -> None:
    gone = right("importer", status=AuthorisationStatus.REJECTED)
    NEW_CASE.beside(right=gone).when(open_request, requested()).then(RequestRouted, status=CaseStatus.REJECTED)


@pytest.mark.parametrize("status", [CaseStatus.OPEN, CaseStatus.INFO_REQUIRED, *SETTLED])
@pytest.mark.rule("2.authorisation")
def test_a_withdrawal_ends_a_case_even_when_it_is_decided(status: CaseStatus) -> None:
    then = given(opened().changed(status=status)).when(withdraw, withdrawn())
    then.then(RequestWithdrawn, status=CaseStatus.WITHDRAWN)
    (event,) = then.events
    assert isinstance(event, RequestWithdrawn)
    assert event.case.validator.code == "FR-INAO"


def test_a_withdrawal_is_said_once() -> None:
    given(opened().changed(status=CaseStatus.WITHDRAWN)).when(withdraw, withdrawn()).unchanged()


def test_a_withdrawal_before_its_case_is_left_to_the_projection() -> None:
    given(None).when(withdraw, withdrawn()).unchanged()


@pytest.mark.parametrize("reason", ["operator-rejected", "operator-withdrawn"])
@pytest.mark.parametrize("status", [CaseStatus.OPEN, CaseStatus.INFO_REQUIRED, CaseStatus.VALIDATED])
@pytest.mark.rule("2.operator")
def test_a_case_is_closed_when_its_operator_is_gone(status: CaseStatus, reason: str) -> None:
    """Without an event of ours: registry has told everybody, and nobody is mailed twice."""
    given(opened().changed(status=status)).when(close, rejected(reason_code=reason)).then(status=CaseStatus.REJECTED)


@pytest.mark.parametrize("status", [CaseStatus.REJECTED, CaseStatus.WITHDRAWN])
def test_a_case_that_ended_is_not_closed_again(status: CaseStatus) -> None:
    given(opened().changed(status=status)).when(close, rejected()).unchanged()


def test_the_echo_of_our_own_decision_changes_nothing() -> None:
    given(opened().changed(status=CaseStatus.REJECTED)).when(close, rejected(reason_code="decided")).unchanged()
    given(None).when(close, rejected(reason_code="decided")).unchanged()


@pytest.mark.parametrize(
    ("at", "sorts_before"),
    [(WEDNESDAY, WEDNESDAY + timedelta(days=7)), (WEDNESDAY, WEDNESDAY + timedelta(days=365))],
)
def test_urgency_sorts_by_due_date(at: datetime, sorts_before: datetime) -> None:
    early = NEW_CASE.when(open_request, requested("z"), time=at).state
    late = NEW_CASE.when(open_request, requested("a"), time=sorts_before).state
    assert early.urgency < late.urgency


@pytest.mark.rule("E11")
def test_requests_on_an_authority_go_to_its_superior() -> None:
    inao = ref(INAO, kind=OrganisationKind.AUTHORITY, status=OrganisationStatus.VALID)
    NEW_CASE.when(open_request, requested(organisation=inao)).then(RequestRouted, scopes=(COMMISSION,), superior=None)


async def test_a_cascade_that_crosses_a_validation_has_the_last_word() -> None:
    """The operator was valid when its user was validated, and is gone when registry hears of it."""
    memory = MemoryService(service)
    valid = ref(status=OrganisationStatus.VALID)
    authority = ref(INAO, kind=OrganisationKind.AUTHORITY, status=OrganisationStatus.VALID)
    for event in (
        registered(valid),
        granted(INES, account=INES, organisation=authority),
        requested(organisation=valid),
    ):
        await memory.handle(envelope_for(event), event)
    await memory.command(Decide("req-a", valid.id, INES, Outcome.VALIDATED), id="decision", actor=INES)
    gone = rejected(organisation=valid)
    await memory.handle(envelope_for(gone, sequence=2), gone)
    case, row = memory.get(Request, "req-a"), memory.get(FirstUser, valid.id)
    assert case is not None
    assert case.status is CaseStatus.REJECTED
    assert row is not None
    assert not row.taken
