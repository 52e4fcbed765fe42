"""`/role`: for which kind of organisation somebody works (rule B1). It chooses what is searched; nothing is stored."""

from fastapi.responses import Response

from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Member

router = page_router()


@router.get("/role")
async def choose(visit: Member) -> Response:
    """The three roles with the guide's explanations."""
    return page(visit, "applicant/role.html")
