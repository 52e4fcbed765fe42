"""The caller's wish comes first, then the language of the account, then English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.web.languages import negotiate

OURS = ("en", "fr")


@pytest.mark.parametrize(
    ("header", "account", "chosen"),
    [
        ("fr", "en", "fr"),
        ("en", "fr", "en"),
        ("fr-BE,fr;q=0.9,en;q=0.8", "en", "fr"),
        ("de, fr-BE;q=0.8, en;q=0.5", "en", "fr"),
        ("de, en;q=0.5, fr;q=0.7", "en", "fr"),
        ("en;q=0, fr;q=0.1", "en", "fr"),
        ("fr;q=0, de", "en", "en"),
        ("en, fr", "fr", "en"),
        ("de", "fr", "fr"),
        ("*", "fr", "fr"),
        (None, "fr", "fr"),
        (None, "hu", "en"),
        ("fr;q=high", "en", "en"),
        ("", "fr", "fr"),
        ("", "", "en"),
    ],
)
def test_the_header_then_the_account_then_english(header: str | None, account: str, chosen: str) -> None:
    assert negotiate(header, account, OURS) == chosen


@pytest.mark.parametrize(
    ("header", "account", "chosen"), [("el", "en", "el"), ("ja", "mt", "mt"), ("ja", "ja", "en"), (None, "bg", "bg")]
)
def test_whoever_speaks_more_is_asked_for_more(header: str | None, account: str, chosen: str) -> None:
    assert negotiate(header, account, {"bg", "el", "mt", *OURS}) == chosen


@given(st.text(max_size=50), st.text(max_size=5))
def test_it_is_always_one_of_those(header: str, account: str) -> None:
    assert negotiate(header, account, OURS) in OURS
