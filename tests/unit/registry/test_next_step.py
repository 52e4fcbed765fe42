"""What an applicant is told to do next fits what has become of the request and of the organisation."""

import pytest

from chassis.testing import given
from contracts.events.registry import AuthorisationStatus, OrganisationStatus
from contracts.events.validation import RequestReminded
from services.registry.domain.case import follow
from services.registry.domain.next_step import next_step_of
from tests.unit.registry.people import operator, right, routed, waited

AUTH, ORG = AuthorisationStatus, OrganisationStatus


@pytest.mark.rule("F4", "2.operator")
@pytest.mark.parametrize(
    ("request_is", "proposal", "organisation_is", "step"),
    [
        (AUTH.VALID, False, ORG.VALID, "use-access"),
        (AUTH.VALID, False, ORG.SUSPENDED, "wait-for-reinstatement"),
        (AUTH.SUSPENDED, False, ORG.SUSPENDED, "contact-validator"),
        (AUTH.REJECTED, False, ORG.VALID, "ask-again"),
        (AUTH.REJECTED, False, ORG.REJECTED, "look-for-another"),
        (AUTH.REJECTED, False, ORG.DELETED, "look-for-another"),
        (AUTH.REJECTED, True, ORG.REJECTED, "ask-again"),
        (AUTH.WITHDRAWN, True, ORG.DELETED, "ask-again"),
        (AUTH.REVOKED, False, ORG.VALID, "contact-validator"),
        (AUTH.REVOKED, False, ORG.DELETED, "look-for-another"),
        (AUTH.REQUESTED, False, ORG.VALID, "wait-for-routing"),
        (AUTH.INFO_REQUIRED, True, ORG.NEW, "give-information"),
    ],
)
def test_the_next_step(
    request_is: AuthorisationStatus, proposal: bool, organisation_is: OrganisationStatus, step: str
) -> None:
    assert next_step_of(right(status=request_is, proposal=proposal), operator(organisation_is)) == step


def test_who_has_waited_may_nudge() -> None:
    decided_soon = given(right()).when(follow, routed()).state
    assert next_step_of(decided_soon, operator()) == "wait-for-decision"
    late = given(decided_soon).when(follow, waited(RequestReminded), sequence=2).state
    assert next_step_of(late, operator()) == "may-nudge"
