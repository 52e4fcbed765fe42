"""POST `/work`: many decisions at once, each for itself, with a result a row (design section 7)."""

from typing import Any

from fastapi.responses import Response

from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.sentences import sentence
from services.gateway.pages.validator.case import OUTCOMES
from services.gateway.pages.visit import Member, Visit, go

MOST = 100

router = page_router()


@router.post("/work")
async def decide(visit: Member) -> Response:
    """Decide all that are ticked in the same way. Sent again with the same key, each takes effect once all the same."""
    chosen, outcome = visit.form.every("request")[:MOST], visit.form["outcome"]
    if not chosen or outcome not in OUTCOMES:
        return go("/work", done="nothing")
    reason = {"reason": visit.form.text("reason")} if visit.form.text("reason") else {}
    rows = [{"request_id": request_id, "outcome": outcome, **reason} for request_id in chosen]
    answered = await visit.post("/work-items/decisions", {"decisions": rows}, key=visit.form["key"])
    names = dict(pair.split("=", 1) for pair in visit.form.every("name") if "=" in pair)
    results = [{**row, "name": names.get(row["request_id"], row["request_id"])} for row in answered["items"]]
    return page(visit, "validator/many.html", results=[{**row, "problem": _said(visit, row)} for row in results])


def _said(visit: Visit, row: dict[str, Any]) -> str:
    """Why a row was refused; empty for one that took effect."""
    return sentence(visit, row["problem"]["code"]) if row.get("problem") else ""
