"""The welcome page of who is logged in: first what there is to do, then how things stand."""

import asyncio
from typing import Any

from fastapi.responses import Response

from services.gateway.pages.problem import Problem
from services.gateway.pages.rendering import page
from services.gateway.pages.visit import Visit

LATEST = 3
NOTICES = 5
ANSWER_NEEDED = "INFO_REQUIRED"
OUT_OF_ORDER = 500

Listing = dict[str, Any]
"""`items` and `next_cursor`, as the API answers."""

NOTHING: Listing = {"items": [], "next_cursor": None}


async def home(visit: Visit) -> Response:
    """Questions to answer, requests to decide, else the next step. Raises Problem, LogInFirst.

    News and work that their services cannot tell now are said to be unknown: log-in leads here.
    """
    await visit.api()
    requests, notices, work = await asyncio.gather(
        visit.get("/requests", limit=20),
        _list(visit, "/notifications", unread="true", limit=NOTICES),
        _most_urgent(visit),
    )
    items = requests["items"]
    return page(
        visit,
        "content/home.html",
        asked=[item for item in items if item["status"] == ANSWER_NEEDED],
        requests=items[:LATEST],
        work=work,
        notices=notices,
        newcomer=not items and visit.session is not None and not visit.session.rights,
    )


async def _most_urgent(visit: Visit) -> Listing | None:
    """The request that this visitor should decide first, if there is one; None when that is not known."""
    return await _list(visit, "/work-items", status="OPEN", limit=1) if visit.may_decide else NOTHING


async def _list(visit: Visit, path: str, **query: str | int) -> Listing | None:
    """The beginning of a list; None when its owner cannot tell it now. Raises Problem for every other refusal."""
    try:
        found: Listing = await visit.get(path, **query)
    except Problem as problem:
        if problem.status < OUT_OF_ORDER:
            raise
        return None
    return found
