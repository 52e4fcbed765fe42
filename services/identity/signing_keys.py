"""The keys that access tokens are signed with, as they lie in their folder now."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

ALGORITHM = "EdDSA"
"""The name of RFC 8037, which every JWT library knows; RFC 9864 calls it Ed25519, which few do yet."""

REST_SECONDS = 8.0
"""So long a key that appears while identity runs is only published, before it signs.

Every other process has it by then (they look every two seconds), and whoever checks tokens may fetch the keys again
(every five seconds at most): no token is signed by a key that somebody cannot get.
"""


@dataclass(frozen=True, slots=True, repr=False)
class SigningKeys:
    """All keys by name, and since when (in ticks) each is known; `jwks` and `public` hold no private part."""

    keys: tuple[OKPKey, ...]
    since: dict[str, float]
    jwks: dict[str, Any]
    public: KeySet

    def signer(self, ticks: float) -> OKPKey:
        """The newest by name that has been published long enough; the newest of all if none has."""
        rested = [key for key in self.keys if ticks - self.since[str(key.kid)] >= REST_SECONDS]
        return (rested or list(self.keys))[-1]


class SigningKeysReader:
    """Reads the folder, and remembers when a key was seen first. Keys of the first reading need no rest."""

    def __init__(self, folder: Path, ticks: Callable[[], float]) -> None:
        self._folder, self._ticks = folder, ticks
        self._since: dict[str, float] = {}

    def paths(self) -> list[Path]:
        """The key files, the newest by name last."""
        return sorted(self._folder.glob("*.pem"))

    def read(self) -> SigningKeys:
        """All keys of the folder. Raises OSError, or ValueError when one is no Ed25519 private key or there is none."""
        keys = tuple(_key(path) for path in self.paths())
        if not keys:
            raise ValueError("there is no key <kid>.pem")
        first = self._ticks() if self._since else float("-inf")
        self._since = {str(key.kid): self._since.get(str(key.kid), first) for key in keys}
        jwks: dict[str, Any] = dict(KeySet(list(keys)).as_dict(private=False))
        return SigningKeys(keys, self._since, jwks, KeySet.import_key_set(jwks))  # type: ignore[arg-type]


def _key(path: Path) -> OKPKey:
    try:
        key = OKPKey.import_key(path.read_bytes(), {"kid": path.stem, "use": "sig", "alg": ALGORITHM})
    except (JoseError, TypeError) as error:  # TypeError: it is encrypted
        raise ValueError(f"{path.name} is no Ed25519 private key") from error
    if not key.is_private or key.curve_name != "Ed25519":
        raise ValueError(f"{path.name} is no Ed25519 private key")
    return key
