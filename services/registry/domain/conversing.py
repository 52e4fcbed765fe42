"""What an applicant can do while a request waits: answer what was asked, and remind of it."""

import math
from datetime import timedelta

from chassis.decider import UNCHANGED, Change, Context
from contracts.events.registry import DecisionNudged, InformationProvided
from services.registry.domain.authorisation import INFO_REQUIRED, REQUESTED, Authorisation
from services.registry.domain.commands import NudgeDecision, ProvideInformation
from services.registry.domain.errors import (
    AlreadySettled,
    AnswerFirst,
    NothingAsked,
    NotYourRequest,
    NudgedLately,
    UnknownOrganisation,
    UnknownRequest,
)
from services.registry.domain.organisation import Organisation
from services.registry.domain.timeline import APPLICANT, Entry, Step, noted

BETWEEN_NUDGES = timedelta(hours=4)
"""A validator is reminded at most so often (design section 7)."""


def hold_proposed(state: Organisation | None, command: ProvideInformation, ctx: Context) -> Change[Organisation]:
    """Bump the revision of a proposed organisation, so that the answer conflicts with an amendment on its way."""
    if state is None:
        raise UnknownOrganisation
    return Change(state) if command.proposal else UNCHANGED


def provide_information(
    state: Authorisation | None, command: ProvideInformation, ctx: Context, organisation: Organisation
) -> Change[Authorisation]:
    """The applicant answers; the text stays here, for those who may read the request.

    The event names the version of the organisation that the answer rests on: whoever decides must have seen it.
    Raises NothingAsked, AlreadySettled.
    """
    request = _own_open(state, ctx)
    if request.status is not INFO_REQUIRED:
        raise NothingAsked
    entry = Entry(at=ctx.now, what=Step.INFORMATION_PROVIDED, who=APPLICANT, text=command.message)
    answered = request.after("answer", timeline=noted(request.timeline, entry))
    event = InformationProvided(**answered.about(organisation), operator_version=organisation.sequence)
    return Change(answered, [event])


def nudge(
    state: Authorisation | None, command: NudgeDecision, ctx: Context, organisation: Organisation
) -> Change[Authorisation]:
    """Remind the validators, at most once in four hours. Raises NudgedLately, AnswerFirst, AlreadySettled."""
    request = _own_open(state, ctx)
    if request.status is not REQUESTED:
        raise AnswerFirst
    if request.nudged_at is not None and ctx.now < request.nudged_at + BETWEEN_NUDGES:
        wait = request.nudged_at + BETWEEN_NUDGES - ctx.now
        raise NudgedLately(retry_after=math.ceil(wait.total_seconds()))
    entry = Entry(at=ctx.now, what=Step.NUDGED, who=APPLICANT)
    nudged = request.changed(nudged_at=ctx.now, timeline=noted(request.timeline, entry))
    return Change(nudged, [DecisionNudged(**nudged.about(organisation))])


def _own_open(state: Authorisation | None, ctx: Context) -> Authorisation:
    if state is None:
        raise UnknownRequest
    if state.account_id != ctx.actor:
        raise NotYourRequest
    if not state.is_open:
        raise AlreadySettled(f"The request is {state.status}.", state=str(state.status))
    return state
