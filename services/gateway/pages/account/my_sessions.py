"""`/profile/sessions`: where I am logged in; ending a session on a computer I left."""

from fastapi.responses import Response

from services.gateway.pages.api import segment
from services.gateway.pages.problem import Problem
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Member, go

router = page_router()


@router.get("/profile/sessions")
async def show(visit: Member) -> Response:
    """All that are good, the latest first."""
    found = await visit.get("/sessions")
    ended = visit.request.query_params.get("done", "") == "ended"
    return page(visit, "account/sessions.html", sessions=found["items"], ended=ended)


@router.post("/profile/sessions")
async def end(visit: Member) -> Response:
    """End one of the others, or all of them with this one. One that is over already is just as well."""
    if visit.form["session_id"]:
        try:
            await visit.ask("DELETE", f"/sessions/{segment(visit.form['session_id'])}")
        except Problem as problem:
            if problem.status != 404:
                raise
        return go("/profile/sessions", done="ended")
    await visit.ask("DELETE", "/sessions")
    visit.keep_session(None)
    return go("/", out="")
