"""One decision for operator and user (design section 6; rules D9, E4, E7, E9, E10, E15)."""

from datetime import date
from typing import Any

import pytest

from chassis.errors import NotFound, StaleVersion
from chassis.testing import Given, given
from contracts.events.registry import AuthorisationStatus, OrganisationStatus
from contracts.events.validation import CaseStatus, RequestRejected, RequestValidated
from services.validation.domain.commands import Decide, Outcome
from services.validation.domain.deciding import decide
from services.validation.domain.first_user import FirstUser
from services.validation.domain.refusals import (
    AlreadyDecided,
    CaseIncomplete,
    DatesReversed,
    InformationPending,
    NotYourCase,
    OperatorNotValid,
    ReasonMissing,
    SelfValidation,
)
from services.validation.domain.request import Request
from tests.unit.validation.cases import opened, right, seen
from tests.unit.validation.world import ANNA, BELGIUM, COMMISSION, INAO, INES

AT_INAO = (right(INAO, account=INES),)


def saying(outcome: Outcome = Outcome.VALIDATED, *, by: str = INES, **more: Any) -> Decide:
    """A decision on request a."""
    return Decide("req-a", "importer", by, outcome, **more)


def desk(request: Request | None = None, **beside: Any) -> Given:
    """An open attachment to a valid operator without users, on the desk of Ines of INAO."""
    around: dict[str, Any] = {"rights": AT_INAO, "users": (), "organisation": seen(), "first_user": None}
    return given(request or opened(), **{**around, **beside})


@pytest.mark.rule("E1", "E15")
def test_the_validator_validates() -> None:
    then = desk().when(decide, saying(certificate="FR-BIO-001.250-0000052.2026.001"))
    then.then(RequestValidated, status=CaseStatus.VALIDATED)
    (event,) = then.events
    assert isinstance(event, RequestValidated)
    assert event.case.status is CaseStatus.VALIDATED
    assert event.case.reason is None
    assert event.certificate == "FR-BIO-001.250-0000052.2026.001"


def test_the_validator_rejects_with_a_reason() -> None:
    then = desk().when(decide, saying(Outcome.REJECTED, reason="  not certified "))
    then.then(RequestRejected, status=CaseStatus.REJECTED, reason="not certified")
    (event,) = then.events
    assert isinstance(event, RequestRejected)
    assert event.reason == event.case.reason == "not certified"


@pytest.mark.parametrize("reason", [None, "", "  \n"])
@pytest.mark.rule("2.authorisation")
def test_a_rejection_needs_a_reason(reason: str | None) -> None:
    error = desk().when(decide, saying(Outcome.REJECTED, reason=reason)).raises(ReasonMissing)
    assert error.status == 422
    assert error.errors[0].pointer == "/reason"


@pytest.mark.rule("E10")
def test_the_superior_may_decide_in_its_place() -> None:
    """Rule E10."""
    above = (right(COMMISSION, account="cora"),)
    desk(rights=above).when(decide, saying(by="cora")).then(RequestValidated)


@pytest.mark.parametrize(
    "rights",
    [
        (),
        (right(BELGIUM),),
        (right(INAO, status=AuthorisationStatus.REQUESTED),),
        (right(INAO, status=AuthorisationStatus.SUSPENDED),),
        (right(INAO, status=AuthorisationStatus.REVOKED),),
        (right("importer", administrator=True),),
    ],
    ids=["none", "another authority", "requested", "suspended", "revoked", "the organisation's own admin"],
)
@pytest.mark.rule("5", "E6")
def test_nobody_else_may(rights: Any) -> None:
    error = desk(rights=rights).when(decide, saying()).raises(NotYourCase)
    assert error.status == 403


@pytest.mark.rule("E7")
def test_nobody_validates_himself() -> None:
    """Rule E7, even with a right on the validator."""
    error = desk(rights=(right(INAO, account=ANNA),)).when(decide, saying(by=ANNA)).raises(SelfValidation)
    assert (error.status, error.code) == (403, "self-validation")


def test_an_unknown_request_is_not_found() -> None:
    given(None, rights=AT_INAO, users=(), organisation=None, first_user=None).when(decide, saying()).raises(NotFound)


@pytest.mark.parametrize("status", [CaseStatus.VALIDATED, CaseStatus.REJECTED, CaseStatus.WITHDRAWN])
@pytest.mark.parametrize("command", [saying(), saying(Outcome.REJECTED, reason="no")], ids=["validate", "reject"])
@pytest.mark.rule("2.authorisation")
def test_a_settled_case_is_settled(status: CaseStatus, command: Decide) -> None:
    error = desk(opened().changed(status=status)).when(decide, command).raises(AlreadyDecided)
    assert error.status == 409
    assert error.members["case_status"] == status


def test_while_information_is_awaited_only_a_rejection_is_possible() -> None:
    waiting = opened().changed(status=CaseStatus.INFO_REQUIRED)
    desk(waiting).when(decide, saying()).raises(InformationPending)
    desk(waiting).when(decide, saying(Outcome.REJECTED, reason="no answer")).then(RequestRejected)


@pytest.mark.parametrize("command", [saying(), saying(Outcome.REJECTED, reason="no")], ids=["validate", "reject"])
def test_nobody_decides_on_a_proposal_that_has_not_come(command: Decide) -> None:
    desk(opened(proposal=True, complete=False)).when(decide, command).raises(CaseIncomplete)


