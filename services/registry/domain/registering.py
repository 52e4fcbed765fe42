"""How organisations come to be: from reference data, or proposed by somebody."""

from chassis.decider import UNCHANGED, Change, Context
from contracts.events.registry import (
    Activity,
    OperatorProposed,
    OrganisationKind,
    OrganisationProposed,
    OrganisationRegistered,
)
from services.registry.domain.commands import ProposeOperator, RegisterOrganisation
from services.registry.domain.organisation import MACHINE, Organisation
from services.registry.domain.organisation_commands import ProposeOrganisation


def register(state: Organisation | None, command: RegisterOrganisation, ctx: Context) -> Change[Organisation]:
    """Take in reference data, or what has changed in it; its status and dates stay what the register made of them."""
    facts = {
        "name": command.name,
        "code": command.code,
        "traces_number": command.traces_number,
        "addresses": command.addresses,
        "identifiers": command.identifiers,
        "activities": _dated(command.activities, state),
    }
    if state is None:
        known = Organisation(
            id=command.organisation_id,
            kind=command.kind,
            country=command.country,
            name=command.name,
            status=MACHINE.initial["register"],
        )
    else:
        known = state
    registered = known.changed(kind=command.kind, country=command.country, **facts)
    if registered == state:
        return UNCHANGED
    event = OrganisationRegistered(organisation_id=registered.id, organisation=registered.published())
    return Change(registered, [event])


def propose(state: Organisation | None, command: ProposeOperator, ctx: Context) -> Change[Organisation]:
    """A NEW operator. Its TRACES number was drawn before and is never given out again, whatever becomes of it."""
    profile = command.profile
    proposed = Organisation(
        id=command.organisation_id,
        kind=OrganisationKind.OPERATOR,
        country=profile.country,
        traces_number=command.traces_number,
        name=profile.name,
        phone=profile.phone,
        status=MACHINE.initial["propose"],
        addresses=profile.addresses,
        identifiers=profile.identifiers,
        activities=profile.activities,
    ).changed()
    event = OperatorProposed(
        organisation_id=proposed.id,
        organisation=proposed.published(),
        request_id=command.request_id,
        authorisation_id=command.authorisation_id,
        account_id=ctx.actor,
    )
    return Change(proposed, [event])


def propose_organisation(
    state: Organisation | None, command: ProposeOrganisation, ctx: Context
) -> Change[Organisation]:
    """A NEW control body or authority (rule B1)."""
    profile = command.profile
    proposed = Organisation(
        id=command.organisation_id,
        kind=command.kind,
        country=profile.country,
        code=profile.code,
        name=profile.name,
        phone=profile.phone,
        status=MACHINE.initial["propose"],
        addresses=profile.addresses,
    ).changed()
    event = OrganisationProposed(
        organisation_id=proposed.id,
        organisation=proposed.published(),
        request_id=command.request_id,
        authorisation_id=command.authorisation_id,
        account_id=ctx.actor,
    )
    return Change(proposed, [event])


def _dated(activities: tuple[Activity, ...], known: Organisation | None) -> tuple[Activity, ...]:
    """Reference data say nothing of dates: what a decision said of the same activity stays."""
    kept = {each.type: each for each in known.activities} if known else {}
    return tuple(
        kept[each.type].model_copy(update={"control_body": each.control_body}) if each.type in kept else each
        for each in activities
    )
