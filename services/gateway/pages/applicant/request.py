"""`/requests/{id}`: where a request stands, who decides it until when, and what can be done (rules C3, F5)."""

from typing import Any

from fastapi.responses import Response

from services.gateway.pages.alike import alike
from services.gateway.pages.api import segment
from services.gateway.pages.applicant.steps import told
from services.gateway.pages.errors import Errors, errors_of
from services.gateway.pages.oddities import oddities
from services.gateway.pages.problem import Problem
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Member, Visit, go

DEEDS = {"answer": "information", "withdraw": "withdrawal", "nudge": "nudges"}
"""What a form on the page does, and the path of the API for it."""

DONE = frozenset({"sent", "proposed", "amended", *DEEDS})
OPEN = frozenset({"REQUESTED", "INFO_REQUIRED"})
PROPOSED = frozenset({"proposed", "amended"})
"""After these it is said what a proposed organisation is like."""

FIELDS = ("message",)

router = page_router()


@router.get("/requests/{request_id}")
async def show(request_id: str, visit: Member) -> Response:
    """The request as it is now; with script it follows what happens to it."""
    return await _page(visit, request_id, Errors())


@router.post("/requests/{request_id}")
async def act(request_id: str, visit: Member) -> Response:
    """Answer the question, withdraw the request, or remind the authority. Raises Problem for any other deed."""
    deed = visit.form["deed"]
    if deed not in DEEDS:
        raise Problem(422, "invalid")
    body = {"message": visit.form.text("message")} if deed == "answer" else {}
    try:
        await visit.post(f"/requests/{segment(request_id)}/{DEEDS[deed]}", body, key=visit.form["key"])
    except Problem as problem:
        return await _page(visit, request_id, errors_of(visit, problem, FIELDS), status=problem.status)
    return go(f"/requests/{segment(request_id)}", done=deed)


async def _page(visit: Visit, request_id: str, errors: Errors, *, status: int = 200) -> Response:
    request: dict[str, Any] = await visit.get(f"/requests/{segment(request_id)}")
    done = visit.request.query_params.get("done", "")
    return page(
        visit,
        "applicant/request.html",
        status=status,
        errors=errors,
        request=request,
        timeline=[told(visit, entry) for entry in reversed(request["timeline"])],
        mine=any(entry["who"] == "you" for entry in request["timeline"]),
        odd=oddities(visit, request.get("warnings", [])),
        alike=await _alike(visit, request) if done in PROPOSED else [],
        done=done if done in DONE else "",
    )


async def _alike(visit: Visit, request: dict[str, Any]) -> list[dict[str, Any]]:
    """What the organisation may be the same as, while it can still be withdrawn."""
    if request["kind"] != "proposal" or request["status"] not in OPEN:
        return []
    return await alike(visit, await visit.get(f"/organisations/{segment(request['organisation']['id'])}"))
