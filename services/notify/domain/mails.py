"""Which event mails what to whom (design section 6, table "Mails"). A new mail is a row here and a template."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from contracts.event import Event
from contracts.events import identity, registry, validation
from contracts.events.registry import AuthorisationGranted, AuthorisationRejected
from contracts.events.validation import RequestEscalated
from services.notify.domain import facts, to
from services.notify.domain.message import Params
from services.notify.domain.recipient import Recipient
from services.notify.domain.template import Template


def always(_: Event) -> bool:
    """No condition."""
    return True


def requested(event: AuthorisationGranted | AuthorisationRejected) -> bool:
    """A right that was never requested (bootstrap) is not told."""
    return event.request_id is not None


def has_superior(event: RequestEscalated) -> bool:
    """Nobody stands above the Commission."""
    return event.case.superior is not None


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail of an event: which text, `to` whom, what it `says`, and when it is due at all."""

    template: Template
    to: Callable[[Any], Recipient]
    says: Callable[[Any], Params]
    when: Callable[[Any], bool] = always


def _about_a_right(template: Template) -> tuple[Mail, ...]:
    return (
        Mail(template, to=to.owner, says=facts.measure),
        Mail(Template.USERS_CHANGED, to=to.other_administrators, says=facts.measure_on_somebody),
    )


ACCOUNTS: Mapping[type[Event], tuple[Mail, ...]] = {
    identity.AccountCreated: (Mail(Template.CONFIRMATION, to=to.owner, says=facts.link),),
    identity.ConfirmationRenewed: (Mail(Template.CONFIRMATION, to=to.owner, says=facts.link),),
    identity.RegistrationRepeated: (Mail(Template.ALREADY_REGISTERED, to=to.owner, says=facts.nothing),),
    identity.PasswordResetRequested: (Mail(Template.PASSWORD_RESET, to=to.owner, says=facts.link),),
    identity.PasswordChanged: (Mail(Template.PASSWORD_CHANGED, to=to.owner, says=facts.nothing),),
    identity.AccountLocked: (Mail(Template.ACCOUNT_LOCKED, to=to.owner, says=facts.lock),),
    identity.AccountSuspended: (Mail(Template.ACCOUNT_SUSPENDED, to=to.owner, says=facts.account_measure),),
    identity.AccountReinstated: (Mail(Template.ACCOUNT_REINSTATED, to=to.owner, says=facts.account_measure),),
}
REQUESTS: Mapping[type[Event], tuple[Mail, ...]] = {
    validation.RequestRouted: (
        Mail(Template.RECEIPT, to=to.owner, says=facts.case),
        Mail(Template.WORK_ITEM, to=to.validators, says=facts.case),
        Mail(Template.HELPDESK_COPY, to=to.helpdesks, says=facts.case),
    ),
    validation.InformationRequested: (Mail(Template.INFORMATION_REQUESTED, to=to.owner, says=facts.question),),
    validation.RequestReopened: (Mail(Template.REQUEST_REOPENED, to=to.validators, says=facts.case),),
    validation.RequestWithdrawn: (Mail(Template.REQUEST_WITHDRAWN, to=to.validators, says=facts.case),),
    validation.RequestReassigned: (
        Mail(Template.WORK_ITEM_REASSIGNED, to=to.validators, says=facts.reassignment),
        Mail(Template.REQUEST_REASSIGNED, to=to.owner, says=facts.reassignment),
    ),
    registry.DecisionNudged: (Mail(Template.DECISION_NUDGED, to=to.validators_of_the_request, says=facts.request),),
    registry.AuthorisationGranted: (Mail(Template.GRANTED, to=to.owner, says=facts.right, when=requested),),
    registry.AuthorisationRejected: (Mail(Template.REJECTED, to=to.owner, says=facts.refusal, when=requested),),
}
DEADLINES: Mapping[type[Event], tuple[Mail, ...]] = {
    validation.RequestReminded: (Mail(Template.REMINDER, to=to.validators, says=facts.case),),
    validation.RequestOverdue: (
        Mail(Template.OVERDUE, to=to.validators, says=facts.late),
        Mail(Template.OVERDUE_APPLICANT, to=to.owner, says=facts.late),
    ),
    validation.RequestEscalated: (
        Mail(Template.ESCALATED, to=to.validators, says=facts.late),
        Mail(Template.ESCALATED_SUPERIOR, to=to.superiors, says=facts.late, when=has_superior),
        Mail(Template.ESCALATED_APPLICANT, to=to.owner, says=facts.late),
        Mail(Template.ESCALATED_HELPDESK, to=to.helpdesks, says=facts.late),
    ),
}
RIGHTS: Mapping[type[Event], tuple[Mail, ...]] = {
    registry.AuthorisationSuspended: _about_a_right(Template.RIGHT_SUSPENDED),
    registry.AuthorisationReinstated: _about_a_right(Template.RIGHT_REINSTATED),
    registry.AuthorisationRevoked: _about_a_right(Template.RIGHT_REVOKED),
    registry.AdministratorAppointed: _about_a_right(Template.ADMINISTRATOR_APPOINTED),
    registry.AdministratorRemoved: _about_a_right(Template.ADMINISTRATOR_REMOVED),
}
ORGANISATIONS: Mapping[type[Event], tuple[Mail, ...]] = {
    registry.OperatorSuspended: (Mail(Template.OPERATOR_SUSPENDED, to=to.users, says=facts.stop),),
    registry.OperatorReinstated: (Mail(Template.OPERATOR_REINSTATED, to=to.users, says=facts.stop),),
    registry.ActivityExpiring: (
        Mail(Template.ACTIVITY_EXPIRING, to=to.administrators, says=facts.expiry),
        Mail(Template.ACTIVITY_EXPIRING, to=to.control_body, says=facts.expiry),
    ),
    registry.ActivityExpired: (
        Mail(Template.ACTIVITY_EXPIRED, to=to.users, says=facts.expiry),
        Mail(Template.ACTIVITY_EXPIRED, to=to.control_body, says=facts.expiry),
    ),
}
MAILS: Mapping[type[Event], tuple[Mail, ...]] = {**ACCOUNTS, **REQUESTS, **DEADLINES, **RIGHTS, **ORGANISATIONS}
