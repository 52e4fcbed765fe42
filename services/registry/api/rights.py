"""What the caller may act for (rule F5)."""

from fastapi import APIRouter

from chassis.web import AuthenticatedCall
from chassis.web.documented import refusals
from services.registry.api.answers import RightAnswer, Rights
from services.registry.queries.rights import rights_of

router = APIRouter(prefix="/api/v1", tags=["rights"])


@router.get("/me/rights", response_model=Rights, responses=refusals(401))
async def my_rights(call: AuthenticatedCall) -> Rights:
    """Own rights, VALID and SUSPENDED ones."""
    return Rights(items=[RightAnswer.of(right) for right in await rights_of(call.runtime.store, call.account_id)])
