"""Links with a token. Tokens are made here, when a mail is rendered, and kept nowhere (design section 10)."""

from pathlib import Path
from urllib.parse import urlencode

from contracts.link_keys import LinkKeys
from contracts.links import LinkClaims, LinkPurpose, make_token
from services.notify.mailer.pages import Pages

_PAGE = {LinkPurpose.CONFIRM: "confirm", LinkPurpose.RESET: "reset"}


class UnknownLinkKey(LookupError):
    """The event names a key that the key file does not hold (yet)."""


class Links:
    """Addresses with a token. The key file is read again for a key id it lacked: keys are rotated."""

    def __init__(self, public_url: str, key_file: Path) -> None:
        self.pages = Pages(public_url)
        self._key_file = key_file
        self._keys = LinkKeys.parse(key_file.read_text())

    def with_token(self, kid: str, claims: LinkClaims) -> str:
        """Where a person chooses the password, first or anew. Raises UnknownLinkKey."""
        if kid not in self._keys.keys:
            self._keys = LinkKeys.parse(self._key_file.read_text())
        if kid not in self._keys.keys:
            raise UnknownLinkKey(kid)
        token = make_token(self._keys.keys, kid, claims)
        return f"{self.pages.home}{_PAGE[claims.purpose]}?{urlencode({'token': token})}"
