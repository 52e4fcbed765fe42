"""The decision: one for operator and user together, operator first (rules D9, E9); or a question instead."""

from collections.abc import Sequence

from chassis.decider import Change, Context
from chassis.errors import NotFound
from contracts.events.validation import RequestRejected, RequestValidated
from services.validation.domain import guards, timers
from services.validation.domain.commands import Decide, Outcome
from services.validation.domain.decider import Decider
from services.validation.domain.first_user import FirstUser
from services.validation.domain.organisation_view import OrganisationView
from services.validation.domain.request import Action, Request, moved
from services.validation.domain.waiting import ask


def decide(
    request: Request | None,
    command: Decide,
    ctx: Context,
    *,
    rights: Sequence[Decider],
    users: Sequence[Decider],
    organisation: OrganisationView | None,
    first_user: FirstUser | None,
) -> Change[Request]:
    """Settle a case, by somebody who may, when it is open, complete, and what the applicant answered is seen.

    `rights` are those of who decides; `users`, `organisation` and `first_user` are about what the case asks for.
    Raises NotFound and what the guards raise.
    """
    if request is None:
        raise NotFound
    guards.decider_may(request, command.account_id, rights, organisation)
    guards.read_lately(request, command.version)
    guards.organisation_read_lately(organisation, command.operator_version)
    if command.outcome is Outcome.INFORMATION_REQUIRED:
        question = guards.reason_of(command.reason)
        guards.case_allows(request, Action.ASK, organisation)
        return ask(request, question)
    if command.outcome is Outcome.REJECTED:
        reason = guards.reason_of(command.reason)
        guards.case_allows(request, Action.REJECT, organisation)
        return reject(request, reason)
    guards.certificate_dates_run_forward(command)
    guards.case_allows(request, Action.VALIDATE, organisation)
    guards.operator_is_ready(request, organisation)
    administrator = command.administrator
    if administrator is None:
        administrator = is_first_user(users, first_user)
    return validate(request, command, administrator)


def is_first_user(users: Sequence[Decider], first_user: FirstUser | None) -> bool:
    """Nobody is VALID on the organisation, and nobody was made its first administrator a moment ago (rule E4)."""
    taken = first_user is not None and first_user.taken
    return not taken and not any(user.valid for user in users)


def validate(request: Request, command: Decide, administrator: bool) -> Change[Request]:
    """The authority recognises the operator (of a proposal) and the user; registry applies both."""
    validated = moved(
        request,
        Action.VALIDATE,
        administrator=administrator,
        certificate=command.certificate,
        valid_from=command.valid_from,
        valid_to=command.valid_to,
    )
    event = RequestValidated(
        request_id=request.id,
        organisation_id=request.organisation.id,
        case=validated.case,
        administrator=administrator,
        certificate=command.certificate,
        valid_from=command.valid_from,
        valid_to=command.valid_to,
    )
    return Change(validated, [event], cancelled=timers.ALL)


def reject(request: Request, reason: str) -> Change[Request]:
    """The authority refuses both, and says why."""
    rejected = moved(request, Action.REJECT, reason=reason)
    event = RequestRejected(
        request_id=request.id, organisation_id=request.organisation.id, case=rejected.case, reason=reason
    )
    return Change(rejected, [event], cancelled=timers.ALL)
