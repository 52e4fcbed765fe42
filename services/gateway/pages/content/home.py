"""The welcome page of who is logged in: first what there is to do, then how things stand."""

import asyncio
from typing import Any

from fastapi.responses import Response

from services.gateway.pages.rendering import page
from services.gateway.pages.visit import Visit

LATEST = 3
NOTICES = 5
ANSWER_NEEDED = "INFO_REQUIRED"


async def home(visit: Visit) -> Response:
    """Questions to answer, requests to decide, else the next step. Raises Problem, LogInFirst."""
    await visit.api()
    requests, notices, work = await asyncio.gather(
        visit.get("/requests", limit=20), visit.get("/notifications", limit=NOTICES), _most_urgent(visit)
    )
    items = requests["items"]
    return page(
        visit,
        "content/home.html",
        asked=[item for item in items if item["status"] == ANSWER_NEEDED],
        requests=items[:LATEST],
        work=work,
        notices=[notice for notice in notices["items"] if not notice["read"]],
        newcomer=not items and visit.session is not None and not visit.session.rights,
    )


async def _most_urgent(visit: Visit) -> dict[str, Any] | None:
    """The request that this visitor should decide first; None when there is none."""
    if not visit.may_decide:
        return None
    found = await visit.get("/work-items", status="OPEN", limit=1)
    first: dict[str, Any] | None = next(iter(found["items"]), None)
    return first
