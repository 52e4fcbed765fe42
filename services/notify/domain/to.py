"""To whom the mails of an event go."""

from contracts.events.identity import AccountEvent
from contracts.events.registry import AuthorisationEvent
from contracts.events.validation import CaseEvent
from services.notify.domain.recipient import DutyName, ToAccount, ToDuty


def owner(event: AccountEvent | AuthorisationEvent | CaseEvent) -> ToAccount:
    """The person: owner of the account, applicant of the request."""
    return ToAccount(account_id=event.case.account_id if isinstance(event, CaseEvent) else event.account_id)


def validators(event: CaseEvent) -> ToDuty:
    """Who may decide the case, but for the applicant; without users the mailboxes of validator and superior."""
    case = event.case
    deciding = [case.validator] if case.superior is None else [case.validator, case.superior]
    return ToDuty(
        duty=DutyName.VALIDATORS,
        organisation_id=case.validator.id,
        delegate_id=case.organisation.id if case.delegated else None,
        not_to=case.account_id,
        mailboxes=tuple(dict.fromkeys(one.duty_mailbox for one in deciding)),
        country=case.validator.country,
    )


def helpdesks(_: CaseEvent) -> ToDuty:
    """Both helpdesks, which get a copy and decide nothing (rules F1, F3)."""
    return ToDuty(duty=DutyName.HELPDESKS)
