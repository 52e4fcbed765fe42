"""Dates and amounts as the reader writes them, in the reader's time zone."""

from datetime import UTC, datetime

import pytest

from services.gateway.pages.formats import Formats, tongues

NOON = datetime(2026, 7, 1, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "zone", "moment", "weekday"),
    [
        ("en", "Europe/Paris", "1 July 2026, 14:05", "Wednesday 1 July 2026"),
        ("fr", "Europe/Paris", "1 juillet 2026 à 14:05", "mercredi 1 juillet 2026"),
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
    ("seconds", "english", "french"),
    [(1, "1 second", "1\xa0seconde"), (45, "45 seconds", "45\xa0secondes"), (61, "2 minutes", "2 minutes")],
)
def test_waiting_is_never_told_too_short(seconds: int, english: str, french: str) -> None:
    assert Formats("en", "UTC").wait(seconds) == english
    assert Formats("fr", "UTC").wait(seconds) == french


def test_names_and_amounts() -> None:
    assert Formats("fr", "UTC").country("BE") == "Belgique"
    assert Formats("en", "UTC").country("??") == "??"
    assert Formats("fr", "UTC").number(1234.5) == "1\u202f234,5"
    assert tongues()["fr"] == "Français"
    assert len(tongues()) == 24
