"""The document, and Swagger UI that shows it: all of it served by us, nothing from elsewhere."""

from importlib.resources import files

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse

from chassis.errors import NotFound
from services.gateway.gateway import gateway_of

DOCUMENT_PATH = "/api/openapi.json"
CACHE = "public, max-age=3600"

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
"""Swagger UI writes style attributes; it needs no inline script."""

_OURS = files("services.gateway.openapi") / "assets"
_PAGE = (_OURS / "docs.html").read_text(encoding="utf-8")
_SWAGGER = files("fastapi_offline") / "static"

ASSETS = {
    "swagger-ui-bundle.js": (_SWAGGER, "text/javascript"),
    "swagger-ui.css": (_SWAGGER, "text/css"),
    "start.js": (_OURS, "text/javascript"),
}

router = APIRouter(include_in_schema=False)


@router.get(DOCUMENT_PATH)
async def document(request: Request) -> JSONResponse:
    """OpenAPI 3.1 of the whole public API."""
    return JSONResponse(await gateway_of(request).documents.merged(request.app.openapi()))


@router.get("/api/docs")
async def docs() -> HTMLResponse:
    """Swagger UI."""
    return HTMLResponse(_PAGE, headers={"Content-Security-Policy": POLICY})


@router.get("/api/docs/assets/{name}")
async def asset(name: str) -> FileResponse:
    """Script and style of Swagger UI."""
    if name not in ASSETS:
        raise NotFound
    folder, media_type = ASSETS[name]
    return FileResponse(str(folder / name), media_type=media_type, headers={"Cache-Control": CACHE})
