"""`/guide`: how one gets access, step by step."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from services.gateway.pages.language import language_of
from services.gateway.pages.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/guide")
async def guide(request: Request) -> HTMLResponse:
    """The guide in our own words."""
    return render(request, "guide.html", language_of(request))
