"""Access tokens: JWT signed with Ed25519, and the public keys that everybody checks them with."""

from datetime import datetime
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey

from chassis.auth import AUDIENCE
from services.identity.domain.session import ACCESS_LIFE

ALGORITHM = "EdDSA"
"""The name of RFC 8037, which every JWT library knows; RFC 9864 calls it Ed25519, which few do yet."""


class AccessTokens:
    """Signs with the newest key by name; publishes all, so that tokens of the one before still verify."""

    def __init__(self, folder: Path, issuer: str) -> None:
        keys = [_key(path) for path in sorted(folder.glob("*.pem"))]
        self._signing = keys[-1]
        self._issuer = issuer
        self.jwks: dict[str, Any] = dict(KeySet(list(keys)).as_dict(private=False))
        self._public = KeySet.import_key_set(self.jwks)  # type: ignore[arg-type]

    def issue(self, account_id: str, session_id: str, language: str, now: datetime) -> str:
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
        header = {"alg": ALGORITHM, "kid": self._signing.kid, "typ": "JWT"}
        return jwt.encode(header, claims, self._signing, algorithms=[ALGORITHM])

    async def current(self, *, unknown_kid: bool = False) -> KeySet:
        """The key set, for identity's own verifier (chassis.auth.Keys)."""
        return self._public


def _key(path: Path) -> OKPKey:
    return OKPKey.import_key(path.read_bytes(), {"kid": path.stem, "use": "sig", "alg": ALGORITHM})
