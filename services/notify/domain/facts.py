"""What the mails of an event say: the parameters of their templates. Never a token, never more than is needed."""

from contracts.event import Event
from contracts.events.identity import AccountCreated, AccountLocked, ConfirmationRenewed
from contracts.events.registry import (
    AuthorisationEvent,
    AuthorisationGranted,
    AuthorisationRejected,
    OrganisationRef,
)
from contracts.events.validation import CaseEvent
from services.notify.domain.message import Params


def nothing(_: Event) -> Params:
    """The template says it all."""
    return {}


def link(event: AccountCreated | ConfirmationRenewed) -> Params:
    """What the token of the link is made of; the token itself is made when the mail is sent."""
    return {"link_id": event.link.link_id, "kid": event.link.kid, "expires_at": event.link.expires_at}


def lock(event: AccountLocked) -> Params:
    """Until when."""
    return {"locked_until": event.locked_until}


def case(event: CaseEvent) -> Params:
    """Reference, organisation, authority and due date; nobody's name."""
    return {
        "reference": event.request_id,
        "proposal": event.case.proposal,
        "validator": event.case.validator.name,
        "due_at": event.case.due_at,
        **_organisation(event.case.organisation),
    }


def right(event: AuthorisationGranted) -> Params:
    """Where the person may act now, and whether as an administrator (rule E4)."""
    return {**_authorisation(event), "administrator": event.authorisation.administrator}


def refusal(event: AuthorisationRejected) -> Params:
    """Why not: what the validator wrote, or that it follows from what became of the operator."""
    return {**_authorisation(event), "reason_code": event.reason_code, "reason": event.reason}


def _authorisation(event: AuthorisationEvent) -> Params:
    return {
        "reference": event.request_id,
        "proposal": event.authorisation.proposal,
        **_organisation(event.authorisation.organisation),
    }


def _organisation(organisation: OrganisationRef) -> Params:
    return {
        "organisation": organisation.name,
        "organisation_number": organisation.traces_number or organisation.code,
        "organisation_kind": organisation.kind.value,
        "country": organisation.country,
    }
