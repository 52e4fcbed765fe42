"""Times on the wire: RFC 3339, UTC, milliseconds, nothing else."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from contracts.envelope import format_time, parse_time
from contracts.event import Moment, Record

WIRE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=zones)


class Appointment(Record):
    """Something with a time."""

    at: Moment


@given(moments)
def test_wire_format(moment: datetime) -> None:
    text = format_time(moment)
    assert WIRE.fullmatch(text)
    assert timedelta(0) <= moment - parse_time(text) < timedelta(milliseconds=1)
    assert format_time(parse_time(text)) == text


@given(moments)
def test_fields_of_events_are_utc_in_whole_milliseconds(moment: datetime) -> None:
    appointment = Appointment(at=moment)
    assert appointment.at.tzinfo is UTC
    assert timedelta(0) <= moment - appointment.at < timedelta(milliseconds=1)
    assert appointment.model_dump(mode="json") == {"at": format_time(moment)}
    assert Appointment.model_validate_json(appointment.model_dump_json()) == appointment


@pytest.mark.parametrize("text", ["2026-03-04T09:00:00", "2026-03-04", "0001-01-01T00:00:00+14:00", "soon"])
def test_times_without_zone_or_out_of_range_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Appointment.model_validate({"at": text})


def test_a_time_without_zone_is_not_parsed() -> None:
    with pytest.raises(ValueError, match="zone"):
        parse_time("2026-03-04T09:00:00.000")
