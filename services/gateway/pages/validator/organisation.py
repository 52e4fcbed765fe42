"""`/organisations/{id}`: an organisation, and for who manages it its users and administrators (rule F6)."""

from typing import Any

from fastapi.responses import Response

from services.gateway.pages.api import segment
from services.gateway.pages.problem import Problem
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Member, Visit

router = page_router()


@router.get("/organisations/{organisation_id}")
async def show(organisation_id: str, visit: Member) -> Response:
    """What registry tells this visitor of it."""
    path = f"/organisations/{segment(organisation_id)}"
    organisation = await visit.get(path)
    return page(visit, "validator/organisation.html", organisation=organisation, users=await _users(visit, path))


async def _users(visit: Visit, path: str) -> list[dict[str, Any]] | None:
    """None for who has no business with them."""
    try:
        found = await visit.get(f"{path}/users")
    except Problem as problem:
        if problem.status == 404:
            return None
        raise
    users: list[dict[str, Any]] = found["items"]
    return users
