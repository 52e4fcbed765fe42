"""Duty: who acts for which organisation, by authorisation, as registry last said."""

from collections.abc import Iterable
from typing import ClassVar

from chassis.decider import Aggregate, Context, Index
from contracts.events.registry import AuthorisationEvent, AuthorisationStatus
from services.notify.domain.recipient import DutyName, ToDuty


class Duty(Aggregate):
    """A projection, by authorisation id. An ended right stays as a row that is not VALID.

    `organisation_code` is that of a control body or an authority.
    """

    collection: ClassVar[str] = "duties"
    indexes: ClassVar[tuple[Index, ...]] = (
        Index("by_organisation", (("organisation_id", 1),)),
        Index("by_account", (("account_id", 1),)),
        Index("by_code", (("organisation_code", 1),)),
    )

    seen: int = 0
    account_id: str
    organisation_id: str
    organisation_code: str | None = None
    status: AuthorisationStatus
    administrator: bool


def note(_: Duty | None, event: AuthorisationEvent, __: Context) -> Duty:
    """The row after an event of the authorisation."""
    right = event.authorisation
    return Duty(
        id=event.authorisation_id,
        account_id=event.account_id,
        organisation_id=event.organisation_id,
        organisation_code=right.organisation.code,
        status=right.status,
        administrator=right.administrator,
    )


def holders(duty: ToDuty, rights: Iterable[Duty]) -> tuple[str, ...]:
    """Accounts that hold a duty: the users of its organisation, or only its administrators."""
    users = [right for right in rights if _of(duty, right)]
    if duty.duty is not DutyName.ADMINISTRATORS:
        return _accounts(duty, users)
    administrators = _accounts(duty, (right for right in users if right.administrator))
    return administrators or (_accounts(duty, users) if duty.or_users else ())


def delegates(duty: ToDuty, rights: Iterable[Duty]) -> tuple[str, ...]:
    """Accounts that share a duty: administrators of the organisation that it is delegated to (rule E5)."""
    shared = (right for right in rights if right.organisation_id == duty.delegate_id and right.administrator)
    return _accounts(duty, shared)


def _of(duty: ToDuty, right: Duty) -> bool:
    """Whether a right is on the duty's organisation, by its id or, where an event names only that, by its code."""
    return right.organisation_id == duty.organisation_id or (
        duty.organisation_code is not None and right.organisation_code == duty.organisation_code
    )


def _accounts(duty: ToDuty, rights: Iterable[Duty]) -> tuple[str, ...]:
    found = {right.account_id for right in rights if right.status is AuthorisationStatus.VALID}
    return tuple(sorted(found - {duty.not_to}))
