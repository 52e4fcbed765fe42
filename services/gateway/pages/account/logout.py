"""`/logout`: the session ends at once, here and at identity (rule F8)."""

from fastapi.responses import Response

from services.gateway.pages.next_page import HOME, safe_next
from services.gateway.pages.problem import Problem
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Anybody, LogInFirst, go

router = page_router()


@router.post("/logout")
async def log_out(visit: Anybody) -> Response:
    """End the session and forget it; a session that is over already is no reason to complain.

    A form that names a page leads to the log-in for it: that is how one changes accounts.

    Raises Problem when identity does not answer: the session would go on, and the person is told.
    """
    if visit.session is not None:
        try:
            await visit.ask("DELETE", "/sessions/current")
        except LogInFirst:
            pass
        except Problem as problem:
            if problem.status != 404:
                raise
    visit.keep_session(None)
    wanted = safe_next(visit.form["next"])
    return go("/", out="") if wanted == HOME else go("/login", next=wanted)
