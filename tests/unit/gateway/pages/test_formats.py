"""Dates and amounts as the reader writes them, in the reader's time zone."""

from datetime import UTC, datetime

import pytest

from contracts.reference import organisation_id
from services.gateway.pages.formats import Formats, tongues

NOON = datetime(2026, 7, 1, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "zone", "moment", "weekday"),
    [
        ("en", "Europe/Paris", "1 July 2026, 14:05", "Wednesday 1 July 2026"),
        ("fr", "Europe/Paris", "1er juillet 2026 à 14:05", "mercredi 1er juillet 2026"),
        ("fr", "Pacific/Auckland", "2 juillet 2026 à 00:05", "jeudi 2 juillet 2026"),
        ("en", "Pacific/Auckland", "2 July 2026, 00:05", "Thursday 2 July 2026"),
        ("en", "no/where", "1 July 2026, 14:05", "Wednesday 1 July 2026"),
    ],
)
def test_moments(language: str, zone: str, moment: str, weekday: str) -> None:
    formats = Formats(language, zone)
    assert formats.moment(NOON) == formats.moment("2026-07-01T12:05:00Z") == moment
    assert formats.weekday(NOON) == weekday
    assert formats.machine(NOON) == formats.local(NOON).isoformat()


@pytest.mark.parametrize(
    ("written", "english", "french"),
    [
        ("2026-12-01", "1 December 2026", "1er décembre 2026"),
        ("2026-12-02", "2 December 2026", "2 décembre 2026"),
        ("2026-12-11", "11 December 2026", "11 décembre 2026"),
        ("2026-12-31", "31 December 2026", "31 décembre 2026"),
    ],
)
def test_only_the_first_of_a_month_is_an_ordinal_in_french(written: str, english: str, french: str) -> None:
    for language, said in (("en", english), ("fr", french)):
        formats = Formats(language, "UTC")
        assert formats.plain_day(written) == formats.day(f"{written}T12:00:00Z") == said


MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.mark.parametrize(
    ("seconds", "waited", "passed"),
    [
        (0, "0 seconds", "0 seconds"),
        (1, "1 second", "1 second"),
        (45.5, "46 seconds", "45 seconds"),
        (61, "61 seconds", "61 seconds"),
        (80, "2 minutes", "1 minute"),
        (15 * MINUTE, "15 minutes", "15 minutes"),
        (71.5 * MINUTE, "72 minutes", "71 minutes"),
        (80 * MINUTE, "2 hours", "1 hour"),
        (200 * MINUTE, "4 hours", "3 hours"),
        (4 * HOUR, "4 hours", "4 hours"),
        (47 * HOUR, "2 days", "1 day"),
        (20 * DAY, "3 weeks", "2 weeks"),
    ],
)
def test_waiting_is_never_told_too_short_and_what_has_passed_never_too_long(
    seconds: float, waited: str, passed: str
) -> None:
    assert Formats("en", "UTC").wait(seconds) == waited
    assert Formats("en", "UTC").past(seconds) == passed


def test_times_are_told_in_french_and_none_has_passed_before_it_began() -> None:
    assert Formats("fr", "UTC").wait(200 * MINUTE) == "4\xa0heures"
    assert Formats("fr", "UTC").past(200 * MINUTE) == "3\xa0heures"
    assert Formats("fr", "UTC").past(-0.4) == "0\xa0seconde"


def test_names_and_amounts() -> None:
    assert Formats("fr", "UTC").country("BE") == "Belgique"
    assert Formats("en", "UTC").country("??") == "??"
    assert Formats("fr", "UTC").number(1234.5) == "1\u202f234,5"
    assert tongues()["fr"] == "Français"
    assert len(tongues()) == 24


def test_authorities_of_the_union_belong_to_it_wherever_they_sit() -> None:
    commission = {"id": organisation_id("EU-COM"), "code": "EU-COM", "country": "BE"}
    assert Formats("en", "UTC").country_of(commission) == "European Union"
    assert Formats("fr", "UTC").country_of(commission) == "Union européenne"
    assert Formats("en", "UTC").country_of({"id": "o1", "code": None, "country": "BE"}) == "Belgium"
