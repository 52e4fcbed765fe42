"""As whom somebody reads: as himself, and as a user of the organisations that he has a VALID right on."""

from chassis.mongo import Store
from contracts.events.registry import AuthorisationStatus
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.readers import account_reader, organisation_reader


async def reader_keys(store: Store, account_id: str) -> list[str]:
    """The keys that a request must name one of to be in this person's sight."""
    valid = await store.find(Authorisation, {"account_id": account_id, "status": AuthorisationStatus.VALID})
    return [account_reader(account_id), *sorted({organisation_reader(right.organisation_id) for right in valid})]
