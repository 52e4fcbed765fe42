"""What every text may say, beside the parameters of its mail."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from babel import Locale

from services.notify.domain.kinds import optional
from services.notify.domain.message import Message
from services.notify.domain.recipient import ToAccount
from services.notify.domain.template import HELPDESK_COPIES
from services.notify.mailer.dates import LOCALES, calendar_day, day_in_words, in_words, zone_of
from services.notify.mailer.pages import Pages


def values_of(
    message: Message, language: str, timezone: str, pages: Pages, helpdesks: Sequence[str], name: str = ""
) -> dict[str, Any]:
    """For one reader: `when`, `day` and `date` put moments and dates into words, `pages` are links without tokens.

    `link` (with a token) is none unless the caller adds it. `optional`: the reader may switch this mail off.
    """
    zone = zone_of(timezone)

    def when(moment: datetime) -> str:
        return in_words(moment, language, zone)

    def day(moment: datetime) -> str:
        return day_in_words(moment, language, zone)

    def written_day(written: str) -> str:
        return calendar_day(date.fromisoformat(written), language)

    def country_name(code: str) -> str:
        return str(Locale.parse(LOCALES[language]).territories.get(code, code))

    return {
        **message.params,
        "name": name,
        "when": when,
        "day": day,
        "calendar_day": written_day,
        "country_name": country_name,
        "with_number": with_number,
        "pages": pages,
        "helpdesks": ", ".join(helpdesks),
        "link": None,
        "optional": optional(message.template) and isinstance(message.recipient, ToAccount),
        "to_helpdesks": message.template in HELPDESK_COPIES,
    }


def with_number(organisation: str, number: str | None) -> str:
    """`ALPRO Comm.V.A. (BE-ORG-OP-5)`; without the number where there is none."""
    return f"{organisation} ({number})" if number else organisation
