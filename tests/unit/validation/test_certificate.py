"""Numbers of organic operator certificates (domain section 4, OOC)."""

import re

import pytest

from services.validation.api.bodies import CERTIFICATE

pytestmark = pytest.mark.rule("4.certificate")


@pytest.mark.parametrize(
    "number", ["GB-ORG-07.998-0000052.2024.001", "FR-BIO-01.250-0000001.2026.001", "ES-ECO-020-CV.724-0000001.2026.001"]
)
def test_numbers_as_they_are_printed(number: str) -> None:
    assert re.fullmatch(CERTIFICATE, number)


@pytest.mark.parametrize(
    "number", ["NL-BIO-01.528-0005639.2026", "FR-BIO-1", "FRA-BIO-01.250-0000001.2026.001", "FR-BIO-01.250-1.2026.001"]
)
def test_what_is_no_number(number: str) -> None:
    assert not re.fullmatch(CERTIFICATE, number)
