"""Dates, numbers and names of countries as the reader writes them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from math import ceil, floor
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import TIMEDELTA_UNITS, format_date, format_datetime
from babel.numbers import format_decimal
from babel.units import format_unit

from contracts.reference import belongs_to
from services.gateway.pages.language import LANGUAGES, OFFICIAL

DEFAULT_ZONE = "Europe/Brussels"
CLEARLY_MORE = 1.2
"""70 minutes are told in minutes, two hours in hours."""

SECOND = TIMEDELTA_UNITS[-1]


@cache
def zones() -> Mapping[str, ZoneInfo]:
    """All time zones of the IANA data base by name, read once: looking one up later reads no file."""
    names = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return {name: ZoneInfo(name) for name in names}


@cache
def locale(language: str) -> Locale:
    """Babel's data of a language."""
    return Locale.parse(language)


@cache
def tongues() -> Mapping[str, str]:
    """The official languages, each by its own name."""
    return {code: (locale(code).get_display_name(code) or code).capitalize() for code in OFFICIAL}


def load() -> None:
    """Read everything that a page may need."""
    zones()
    tongues()
    for language in LANGUAGES:
        Formats(language, DEFAULT_ZONE).warm()


class Formats:
    """How one reader sees moments and amounts. Moments come as `datetime` or as the API writes them (RFC 3339)."""

    def __init__(self, language: str, zone: str) -> None:
        self.language = language
        self.zone = zones().get(zone) or zones()[DEFAULT_ZONE]

    def moment(self, value: datetime | str) -> str:
        """Day and time, as `24 November 2026, 14:05`."""
        pattern = "d MMMM y, HH:mm" if self.language == "en" else "d MMMM y 'à' HH:mm"
        moment = self.local(value)
        return format_datetime(moment, self._dated(pattern, moment), locale=locale(self.language))

    def day(self, value: datetime | str) -> str:
        """The day, as `24 November 2026`."""
        return self._date("d MMMM y", self.local(value))

    def plain_day(self, value: str) -> str:
        """A day of the calendar (`2026-11-24`), wherever the reader is."""
        return self._date("d MMMM y", date.fromisoformat(value))

    def weekday(self, value: datetime | str) -> str:
        """The day with its name, as `Tuesday 24 November 2026`: for deadlines."""
        return self._date("EEEE d MMMM y", self.local(value))

    def clock(self, value: datetime | str) -> str:
        """The time of day, as `14:05`."""
        return format_datetime(self.local(value), "HH:mm", locale=locale(self.language))

    def wait(self, seconds: float) -> str:
        """A time to wait, as `3 minutes`, never less than it is."""
        return self._amount(seconds, ceil)

    def past(self, seconds: float) -> str:
        """A time that has passed, as `3 days`, never more than it is."""
        return self._amount(max(seconds, 0), floor)

    def number(self, value: float) -> str:
        """An amount with the separators of the language."""
        return format_decimal(value, locale=locale(self.language))

    def country(self, code: str) -> str:
        """The name of a country by its ISO code; the code itself when nobody knows it."""
        return str(locale(self.language).territories.get(code, code))

    def country_of(self, organisation: Mapping[str, Any]) -> str:
        """The name of the country that an organisation belongs to, or of the Union for its own authorities."""
        return self.country(belongs_to(organisation["id"], organisation["code"], organisation["country"]))

    def machine(self, value: datetime | str) -> str:
        """For the attribute `datetime`."""
        return self.local(value).isoformat(timespec="seconds")

    def local(self, value: datetime | str) -> datetime:
        """The moment on the reader's clock."""
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(self.zone)

    def warm(self) -> None:
        """Use everything once, so that the data of the language is read."""
        now = datetime(2026, 1, 1, tzinfo=self.zone)
        for use in (self.moment, self.day, self.weekday, self.clock):
            use(now)
        self.wait(90)
        self.number(1.5)
        self.country("FR")

    def _amount(self, seconds: float, whole: Callable[[float], int]) -> str:
        """In the largest unit that it is clearly more than one of."""
        unit, length = next((each for each in TIMEDELTA_UNITS if seconds / each[1] >= CLEARLY_MORE), SECOND)
        return format_unit(whole(seconds / length), f"duration-{unit}", locale=locale(self.language))

    def _date(self, pattern: str, day: date) -> str:
        return format_date(day, self._dated(pattern, day), locale=locale(self.language))

    def _dated(self, pattern: str, day: date) -> str:
        """The pattern for this day: the first of a month is `1er` in French, which Babel's patterns do not know."""
        return pattern.replace("d ", "d'er' ", 1) if self.language == "fr" and day.day == 1 else pattern
