"""Sentences are French or English, names in any of the Union's languages."""

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from services.registry.api.language import LANGUAGES, UNION, negotiate
from services.registry.reference import countries


@pytest.mark.parametrize(
    ("header", "account", "chosen"),
    [
        ("fr", "en", "fr"),
        ("fr-BE,fr;q=0.9,en;q=0.8", "en", "fr"),
        ("de, en;q=0.5, fr;q=0.7", "en", "fr"),
        ("en;q=0, fr;q=0.1", "en", "fr"),
        ("de", "fr", "fr"),
        (None, "fr", "fr"),
        (None, "de", "en"),
        ("fr;q=high", "en", "en"),
        ("", "", "en"),
    ],
)
def test_the_header_comes_first_then_the_account(header: str | None, account: str, chosen: str) -> None:
    assert negotiate(header, account) == chosen


@given(st.text(max_size=50), st.text(max_size=5))
def test_it_is_always_one_of_ours(header: str, account: str) -> None:
    assert negotiate(header, account) in LANGUAGES


@pytest.mark.parametrize(
    ("header", "account", "chosen"), [("el", "en", "el"), ("ja", "mt", "mt"), ("ja", "ja", "en"), (None, "bg", "bg")]
)
def test_names_come_in_more_languages(header: str | None, account: str, chosen: str) -> None:
    assert negotiate(header, account, UNION) == chosen


@pytest.mark.rule("4.place")
@pytest.mark.parametrize("language", UNION)
def test_every_country_has_a_name_in_each_of_the_unions_languages(language: str) -> None:
    assert len(set(UNION)) == 24
    assert all(Locale(language).territories[code] for code in countries())
