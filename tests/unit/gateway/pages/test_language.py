"""In which language a page speaks."""

import pytest

from services.gateway.pages.language import OFFICIAL, language_of, preferred
from services.identity.domain.languages import LANGUAGES as OF_MAILS
from tests.unit.gateway.pages.requests import request


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("fr-CA, en;q=0.8", "fr"),
        ("en;q=0.8, fr;q=0.9", "fr"),
        ("de, fr;q=0.1", "fr"),
        ("de", "en"),
        ("fr;q=0", "en"),
        ("fr;q=rubbish", "en"),
        ("en, fr", "en"),
    ],
)
def test_the_browser_is_heeded(accepted: str, expected: str) -> None:
    assert preferred(accepted) == expected


def test_a_choice_counts_more_than_the_browser() -> None:
    assert language_of(request("lang=fr", accept_language="en")) == "fr"
    assert language_of(request("lang=xx", accept_language="fr")) == "fr"


def test_a_choice_made_before_is_remembered_until_another_is_made() -> None:
    assert language_of(request(cookie="language=fr", accept_language="en")) == "fr"
    assert language_of(request("lang=en", cookie="language=fr")) == "en"
    assert language_of(request(cookie="language=xx", accept_language="fr")) == "fr"


def test_mails_may_be_in_the_languages_that_identity_takes() -> None:
    assert set(OFFICIAL) == OF_MAILS
