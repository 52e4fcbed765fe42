"""FirstUser: which authorisation made somebody the first administrator of an organisation (rule E4)."""

from chassis.decider import UNCHANGED, Aggregate, Change, Context
from contracts.events.registry import AuthorisationEvent
from contracts.events.validation import CaseStatus
from services.validation.domain.commands import Decide
from services.validation.domain.request import Request


class FirstUser(Aggregate):
    """One row an organisation (`id`), so that of two decisions at the same moment one meets a conflict and looks again.

    `authorisation_id` is whose it is, None when it is free again.
    """

    collection = "first_users"

    authorisation_id: str | None

    @property
    def taken(self) -> bool:
        """Whether somebody is the first user at present."""
        return self.authorisation_id is not None


def claim(row: FirstUser | None, command: Decide, ctx: Context, *, request: Request | None) -> Change[FirstUser]:
    """Take the row for a user just validated as administrator, while nobody has it."""
    if request is None or request.status is not CaseStatus.VALIDATED or not request.administrator:
        return UNCHANGED
    if row is None:
        return Change(FirstUser(id=command.organisation_id, authorisation_id=request.authorisation_id))
    if row.taken:
        return UNCHANGED
    return Change(row.changed(authorisation_id=request.authorisation_id))


def release(row: FirstUser | None, event: AuthorisationEvent, ctx: Context) -> Change[FirstUser]:
    """Give the row back: the authorisation that had it was withdrawn, rejected or revoked, by registry's word."""
    if row is None or row.authorisation_id != event.authorisation_id:
        return UNCHANGED
    return Change(row.changed(authorisation_id=None))
