"""A question to the applicant and his answer: deadlines rest meanwhile (design section 6)."""

from chassis.decider import UNCHANGED, Change, Context
from contracts.events.registry import InformationProvided
from contracts.events.validation import InformationRequested, RequestReopened
from services.validation.domain import timers
from services.validation.domain.request import Action, Request, moved
from services.validation.domain.routing import RoutingTable
from services.validation.domain.scheduling import route_of, scheduled


def ask(request: Request, question: str) -> Change[Request]:
    """The validator needs to know more; until the answer comes he may only reject."""
    asked = moved(request, Action.ASK, reason=question)
    event = InformationRequested(
        request_id=request.id, organisation_id=request.organisation.id, case=asked.case, reason=question
    )
    return Change(asked, [event], cancelled=timers.ALL)


def reopen(
    request: Request | None, event: InformationProvided, ctx: Context, *, table: RoutingTable
) -> Change[Request]:
    """The answer is there: a new due date counts from it. A case that ended meanwhile stays as it is."""
    if request is None or not request.allows(Action.REOPEN):
        return UNCHANGED
    if ctx.event is None:
        raise TypeError("a case is reopened by an event only")
    reopened = scheduled(
        moved(request, Action.REOPEN, reason=None, awaited_version=event.operator_version),
        route_of(request, table).deadlines(ctx.event.time),
    )
    said = RequestReopened(request_id=request.id, organisation_id=request.organisation.id, case=reopened.case)
    return Change(reopened, [said], timers=timers.timers_of(reopened))
