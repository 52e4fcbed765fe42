"""What the mails of an event say: the parameters of their templates. Never a token, never more than is needed."""

from contracts.event import Event
from contracts.events.identity import (
    AccountCreated,
    AccountLocked,
    AccountReinstated,
    AccountSuspended,
    ConfirmationRenewed,
    PasswordResetRequested,
)
from contracts.events.registry import (
    ActivityExpired,
    ActivityExpiring,
    AdministratorAppointed,
    AdministratorRemoved,
    AuthorisationEvent,
    AuthorisationGranted,
    AuthorisationReinstated,
    AuthorisationRejected,
    AuthorisationRevoked,
    AuthorisationSuspended,
    OperatorReinstated,
    OperatorSuspended,
    OrganisationRef,
    OrganisationStatus,
)
from contracts.events.validation import CaseEvent, InformationRequested, RequestReassigned
from contracts.reference import belongs_to
from services.notify.domain.message import Params

Measure = (
    AuthorisationSuspended
    | AuthorisationReinstated
    | AuthorisationRevoked
    | AdministratorAppointed
    | AdministratorRemoved
)
"""What is done to the right of a person, with a reason."""


def nothing(_: Event) -> Params:
    """The template says it all."""
    return {}


def link(event: AccountCreated | ConfirmationRenewed | PasswordResetRequested) -> Params:
    """What the token of the link is made of; the token itself is made when the mail is sent."""
    return {"link_id": event.link.link_id, "kid": event.link.kid, "expires_at": event.link.expires_at}


def lock(event: AccountLocked) -> Params:
    """Until when."""
    return {"locked_until": event.locked_until}


def account_measure(event: AccountSuspended | AccountReinstated) -> Params:
    """Why the account was stopped, or goes on."""
    return {"reason": event.reason}


def case(event: CaseEvent) -> Params:
    """Reference, organisation, authority and due date; nobody's name."""
    return {
        "reference": event.request_id,
        "proposal": event.case.proposal,
        "validator": event.case.validator.name,
        "due_at": event.case.due_at,
        **_organisation(event.case.organisation),
    }


def late(event: CaseEvent) -> Params:
    """The case, and who stands above its validator."""
    return {**case(event), "superior": event.case.superior.name if event.case.superior else None}


def question(event: InformationRequested) -> Params:
    """The case, and what the validator wants to know."""
    return {**case(event), "reason": event.reason}


def reassignment(event: RequestReassigned) -> Params:
    """The case, who had it before, and why it moved."""
    return {**case(event), "previous": event.previous.name, "reason": event.reason}


def request(event: AuthorisationEvent) -> Params:
    """Reference and organisation; nobody's name. Who decides is added when the mail is due."""
    return _authorisation(event)


def right(event: AuthorisationGranted) -> Params:
    """Where the person may act now, and whether as an administrator (rule E4).

    `stopped`: not yet, because the operator is suspended; the right holds once it is reinstated.
    """
    told = {
        "administrator": event.authorisation.administrator,
        "stopped": _status(event) is OrganisationStatus.SUSPENDED,
    }
    return {**_authorisation(event), **told}


def refusal(event: AuthorisationRejected) -> Params:
    """Why not: what the validator wrote, or that it follows from what became of the operator."""
    return {**_authorisation(event), "reason_code": event.reason_code, "reason": event.reason}


def measure(event: Measure) -> Params:
    """What was done to the right of the reader, and why. `gone`: the organisation is no more."""
    gone = _status(event) is OrganisationStatus.DELETED
    return {**_authorisation(event), "reason": event.reason, "gone": gone}


def measure_on_somebody(event: Measure) -> Params:
    """The same for those who administer the organisation: neither who it is nor why, which may say much of a person.

    Both can be seen by whoever has the right to.
    """
    return {**_authorisation(event), "what": _WHAT[type(event)]}


def stop(event: OperatorSuspended | OperatorReinstated) -> Params:
    """Which operator, and why."""
    return {**_organisation(event.organisation), "reason": event.reason}


def expiry(event: ActivityExpiring | ActivityExpired) -> Params:
    """Which activity of which operator ends when, and who checks it (rule E15)."""
    checked = [one.control_body for one in event.organisation.activities if one.type is event.activity]
    return {
        **_organisation(event.organisation),
        "activity": event.activity.value,
        "control_body": checked[0] if checked else None,
        "valid_to": event.valid_to.isoformat(),
    }


_WHAT: dict[type[Event], str] = {
    AuthorisationSuspended: "suspended",
    AuthorisationReinstated: "reinstated",
    AuthorisationRevoked: "revoked",
    AdministratorAppointed: "appointed",
    AdministratorRemoved: "removed",
}


def _status(event: AuthorisationEvent) -> OrganisationStatus:
    return event.authorisation.organisation.status


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
        "country": belongs_to(organisation.id, organisation.code, organisation.country),
    }
