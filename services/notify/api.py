"""Routes: HTTP to a query, nothing else."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from chassis.web import AuthenticatedCall, refusals
from services.notify import queries
from services.notify.queries import Delivery

router = APIRouter(prefix="/api/v1", tags=["notify"])


class Deliveries(BaseModel):
    """Mails of one request; there are few, so they come at once."""

    items: list[Delivery]


@router.get("/messages", responses=refusals(401))
async def show_deliveries(
    call: AuthenticatedCall,
    request_id: Annotated[str, Query(max_length=100, description="Reference of the request.")],
) -> Deliveries:
    """The mails that went, or go, to the caller about a request, and where each stands. Nobody else's are shown."""
    found = await queries.deliveries(call.runtime.store, account_id=call.account_id, request_id=request_id)
    return Deliveries(items=found)
