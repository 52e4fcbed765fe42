"""Refresh tokens: `sid.generation.HMAC`. Nothing of them is stored, because the successor can be computed again."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

LONGEST = 200
"""Characters of a token of ours, at most."""


@dataclass(frozen=True, slots=True)
class ProvenRefresh:
    """What a token of ours says."""

    session_id: str
    generation: int


class RefreshTokens:
    """Makes and proves refresh tokens with one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def make(self, session_id: str, generation: int) -> str:
        """The token of one generation of a session; always the same one."""
        return f"{session_id}.{generation}.{self._signature(session_id, generation)}"

    def read(self, token: str) -> ProvenRefresh | None:
        """What a token says if it is ours (in constant time), else None."""
        session_id, _, rest = token.partition(".")
        number, _, signature = rest.partition(".")
        if len(token) > LONGEST or not (number.isascii() and number.isdigit()):
            return None
        generation = int(number)
        if str(generation) != number:
            return None
        if not hmac.compare_digest(self._signature(session_id, generation).encode(), signature.encode()):
            return None
        return ProvenRefresh(session_id, generation)

    def _signature(self, session_id: str, generation: int) -> str:
        digest = hmac.new(self._key, f"{session_id}|{generation}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
