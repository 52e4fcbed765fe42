"""Access tokens: JWT signed with Ed25519, and the public keys that everybody checks them with."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet

from chassis.auth import AUDIENCE
from services.identity.domain.session import ACCESS_LIFE
from services.identity.signing_keys import ALGORITHM, SigningKeysReader
from services.identity.watched import Watched, appearance


class AccessTokens:
    """Signs with the newest key by name; publishes all, so that tokens of the one before still verify.

    Keys that are put into the folder or taken from it are noticed within seconds (signing_keys.py).
    """

    def __init__(self, folder: Path, issuer: str, ticks: Callable[[], float] = time.monotonic) -> None:
        reader = SigningKeysReader(folder, ticks)
        self._keys = Watched("signing-keys", lambda: appearance(reader.paths()), reader.read, ticks)
        self._issuer, self._ticks = issuer, ticks

    async def issue(self, account_id: str, session_id: str, language: str, now: datetime) -> str:
        """Who (`sub`), in which session (`sid`), since when and until when; never what he may do."""
        claims = {
            "iss": self._issuer,
            "aud": AUDIENCE,
            "sub": account_id,
            "sid": session_id,
            "iat": int(now.timestamp()),
            "exp": int((now + ACCESS_LIFE).timestamp()),
            "lang": language,
        }
        signing = (await self._keys.fresh()).signer(self._ticks())
        header = {"alg": ALGORITHM, "kid": signing.kid, "typ": "JWT"}
        return jwt.encode(header, claims, signing, algorithms=[ALGORITHM])

    async def jwks(self) -> dict[str, Any]:
        """The public keys (RFC 7517), the newest by name last."""
        return (await self._keys.fresh()).jwks

    async def current(self, *, unknown_kid: bool = False) -> KeySet:
        """The key set, for identity's own verifier (chassis.auth.Keys)."""
        return (await self._keys.fresh()).public
