"""What validation's decisions do here. Registry has the last word: one that comes too late changes nothing."""

from chassis.decider import UNCHANGED, Change, Context
from contracts.events.registry import (
    AuthorisationGranted,
    AuthorisationRejected,
    OperatorRejected,
    OperatorValidated,
    OrganisationKind,
    OrganisationRejected,
    OrganisationValidated,
)
from contracts.events.validation import RequestRejected, RequestValidated
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.case import envelope_of, followed
from services.registry.domain.errors import AlreadySettled, OperatorNotValid, UnknownOrganisation, UnknownRequest
from services.registry.domain.organisation import SUSPENDED, VALID, Organisation
from services.registry.domain.timeline import Entry, Step, noted
from services.registry.domain.validity import certified, next_look

DECIDED = "decided"


def validate_operator(
    state: Organisation | None, event: RequestValidated, ctx: Context, authorisation: Authorisation | None
) -> Change[Organisation]:
    """The organisation first (rule E9): a proposed one becomes VALID. From now on it has had a user.

    The dates of the certificate become those of its activities (rule E15), also when one more user is recognised.
    """
    organisation, open_request = _undecided(state, authorisation)
    used = organisation if organisation.had_user else organisation.changed(had_user=True)
    recognised = open_request.proposal and organisation.allows("validate")
    valid = certified(used.after("validate") if recognised else used, event, ctx)
    if not recognised and valid.activities == organisation.activities:
        return UNCHANGED if valid is organisation else Change(valid)
    operator = valid.kind is OrganisationKind.OPERATOR
    said = (OperatorValidated if operator else OrganisationValidated)(
        organisation_id=valid.id, organisation=valid.published(), request_id=event.request_id
    )
    return Change(valid, [said], timers=next_look(valid, ctx.now))


def grant(
    state: Authorisation | None, event: RequestValidated, ctx: Context, organisation: Organisation
) -> Change[Authorisation]:
    """Then the user. On a SUSPENDED operator the right is given, too; access rests until reinstatement."""
    if state is None:
        raise UnknownRequest
    if organisation.status not in {VALID, SUSPENDED}:
        raise OperatorNotValid(state=str(organisation.status))
    at, validator = envelope_of(ctx).time, event.case.validator.name
    timeline = noted(state.timeline, Entry(at=at, what=Step.VALIDATED, who=validator))
    granted = followed(state, event, ctx).after("grant", administrator=event.administrator, since=at, timeline=timeline)
    return Change(granted, [AuthorisationGranted(**granted.about(organisation))])


def reject_operator(
    state: Organisation | None, event: RequestRejected, ctx: Context, authorisation: Authorisation | None
) -> Change[Organisation]:
    """A proposed organisation is refused with its request; its EORI number or code is free again."""
    organisation, open_request = _undecided(state, authorisation)
    if not open_request.proposal or not organisation.allows("reject"):
        return UNCHANGED
    rejected = organisation.after("reject")
    operator = rejected.kind is OrganisationKind.OPERATOR
    refused = (OperatorRejected if operator else OrganisationRejected)(
        organisation_id=rejected.id,
        organisation=rejected.published(),
        request_id=event.request_id,
        reason=event.reason,
    )
    return Change(rejected, [refused])


def reject(
    state: Authorisation | None, event: RequestRejected, ctx: Context, organisation: Organisation
) -> Change[Authorisation]:
    """The user is refused, with what the validator wrote for him."""
    if state is None:
        raise UnknownRequest
    at, validator = envelope_of(ctx).time, event.case.validator.name
    timeline = noted(state.timeline, Entry(at=at, what=Step.REJECTED, who=validator))
    rejected = followed(state, event, ctx).after("reject", reason_code=DECIDED, reason=event.reason, timeline=timeline)
    refused = AuthorisationRejected(**rejected.about(organisation), reason_code=DECIDED, reason=event.reason)
    return Change(rejected, [refused])


def _undecided(
    organisation: Organisation | None, authorisation: Authorisation | None
) -> tuple[Organisation, Authorisation]:
    """Both, as long as the request is open. Raises AlreadySettled otherwise."""
    if organisation is None:
        raise UnknownOrganisation
    if authorisation is None:
        raise UnknownRequest
    if not authorisation.is_open:
        raise AlreadySettled(f"The request is {authorisation.status}.", state=str(authorisation.status))
    return organisation, authorisation
