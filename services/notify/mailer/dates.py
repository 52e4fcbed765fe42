"""Moments in words, in somebody's language and time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

BRUSSELS = ZoneInfo("Europe/Brussels")
"""For those whose time zone is not known: functional mailboxes."""

LOCALES = {"fr": "fr_FR", "en": "en_GB"}
PATTERNS = {"fr": "EEEE d MMMM y 'à' HH:mm (zzzz)", "en": "EEEE d MMMM y 'at' HH:mm (zzzz)"}


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone of that name; Brussels for none and for one that this machine does not know."""
    try:
        return ZoneInfo(name) if name else BRUSSELS
    except (ValueError, OSError, KeyError):
        return BRUSSELS


def in_words(moment: datetime, language: str, zone: ZoneInfo) -> str:
    """Day, time and zone: `Friday 6 March 2026 at 23:59 (Central European Standard Time)`."""
    return format_datetime(moment.astimezone(zone), PATTERNS[language], tzinfo=zone, locale=LOCALES[language])


def day_in_words(moment: datetime, language: str, zone: ZoneInfo) -> str:
    """The day alone: `6 March 2026`."""
    return format_date(moment.astimezone(zone), "d MMMM y", locale=LOCALES[language])
