"""Who did what on a case, when."""

from fastapi import APIRouter

from chassis.audit import AuditEntry, trail
from chassis.web import AuthenticatedCall, Page, refusals
from services.validation import queries

router = APIRouter()


@router.get(
    "/audit/requests/{request_id}",
    response_model=Page[AuditEntry],
    responses=refusals(s404="unknown, or out of sight"),
)
async def show_trail(call: AuthenticatedCall, request_id: str) -> Page[AuditEntry]:
    """Everything that was said of a case, oldest first: for whoever may decide it, and the helpdesk."""
    await queries.audited(call.runtime.store, call.account_id, request_id)
    return Page(items=await trail(call.runtime.store, request_id))
