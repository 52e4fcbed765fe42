"""Tokens of mailed links. The event carries what a token is made of, never the token (design section 10)."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contracts.envelope import format_time


class LinkPurpose(StrEnum):
    """What a link is for; part of what is signed, so that one kind cannot be used as the other."""

    CONFIRM = "confirm"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class LinkClaims:
    """What the signature covers."""

    purpose: LinkPurpose
    link_id: str
    account_id: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ParsedToken:
    """A token taken apart; nothing is proven yet."""

    kid: str
    link_id: str
    signature: str


def make_token(keys: Mapping[str, bytes], kid: str, claims: LinkClaims) -> str:
    """`kid.link_id.signature`. Raises KeyError for a key id that is not known."""
    return f"{kid}.{claims.link_id}.{_signature(keys[kid], claims)}"


def parse_token(token: str) -> ParsedToken | None:
    """The parts of a token, None for anything of another shape."""
    parts = token.split(".")
    if len(parts) != 3 or not all(parts) or len(token) > 300:
        return None
    return ParsedToken(*parts)


def verify_token(keys: Mapping[str, bytes], parsed: ParsedToken, claims: LinkClaims) -> bool:
    """Whether the signature is ours, in constant time. Expiry is for the caller to judge, by its own clock."""
    key = keys.get(parsed.kid)
    if key is None:
        return False
    return hmac.compare_digest(_signature(key, claims).encode(), parsed.signature.encode(errors="replace"))


def _signature(key: bytes, claims: LinkClaims) -> str:
    text = "|".join([claims.purpose, claims.link_id, claims.account_id, format_time(claims.expires_at)])
    digest = hmac.new(key, text.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
