"""As whom somebody reads: as himself, and for the organisations that he may act for at present."""

from chassis.mongo import Store
from contracts.events.registry import AuthorisationStatus
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.organisation import Organisation
from services.registry.domain.readers import account_reader, administrators_reader, organisation_reader


async def reader_keys(store: Store, account_id: str) -> list[str]:
    """The keys that a request must name one of to be in this person's sight."""
    effective = await effective_rights(store, account_id)
    users = {organisation_reader(right.organisation_id) for right in effective}
    administrators = {administrators_reader(right.organisation_id) for right in effective if right.administrator}
    return [account_reader(account_id), *sorted(users | administrators)]


async def effective_rights(store: Store, account_id: str) -> list[Authorisation]:
    """VALID rights of this person on organisations that are not stopped."""
    valid = await store.find(Authorisation, {"account_id": account_id, "status": AuthorisationStatus.VALID})
    if not valid:
        return []
    ids = sorted({right.organisation_id for right in valid})
    organisations = {each.id: each for each in await store.find(Organisation, {"_id": {"$in": ids}})}
    return [right for right in valid if right.acts_for(organisations[right.organisation_id])]
