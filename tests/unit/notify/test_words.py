"""Dates, languages and punctuation."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from services.notify.mailer.dates import BRUSSELS, calendar_day, day_in_words, in_words, zone_of
from services.notify.mailer.languages import choose
from services.notify.mailer.texts import TEMPLATES

DUE = datetime(2026, 3, 6, 22, 59, 59, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "zone", "words"),
    [
        ("en", "Europe/Paris", "Friday 6 March 2026 at 23:59 (Central European Standard Time)"),
        ("fr", "Europe/Paris", "vendredi 6 mars 2026 à 23:59 (heure normale d’Europe centrale)"),
        ("fr", "Europe/Athens", "samedi 7 mars 2026 à 00:59 (heure normale d’Europe de l’Est)"),
        ("en", "UTC", "Friday 6 March 2026 at 22:59 (Coordinated Universal Time)"),
    ],
)
def test_a_moment_is_told_in_the_readers_language_and_zone(language: str, zone: str, words: str) -> None:
    assert in_words(DUE, language, zone_of(zone)) == words


def test_summer_time_is_called_so() -> None:
    assert in_words(SUMMER, "en", BRUSSELS) == "Wednesday 1 July 2026 at 12:00 (Central European Summer Time)"


def test_a_day_is_that_of_the_readers_zone() -> None:
    assert day_in_words(DUE, "fr", zone_of("Europe/Athens")) == "7 mars 2026"


def test_only_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    assert in_words(SUMMER, "fr", BRUSSELS) == "mercredi 1er juillet 2026 à 12:00 (heure d’été d’Europe centrale)"
    assert day_in_words(SUMMER, "fr", BRUSSELS) == "1er juillet 2026"
    days = [calendar_day(date(2026, 12, day), "fr") for day in (1, 2, 11)]
    assert days == ["1er décembre 2026", "2 décembre 2026", "11 décembre 2026"]
    assert calendar_day(date(2026, 12, 1), "en") == "1 December 2026"


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "Europe"])
def test_without_a_zone_that_exists_it_is_brussels(name: str) -> None:
    assert zone_of(name) is BRUSSELS


@pytest.mark.parametrize(
    ("language", "country", "chosen"),
    [
        ("fr", None, "fr"),
        ("en", "FR", "en"),
        ("hu", "FR", "en"),
        ("", "FR", "fr"),
        ("", "BE", "fr"),
        ("", "DE", "en"),
        ("", "EU", "en"),
        ("", None, "en"),
    ],
)
def test_the_persons_language_else_the_countrys_else_english(language: str, country: str | None, chosen: str) -> None:
    assert choose(language, country) == chosen


LOOSE = re.compile(r"« | »|\S [:;!?]")
"""French puts no-break spaces there; a mail program may end the line at any other."""


@pytest.mark.parametrize("path", sorted((TEMPLATES / "fr").glob("*.j2")), ids=lambda path: path.stem)
def test_french_punctuation_stays_with_its_word(path: Path) -> None:
    words = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "…", path.read_text(encoding="utf-8"))
    assert LOOSE.findall(words) == []
