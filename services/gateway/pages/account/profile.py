"""`/profile`: one's own data, preferences, password and sessions (rule F5)."""

from fastapi.responses import Response

from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Member

router = page_router()


@router.get("/profile")
async def profile(visit: Member) -> Response:
    """What the system knows of me."""
    me = await visit.get("/me")
    return page(visit, "account/profile.html", me=me)
