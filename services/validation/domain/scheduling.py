"""The deadlines of a case that has a validator already: counted anew, by that validator's calendar."""

from services.validation.domain.request import Request, urgency_of
from services.validation.domain.routing import Authority, Deadlines, Route, RoutingTable


def scheduled(request: Request, deadlines: Deadlines) -> Request:
    """The case with these deadlines, and its place in the work list by them."""
    after: Request = request.changed(
        remind_at=deadlines.remind_at,
        due_at=deadlines.due_at,
        escalate_at=deadlines.escalate_at,
        urgency=urgency_of(deadlines.due_at, request.id),
    )
    return after


def route_of(request: Request, table: RoutingTable, authority: Authority | None = None) -> Route:
    """The route of a case as it is, or to another `authority`; the policy stays that of the organisation asked for."""
    to = authority or table.authorities[request.validator.code]
    policy = table.policy(request.organisation.kind, request.organisation.country, request.first_user)
    return Route(authority=to, superior=table.superior_of(to), policy=policy, delegated=request.delegated)
