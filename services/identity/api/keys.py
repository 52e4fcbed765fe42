"""The public keys that access tokens are checked with (RFC 7517)."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from chassis.web import OpenCall
from services.identity.tools import tools_of

CACHED_SECONDS = 5
"""Shorter than a new key is published before it signs (signing_keys.py)."""

router = APIRouter(tags=["keys"])


@router.get("/.well-known/jwks.json", response_model=dict[str, Any])
async def jwks(call: OpenCall) -> JSONResponse:
    """All public keys, also of tokens that are still under way. Cache them; ask again for a key id you lack."""
    jwks = await tools_of(call.runtime).access.jwks()
    return JSONResponse(jwks, headers={"Cache-Control": f"public, max-age={CACHED_SECONDS}"})
