"""Keys derived from one secret, and hashes of addresses under such a key."""

import hashlib
import hmac

from services.identity.domain.addresses import read_address


def subkey(secret: str, purpose: str) -> bytes:
    """A key for one purpose, from which neither the secret nor another purpose's key follows."""
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()


class AddressHashes:
    """Names what is counted per address without saying the address."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, purpose: str, address_key: str) -> str:
        """An id for this address under this purpose."""
        return hmac.new(self._key, f"{purpose}|{address_key}".encode(), hashlib.sha256).hexdigest()


def comparable(typed: str) -> str:
    """The comparison form of an address; of anything else some form, so that it is counted like an unknown address."""
    address = read_address(typed)
    return address.key if address is not None else typed.strip().casefold()
