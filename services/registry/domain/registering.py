"""How organisations come to be: from reference data, or proposed by somebody."""

from chassis.decider import UNCHANGED, Change, Context
from contracts.events.registry import OperatorProposed, OrganisationKind, OrganisationRegistered
from services.registry.domain.commands import ProposeOperator, RegisterOrganisation
from services.registry.domain.organisation import MACHINE, Organisation


def register(state: Organisation | None, command: RegisterOrganisation, ctx: Context) -> Change[Organisation]:
    """Take in reference data, or what has changed in it; its status stays what the register made of it."""
    facts = {
        "name": command.name,
        "code": command.code,
        "traces_number": command.traces_number,
        "addresses": command.addresses,
        "identifiers": command.identifiers,
        "activities": command.activities,
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
