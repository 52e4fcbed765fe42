"""Links in mails. Tokens are made here, when a mail is rendered, and kept nowhere (design section 10)."""

from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from contracts.link_keys import LinkKeys
from contracts.links import LinkClaims, LinkPurpose, make_token


class UnknownLinkKey(LookupError):
    """The event names a key that the key file does not hold (yet)."""


class Links:
    """Addresses below the public URL. The key file is read again for a key id it lacked: keys are rotated."""

    def __init__(self, public_url: str, key_file: Path) -> None:
        self.home = public_url.rstrip("/") + "/"
        self._key_file = key_file
        self._keys = LinkKeys.parse(key_file.read_text())

    def confirmation(self, *, link_id: str, kid: str, account_id: str, expires_at: datetime) -> str:
        """Where a person chooses the password. Raises UnknownLinkKey."""
        if kid not in self._keys.keys:
            self._keys = LinkKeys.parse(self._key_file.read_text())
        if kid not in self._keys.keys:
            raise UnknownLinkKey(kid)
        claims = LinkClaims(LinkPurpose.CONFIRM, link_id, account_id, expires_at)
        return f"{self.home}confirm?{urlencode({'token': make_token(self._keys.keys, kid, claims)})}"
