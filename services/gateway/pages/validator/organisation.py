"""`/organisations/{id}`: an organisation, and for who may know it, its users and administrators (rules F6, F9)."""

import asyncio

from fastapi.responses import Response

from services.gateway.pages import reference
from services.gateway.pages.api import segment
from services.gateway.pages.case_words import IDENTIFIER
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.validator.case_file import if_in_sight
from services.gateway.pages.visit import Member

router = page_router()


@router.get("/organisations/{organisation_id}")
async def show(organisation_id: str, visit: Member) -> Response:
    """Its data for everybody who is logged in; whom it has as users only in scope."""
    path = f"/organisations/{segment(organisation_id)}"
    await visit.api()
    organisation, users, names = await asyncio.gather(
        visit.get(path), if_in_sight(visit.get(f"{path}/users")), reference.activity_names(visit)
    )
    return page(
        visit,
        "validator/organisation.html",
        organisation=organisation,
        users=users["items"] if users is not None else None,
        activity_types=names,
        identifier_names=IDENTIFIER,
    )
