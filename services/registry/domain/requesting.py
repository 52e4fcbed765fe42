"""Asking to act for an organisation, and taking that back."""

from chassis.decider import UNCHANGED, Change, Context
from contracts.events.registry import (
    AuthorisationRejected,
    AuthorisationRequested,
    AuthorisationWithdrawn,
    OperatorDeleted,
)
from services.registry.domain.authorisation import MACHINE, Authorisation
from services.registry.domain.commands import ProposeOperator, RequestAuthorisation, WithdrawRequest
from services.registry.domain.errors import NotYourRequest, OrganisationClosed, UnknownOrganisation, UnknownRequest
from services.registry.domain.organisation import DELETED, LIVING, REJECTED, Organisation
from services.registry.domain.organisation_commands import ProposeOrganisation
from services.registry.domain.timeline import APPLICANT, REGISTRY, Entry, Step, noted

CLOSED_WITH = {
    REJECTED: ("operator-rejected", Step.OPERATOR_REJECTED),
    DELETED: ("operator-withdrawn", Step.OPERATOR_WITHDRAWN),
}
"""Why an open request ends when its operator does."""


def join(state: Organisation | None, command: RequestAuthorisation, ctx: Context) -> Change[Organisation]:
    """Whether it can be joined. Its revision is bumped, so that this conflicts with whoever ends it meanwhile."""
    if state is None:
        raise UnknownOrganisation
    if state.status not in LIVING:
        raise OrganisationClosed(state=str(state.status))
    return Change(state)


def request(
    state: Authorisation | None,
    command: ProposeOperator | ProposeOrganisation | RequestAuthorisation,
    ctx: Context,
    organisation: Organisation,
) -> Change[Authorisation]:
    """An open request; one of one person on one organisation at a time (the index `one_a_person` sees to it).

    What has ended stays as it ended: a new attempt is a new request that names the old one.
    """
    requested = Authorisation(
        id=command.authorisation_id,
        request_id=command.request_id,
        account_id=ctx.actor,
        organisation_id=organisation.id,
        proposal=command.proposal,
        status=MACHINE.initial["request"],
        contact=command.contact,
        previous_request_id=command.previous_request_id if isinstance(command, RequestAuthorisation) else None,
        requested_at=ctx.now,
        timeline=(Entry(at=ctx.now, what=Step.REQUESTED, who=APPLICANT),),
    ).changed()
    event = AuthorisationRequested(**requested.about(organisation), first_user=not organisation.had_user)
    return Change(requested, [event])


def withdraw(
    state: Authorisation | None, command: WithdrawRequest, ctx: Context, organisation: Organisation
) -> Change[Authorisation]:
    """The applicant takes an open request back. Raises AlreadySettled once it is decided."""
    if state is None:
        raise UnknownRequest
    if state.account_id != ctx.actor:
        raise NotYourRequest
    entry = Entry(at=ctx.now, what=Step.WITHDRAWN, who=APPLICANT)
    withdrawn = state.after("withdraw", timeline=noted(state.timeline, entry))
    return Change(withdrawn, [AuthorisationWithdrawn(**withdrawn.about(organisation))])


def delete_proposed(state: Organisation | None, command: WithdrawRequest, ctx: Context) -> Change[Organisation]:
    """The operator goes with the proposal, and its EORI number is free again."""
    if state is None or not command.proposal or not state.allows("withdraw"):
        return UNCHANGED
    deleted = state.after("withdraw")
    event = OperatorDeleted(organisation_id=deleted.id, organisation=deleted.published(), reason="withdrawn")
    return Change(deleted, [event])


def close_with_operator(
    state: Authorisation, message: object, ctx: Context, organisation: Organisation, reason: str | None = None
) -> Change[Authorisation]:
    """An operator that is REJECTED or DELETED takes the open requests on it with it.

    `reason` is the authority's word when it deleted the operator; None when the operator's own request ended.
    """
    if not state.is_open or organisation.status not in CLOSED_WITH:
        return UNCHANGED
    code, step = CLOSED_WITH[organisation.status]
    at = ctx.event.time if ctx.event else ctx.now
    entry = Entry(at=at, what=step, who=REGISTRY, text=reason)
    closed = state.after("reject", reason_code=code, reason=reason, timeline=noted(state.timeline, entry))
    return Change(closed, [AuthorisationRejected(**closed.about(organisation), reason_code=code, reason=reason)])
