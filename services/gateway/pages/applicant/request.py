"""`/requests/{id}`: where a request stands, who decides it until when, and what can be done (rules C3, F5)."""

from typing import Any

from fastapi.responses import Response

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
PROPOSED = frozenset({"proposed", "amended"})
"""After these it is said what a proposed organisation is like."""

WAITS = "wait-for-decision"
"""The next step of who has nothing to do before the authority has decided."""

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
    done = visit.request.query_params.get("done", "")
    asked = {"duplicates": "true"} if done in PROPOSED else {}
    request: dict[str, Any] = await visit.get(f"/requests/{segment(request_id)}", **asked)
    return page(
        visit,
        "applicant/request.html",
        status=status,
        errors=errors,
        request=request,
        timeline=[told(visit, entry) for entry in reversed(request["timeline"])],
        promised=_is_promised(visit, request),
        mine=any(entry["who"] == "you" for entry in request["timeline"]),
        odd=oddities(visit, request.get("warnings", [])),
        alike=request.get("duplicates") or [],
        done=done if done in DONE else "",
    )


def _is_promised(visit: Visit, request: dict[str, Any]) -> bool:
    """Whether there is an authority that still has time: the page then names both, instead of the API's step."""
    if request["next_step"]["code"] != WAITS or request["validator"] is None or request["due_at"] is None:
        return False
    return visit.formats.local(request["due_at"]) > visit.now
