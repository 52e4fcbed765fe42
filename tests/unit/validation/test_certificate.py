"""Numbers of organic operator certificates (domain section 4, OOC), as a decision names them."""

import csv
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from services.validation.api.bodies import DecisionBody
from services.validation.domain.certificate import CERTIFICATE
from services.validation.domain.commands import Outcome

pytestmark = pytest.mark.rule("4.certificate")

CASES = [
    (row["value"], row["valid"] == "1")
    for row in csv.DictReader(Path(__file__).with_name("identifier_cases.csv").open(encoding="utf-8"))
    if row["rule"] == "OOC"
]


def kept(number: object) -> str | None:
    """What a decision that names it holds. Raises ValidationError."""
    return DecisionBody.model_validate({"outcome": Outcome.VALIDATED, "certificate": number}).certificate


@pytest.mark.parametrize(("number", "valid"), CASES)
def test_the_cases_of_the_reference(number: str, valid: bool) -> None:
    assert (re.fullmatch(CERTIFICATE, number) is not None) is valid


@pytest.mark.parametrize("number", ["FR-BIO-01.250-0000001.2026.001", "ES-ECO-020-CV.724-0000001.2026.001"])
def test_numbers_as_they_are_printed(number: str) -> None:
    assert kept(number) == number
    assert kept(None) is None


@pytest.mark.parametrize(
    "written",
    [
        "DE-ÖKO-006.276-0000001.2026.001",
        "DE-O\N{COMBINING DIAERESIS}KO-006.276-0000001.2026.001",
        "DE-OEKO-006.276-0000001.2026.001",
        "DE-ØKO-006.276-0000001.2026.001",
        "  de-öko-006.276-0000001.2026.001\n",
        "DE\N{EN DASH}ÖKO\N{MINUS SIGN}006.276\N{NON-BREAKING HYPHEN}0000001.\N{ZERO WIDTH SPACE}2026.001",
    ],
)
def test_a_number_is_read_however_its_control_body_is_spelled(written: str) -> None:
    assert kept(written) == "DE-OKO-006.276-0000001.2026.001"


@pytest.mark.parametrize(
    "number",
    [
        "FR-BIO-1",
        "FRA-BIO-01.250-0000001.2026.001",
        "FR-BIO-01.250-1.2026.001",
        "FR-BIO-01.250-000000\N{ARABIC-INDIC DIGIT ONE}.2026.001",
        "FR-BIO-01.250-0000001.2026.001.1",
        "",
        1,
    ],
)
def test_what_is_no_number(number: object) -> None:
    with pytest.raises(ValidationError, match="certificate"):
        kept(number)
