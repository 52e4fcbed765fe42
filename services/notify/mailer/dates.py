"""Moments in words, in somebody's language and time zone."""

from datetime import date, datetime
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
    there = moment.astimezone(zone)
    pattern = _dated(PATTERNS[language], there, language)
    return format_datetime(there, pattern, tzinfo=zone, locale=LOCALES[language])


def day_in_words(moment: datetime, language: str, zone: ZoneInfo) -> str:
    """The day alone: `6 March 2026`."""
    return calendar_day(moment.astimezone(zone), language)


def calendar_day(day: date, language: str) -> str:
    """A day of the calendar, wherever the reader is: `6 March 2026`."""
    return format_date(day, _dated("d MMMM y", day, language), locale=LOCALES[language])


def _dated(pattern: str, day: date, language: str) -> str:
    """The pattern for this day: the first of a month is `1er` in French, which Babel's patterns do not know."""
    return pattern.replace("d ", "d'er' ", 1) if language == "fr" and day.day == 1 else pattern
