"""`/work`: what one may decide, the most urgent first (rule E13)."""

from datetime import datetime
from typing import Any

from fastapi.responses import Response

from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Member, Visit
from services.gateway.pages.words import CASE_STATUS

ROWS = 50

router = page_router()


@router.get("/work")
async def work(visit: Member) -> Response:
    """One page of the list; without a choice, all that is not settled."""
    asked = visit.request.query_params
    status = asked.get("status", "") if asked.get("status") in CASE_STATUS else ""
    found = await visit.get("/work-items", status=status, cursor=asked.get("cursor", ""), limit=ROWS)
    return page(
        visit,
        "validator/work.html",
        chosen=status,
        statuses=[(code, visit.say(text)) for code, (text, _) in CASE_STATUS.items()],
        items=[{**item, "late": _is_late(visit, item)} for item in found["items"]],
        first="cursor" in asked,
        next=found["next_cursor"] or "",
        decided=asked.get("done", "") == "decided",
        nothing=asked.get("done", "") == "nothing",
    )


def _is_late(visit: Visit, item: dict[str, Any]) -> bool:
    """Whether its day has passed without a decision."""
    return item["status"] == "OPEN" and datetime.fromisoformat(item["due_at"]) < visit.now
