"""What registry's news does to a case: it is opened, completed, withdrawn or closed. In any order.

The rows of Decider and OrganisationView are written by the same messages before these decisions run, so news that comes
before the case exists is found there when it is opened, and two transactions at the same moment conflict on those rows.
"""

from chassis.decider import UNCHANGED, Change, Context
from contracts.events.registry import (
    AuthorisationRejected,
    AuthorisationRequested,
    AuthorisationStatus,
    AuthorisationWithdrawn,
    OperatorProposed,
    OrganisationProposed,
)
from contracts.events.validation import CaseStatus, RequestRouted, RequestWithdrawn
from services.validation.domain import timers
from services.validation.domain.decider import Decider
from services.validation.domain.organisation_view import OrganisationView
from services.validation.domain.request import Action, Request, moved, urgency_of
from services.validation.domain.rights import scopes_of_case
from services.validation.domain.routing import RoutingTable, route

OWN_DECISION = "decided"
"""The `reason_code` of an AuthorisationRejected that only repeats what was decided here."""


def open_request(
    request: Request | None,
    event: AuthorisationRequested,
    ctx: Context,
    *,
    right: Decider | None,
    organisation: OrganisationView | None,
    table: RoutingTable,
) -> Change[Request]:
    """Find validator and due date. RequestRouted leaves in any case, also when it was withdrawn or refused meanwhile.

    `right` and `organisation` are what is known already of the authorisation and of the organisation asked for.
    """
    if request is not None:
        return UNCHANGED
    opened = routed(event, ctx, organisation, table)
    routing = RequestRouted(request_id=opened.id, organisation_id=opened.organisation.id, case=opened.case)
    status = right.status if right is not None else AuthorisationStatus.REQUESTED
    if status is AuthorisationStatus.WITHDRAWN:
        withdrawn = moved(opened, Action.WITHDRAW)
        return Change(withdrawn, [routing, _withdrawal(withdrawn)])
    if status is AuthorisationStatus.REJECTED:
        return Change(moved(opened, Action.CLOSE), [routing])
    return Change(opened, [routing], timers=timers.timers_of(opened))


def routed(
    event: AuthorisationRequested, ctx: Context, organisation: OrganisationView | None, table: RoutingTable
) -> Request:
    """The new case. Due from the time of the event, not from now: a delay of ours is not the applicant's.

    An attachment needs nothing more; a proposal is complete when the proposed organisation has been seen.
    """
    if ctx.event is None:
        raise TypeError("a case is opened by an event only")
    asked_for = event.authorisation.organisation
    found = route(table, asked_for.kind, asked_for.country, event.first_user, asked_for.id)
    validator = found.authority.validator
    superior = found.superior.validator if found.superior else None
    deadlines = found.deadlines(ctx.event.time)
    return Request(
        id=event.request_id,
        authorisation_id=event.authorisation_id,
        account_id=event.account_id,
        proposal=event.authorisation.proposal,
        first_user=event.first_user,
        organisation=asked_for,
        validator=validator,
        superior=superior,
        delegated=found.delegated,
        scopes=scopes_of_case(validator, superior, asked_for.id, found.delegated),
        requested_at=ctx.event.time,
        remind_at=deadlines.remind_at,
        due_at=deadlines.due_at,
        escalate_at=deadlines.escalate_at,
        urgency=urgency_of(deadlines.due_at, event.request_id),
        complete=not event.authorisation.proposal or (organisation is not None and organisation.known),
    )


def complete(request: Request | None, event: OperatorProposed | OrganisationProposed, ctx: Context) -> Change[Request]:
    """The proposed organisation has come, so its case can be decided. Before the case: it finds it itself."""
    if request is None or request.complete:
        return UNCHANGED
    return Change(request.changed(complete=True))


def withdraw(request: Request | None, event: AuthorisationWithdrawn, ctx: Context) -> Change[Request]:
    """The applicant took it back, also from a case that was decided before the news came."""
    if request is None or not request.allows(Action.WITHDRAW):
        return UNCHANGED
    withdrawn = moved(request, Action.WITHDRAW, reason=_reason_left(request))
    return Change(withdrawn, [_withdrawal(withdrawn)], cancelled=timers.ALL)


def close(request: Request | None, event: AuthorisationRejected, ctx: Context) -> Change[Request]:
    """Registry refused it because the operator asked for is gone; nothing is left to decide.

    No event of ours: nobody decided here, and registry has told everybody already.
    """
    if request is None or event.reason_code == OWN_DECISION or not request.allows(Action.CLOSE):
        return UNCHANGED
    return Change(moved(request, Action.CLOSE, reason=_reason_left(request)), cancelled=timers.ALL)


def _reason_left(request: Request) -> str | None:
    """A question that nobody will answer is not the reason of the end."""
    return None if request.status is CaseStatus.INFO_REQUIRED else request.reason


def _withdrawal(request: Request) -> RequestWithdrawn:
    return RequestWithdrawn(request_id=request.id, organisation_id=request.organisation.id, case=request.case)
