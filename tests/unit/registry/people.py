"""The people and organisations that these tests tell of."""

from datetime import datetime, timedelta
from typing import Any

from chassis.testing import NOON
from contracts.events.registry import (
    Activity,
    ActivityType,
    Address,
    Identifier,
    IdentifierType,
    OrganisationKind,
    OrganisationRef,
    OrganisationStatus,
)
from contracts.events.validation import (
    Case,
    CaseEvent,
    CaseStatus,
    InformationRequested,
    RequestReassigned,
    RequestRejected,
    RequestReopened,
    RequestRouted,
    RequestValidated,
    RequestWithdrawn,
    Validator,
)
from contracts.reference import organisation_id
from services.registry.domain.authorisation import REQUESTED, Authorisation
from services.registry.domain.commands import ProposeOperator, RequestAuthorisation
from services.registry.domain.contact import Contact
from services.registry.domain.organisation import NEW, VALID, Organisation
from services.registry.domain.profile import Profile

ANNA, BERT = "anna", "bert"
TOMORROW = NOON + timedelta(days=1)

INAO = Validator(
    id=organisation_id("FR-INAO"), code="FR-INAO", name="INAO", country="FR", duty_mailbox="d@inao.example"
)
BELGIUM = Validator(id=organisation_id("BE-CA"), code="BE-CA", name="BE", country="BE", duty_mailbox="d@be.example")
COMMISSION = Validator(
    id=organisation_id("EU-COM"), code="EU-COM", name="Commission", country="BE", duty_mailbox="d@eu.example"
)

PROFILE = Profile(
    name="Test Importer",
    phone="+32123456",
    addresses=(Address(street="Street 1", postcode="1000", city="Bruxelles", country="BE", main=True),),
    identifiers=(Identifier(type=IdentifierType.EORI, value="BE0123456789", main=True),),
    activities=(Activity(type=ActivityType.IMPORTER, control_body="BE-BIO-01"),),
)
PROPOSAL = ProposeOperator(
    organisation_id="operator",
    authorisation_id="right",
    request_id="request",
    traces_number="BE-ORG-OP-8",
    profile=PROFILE,
    contact=Contact(message="Test demonstration", email="name@domain.com", phone="+3202123456"),
)
ATTACHMENT = RequestAuthorisation(
    organisation_id="operator", authorisation_id="right", request_id="request", contact=Contact()
)


def operator(status: OrganisationStatus = VALID, **fields: Any) -> Organisation:
    known = Organisation(
        id="operator",
        kind=OrganisationKind.OPERATOR,
        country="BE",
        traces_number="BE-ORG-OP-8",
        name=PROFILE.name,
        status=status,
        addresses=PROFILE.addresses,
        identifiers=PROFILE.identifiers,
        activities=PROFILE.activities,
    )
    return known.changed(**fields)


def proposed() -> Organisation:
    return operator(NEW)


def right(id: str = "right", account: str = ANNA, **fields: Any) -> Authorisation:
    known = Authorisation(
        id=id,
        request_id="request" if id == "right" else f"request of {id}",
        account_id=account,
        organisation_id="operator",
        proposal=False,
        status=REQUESTED,
        requested_at=NOON,
    )
    return known.changed(**fields)


def case(
    *,
    proposal: bool = False,
    status: CaseStatus = CaseStatus.OPEN,
    due_at: datetime = TOMORROW,
    reason: str | None = None,
    validator: Validator = INAO,
) -> Case:
    return Case(
        request_id="request",
        authorisation_id="right",
        account_id=ANNA,
        proposal=proposal,
        first_user=True,
        status=status,
        organisation=OrganisationRef.model_validate(operator(NEW if proposal else VALID).ref().model_dump()),
        validator=validator,
        superior=COMMISSION,
        delegated=False,
        requested_at=NOON,
        due_at=due_at,
        reason=reason,
    )


def routed(*, proposal: bool = False, due_at: datetime = TOMORROW) -> RequestRouted:
    return RequestRouted(request_id="request", organisation_id="operator", case=case(proposal=proposal, due_at=due_at))


def validated(*, proposal: bool = False, administrator: bool = True, due_at: datetime = TOMORROW) -> RequestValidated:
    told = case(proposal=proposal, status=CaseStatus.VALIDATED, due_at=due_at)
    return RequestValidated(request_id="request", organisation_id="operator", case=told, administrator=administrator)


def rejected(*, proposal: bool = False, reason: str = "not certified") -> RequestRejected:
    told = case(proposal=proposal, status=CaseStatus.REJECTED, reason=reason)
    return RequestRejected(request_id="request", organisation_id="operator", case=told, reason=reason)


def case_withdrawn(*, proposal: bool = False) -> RequestWithdrawn:
    told = case(proposal=proposal, status=CaseStatus.WITHDRAWN)
    return RequestWithdrawn(request_id="request", organisation_id="operator", case=told)


def asked(question: str = "Which certificate?", *, proposal: bool = False) -> InformationRequested:
    told = case(proposal=proposal, status=CaseStatus.INFO_REQUIRED, reason=question)
    return InformationRequested(request_id="request", organisation_id="operator", case=told, reason=question)


def reopened(*, proposal: bool = False, due_at: datetime = TOMORROW) -> RequestReopened:
    told = case(proposal=proposal, due_at=due_at)
    return RequestReopened(request_id="request", organisation_id="operator", case=told)


def reassigned(*, proposal: bool = False, due_at: datetime = TOMORROW) -> RequestReassigned:
    told = case(proposal=proposal, due_at=due_at, validator=BELGIUM)
    return RequestReassigned(
        request_id="request", organisation_id="operator", case=told, previous=INAO, reason="It is in Belgium."
    )


def waited(how: type[CaseEvent], *, proposal: bool = False) -> CaseEvent:
    return how(request_id="request", organisation_id="operator", case=case(proposal=proposal))
