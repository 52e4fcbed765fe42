"""Names and sentences are French or English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.api.language import LANGUAGES, negotiate


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
