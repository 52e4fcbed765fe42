"""Who did what to an account, and when. The kept events are the trail (design section 2, rule 8)."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from chassis.audit import AuditEntry, trail
from chassis.errors import NotFound
from chassis.web import Cursor, Limit, Page, refusals
from services.identity.api.live import LiveCall
from services.identity.api.pages import cut
from services.identity.queries import session_ids

router = APIRouter(prefix="/api/v1", tags=["audit"])


@router.get("/audit/accounts/{id}", response_model=Page[AuditEntry], responses=refusals(401, 404, 422, 503))
async def account_trail(id: str, call: LiveCall, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """Everything that happened to my account and its sessions, oldest first.

    Only the owner sees it: identity knows people, not rights, so it cannot tell who works for the helpdesk.
    """
    if id != call.account_id:
        raise NotFound
    store = call.runtime.store
    entries = await trail(store, id, *await session_ids(store, id))
    return JSONResponse(cut([entry.model_dump(mode="json") for entry in entries], "event_id", cursor, limit))