@pytest.mark.rule("D9", "E9")
def test_a_proposal_makes_its_operator_valid_in_the_same_decision() -> None:
    """Rules D9, E9: registry validates the operator first, then the user."""
    new = seen(OrganisationStatus.NEW)
    then = desk(opened(proposal=True), organisation=new).when(decide, saying()).then(RequestValidated)
    (event,) = then.events
    assert isinstance(event, RequestValidated)
    assert event.case.proposal


@pytest.mark.parametrize("status", [OrganisationStatus.REJECTED, OrganisationStatus.DELETED])
@pytest.mark.rule("2.operator")
def test_a_proposal_whose_operator_is_gone_is_not_validated(status: OrganisationStatus) -> None:
    desk(opened(proposal=True), organisation=seen(status)).when(decide, saying()).raises(OperatorNotValid)


@pytest.mark.parametrize("status", [OrganisationStatus.NEW, OrganisationStatus.REJECTED, OrganisationStatus.DELETED])
@pytest.mark.rule("E9")
def test_no_user_is_valid_on_an_operator_that_is_not(status: OrganisationStatus) -> None:
    """Rule E9."""
    error = desk(organisation=seen(status)).when(decide, saying()).raises(OperatorNotValid)
    assert (error.status, error.code) == (409, "operator-not-valid")
    assert error.members["organisation_status"] == status


@pytest.mark.parametrize("view", [None, seen(OrganisationStatus.VALID, sequence=0)], ids=["unknown", "awaited"])
@pytest.mark.rule("E9")
def test_valid_is_what_registry_said_not_what_the_request_claims(view: Any) -> None:
    desk(organisation=view).when(decide, saying()).raises(OperatorNotValid)


def test_a_user_of_a_new_operator_may_be_rejected() -> None:
    new = seen(OrganisationStatus.NEW)
    desk(organisation=new).when(decide, saying(Outcome.REJECTED, reason="unknown")).then(RequestRejected)


@pytest.mark.rule("2.operator")
def test_a_suspended_operator_takes_users() -> None:
    desk(organisation=seen(OrganisationStatus.SUSPENDED)).when(decide, saying()).then(RequestValidated)


@pytest.mark.rule("E4")
def test_the_first_user_becomes_administrator() -> None:
    """Rule E4."""
    desk().when(decide, saying()).then(RequestValidated, administrator=True)


@pytest.mark.rule("E4")
def test_a_further_user_does_not() -> None:
    desk(users=(right("importer", account="bert"),)).when(decide, saying()).then(RequestValidated, administrator=False)


@pytest.mark.parametrize("status", [s for s in AuthorisationStatus if s is not AuthorisationStatus.VALID])
def test_who_is_not_valid_is_not_a_user(status: AuthorisationStatus) -> None:
    desk(users=(right("importer", status=status),)).when(decide, saying()).then(RequestValidated, administrator=True)


@pytest.mark.rule("E4")
def test_the_loser_of_a_race_does_not_become_administrator() -> None:
    taken = FirstUser(id="importer", authorisation_id="auth-b")
    desk(first_user=taken).when(decide, saying()).then(RequestValidated, administrator=False)


def test_a_row_that_was_given_back_is_free() -> None:
    free = FirstUser(id="importer", authorisation_id=None)
    desk(first_user=free).when(decide, saying()).then(RequestValidated, administrator=True)


@pytest.mark.parametrize("wish", [True, False])
@pytest.mark.parametrize("users", [(), (right("importer"),)], ids=["first", "further"])
@pytest.mark.rule("E5")
def test_the_validator_may_say_who_administers(wish: bool, users: Any) -> None:
    """Rule E5: the validator may withhold it, or give it."""
    desk(users=users).when(decide, saying(administrator=wish)).then(RequestValidated, administrator=wish)


@pytest.mark.rule("E15")
def test_a_certificate_does_not_end_before_it_begins() -> None:
    """Rule E15."""
    begin, end = date(2026, 1, 1), date(2026, 12, 31)
    desk().when(decide, saying(valid_from=end, valid_to=begin)).raises(DatesReversed)
    desk().when(decide, saying(valid_from=begin, valid_to=begin)).then(RequestValidated, valid_to=begin)
    desk().when(decide, saying(valid_from=begin, valid_to=end)).then(RequestValidated, valid_from=begin, valid_to=end)


@pytest.mark.rule("F9")
def test_a_stranger_learns_nothing_of_the_case() -> None:
    """Rights are checked before the state of the case and before what was sent."""
    settled = opened().changed(status=CaseStatus.VALIDATED)
    desk(settled, rights=()).when(decide, saying(Outcome.REJECTED)).raises(NotYourCase)


@pytest.mark.rule("F10")
@pytest.mark.parametrize("outcome", Outcome)
def test_what_changed_since_it_was_read_is_not_decided_on(outcome: Outcome) -> None:
    read = opened().changed(sequence=2)
    desk(read).when(decide, saying(outcome, reason="so", version=1)).raises(StaleVersion)
    assert desk(read).when(decide, saying(outcome, reason="so", version=2)).events


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.rule("F10")
def test_an_organisation_that_changed_since_it_was_read_is_not_decided_on(outcome: Outcome) -> None:
    read = seen(sequence=3)
    desk(organisation=read).when(decide, saying(outcome, reason="so", operator_version=2)).raises(StaleVersion)
    assert desk(organisation=read).when(decide, saying(outcome, reason="so", operator_version=3)).events


def test_an_organisation_that_was_never_heard_of_has_version_0() -> None:
    unheard = desk(organisation=None)
    unheard.when(decide, saying(Outcome.REJECTED, reason="so", operator_version=1)).raises(StaleVersion)
    assert unheard.when(decide, saying(Outcome.REJECTED, reason="so", operator_version=0)).events
