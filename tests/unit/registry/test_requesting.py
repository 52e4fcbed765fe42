"""Asking to act for an organisation, and taking that back."""

import pytest

from chassis.testing import given
from contracts.events.registry import (
    AuthorisationRejected,
    AuthorisationRequested,
    AuthorisationStatus,
    AuthorisationWithdrawn,
    OperatorDeleted,
    OrganisationStatus,
)
from contracts.reference import HELPDESK_ID
from services.registry.domain import authorisation as auth
from services.registry.domain.commands import WithdrawRequest
from services.registry.domain.errors import (
    AlreadySettled,
    NotYourRequest,
    OrganisationClosed,
    UnknownOrganisation,
    UnknownRequest,
)
from services.registry.domain.organisation import DELETED, NEW, REJECTED, SUSPENDED, VALID
from services.registry.domain.requesting import close_with_operator, delete_proposed, join, request, withdraw
from services.registry.domain.timeline import Step
from tests.unit.registry.people import ANNA, ATTACHMENT, BERT, PROPOSAL, operator, proposed, right

PROPOSER = WithdrawRequest(authorisation_id="right", organisation_id="operator", proposal=True)
JOINER = WithdrawRequest(authorisation_id="right", organisation_id="operator", proposal=False)


@pytest.mark.rule("D9")
def test_a_proposal_asks_for_operator_and_user_under_one_request_id() -> None:
    then = given(organisation=proposed()).when(request, PROPOSAL, actor=ANNA)
    then.then(AuthorisationRequested, status=auth.REQUESTED, proposal=True, claim="anna operator", account_id=ANNA)
    (event,) = then.events
    assert isinstance(event, AuthorisationRequested)
    assert event.first_user
    assert event.request_id == PROPOSAL.request_id
    assert event.authorisation.organisation.status is NEW


@pytest.mark.rule("C2")
def test_message_and_contact_stay_here() -> None:
    then = given(organisation=proposed()).when(request, PROPOSAL, actor=ANNA)
    assert then.state.contact.message == "Test demonstration"
    told = then.events[0].model_dump_json()
    assert "demonstration" not in told
    assert "domain.com" not in told


@pytest.mark.rule("E4")
@pytest.mark.parametrize("had_user", [True, False])
def test_the_first_user_is_who_comes_before_anybody_was_valid(had_user: bool) -> None:
    (event,) = given(organisation=operator(had_user=had_user)).when(request, ATTACHMENT, actor=BERT).events
    assert isinstance(event, AuthorisationRequested)
    assert event.first_user is not had_user


def test_before_routing_the_applicant_and_the_helpdesk_see_a_request() -> None:
    state = given(organisation=operator()).when(request, ATTACHMENT, actor=ANNA).state
    assert state.readers == ("account:anna", "administrators:operator", f"organisation:{HELPDESK_ID}")


@pytest.mark.parametrize("status", [NEW, VALID, SUSPENDED])
def test_joining_touches_the_organisation_so_that_it_conflicts_with_its_end(status: OrganisationStatus) -> None:
    given(operator(status)).when(join, ATTACHMENT).then(status=status)


@pytest.mark.rule("2.operator")
@pytest.mark.parametrize("status", [REJECTED, DELETED])
def test_nobody_joins_what_is_refused_or_gone(status: OrganisationStatus) -> None:
    given(operator(status)).when(join, ATTACHMENT).raises(OrganisationClosed)


def test_nobody_joins_what_is_not_there() -> None:
    given().when(join, ATTACHMENT).raises(UnknownOrganisation)


@pytest.mark.rule("2.authorisation")
@pytest.mark.parametrize("status", [auth.REQUESTED, auth.INFO_REQUIRED])
def test_an_open_request_can_be_withdrawn(status: AuthorisationStatus) -> None:
    then = given(right(status=status), organisation=operator()).when(withdraw, JOINER, actor=ANNA)
    then.then(AuthorisationWithdrawn, status=auth.WITHDRAWN, claim=None)
    assert [entry.what for entry in then.state.timeline] == [Step.WITHDRAWN]


@pytest.mark.rule("2.authorisation")
@pytest.mark.parametrize("status", [auth.VALID, auth.REJECTED, auth.WITHDRAWN, auth.SUSPENDED, auth.REVOKED])
def test_a_settled_request_cannot(status: AuthorisationStatus) -> None:
    given(right(status=status), organisation=operator()).when(withdraw, JOINER, actor=ANNA).raises(AlreadySettled)


@pytest.mark.rule("5")
def test_nobody_withdraws_for_another() -> None:
    given(right(), organisation=operator()).when(withdraw, JOINER, actor=BERT).raises(NotYourRequest)
    given(organisation=operator()).when(withdraw, JOINER, actor=ANNA).raises(UnknownRequest)


def test_a_proposed_operator_goes_with_its_proposal_and_frees_its_eori() -> None:
    given(proposed()).when(delete_proposed, PROPOSER).then(
        OperatorDeleted, status=DELETED, claimed_eori=None, living=False
    )


def test_an_operator_that_is_valid_already_stays() -> None:
    given(operator(VALID)).when(delete_proposed, PROPOSER).unchanged()
    given(proposed()).when(delete_proposed, JOINER).unchanged()


@pytest.mark.rule("2.operator")
@pytest.mark.parametrize(("status", "code"), [(REJECTED, "operator-rejected"), (DELETED, "operator-withdrawn")])
def test_open_requests_end_with_their_operator(status: OrganisationStatus, code: str) -> None:
    then = given(right("other", BERT), organisation=operator(status)).when(close_with_operator, PROPOSER)
    then.then(AuthorisationRejected, status=auth.REJECTED, reason_code=code, claim=None)
    (event,) = then.events
    assert isinstance(event, AuthorisationRejected)
    assert (event.reason_code, event.reason) == (code, None)


def test_settled_ones_do_not_and_nothing_ends_with_a_living_operator() -> None:
    settled = right("other", BERT, status=auth.WITHDRAWN)
    given(settled, organisation=operator(DELETED)).when(close_with_operator, PROPOSER).unchanged()
    given(right("other", BERT), organisation=operator(VALID)).when(close_with_operator, PROPOSER).unchanged()
