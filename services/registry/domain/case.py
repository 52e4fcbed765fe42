"""Following the case: validator, superior and due date as validation last said them."""

from chassis.decider import STALE, Change, Context
from contracts.envelope import Envelope
from contracts.events.validation import CaseEvent, RequestRouted, RequestWithdrawn
from services.registry.domain.authorisation import Authorisation, FollowedCase
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
    following = FollowedCase(sequence=sequence, validator=case.validator, superior=case.superior, due_at=case.due_at)
    return state.changed(case=following)


def follow(state: Authorisation | None, event: RequestRouted | RequestWithdrawn, ctx: Context) -> Change[Authorisation]:
    """Keep the newest validator and due date; tell when it was routed, however late the news comes."""
    if state is None:
        raise UnknownRequest
    told = followed(state, event, ctx)
    if isinstance(event, RequestRouted):
        entry = Entry(at=envelope_of(ctx).time, what=Step.ROUTED, who=event.case.validator.name)
        told = told.changed(timeline=noted(told.timeline, entry))
    return Change(told) if told != state else STALE
