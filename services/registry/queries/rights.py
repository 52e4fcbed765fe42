"""Rights: what somebody may act for, and who may act for an organisation."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from chassis.mongo import Store
from contracts.events.registry import AuthorisationStatus, OrganisationKind, OrganisationStatus
from contracts.reference import HELPDESK_ID
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.control_body_code import code_key
from services.registry.domain.errors import UnknownAuthorisation, UnknownOrganisation
from services.registry.domain.organisation import Organisation
from services.registry.domain.person import Person
from services.registry.domain.standing import COMMISSION_ID, Overseer, Standing, authorities_over
from services.registry.queries.organisations import organisations_by_id
from services.registry.queries.readers import effective_rights

HELD = [AuthorisationStatus.VALID, AuthorisationStatus.SUSPENDED]


@dataclass(frozen=True, slots=True)
class Right:
    """A right with the organisation it is on."""

    authorisation: Authorisation
    organisation: Organisation


@dataclass(frozen=True, slots=True)
class User:
    """A right with the person who has it, as far as the person is known."""

    authorisation: Authorisation
    person: Person | None


async def rights_of(store: Store, account_id: str) -> list[Right]:
    """All that this person has, VALID and SUSPENDED, by the organisation's name."""
    held = await store.find(Authorisation, {"account_id": account_id, "status": {"$in": HELD}})
    known = await organisations_by_id(store, [right.organisation_id for right in held])
    rights = [Right(right, known[right.organisation_id]) for right in held]
    return sorted(rights, key=lambda right: right.organisation.sort_key)


async def users_of(store: Store, organisation_id: str, account_id: str) -> list[User]:
    """Who may act for this organisation (rule F6), longest first. Raises UnknownOrganisation when out of sight."""
    everybody = await in_sight_of_users(store, organisation_id, account_id)
    held = [right for right in everybody if right.status in HELD]
    if not held:
        return []
    known = await store.find(Person, {"_id": {"$in": sorted({right.account_id for right in held})}})
    persons = {person.id: person for person in known}
    held.sort(key=lambda right: (right.since is None, right.since, right.id))
    return [User(right, persons.get(right.account_id)) for right in held]


async def in_sight_of_users(store: Store, organisation_id: str, account_id: str) -> list[Authorisation]:
    """All authorisations on an organisation, for whoever knows its users. Raises UnknownOrganisation for others."""
    found, everybody, mine = await asyncio.gather(
        store.get(Organisation, organisation_id),
        store.find(Authorisation, {"organisation_id": organisation_id}),
        effective_rights(store, account_id),
    )
    if found is None or not await _manages(store, found, everybody, mine):
        raise UnknownOrganisation
    return everybody


async def right_of_user(store: Store, authorisation_id: str, account_id: str) -> Right:
    """A right that this person has, or sees as one who knows the organisation's users. Raises UnknownAuthorisation."""
    right = await store.get(Authorisation, authorisation_id)
    if right is None:
        raise UnknownAuthorisation
    found, everybody, mine = await asyncio.gather(
        store.get(Organisation, right.organisation_id),
        store.find(Authorisation, {"organisation_id": right.organisation_id}),
        effective_rights(store, account_id),
    )
    if found is None or not (right.account_id == account_id or await _manages(store, found, everybody, mine)):
        raise UnknownAuthorisation
    return Right(right, found)


async def control_bodies_over(store: Store, organisation: Organisation) -> tuple[Overseer, ...]:
    """The VALID control bodies that check an activity of this operator."""
    keys = sorted({code_key(activity.control_body) for activity in organisation.activities})
    if not keys:
        return ()
    query = {"code_key": {"$in": keys}, "kind": OrganisationKind.CONTROL_BODY, "status": OrganisationStatus.VALID}
    return tuple(Overseer(Standing.CONTROL_BODY, body.id, body.name) for body in await store.find(Organisation, query))


async def _manages(
    store: Store, organisation: Organisation, everybody: Sequence[Authorisation], effective: Sequence[Authorisation]
) -> bool:
    """Whether who has these effective rights knows who the organisation's users are (rules F6, F9, domain section 5).

    That is: its own users, those of the authorities and control bodies over it, and the helpdesk.
    """
    mine = {right.organisation_id for right in effective}
    if not mine:
        return False
    if not mine.isdisjoint({organisation.id, HELPDESK_ID}):
        return True
    bootstrapped = any(right.case is None for right in everybody)
    commission = await store.get(Organisation, COMMISSION_ID) if bootstrapped else None
    over = [each for right in everybody for each in authorities_over(right, everybody, commission)]
    if not mine.isdisjoint(each.organisation_id for each in over):
        return True
    return not mine.isdisjoint(each.organisation_id for each in await control_bodies_over(store, organisation))
