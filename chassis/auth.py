"""Access tokens: who is calling. Rights are not in the token; their owners decide them from their own data."""

import asyncio
import hashlib
import math
import time
import warnings
from dataclasses import dataclass
from typing import Any, Protocol

import httpx
import structlog
from joserfc import jws, jwt
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import KeySet

from chassis.errors import Unauthenticated, Unavailable

ALGORITHMS = ["EdDSA", "Ed25519", "ES256"]
AUDIENCE = "traces-access"
REFETCH_SECONDS = 5.0
FIRST_SECONDS = 1.0
"""Between two attempts while no key is known: callers do not queue for attempts of their own."""

MOST_REMEMBERED = 10_000
"""Tokens, of five minutes each. A page alone asks up to ten questions with the same one."""

warnings.filterwarnings("ignore", "EdDSA is deprecated", SecurityWarning)
# RFC 9864 renames it Ed25519, a name that few JWT libraries know yet; the algorithm is the same.

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who calls: account, session, and the language of the account's choice.

    `expires_at` is when the token ends, in seconds since 1970.
    """

    account_id: str
    session_id: str
    language: str
    expires_at: float = math.inf


class Keys(Protocol):
    """Where the public keys come from."""

    async def current(self, *, unknown_kid: bool = False) -> KeySet:
        """The key set; `unknown_kid` asks to look again, because a token names a key that it lacks."""


class RemoteKeys:
    """JWKS of identity, cached for ever and fetched again for a key id it lacks: a pause of identity stops nobody."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._keys: KeySet | None = None
        self._asked = float("-inf")
        self._lock = asyncio.Lock()

    async def current(self, *, unknown_kid: bool = False) -> KeySet:
        """The cached keys. Raises Unavailable when there are none yet and identity does not answer."""
        if self._keys is None or unknown_kid:
            async with self._lock:
                pause = FIRST_SECONDS if self._keys is None else REFETCH_SECONDS
                if time.monotonic() - self._asked > pause:
                    await self._fetch()
        if self._keys is None:
            raise Unavailable("The keys that tokens are checked with are not known yet.")
        return self._keys

    async def _fetch(self) -> None:
        try:
            async with httpx.AsyncClient(timeout=2.0, trust_env=False) as client:
                response = await client.get(self._url)
                response.raise_for_status()
                self._keys = KeySet.import_key_set(response.json())
        except (httpx.HTTPError, ValueError) as error:
            log.warning("jwks.unreachable", error=repr(error))
        finally:
            self._asked = time.monotonic()


class TokenVerifier:
    """Checks signature, issuer, audience and expiry of access tokens.

    When a token was issued (`iat`) is told, not judged: the clock of identity may be a little ahead of ours.
    What a signature vouches for is remembered (by a hash of the token) as long as the keys are the same; whether the
    token is over is judged each time.
    """

    def __init__(self, keys: Keys, issuer: str) -> None:
        self._keys = keys
        self._remembered: dict[bytes, dict[str, Any]] = {}
        self._remembered_for: KeySet | None = None
        self._claims = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": AUDIENCE},
            sub={"essential": True},
            sid={"essential": True},
            exp={"essential": True},
        )

    async def verify(self, token: str) -> Actor:
        """The actor a token names. Raises Unauthenticated when it is malformed, foreign, altered or expired."""
        claims = await self._decode(token)
        try:
            self._claims.validate({name: value for name, value in claims.items() if name != "iat"})
        except JoseError as error:
            raise Unauthenticated("The access token is not valid any more.") from error
        return Actor(
            str(claims["sub"]), str(claims["sid"]), str(claims.get("lang", "en")), expires_at=float(claims["exp"])
        )

    async def _decode(self, token: str) -> dict[str, Any]:
        try:
            keys, named = await self._keys.current(), hashlib.sha256(token.encode()).digest()
            if keys is self._remembered_for and named in self._remembered:
                return self._remembered[named]
            kid = jws.extract_compact(token.encode()).protected.get("kid")
            if not any(key.kid == kid for key in keys.keys):
                keys = await self._keys.current(unknown_kid=True)
            claims = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
        except (JoseError, ValueError) as error:
            raise Unauthenticated("The access token is not one of ours.") from error
        self._remember(named, claims, keys)
        return claims

    def _remember(self, named: bytes, claims: dict[str, Any], keys: KeySet) -> None:
        if keys is not self._remembered_for:
            self._remembered, self._remembered_for = {}, keys
        self._remembered[named] = claims
        if len(self._remembered) > MOST_REMEMBERED:
            del self._remembered[next(iter(self._remembered))]
