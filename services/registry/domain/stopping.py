"""Stopping an operator for a while, letting it go on, ending it (domain section 2, operator)."""

from chassis.decider import UNCHANGED, Change, Context
from contracts.events.registry import (
    AuthorisationRevoked,
    OperatorDeleted,
    OperatorReinstated,
    OperatorSuspended,
    OrganisationKind,
)
from services.registry.domain.authorisation import MACHINE, Authorisation
from services.registry.domain.errors import UnknownOrganisation
from services.registry.domain.organisation import Organisation
from services.registry.domain.organisation_commands import DeleteOperator, ReinstateOperator, SuspendOperator
from services.registry.domain.organisation_errors import NotAnOperator
from services.registry.domain.requesting import close_with_operator
from services.registry.domain.timeline import REGISTRY, Entry, Step, noted
from services.registry.domain.validity import VALIDITY_TIMER


def suspend(state: Organisation | None, command: SuspendOperator, ctx: Context) -> Change[Organisation]:
    """Stopped. Nobody's right changes: access rests until it is reinstated."""
    suspended = _operator(state).after("suspend")
    event = OperatorSuspended(organisation_id=suspended.id, organisation=suspended.published(), reason=command.reason)
    return Change(suspended, [event])


def reinstate(state: Organisation | None, command: ReinstateOperator, ctx: Context) -> Change[Organisation]:
    """Valid again."""
    valid = _operator(state).after("reinstate")
    event = OperatorReinstated(organisation_id=valid.id, organisation=valid.published(), reason=command.reason)
    return Change(valid, [event])


def delete(state: Organisation | None, command: DeleteOperator, ctx: Context) -> Change[Organisation]:
    """Gone for good; its EORI number is free again, its TRACES number never."""
    deleted = _operator(state).after("delete")
    event = OperatorDeleted(organisation_id=deleted.id, organisation=deleted.published(), reason=command.reason)
    return Change(deleted, [event], cancelled=[VALIDITY_TIMER])


def end_with_operator(
    state: Authorisation, command: DeleteOperator, ctx: Context, organisation: Organisation
) -> Change[Authorisation]:
    """Open requests are refused with a deleted operator, rights on it end."""
    if state.is_open:
        return close_with_operator(state, command, ctx, organisation, command.reason)
    if not MACHINE.allows(state.status, "revoke"):
        return UNCHANGED
    entry = Entry(at=ctx.now, what=Step.REVOKED, who=REGISTRY, text=command.reason)
    revoked = state.after(
        "revoke",
        administrator=False,
        reason_code="revoked",
        reason=command.reason,
        timeline=noted(state.timeline, entry),
    )
    return Change(revoked, [AuthorisationRevoked(**revoked.about(organisation), reason=command.reason)])


def _operator(state: Organisation | None) -> Organisation:
    if state is None:
        raise UnknownOrganisation
    if state.kind is not OrganisationKind.OPERATOR:
        raise NotAnOperator
    return state
