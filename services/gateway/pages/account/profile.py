"""`/profile`: what is mine: requests, organisations, data and preferences (rule F5)."""

import asyncio

from fastapi.responses import Response

from services.gateway.pages import login_state
from services.gateway.pages.formats import tongues
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Member

LATEST = 5
DONE = frozenset({"saved", "password", "session", "sessions"})
"""What may just have been done, by the address that a form leads to."""

router = page_router()


@router.get("/profile")
async def profile(visit: Member) -> Response:
    """Everything on one page, each with a link to change it."""
    await visit.api()
    me, rights, requests = await asyncio.gather(
        visit.get("/me"), visit.get("/me/rights"), visit.get("/requests", limit=LATEST)
    )
    assert visit.session is not None
    visit.keep_session(visit.session.told(**login_state.said_of(me), rights=login_state.rights_in(rights)))
    done = visit.request.query_params.get("done", "")
    return page(
        visit,
        "account/profile.html",
        me=me,
        rights=rights["items"],
        requests=requests["items"],
        more=requests["next_cursor"] is not None,
        tongue=tongues().get(me["language"], me["language"]),
        done=done if done in DONE else "",
    )
