"""Answers that say which version they are, so that nobody fetches or overwrites what he has not seen (RFC 9110, 13)."""

import hashlib
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel

NOT_MODIFIED: dict[int | str, dict[str, Any]] = {
    304: {"description": "Not Modified: the version that `If-None-Match` names is the present one."}
}
"""For `responses=` of a route that answers with `cacheable`."""


def version_tag(sequence: int) -> str:
    """`ETag` of an aggregate: its public version, which is what `If-Match` names."""
    return f'"{sequence}"'


def cacheable(request: Request, body: BaseModel, *, seconds: int, language: str | None = None) -> Response:
    """The body with an `ETag`, to be kept for so long by the caller alone; 304 without a body when he has it.

    `language` is the one its names are in: which one that is depends on the header and on the account.
    """
    text = body.model_dump_json().encode()
    tag = f'"{hashlib.sha256(text).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": f"private, max-age={seconds}", "Vary": "Authorization, Accept-Language"}
    if language is not None:
        headers["Content-Language"] = language
    if _names(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    return Response(text, media_type="application/json", headers=headers)


def _names(sent: str | None, tag: str) -> bool:
    """Whether `If-None-Match` names this version; weak tags compare alike there (RFC 9110 13.1.2)."""
    if sent is None:
        return False
    return sent.strip() == "*" or tag in {each.strip().removeprefix("W/") for each in sent.split(",")}
