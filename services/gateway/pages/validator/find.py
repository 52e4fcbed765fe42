"""`/find`: where a request hangs, by reference or organisation: for the helpdesk, which reads only (rule F3)."""

from fastapi.responses import Response

from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Member

ROWS = 20

router = page_router()


@router.get("/find")
async def find(visit: Member) -> Response:
    """Requests that one may see; registry says which these are."""
    asked = visit.request.query_params
    words, cursor = asked.get("q", "").strip(), asked.get("cursor", "")
    found = await visit.get("/requests", scope="all", q=words, cursor=cursor, limit=ROWS)
    return page(
        visit,
        "validator/find.html",
        words_sought=words,
        requests=found["items"],
        first=bool(cursor),
        next=found["next_cursor"] or "",
    )
