"""From a stored mail and an addressee to subject, text and HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from contracts.links import LinkClaims, LinkPurpose
from services.notify.domain.message import Message
from services.notify.domain.planning import Addressee
from services.notify.domain.recipient import ToAccount
from services.notify.domain.template import Template
from services.notify.mailer.languages import choose
from services.notify.mailer.links import Links
from services.notify.mailer.texts import Texts
from services.notify.mailer.values import values_of

LINKS: Mapping[Template, LinkPurpose] = {
    Template.CONFIRMATION: LinkPurpose.CONFIRM,
    Template.PASSWORD_RESET: LinkPurpose.RESET,
}
"""Mails with a token, and what it is good for."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail in words. `text` and `html` may hold a link with a token: never to be stored or logged."""

    language: str
    subject: str
    text: str
    html: str


class Renderer:
    """Knows the texts, the links and the helpdesks."""

    def __init__(self, links: Links, helpdesks: tuple[str, ...]) -> None:
        self._texts = Texts()
        self._links = links
        self._helpdesks = helpdesks

    def render(self, message: Message, addressee: Addressee) -> Rendered:
        """In the addressee's language and time zone.

        Raises UnknownLinkKey, and jinja2's UndefinedError when parameters do not fit the template.
        """
        language = choose(addressee.language, addressee.country)
        known = values_of(
            message, language, addressee.timezone, self._links.pages, self._helpdesks, name=addressee.name
        )
        values = {**known, "link": self._link(message)}
        name = f"{language}/{message.template.value}"
        subject = self._texts.subject(name, values)
        html = self._texts.html(name, values, language=language, subject=subject)
        return Rendered(language, subject, self._texts.text(name, values), html)

    def _link(self, message: Message) -> str | None:
        purpose = LINKS.get(message.template)
        if purpose is None:
            return None
        params, recipient = message.params, message.recipient
        expires_at = params["expires_at"]
        assert isinstance(recipient, ToAccount)
        assert isinstance(expires_at, datetime)
        claims = LinkClaims(purpose, str(params["link_id"]), recipient.account_id, expires_at)
        return self._links.with_token(str(params["kid"]), claims)
