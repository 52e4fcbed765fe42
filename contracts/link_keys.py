"""The key file that identity and notify share: what mailed links are signed with (design section 10)."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass

KEY_BYTES = 32
"""Fewest bytes of a key (HMAC-SHA256)."""


@dataclass(frozen=True, slots=True, repr=False)
class LinkKeys:
    """Keys by their id. `current` signs new links; the others only verify, for 90 minutes after retirement."""

    current: str
    keys: Mapping[str, bytes]

    @classmethod
    def parse(cls, text: str) -> "LinkKeys":
        """Read `{"current": kid, "keys": {kid: base64url}}`. Raises ValueError, which quotes no key."""
        try:
            document = json.loads(text)
            current, keys = document["current"], {kid: _decode(key) for kid, key in document["keys"].items()}
        except (AttributeError, KeyError, TypeError, ValueError, binascii.Error):
            raise ValueError('a link key file holds {"current": kid, "keys": {kid: base64url}}') from None
        if current not in keys:
            raise ValueError("the link key file names a current key that it does not hold")
        if any("." in kid or len(key) < KEY_BYTES for kid, key in keys.items()):
            raise ValueError(f"a link key has {KEY_BYTES} bytes or more, and no dot in its id")
        return cls(current, keys)


def _decode(key: str) -> bytes:
    return base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
