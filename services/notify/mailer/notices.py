"""The in-app copy of a mail: its title and its words, without greeting, and never with a token."""

from dataclasses import dataclass

from services.notify.domain.message import Message
from services.notify.mailer.pages import Pages
from services.notify.mailer.texts import Texts
from services.notify.mailer.values import values_of


@dataclass(frozen=True, slots=True)
class Notice:
    """What a person reads; `text` is plain, a paragraph a line."""

    title: str
    text: str


class Notices:
    """Knows the texts and the pages; holds no key, so no token can be made here."""

    def __init__(self, public_url: str, helpdesks: tuple[str, ...]) -> None:
        self._texts = Texts()
        self._pages = Pages(public_url)
        self._helpdesks = helpdesks

    def write(self, message: Message, language: str, timezone: str) -> Notice:
        """In a language that there are texts in. Raises jinja2's UndefinedError when parameters do not fit."""
        values = values_of(message, language, timezone, self._pages, self._helpdesks)
        name = f"{language}/{message.template.value}"
        return Notice(self._texts.subject(name, values), self._texts.notice(name, values))
