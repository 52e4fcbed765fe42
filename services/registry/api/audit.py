"""Who did what to an organisation, when."""

from fastapi import APIRouter

from chassis.audit import AuditEntry, trail
from chassis.web import AuthenticatedCall, Page
from chassis.web.documented import refusals
from services.registry.domain.authorisation import Authorisation
from services.registry.queries.sight import must_see_trail

router = APIRouter(prefix="/api/v1", tags=["audit"])


@router.get("/audit/organisations/{organisation_id}", response_model=Page[AuditEntry], responses=refusals(401, 404))
async def organisation_trail(organisation_id: str, call: AuthenticatedCall) -> Page[AuditEntry]:
    """What happened to an organisation and to the rights of its users, past and present, oldest first.

    For its own users, for those of the organisations that may decide on it, and for the helpdesk; 404 to others.
    """
    store = call.runtime.store
    await must_see_trail(store, organisation_id, call.account_id)
    users = await store.find(Authorisation, {"organisation_id": organisation_id})
    return Page(items=await trail(store, organisation_id, *(right.id for right in users if right.since is not None)))
