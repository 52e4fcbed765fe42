"""Organisations by id, code or number."""

from collections.abc import Collection, Iterable, Mapping

from chassis.mongo import Store
from contracts.events.registry import OrganisationKind, OrganisationStatus
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.control_body_code import code_key
from services.registry.domain.errors import UnknownOrganisation
from services.registry.domain.organisation import Organisation
from services.registry.queries.readers import reader_keys


async def organisation(store: Store, organisation_id: str, account_id: str) -> Organisation:
    """A living organisation, or an ended one that the reader may see a request on. Raises UnknownOrganisation."""
    found = await store.get(Organisation, organisation_id)
    if found is None or not (found.living or await _reads_a_request(store, organisation_id, account_id)):
        raise UnknownOrganisation
    return found


async def organisations_by_id(store: Store, ids: Collection[str]) -> Mapping[str, Organisation]:
    """All of these, in one read."""
    if not ids:
        return {}
    found = await store.find(Organisation, {"_id": {"$in": sorted(set(ids))}})
    return {each.id: each for each in found}


async def control_bodies(store: Store, codes: Iterable[str]) -> Mapping[str, str]:
    """The VALID control bodies among these codes, by comparison key: their published code."""
    keys = sorted({code_key(code) for code in codes})
    if not keys:
        return {}
    query = {"code_key": {"$in": keys}, "kind": OrganisationKind.CONTROL_BODY, "status": OrganisationStatus.VALID}
    return {code_key(each.code): each.code for each in await store.find(Organisation, query) if each.code}


async def bearer_of(store: Store, eori: str | None) -> Organisation | None:
    """The living operator with this EORI number, as it is compared."""
    if eori is None:
        return None
    found = await store.find(Organisation, {"claimed_eori": eori}, limit=1)
    return found[0] if found else None


async def bearer_of_code(store: Store, code: str | None) -> Organisation | None:
    """The living control body or authority with this code, as it is compared."""
    if code is None:
        return None
    found = await store.find(Organisation, {"code_key": code_key(code)}, limit=1)
    return found[0] if found else None


async def _reads_a_request(store: Store, organisation_id: str, account_id: str) -> bool:
    keys = await reader_keys(store, account_id)
    query = {"organisation_id": organisation_id, "readers": {"$in": keys}}
    return bool(await store.find(Authorisation, query, limit=1))
