"""`/control-bodies?q=`: control bodies for a field that suggests them while one types (rule D5)."""

from fastapi.responses import JSONResponse, Response

from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Member

MOST = 10

router = page_router()


@router.get("/control-bodies")
async def suggest(visit: Member) -> Response:
    """Code and name of those whose code or name has these letters, whatever their case and accents."""
    found = await visit.get("/control-bodies", q=visit.request.query_params.get("q", "")[:200], limit=MOST)
    return JSONResponse({"items": [{"code": each["code"], "name": each["name"]} for each in found["items"]]})
