"""Rights: what somebody may act for, and who may act for an organisation."""

from dataclasses import dataclass

from chassis.mongo import Store
from contracts.events.registry import AuthorisationStatus
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.errors import UnknownOrganisation
from services.registry.domain.organisation import Organisation
from services.registry.domain.person import Person
from services.registry.domain.readers import organisation_reader
from services.registry.queries.organisations import organisations_by_id
from services.registry.queries.readers import reader_keys

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
    """Who may act for this organisation (rule F6), longest first. Raises UnknownOrganisation when out of sight.

    In sight for its own users, and for those who may read a request on it as users of another organisation.
    """
    everybody = await store.find(Authorisation, {"organisation_id": organisation_id})
    mine = {key for key in await reader_keys(store, account_id) if key.startswith("organisation:")}
    readers = {organisation_reader(organisation_id), *(key for each in everybody for key in each.readers)}
    if not mine & readers:
        raise UnknownOrganisation
    held = [right for right in everybody if right.status in HELD]
    found = await store.find(Person, {"_id": {"$in": sorted({right.account_id for right in held})}})
    persons = {person.id: person for person in found}
    held.sort(key=lambda right: (right.since is None, right.since, right.id))
    return [User(right, persons.get(right.account_id)) for right in held]
