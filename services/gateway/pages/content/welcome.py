"""`/`: what this is and where to go; for who is logged in, what there is to do."""

from fastapi.responses import Response

from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Anybody

router = page_router()


@router.get("/")
async def welcome(visit: Anybody) -> Response:
    """The welcome page."""
    return page(visit, "content/welcome.html", logged_out="out" in visit.request.query_params)
