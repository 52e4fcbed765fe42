"""Until when a request is to be decided: working days of the authority, in its own time.

Two working days (rule F2), counted from the next working day after the request was made (domain section 3), and over
with the *end* of the last of them, in the authority's time zone. That is how the Union counts periods in working days
(Regulation 1182/71, Art. 3: the day of the event does not count, the period ends with the last hour of the last day,
public holidays, Saturdays and Sundays left out). It does not matter at what hour the request came: a Wednesday's is due
on Friday, a Friday's, Saturday's or Sunday's on Tuesday.
"""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

LAST_SECOND = time(23, 59, 59)


def due_date(requested_at: datetime, working_days: int, zone: ZoneInfo, calendar: str) -> datetime:
    """The last second of the `working_days`th working day after the local day of `requested_at`, in UTC.

    `calendar` is the ISO 3166-1 code of the country whose national holidays count; Saturdays that a country declares
    working days are working days. The last second, not the midnight after it, so that its date is the day meant.
    """
    requested_on = requested_at.astimezone(zone).date()
    last = _reaching(calendar_of(calendar), requested_on.year).get_nth_working_day(requested_on, working_days)
    return datetime.combine(last, LAST_SECOND, zone).astimezone(UTC)


@cache
def calendar_of(country: str) -> HolidayBase:
    """The holidays of a country, made once, which reads files. Raises NotImplementedError for an unknown country."""
    return country_holidays(country)


def _reaching(calendar: HolidayBase, year: int) -> HolidayBase:
    """The calendar with this year and the next: as far as a period that begins this year can reach.

    Asking for a day brings its year. Without it a Saturday declared a working day would be taken for a weekend.
    """
    for reached in (year, year + 1):
        calendar.get(date(reached, 1, 1))
    return calendar
