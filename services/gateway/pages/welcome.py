"""`/`: what this is and where to go."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from services.gateway.pages.language import language_of
from services.gateway.pages.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/")
async def welcome(request: Request) -> HTMLResponse:
    """The welcome page."""
    return render(request, "welcome.html", language_of(request))
