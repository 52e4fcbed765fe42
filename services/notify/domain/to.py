"""To whom the mails of an event go."""

from contracts.events.identity import AccountEvent
from contracts.events.registry import (
    ActivityExpired,
    ActivityExpiring,
    AuthorisationEvent,
    DecisionNudged,
    OrganisationEvent,
)
from contracts.events.validation import CaseEvent
from contracts.reference import organisation_id
from services.notify.domain.desk import desk_of
from services.notify.domain.recipient import DutyName, ToAccount, ToDuty


def owner(event: AccountEvent | AuthorisationEvent | CaseEvent) -> ToAccount:
    """The person: owner of the account, applicant of the request, holder of the right."""
    return ToAccount(account_id=event.case.account_id if isinstance(event, CaseEvent) else event.account_id)


def validators(event: CaseEvent) -> ToDuty:
    """Who may decide the case, but for the applicant; without users the mailboxes of validator and superior."""
    return desk_of(event.case).validators


def validators_of_the_request(event: DecisionNudged) -> ToDuty:
    """The same, where the event does not say who decides: known when the mail is due."""
    return ToDuty(duty=DutyName.VALIDATORS, request_id=event.request_id)


def superiors(event: CaseEvent) -> ToDuty:
    """The authority above, which may decide in the validator's place (rule E10)."""
    superior = event.case.superior
    if superior is None:
        raise TypeError("nobody stands above this validator")
    return ToDuty(
        duty=DutyName.SUPERIORS,
        organisation_id=superior.id,
        not_to=event.case.account_id,
        mailboxes=(superior.duty_mailbox,),
        country=superior.country,
    )


def helpdesks(_: CaseEvent) -> ToDuty:
    """Both helpdesks, which get a copy and decide nothing (rules F1, F3)."""
    return ToDuty(duty=DutyName.HELPDESKS)


def other_administrators(event: AuthorisationEvent) -> ToDuty:
    """The administrators of the organisation, but for the person concerned, who gets a mail of his own."""
    return ToDuty(
        duty=DutyName.ADMINISTRATORS, organisation_id=event.organisation_id, not_to=event.authorisation.account_id
    )


def administrators(event: OrganisationEvent) -> ToDuty:
    """Who administers the organisation; all its users where nobody does."""
    return ToDuty(duty=DutyName.ADMINISTRATORS, organisation_id=event.organisation_id, or_users=True)


def users(event: OrganisationEvent) -> ToDuty:
    """Everybody who may act for the organisation."""
    return ToDuty(duty=DutyName.USERS, organisation_id=event.organisation_id)


def control_body(event: ActivityExpiring | ActivityExpired) -> ToDuty:
    """The users of the control body that checks this activity (domain section 6); the event names it by its code."""
    code = next((one.control_body for one in event.organisation.activities if one.type is event.activity), None)
    checked_by = organisation_id(code) if code is not None else None
    return ToDuty(duty=DutyName.CONTROL_BODY, organisation_id=checked_by, organisation_code=code)
