"""What validation's decisions do here; registry has the last word."""

import pytest

from chassis.testing import NOON, given
from contracts.events.registry import (
    AuthorisationGranted,
    AuthorisationRejected,
    AuthorisationStatus,
    OperatorRejected,
    OperatorValidated,
    OrganisationStatus,
)
from services.registry.domain import authorisation as auth
from services.registry.domain.deciding import grant, reject, reject_operator, validate_operator
from services.registry.domain.errors import AlreadySettled, OperatorNotValid, UnknownOrganisation, UnknownRequest
from services.registry.domain.organisation import DELETED, NEW, REJECTED, SUSPENDED, VALID
from services.registry.domain.timeline import Step
from tests.unit.registry.people import INAO, operator, proposed, rejected, right, validated

SETTLED = [auth.VALID, auth.REJECTED, auth.WITHDRAWN, auth.SUSPENDED, auth.REVOKED]


@pytest.mark.rule("D9", "E9", "2.operator")
def test_a_proposed_operator_becomes_valid_first() -> None:
    then = given(proposed(), authorisation=right(proposal=True)).when(validate_operator, validated(proposal=True))
    then.then(OperatorValidated, status=VALID, had_user=True, claimed_eori="BE0123456789")


def test_joining_a_valid_operator_says_nothing_of_the_operator() -> None:
    then = given(operator(), authorisation=right()).when(validate_operator, validated())
    then.then(status=VALID, had_user=True)
    given(operator(had_user=True), authorisation=right()).when(validate_operator, validated()).unchanged()


@pytest.mark.rule("E4", "2.authorisation")
@pytest.mark.parametrize("administrator", [True, False])
def test_the_user_gets_the_right_and_is_administrator_as_the_event_says(administrator: bool) -> None:
    then = given(right(), organisation=operator()).when(grant, validated(administrator=administrator))
    then.then(AuthorisationGranted, status=auth.VALID, administrator=administrator, since=NOON, claim="anna operator")
    assert [(entry.what, entry.who) for entry in then.state.timeline] == [(Step.VALIDATED, INAO.name)]


@pytest.mark.rule("2.operator")
def test_on_a_suspended_operator_the_right_is_given_too() -> None:
    given(right(), organisation=operator(SUSPENDED)).when(grant, validated()).then(AuthorisationGranted)


@pytest.mark.rule("E9")
@pytest.mark.parametrize("status", [NEW, REJECTED, DELETED])
def test_there_is_no_right_on_an_operator_that_is_not_valid(status: OrganisationStatus) -> None:
    given(right(), organisation=operator(status)).when(grant, validated()).raises(OperatorNotValid)


@pytest.mark.rule("2.authorisation")
@pytest.mark.parametrize("status", SETTLED)
def test_a_decision_that_comes_too_late_changes_nothing(status: AuthorisationStatus) -> None:
    late = right(status=status, proposal=True)
    given(late, organisation=operator()).when(grant, validated()).raises(AlreadySettled)
    given(late, organisation=operator()).when(reject, rejected()).raises(AlreadySettled)
    given(proposed(), authorisation=late).when(validate_operator, validated(proposal=True)).raises(AlreadySettled)
    given(proposed(), authorisation=late).when(reject_operator, rejected(proposal=True)).raises(AlreadySettled)


def test_decisions_on_what_is_not_there_are_refused() -> None:
    given(organisation=operator()).when(grant, validated()).raises(UnknownRequest)
    given(organisation=operator()).when(reject, rejected()).raises(UnknownRequest)
    given(operator(), authorisation=None).when(validate_operator, validated()).raises(UnknownRequest)
    given(authorisation=right()).when(reject_operator, rejected()).raises(UnknownOrganisation)


@pytest.mark.rule("2.operator", "D3")
def test_a_proposed_operator_is_refused_with_its_request_and_frees_its_eori() -> None:
    then = given(proposed(), authorisation=right(proposal=True)).when(reject_operator, rejected(proposal=True))
    then.then(OperatorRejected, status=REJECTED, claimed_eori=None, living=False)
    (event,) = then.events
    assert isinstance(event, OperatorRejected)
    assert event.reason == "not certified"


def test_refusing_a_user_leaves_a_valid_operator_alone() -> None:
    given(operator(), authorisation=right()).when(reject_operator, rejected()).unchanged()


@pytest.mark.rule("2.authorisation")
@pytest.mark.parametrize("status", [auth.REQUESTED, auth.INFO_REQUIRED])
def test_the_applicant_is_told_why(status: AuthorisationStatus) -> None:
    then = given(right(status=status), organisation=operator()).when(reject, rejected(reason="no certificate"))
    then.then(AuthorisationRejected, status=auth.REJECTED, reason="no certificate", reason_code="decided", claim=None)
    (event,) = then.events
    assert isinstance(event, AuthorisationRejected)
    assert (event.reason_code, event.reason) == ("decided", "no certificate")
