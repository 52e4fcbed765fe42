"""Two working days, in the authority's time and by its holidays (rule F2, domain section 3, Regulation 1182/71)."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.validation.domain.due_date import due_date
from services.validation.reference import TABLE

pytestmark = [pytest.mark.rule("F2", "3.decision"), pytest.mark.moment("due dates")]

PARIS = ZoneInfo("Europe/Paris")


def due_in_paris(text: str, working_days: int = 2, calendar: str = "FR") -> str:
    """Due date of a request made at this Paris time, as Paris time."""
    asked = datetime.fromisoformat(text).replace(tzinfo=PARIS)
    return due_date(asked, working_days, PARIS, calendar).astimezone(PARIS).strftime("%a %Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-03-02 09:00", "Wed 2026-03-04 23:59:59"),
        ("2026-03-04 12:00", "Fri 2026-03-06 23:59:59"),
        ("2026-03-05 12:00", "Mon 2026-03-09 23:59:59"),
        ("2026-03-06 17:00", "Tue 2026-03-10 23:59:59"),
    ],
)
def test_the_day_of_the_request_does_not_count(asked: str, due: str) -> None:
    assert due_in_paris(asked) == due


@pytest.mark.parametrize("asked", ["2026-03-07 00:00", "2026-03-07 12:00", "2026-03-08 23:59:59"])
def test_a_weekends_request_counts_from_monday(asked: str) -> None:
    assert due_in_paris(asked) == "Tue 2026-03-10 23:59:59"


@pytest.mark.parametrize("hour", ["00:00:00", "08:00:00", "16:59:00", "23:59:59.999"])
def test_the_hour_does_not_matter(hour: str) -> None:
    assert due_in_paris(f"2026-03-04 {hour}") == "Fri 2026-03-06 23:59:59"


def test_holidays_do_not_count() -> None:
    """14 July 2026 is a Tuesday."""
    assert due_in_paris("2026-07-13 10:00") == "Thu 2026-07-16 23:59:59"


def test_a_holidays_request_counts_from_the_next_working_day() -> None:
    assert due_in_paris("2026-07-14 10:00") == "Thu 2026-07-16 23:59:59"


def test_movable_feasts_are_known() -> None:
    """Easter Monday, 6 April 2026."""
    assert due_in_paris("2026-04-03 10:00") == "Wed 2026-04-08 23:59:59"


def test_holidays_are_those_of_the_authoritys_country() -> None:
    """21 July is Belgium's, not France's; 14 July the other way round."""
    assert due_in_paris("2026-07-20 10:00", calendar="FR") == "Wed 2026-07-22 23:59:59"
    assert due_in_paris("2026-07-20 10:00", calendar="BE") == "Thu 2026-07-23 23:59:59"
    assert due_in_paris("2026-07-13 10:00", calendar="BE") == "Wed 2026-07-15 23:59:59"


def test_a_period_may_run_into_the_next_year() -> None:
    """1 January 2027 is a Friday."""
    assert due_in_paris("2026-12-30 10:00") == "Mon 2027-01-04 23:59:59"
    assert due_in_paris("2026-12-31 10:00") == "Tue 2027-01-05 23:59:59"


def test_the_day_is_the_authoritys_not_utcs() -> None:
    """Wednesday 23:30 UTC is Thursday in Paris."""
    asked = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    assert due_date(asked, 2, PARIS, "FR") == datetime(2026, 3, 9, 22, 59, 59, tzinfo=UTC)


def test_the_clocks_go_forward_meanwhile() -> None:
    """29 March 2026: asked in winter time (UTC+1), due in summer time (UTC+2)."""
    assert due_date(datetime(2026, 3, 27, 9, 0, tzinfo=UTC), 2, PARIS, "FR") == datetime(
        2026, 3, 31, 21, 59, 59, tzinfo=UTC
    )


def test_the_clocks_go_back_meanwhile() -> None:
    """25 October 2026: asked in summer time, due in winter time."""
    assert due_date(datetime(2026, 10, 23, 9, 0, tzinfo=UTC), 2, PARIS, "FR") == datetime(
        2026, 10, 27, 22, 59, 59, tzinfo=UTC
    )


def test_the_night_the_clocks_change() -> None:
    """Sunday 01:30 UTC of both changes: half past three in summer, half past two for the second time in autumn."""
    assert due_date(datetime(2026, 3, 29, 1, 30, tzinfo=UTC), 2, PARIS, "FR").day == 31
    assert due_date(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 2, PARIS, "FR").day == 27


def test_a_working_saturday_counts_where_the_country_declares_one() -> None:
    """Hungary works on Saturday 8 August 2026 in exchange for Friday 21 August."""
    budapest = ZoneInfo("Europe/Budapest")
    due = due_date(datetime(2026, 8, 6, 9, 0, tzinfo=UTC), 2, budapest, "HU")
    assert due.astimezone(budapest).strftime("%a %d") == "Sat 08"


@settings(deadline=None)
@given(
    asked=st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 1), timezones=st.just(UTC)),
    authority=st.sampled_from(sorted(TABLE.authorities)),
    days=st.integers(1, 5),
)
def test_due_dates_are_working_days_at_their_end_and_never_come_early(
    asked: datetime, authority: str, days: int
) -> None:
    row = TABLE.authorities[authority]
    due = due_date(asked, days, row.zone, row.calendar).astimezone(row.zone)
    assert due.time() == time(23, 59, 59)
    assert due.date() >= asked.astimezone(row.zone).date() + timedelta(days=days)
    assert due - asked < timedelta(days=days + 12)
    assert due_date(asked, days + 1, row.zone, row.calendar) > due
