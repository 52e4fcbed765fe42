"""`/requests/{id}/amendment`: correcting one's own proposal while the authority asks a question (design section 6)."""

from typing import Any

from fastapi.responses import Response

from services.gateway.pages.api import Answer, segment
from services.gateway.pages.applicant.draft import fields_of, places_of
from services.gateway.pages.applicant.organisation_form import edited, form_page
from services.gateway.pages.applicant.proposed import amendment_of, filled
from services.gateway.pages.errors import Errors, errors_of
from services.gateway.pages.forms import Form
from services.gateway.pages.problem import Problem
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Member, Visit, go

STALE = 412
NOT_AMENDABLE = "not-amendable"

router = page_router()


@router.get("/requests/{request_id}/amendment")
async def ask(request_id: str, visit: Member) -> Response:
    """The form with what was proposed. Raises Problem when the authority waits for nothing, or somebody else asks."""
    request, proposed = await _proposed(visit, request_id)
    visit.form = filled(proposed.body, proposed.etag)
    return await _form(visit, request, Errors())


@router.post("/requests/{request_id}/amendment")
async def amend(request_id: str, visit: Member) -> Response:
    """Send what is different, made on the version that the form was filled in with (If-Match).

    Where that is none any more, the form comes back with what was typed and the version that there is now: who sends it
    again has been told. Raises Problem when the authority waits no longer.
    """
    request, proposed = await _proposed(visit, request_id)
    changed = edited(visit.form)
    if changed is not None:
        visit.form = changed
        return await _form(visit, request, Errors())
    body, version = amendment_of(visit.form, proposed.body), visit.form["version"]
    try:
        await visit.ask("PATCH", f"/operators/{segment(proposed.body['id'])}", body, version=version)
    except Problem as problem:
        errors = errors_of(
            visit, problem, fields_of(visit.form, request["organisation"]["kind"]), moved=places_of(visit.form)
        )
        taken = problem.members.get("organisation")
        if problem.status == STALE:
            visit.form = Form({**visit.form.fields, "version": [proposed.etag]})
        return await _form(visit, request, errors, status=problem.status, taken=taken)
    return go(f"/requests/{segment(request_id)}", done="amended")


async def _proposed(visit: Visit, request_id: str) -> tuple[dict[str, Any], Answer]:
    """The request, and the organisation that it proposes with its version."""
    request: dict[str, Any] = await visit.get(f"/requests/{segment(request_id)}")
    if request["kind"] != "proposal" or request["status"] != "INFO_REQUIRED":
        raise Problem(409, NOT_AMENDABLE)
    return request, await visit.ask("GET", f"/organisations/{segment(request['organisation']['id'])}")


async def _form(
    visit: Visit, request: dict[str, Any], errors: Errors, *, status: int = 200, taken: Any = None
) -> Response:
    kind, stale = request["organisation"]["kind"], status == STALE
    return await form_page(
        visit, "applicant/amending.html", kind, errors, status=status, taken=taken, request=request, stale=stale
    )
