"""Until when a request is to be decided: working days of the authority, in its own time.

Two working days (rule F2), counted from the next working day after the request was made (domain section 3), and over
with the *end* of the last of them, in the authority's time zone. That is how the Union counts periods in working days
(Regulation 1182/71, Art. 3: the day of the event does not count, the period ends with the last hour of the last day,
public holidays, Saturdays and Sundays left out). It does not matter at what hour the request came: a Wednesday's is due
on Friday, a Friday's, Saturday's or Sunday's on Tuesday.
"""

from datetime import UTC, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

LAST_SECOND = time(23, 59, 59)


def due_date(requested_at: datetime, working_days: int, zone: ZoneInfo, calendar: str) -> datetime:
    """The last second of the `working_days`th working day after the local day of `requested_at`, in UTC.

    `calendar` is the ISO 3166-1 code of the country whose national holidays count; Saturdays that a country declares
    working days are working days. The last second, not the midnight after it, so that its date is the day meant.
    """
    requested_on = requested_at.astimezone(zone).date()
    last = _calendar(calendar, requested_on.year).get_nth_working_day(requested_on, working_days)
    return datetime.combine(last, LAST_SECOND, zone).astimezone(UTC)


@lru_cache(maxsize=256)
def _calendar(country: str, year: int) -> HolidayBase:
    """Holidays of this year and the next: as far as a period that begins this year can reach."""
    return country_holidays(country, years=(year, year + 1))
