"""`/organisations/{id}/request`: the dialog "Confirm authorisation request for X" (rule C2), a page without script."""

import asyncio

from fastapi.responses import Response

from services.gateway.pages.api import segment
from services.gateway.pages.applicant.expecting import expected_route
from services.gateway.pages.errors import Errors, errors_of
from services.gateway.pages.problem import Problem
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Member, Visit, go

FIELDS = ("message", "contact_email", "contact_phone")

router = page_router()


@router.get("/organisations/{organisation_id}/request")
async def ask(organisation_id: str, visit: Member) -> Response:
    """Whom it is about, who will decide it and until when, and three fields that may stay empty."""
    return await _form(visit, organisation_id, Errors())


@router.post("/organisations/{organisation_id}/request")
async def send(organisation_id: str, visit: Member) -> Response:
    """Send it; a second click with the same key is the same request."""
    contact = {name: visit.form.text(name) for name in FIELDS if visit.form.text(name)}
    path = f"/organisations/{segment(organisation_id)}/authorisations"
    try:
        sent = await visit.post(path, contact, key=visit.form["key"])
    except Problem as problem:
        return await _form(visit, organisation_id, errors_of(visit, problem, FIELDS), status=problem.status)
    return go(f"/requests/{segment(sent['request_id'])}", done="sent")


async def _form(visit: Visit, organisation_id: str, errors: Errors, *, status: int = 200) -> Response:
    await visit.api()
    organisation, expected = await asyncio.gather(
        visit.get(f"/organisations/{segment(organisation_id)}"), expected_route(visit, organisation_id=organisation_id)
    )
    return page(
        visit, "applicant/joining.html", status=status, errors=errors, organisation=organisation, expected=expected
    )
