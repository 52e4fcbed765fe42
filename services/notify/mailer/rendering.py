"""From a stored mail and an addressee to subject, text and HTML."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel import Locale

from services.notify.domain.message import Message
from services.notify.domain.planning import Addressee
from services.notify.domain.recipient import ToAccount
from services.notify.domain.template import Template
from services.notify.mailer.dates import LOCALES, day_in_words, in_words, zone_of
from services.notify.mailer.languages import choose
from services.notify.mailer.links import Links
from services.notify.mailer.texts import Texts


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
        values = {
            **message.params,
            **self._common(language, addressee),
            **self._link(message),
            "template": message.template.value,
        }
        name = f"{language}/{message.template.value}"
        subject = self._texts.subject(name, values)
        html = self._texts.html(name, values, language=language, subject=subject)
        return Rendered(language, subject, self._texts.text(name, values), html)

    def _common(self, language: str, addressee: Addressee) -> dict[str, Any]:
        zone = zone_of(addressee.timezone)

        def when(moment: datetime) -> str:
            return in_words(moment, language, zone)

        def day(moment: datetime) -> str:
            return day_in_words(moment, language, zone)

        def country_name(code: str) -> str:
            return str(Locale.parse(LOCALES[language]).territories.get(code, code))

        return {
            "name": addressee.name,
            "when": when,
            "day": day,
            "country_name": country_name,
            "with_number": with_number,
            "home": self._links.home,
            "helpdesks": ", ".join(self._helpdesks),
        }

    def _link(self, message: Message) -> dict[str, str]:
        if message.template is not Template.CONFIRMATION:
            return {}
        params, recipient = message.params, message.recipient
        expires_at = params["expires_at"]
        assert isinstance(recipient, ToAccount)
        assert isinstance(expires_at, datetime)
        link = self._links.confirmation(
            link_id=str(params["link_id"]),
            kid=str(params["kid"]),
            account_id=recipient.account_id,
            expires_at=expires_at,
        )
        return {"link": link}


def with_number(organisation: str, number: str | None) -> str:
    """`ALPRO Comm.V.A. (BE-ORG-OP-5)`; without the number where there is none."""
    return f"{organisation} ({number})" if number else organisation
