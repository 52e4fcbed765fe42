"""The public keys that access tokens are checked with (RFC 7517)."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from chassis.web import OpenCall
from services.identity.tools import tools_of

router = APIRouter(tags=["keys"])


@router.get("/.well-known/jwks.json", response_model=dict[str, Any])
async def jwks(call: OpenCall) -> JSONResponse:
    """All public keys, also of tokens that are still under way. Cache them; ask again for a key id you lack."""
    return JSONResponse(tools_of(call.runtime).access.jwks, headers={"Cache-Control": "public, max-age=300"})
