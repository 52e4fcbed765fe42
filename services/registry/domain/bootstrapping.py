"""The first administrator of an organisation, when there is nobody yet who could decide."""

from collections.abc import Sequence

from chassis.decider import Change, Context
from contracts.events.registry import AuthorisationGranted
from services.registry.domain.authorisation import MACHINE, VALID, Authorisation
from services.registry.domain.commands import GrantByBootstrap
from services.registry.domain.errors import AdministratorExists, UnknownOrganisation
from services.registry.domain.organisation import Organisation
from services.registry.domain.timeline import REGISTRY, Entry, Step


def open_to_bootstrap(
    state: Organisation | None, command: GrantByBootstrap, ctx: Context, rights: Sequence[Authorisation]
) -> Change[Organisation]:
    """Whether it has no administrator. From now on it has had a user. Raises AdministratorExists."""
    if state is None:
        raise UnknownOrganisation
    if any(right.status is VALID and right.administrator for right in rights):
        raise AdministratorExists
    return Change(state.changed(had_user=True))


def bootstrap(
    state: Authorisation | None, command: GrantByBootstrap, ctx: Context, organisation: Organisation
) -> Change[Authorisation]:
    """A VALID right that was never requested: no case, no receipt, no copy."""
    granted = Authorisation(
        id=command.authorisation_id,
        request_id=None,
        account_id=command.account_id,
        organisation_id=organisation.id,
        proposal=False,
        status=MACHINE.initial["bootstrap"],
        administrator=True,
        since=ctx.now,
        timeline=(Entry(at=ctx.now, what=Step.GRANTED, who=REGISTRY),),
    ).changed()
    return Change(granted, [AuthorisationGranted(**granted.about(organisation))])
