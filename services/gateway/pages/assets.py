"""`/static/`: what the pages look like."""

from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import FileResponse

from chassis.errors import NotFound

FOLDER = files("services.gateway.pages") / "static"
ASSETS = {"style.css": "text/css"}
CACHE = "public, max-age=3600"

router = APIRouter(include_in_schema=False)


@router.get("/static/{name}")
async def asset(name: str) -> FileResponse:
    """A file of ours; only those listed here are given out."""
    if name not in ASSETS:
        raise NotFound
    return FileResponse(str(FOLDER / name), media_type=ASSETS[name], headers={"Cache-Control": CACHE})
