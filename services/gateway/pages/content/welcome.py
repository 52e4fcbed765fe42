"""`/`: what this is and where to go; for who is logged in, what there is to do."""

from fastapi.responses import Response

from services.gateway.pages.api import segment
from services.gateway.pages.content.home import home
from services.gateway.pages.rendering import page
from services.gateway.pages.route import page_router
from services.gateway.pages.visit import Anybody, Member, go

router = page_router()


@router.get("/")
async def welcome(visit: Anybody) -> Response:
    """The welcome page."""
    if visit.session is not None:
        return await home(visit)
    return page(visit, "content/welcome.html", logged_out="out" in visit.request.query_params)


@router.post("/")
async def read(visit: Member) -> Response:
    """A notice has been read."""
    await visit.post(f"/notifications/{segment(visit.form['notice'])}/read")
    return go("/")
