"""A case goes to the right authority (domain section 8: forward to the right authority)."""

from collections.abc import Sequence

from chassis.decider import Change, Context
from chassis.errors import NotFound
from contracts.events.validation import RequestReassigned
from services.validation.domain import guards, timers
from services.validation.domain.commands import Reassign
from services.validation.domain.decider import Decider
from services.validation.domain.organisation_view import OrganisationView
from services.validation.domain.refusals import AlreadyThere, AuthorityConcerned, AuthorityUnknown
from services.validation.domain.request import Action, Request, moved
from services.validation.domain.rights import scopes_of_case
from services.validation.domain.routing import RoutingTable
from services.validation.domain.scheduling import route_of, scheduled


def reassign(
    request: Request | None,
    command: Reassign,
    ctx: Context,
    *,
    rights: Sequence[Decider],
    organisation: OrganisationView | None,
    table: RoutingTable,
) -> Change[Request]:
    """Hand an open case over, by a user of its validator or of the superior, with a due date that counts from now.

    Raises NotFound, AuthorityUnknown, AlreadyThere, AuthorityConcerned and what the guards raise.
    """
    if request is None:
        raise NotFound
    guards.reassigner_may(request, command.account_id, rights)
    guards.read_lately(request, command.version)
    reason = guards.reason_of(command.reason)
    guards.case_allows(request, Action.REASSIGN, organisation)
    authority = table.decides(command.authority)
    if authority is None:
        raise AuthorityUnknown
    if authority.id == request.validator.id:
        raise AlreadyThere
    if authority.id == request.organisation.id:
        raise AuthorityConcerned
    route = route_of(request, table, authority)
    validator = route.authority.validator
    superior = route.superior.validator if route.superior else None
    handed_over = scheduled(
        moved(
            request,
            Action.REASSIGN,
            validator=validator,
            superior=superior,
            scopes=scopes_of_case(validator, superior, request.organisation.id, request.delegated),
        ),
        route.deadlines(ctx.now),
    )
    event = RequestReassigned(
        request_id=request.id,
        organisation_id=request.organisation.id,
        case=handed_over.case,
        previous=request.validator,
        reason=reason,
    )
    return Change(handed_over, [event], timers=timers.timers_of(handed_over))
