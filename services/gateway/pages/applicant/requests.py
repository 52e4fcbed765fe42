"""`/requests`: everything that one has asked for, the latest first."""

from fastapi.responses import Response

from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Member

ROWS = 20

router = page_router()


@router.get("/requests")
async def requests(visit: Member) -> Response:
    """One page of the list."""
    cursor = visit.request.query_params.get("cursor", "")
    found = await visit.get("/requests", cursor=cursor, limit=ROWS)
    return page(
        visit, "applicant/requests.html", requests=found["items"], first=bool(cursor), next=found["next_cursor"] or ""
    )
