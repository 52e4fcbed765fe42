"""Changing another person's right: suspend, reinstate, revoke it, appoint and remove administrators."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chassis.decider import UNCHANGED, Change, Context
from contracts.events.registry import (
    AdministratorAppointed,
    AdministratorRemoved,
    AuthorisationEvent,
    AuthorisationReinstated,
    AuthorisationRevoked,
    AuthorisationStatus,
    AuthorisationSuspended,
)
from services.registry.domain.authorisation import MACHINE, SUSPENDED, VALID, Authorisation
from services.registry.domain.commands import ChangeRight
from services.registry.domain.errors import (
    LastAdministrator,
    NotOnYourself,
    NotYourUser,
    UnknownAuthorisation,
    UnknownOrganisation,
    WrongState,
)
from services.registry.domain.organisation import VALID as VALID_ORGANISATION
from services.registry.domain.organisation import Organisation
from services.registry.domain.standing import AUTHORITIES, MAY, Deed, Overseer, Standing, authorities_over, standing_of
from services.registry.domain.timeline import Entry, Step, noted
from services.registry.domain.wording import reason_in


@dataclass(frozen=True, slots=True)
class Effect:
    """What a deed does: what is told, and what is said to others."""

    step: Step
    event: Callable[..., AuthorisationEvent]


EFFECTS: Mapping[Deed, Effect] = {
    Deed.SUSPEND: Effect(Step.SUSPENDED, AuthorisationSuspended),
    Deed.REINSTATE: Effect(Step.REINSTATED, AuthorisationReinstated),
    Deed.REVOKE: Effect(Step.REVOKED, AuthorisationRevoked),
    Deed.APPOINT: Effect(Step.ADMINISTRATOR_APPOINTED, AdministratorAppointed),
    Deed.REMOVE: Effect(Step.ADMINISTRATOR_REMOVED, AdministratorRemoved),
}


def hold_users(state: Organisation | None, command: ChangeRight, ctx: Context) -> Change[Organisation]:
    """Bump the revision of the organisation, so that two administrators cannot remove each other at once."""
    if state is None:
        raise UnknownOrganisation
    return Change(state)


def change_right(
    state: Authorisation | None,
    command: ChangeRight,
    ctx: Context,
    *,
    organisation: Organisation,
    colleagues: Sequence[Authorisation],
    held: Sequence[Authorisation],
    commission: Organisation | None,
) -> Change[Authorisation]:
    """Do the deed to somebody else's right (rules E4, E5, E6, E7, E10), by whoever has the standing for it.

    `held` are the rights of who does it, `colleagues` all rights on the organisation.
    An authority may suspend what an administrator has suspended: from then on only an authority lets it go on.
    Raises NotOnYourself, NotYourUser, ReasonMissing, WrongState, LastAdministrator.
    """
    if state is None:
        raise UnknownAuthorisation
    if state.account_id == ctx.actor:
        raise NotOnYourself
    overseers = [*authorities_over(state, colleagues, commission), *command.control_bodies]
    if organisation.status is VALID_ORGANISATION:
        overseers.append(Overseer(Standing.ADMINISTRATOR, organisation.id, organisation.name))
    acting = standing_of(held, overseers, among=MAY[command.deed])
    if acting is None:
        raise NotYourUser
    reason = reason_in(command.reason)
    after = _after(state, command.deed, acting, reason, colleagues)
    if after == state:
        return UNCHANGED
    effect = EFFECTS[command.deed]
    entry = Entry(at=ctx.now, what=effect.step, who=acting.name, text=reason)
    told = after.changed(timeline=noted(after.timeline, entry))
    return Change(told, [effect.event(**told.about(organisation), reason=reason)])


def _after(
    right: Authorisation, deed: Deed, acting: Overseer, reason: str, colleagues: Sequence[Authorisation]
) -> Authorisation:
    match deed:
        case Deed.SUSPEND:
            by_authority = acting.standing in AUTHORITIES
            if right.status is SUSPENDED and (right.suspended_by_authority or not by_authority):
                raise WrongState("The right is SUSPENDED.", state=str(right.status))
            return _moved(right, deed, reason_code="suspended", reason=reason, suspended_by_authority=by_authority)
        case Deed.REINSTATE:
            if right.suspended_by_authority and acting.standing not in AUTHORITIES:
                raise NotYourUser("An authority suspended this user: only an authority can reinstate him.")
            return _moved(right, deed, reason_code=None, reason=None, suspended_by_authority=False)
        case Deed.REVOKE:
            return _moved(right, deed, reason_code="revoked", reason=reason, administrator=False)
        case Deed.APPOINT:
            return _valid(right).changed(administrator=True)
        case Deed.REMOVE:
            others = [each for each in colleagues if each.id != right.id and each.status is VALID]
            if _valid(right).administrator and not any(each.administrator for each in others):
                raise LastAdministrator
            return right.changed(administrator=False)


def _moved(right: Authorisation, deed: Deed, **fields: Any) -> Authorisation:
    status: AuthorisationStatus = MACHINE.after(right.status, deed.value)
    return right.changed(status=status, **fields)


def _valid(right: Authorisation) -> Authorisation:
    """Being administrator is an attribute of a VALID right (domain section 2)."""
    if right.status is not VALID:
        raise WrongState(f"The right is {right.status}.", state=str(right.status))
    return right
