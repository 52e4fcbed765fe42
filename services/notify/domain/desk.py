"""Desk: who decides a request, as validation last said."""

from datetime import datetime
from typing import Any, ClassVar

from chassis.decider import UNCHANGED, Aggregate, Change, Context
from contracts.events.validation import Case, CaseEvent
from services.notify.domain.recipient import DutyName, ToDuty


class Desk(Aggregate):
    """A projection, by request id. `seen` is the case's highest sequence; 0: only `awaited`, nothing is known yet.

    `delegate_id` is the organisation whose administrators may decide as well (rule E5). `validator` is the name of
    the deciding authority; `mailboxes` are its own and its superior's.
    """

    collection: ClassVar[str] = "desks"

    seen: int = 0
    awaited: bool = False
    account_id: str = ""
    validator_id: str = ""
    validator: str = ""
    country: str = ""
    superior_id: str | None = None
    delegate_id: str | None = None
    mailboxes: tuple[str, ...] = ()
    due_at: datetime | None = None

    @property
    def known(self) -> bool:
        """Whether anything was heard of this request."""
        return self.seen > 0

    @property
    def validators(self) -> ToDuty:
        """Who may decide, but for the applicant; without users the mailboxes of validator and superior."""
        return ToDuty(
            duty=DutyName.VALIDATORS,
            organisation_id=self.validator_id,
            delegate_id=self.delegate_id,
            not_to=self.account_id,
            mailboxes=self.mailboxes,
            country=self.country,
        )


def desk_of(case: Case) -> Desk:
    """The row that a case comes to."""
    deciding = [case.validator] if case.superior is None else [case.validator, case.superior]
    return Desk(
        id=case.request_id,
        account_id=case.account_id,
        validator_id=case.validator.id,
        validator=case.validator.name,
        country=case.validator.country,
        superior_id=None if case.superior is None else case.superior.id,
        delegate_id=case.organisation.id if case.delegated else None,
        mailboxes=tuple(dict.fromkeys(one.duty_mailbox for one in deciding)),
        due_at=case.due_at,
    )


def occupy(_: Desk | None, event: CaseEvent, __: Context) -> Desk:
    """The row after an event of the case."""
    return desk_of(event.case)


def expect_desk(desk: Desk | None, message: Any, _: Context) -> Change[Desk]:
    """Write the row that is waited for, for the same reason as `contact.expect`: no wake-up is lost."""
    if desk is None:
        return Change(Desk(id=message.request_id, awaited=True))
    if not desk.known:
        return Change(desk.changed(awaited=True))
    return UNCHANGED
