"""Who may look at what is not for everybody."""

from chassis.mongo import Store
from contracts.reference import HELPDESK_ID
from services.registry.domain.authorisation import Authorisation
from services.registry.domain.errors import UnknownOrganisation
from services.registry.domain.organisation_errors import NotYourProposal
from services.registry.domain.readers import organisation_reader
from services.registry.queries.readers import reader_keys


async def must_see_trail(store: Store, organisation_id: str, account_id: str) -> None:
    """Whether this person may read who did what to an organisation. Raises UnknownOrganisation.

    Its own users, users of the organisations that may decide requests on it, and the helpdesk may (domain section 5).
    """
    mine = {key for key in await reader_keys(store, account_id) if key.startswith("organisation:")}
    everybody = await store.find(Authorisation, {"organisation_id": organisation_id})
    readers = {key for each in everybody for key in each.readers}
    readers |= {organisation_reader(organisation_id), organisation_reader(HELPDESK_ID)}
    if not mine & readers:
        raise UnknownOrganisation


async def own_proposal(store: Store, organisation_id: str, account_id: str) -> Authorisation:
    """The request by which this person proposed this organisation. Raises NotYourProposal."""
    query = {"organisation_id": organisation_id, "account_id": account_id, "proposal": True}
    found = await store.find(Authorisation, query, limit=1)
    if not found:
        raise NotYourProposal
    return found[0]
