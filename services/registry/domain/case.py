"""Following the case: validator, superior and due date as validation last said them, and what happened on the way."""

from collections.abc import Mapping

from chassis.decider import STALE, Change, Context
from contracts.envelope import Envelope
from contracts.events.validation import (
    CaseEvent,
    InformationRequested,
    RequestEscalated,
    RequestOverdue,
    RequestReassigned,
    RequestReminded,
    RequestReopened,
    RequestRouted,
)
from services.registry.domain.authorisation import REQUESTED, Authorisation, FollowedCase
from services.registry.domain.errors import UnknownRequest
from services.registry.domain.timeline import Entry, Step, noted


def envelope_of(ctx: Context) -> Envelope:
    """The envelope of the event being handled: decisions of validation's events have one."""
    if ctx.event is None:
        raise TypeError("a case is followed by events only")
    return ctx.event


def followed(state: Authorisation, event: CaseEvent, ctx: Context) -> Authorisation:
    """The authorisation with what this event says of the case, unless a newer event has been seen."""
    sequence = envelope_of(ctx).sequence
    if state.case is not None and state.case.sequence >= sequence:
        return state
    case = event.case
    following = FollowedCase(
        sequence=sequence,
        validator=case.validator,
        superior=case.superior,
        due_at=case.due_at,
        delegated=case.delegated,
    )
    return state.changed(case=following)


STEPS: Mapping[type[CaseEvent], Step] = {
    RequestRouted: Step.ROUTED,
    RequestReassigned: Step.REASSIGNED,
    InformationRequested: Step.INFORMATION_REQUESTED,
    RequestReopened: Step.REOPENED,
    RequestReminded: Step.REMINDED,
    RequestOverdue: Step.OVERDUE,
    RequestEscalated: Step.ESCALATED,
}
"""What is told of an event, however late the news of it comes."""


def follow(state: Authorisation | None, event: CaseEvent, ctx: Context) -> Change[Authorisation]:
    """Keep the newest validator and due date, and tell what happened. A request that has ended hears of it, too."""
    told = _told(state, event, ctx)
    return Change(told) if told != state else STALE


def ask(state: Authorisation | None, event: InformationRequested, ctx: Context) -> Change[Authorisation]:
    """The applicant is asked something. One that has ended already is told only: registry has the last word.

    No newer question can be here yet: it would need the answer to this one.
    """
    told = _told(state, event, ctx)
    return Change(told.after("ask") if told.status is REQUESTED else told)


def _told(state: Authorisation | None, event: CaseEvent, ctx: Context) -> Authorisation:
    if state is None:
        raise UnknownRequest
    told = followed(state, event, ctx)
    step = STEPS.get(type(event))
    if step is None:
        return told
    text = event.reason if isinstance(event, InformationRequested | RequestReassigned) else None
    entry = Entry(at=envelope_of(ctx).time, what=step, who=event.case.validator.name, text=text)
    return told.changed(timeline=noted(told.timeline, entry))
